#include "consumers/operator/reactions.h"

#include "consumers/operator/reaction.h"
#include "engine/model/invariant.h"

#include <type_traits>
#include <utility>
#include <variant>

namespace koppel::simulate {
namespace {

// Entries and facts to which nobody reacts.
template <typename Body>
void see_any(Scene& scene, const Body& body) {
  if constexpr (std::is_same_v<Body, Fact>) {
    std::visit([&](const auto& inner) { see_any(scene, inner); }, body.body);
  } else if constexpr (requires { see(scene, body); }) {
    see(scene, body);
  }
}

}  // namespace

Reactions::Reactions(const Days& days, std::uint64_t seed)
    : days_(&days), seed_(seed), minds_(std::make_unique<Minds>()) {}

Reactions::Reactions(Reactions&&) noexcept = default;
Reactions& Reactions::operator=(Reactions&&) noexcept = default;
Reactions::~Reactions() = default;

void Reactions::see(const Entry& entry, const Market& market) {
  Scene scene{.market = market,
              .days = *days_,
              .seed = seed_,
              .now = days_->from(entry.recorded_at),
              .minds = *minds_};
  if (scene.now >= days_->end()) return;
  std::visit([&](const auto& body) { see_any(scene, body); }, entry.body);
}

WorkTime Reactions::next() const {
  return minds_->plans.empty() ? kNever : minds_->plans.begin()->first.first;
}

std::optional<FactBody> Reactions::act(const Market& market) {
  invariant(next() < days_->end(), "a plan within the days is carried out");
  const auto first = minds_->plans.begin();
  const Plan plan = first->second;
  Scene scene{
      .market = market, .days = *days_, .seed = seed_, .now = first->first.first, .minds = *minds_};
  minds_->plans.erase(first);
  return std::visit([&](const auto& one) { return simulate::act(scene, one); }, plan);
}

bool does(const FactBody& deed, const Market& market) {
  if (std::holds_alternative<OutcomeRecorded>(deed)) return false;
  const auto* leaving = std::get_if<ParticipantLeft>(&deed);
  const Participant* who = leaving == nullptr ? nullptr : market.find(leaving->participant);
  return who == nullptr || !who->engagement.is_set();
}

}  // namespace koppel::simulate
