#include "consumers/intake/experience.h"

#include "consumers/operator/random.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <map>
#include <variant>
#include <vector>

namespace koppel::intake {
namespace {

using simulate::Random;
using simulate::SeedStream;

constexpr std::uint32_t kEssential = 3;
constexpr std::uint32_t kLevelMax = 4;
constexpr std::uint32_t kScaleMax = 40;  // of the short form, which people fill in
constexpr std::uint32_t kOnetMin = 100;
constexpr std::uint32_t kOnetMax = 700;

Random draws(std::uint64_t seed, ParticipantId who, Instant at) {
  const std::uint64_t person = SeedStream(seed ^ who.value()).next();
  return Random(person ^ static_cast<std::uint64_t>(at.ms));
}

// At most `spread` more or less, within 0 to `most`.
std::uint32_t near(Random& random, std::uint32_t value, std::uint32_t spread, std::uint32_t most) {
  const std::uint32_t drawn = value + random.between(0, 2 * spread);
  return std::min(drawn > spread ? drawn - spread : 0, most);
}

const Occupation& occupation_of(const Occupations& all, std::uint64_t seed, ParticipantId who) {
  invariant(!all.esco.empty(), "people have an occupation to know");
  Random random = draws(seed, who, {});
  return random.pick(all.esco);
}

void like(std::vector<SectorWish>& wishes, Sector sector) {
  constexpr std::uint32_t kVeryMuch = 4;
  const auto place = std::ranges::lower_bound(wishes, sector, {}, &SectorWish::sector);
  if (place != wishes.end() && place->sector == sector) {
    place->strength = kVeryMuch;
  } else {
    wishes.insert(place, {.sector = sector, .strength = kVeryMuch});
  }
}

struct Shares {
  std::uint32_t essential = 0;  // percent of what is asked so that is held
  std::uint32_t optional = 0;
};

// Another one of the same sector; the same when it is the only one.
const Occupation& neighbour_of(const Occupation& own, const Occupations& all, Random& random) {
  std::vector<const Occupation*> neighbours;
  for (const Occupation& each : all.esco) {
    if (each.sector == own.sector) neighbours.push_back(&each);
  }
  return *random.pick(neighbours);
}

void add_competences(Random& random,
                     const Occupation& occupation,
                     Shares shares,
                     std::map<std::uint32_t, std::uint32_t>& levels) {
  for (const Requirement& asked : occupation.requirements) {
    const bool essential = asked.importance == kEssential;
    if (!random.percent(essential ? shares.essential : shares.optional)) continue;
    levels.try_emplace(asked.code, random.between(1, kLevelMax));
  }
}

}  // namespace

void Experience::bring_to(Fact& fact) const {
  if (auto* interests = std::get_if<InterestsAssessed>(&fact.body)) {
    bring_to(*interests, fact.occurred_at);
  } else if (auto* competences = std::get_if<CompetencesAssessed>(&fact.body)) {
    bring_to(*competences, fact.occurred_at);
  }
}

void Experience::bring_to(InterestsAssessed& assessed, Instant at) const {
  constexpr std::uint32_t kSpread = 6;
  const Occupation& own = occupation_of(*occupations_, seed_, assessed.participant);
  Random random = draws(seed_, assessed.participant, at);
  like(assessed.interests.sectors, own.sector);
  std::erase(assessed.excluded_sectors, own.sector);
  if (own.riasec.empty()) return;
  assessed.interests.instrument = InterestInstrument::kShortForm;
  assessed.interests.riasec.clear();
  for (const std::uint32_t score : own.riasec) {
    const std::uint32_t typical = (score - kOnetMin) * kScaleMax / (kOnetMax - kOnetMin);
    assessed.interests.riasec.push_back(near(random, typical, kSpread, kScaleMax));
  }
}

void Experience::bring_to(CompetencesAssessed& assessed, Instant at) const {
  constexpr Shares kOwn{.essential = 60, .optional = 20};
  constexpr Shares kNeighbour{.essential = 30, .optional = 10};
  constexpr std::uint32_t kNeighbours = 2;
  const Occupation& own = occupation_of(*occupations_, seed_, assessed.participant);
  Random random = draws(seed_, assessed.participant, at);
  std::map<std::uint32_t, std::uint32_t> levels;
  add_competences(random, own, kOwn, levels);
  for (std::uint32_t i = 0; i < kNeighbours; ++i) {
    add_competences(random, neighbour_of(own, *occupations_, random), kNeighbour, levels);
  }
  assessed.taxonomy = occupations_->taxonomy;
  assessed.competences.clear();
  for (const auto& [code, level] : levels) {
    assessed.competences.push_back({.code = code, .level = level});
  }
  if (own.skills.empty()) return;
  assessed.skills = own.skills;
  for (SkillLevel& skill : assessed.skills) {
    skill.level = near(random, skill.level, 1, kLevelMax);
  }
}

}  // namespace koppel::intake
