#include "tests/simulation/sender.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <utility>

namespace koppel::simulation {
namespace {

constexpr std::uint32_t kShufflesOneIn = 4;
constexpr std::uint32_t kSendsAgainOneIn = 6;

void shuffle(std::vector<std::size_t>& places, Dice& dice) {
  for (std::size_t left = places.size(); left > 1; --left) {
    std::swap(places[left - 1], places[dice.below(left)]);
  }
}

}  // namespace

std::vector<std::size_t> next_batch(const Sender& sender,
                                    const Ledger& ledger,
                                    std::uint64_t position,
                                    std::size_t facts_max,
                                    Dice& dice) {
  std::vector<std::size_t> batch;
  if (!sender.input.empty()) {
    invariant(position <= sender.facts.size(), "an input is not taken further than it was sent");
    const std::size_t end = std::min<std::size_t>(sender.facts.size(), position + facts_max);
    for (std::size_t at = position; at < end; ++at) batch.push_back(sender.facts[at]);
    return batch;
  }
  for (const std::size_t place : sender.facts) {
    if (!ledger.all()[place].settled && batch.size() < facts_max) batch.push_back(place);
  }
  if (!sender.facts.empty() && dice.one_in(kSendsAgainOneIn)) {
    batch.push_back(sender.facts[dice.below(sender.facts.size())]);
  }
  if (dice.one_in(kShufflesOneIn)) shuffle(batch, dice);
  return batch;
}

}  // namespace koppel::simulation
