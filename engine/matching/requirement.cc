#include "engine/matching/requirement.h"

#include "engine/matching/shape.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <numeric>

namespace koppel::matching {
namespace {

constexpr std::uint32_t kRarityMax = 7;
constexpr std::uint8_t kImportanceMax = 3;

struct Weighing {
  std::uint32_t raw = 0;  // importance · (1 + rarity)
  std::uint32_t remainder = 0;
  WeighedRequirement requirement;
};

bool heavier(const Weighing& a, const Weighing& b) {
  if (a.raw != b.raw) return a.raw > b.raw;
  if (a.requirement.code != b.requirement.code) return a.requirement.code < b.requirement.code;
  if (a.requirement.level != b.requirement.level) return a.requirement.level > b.requirement.level;
  return a.requirement.importance > b.requirement.importance;
}

Weighing weighing_of(const Rarity& rarity, const Requirement& requirement) {
  const std::uint8_t level = at_most(requirement.level, static_cast<std::uint8_t>(kLevelMax));
  const std::uint8_t importance = at_most(requirement.importance, kImportanceMax);
  const WeighedRequirement weighed{.code = requirement.code,
                                   .level = std::max(level, std::uint8_t{1}),
                                   .importance = std::max(importance, std::uint8_t{1})};
  return {.raw = weighed.importance * (1 + rarity.of(requirement.code)), .requirement = weighed};
}

// Hamilton's method: whole shares, then one more each by largest remainder.
void share_out(std::vector<Weighing>& list) {
  std::uint32_t sum = 0;
  for (const Weighing& line : list) sum += line.raw;
  std::uint32_t left = kRequirementWeights;
  for (Weighing& line : list) {
    const std::uint32_t share = kRequirementWeights * line.raw / sum;
    line.remainder = kRequirementWeights * line.raw % sum;
    line.requirement.weight = static_cast<std::uint16_t>(share);
    left -= share;
  }
  std::vector<std::size_t> order(list.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return list[a].remainder > list[b].remainder; });
  invariant(left <= order.size(), "fewer shares left over than requirements");
  for (std::size_t at = 0; at < left; ++at) ++list[order[at]].requirement.weight;
}

}  // namespace

Rarity Rarity::build(const Market& market) {
  Rarity rarity;
  for (const auto& [name, taxonomy] : market.taxonomies) {
    for (const TaxonomyCompetence& competence : taxonomy.competences) {
      rarity.by_code_.emplace_back(competence.code, std::min(competence.rarity, kRarityMax));
    }
  }
  const auto code = [](const auto& line) { return line.first; };
  std::ranges::stable_sort(rarity.by_code_, {}, code);
  const auto repeats = std::ranges::unique(rarity.by_code_, {}, code);
  rarity.by_code_.erase(repeats.begin(), repeats.end());
  return rarity;
}

std::uint32_t Rarity::of(std::uint32_t code) const {
  const auto found =
      std::ranges::lower_bound(by_code_, code, {}, [](const auto& line) { return line.first; });
  return found == by_code_.end() || found->first != code ? 0 : found->second;
}

std::vector<WeighedRequirement> weigh(const Rarity& rarity,
                                      const std::vector<Requirement>& requirements) {
  std::vector<Weighing> list;
  list.reserve(requirements.size());
  for (const Requirement& requirement : requirements) {
    list.push_back(weighing_of(rarity, requirement));
  }
  std::ranges::sort(list, heavier);
  if (list.size() > kRequirementsMax) list.resize(kRequirementsMax);
  if (!list.empty()) share_out(list);
  std::vector<WeighedRequirement> weighed;
  weighed.reserve(list.size());
  for (const Weighing& line : list) weighed.push_back(line.requirement);
  return weighed;
}

}  // namespace koppel::matching
