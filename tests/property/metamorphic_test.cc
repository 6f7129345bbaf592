// Claims what must not matter to what the engine decides: in which order facts of one moment come,
// what parties are called, and whether seats are at one place or at two that are equal.
// Shown on random facts, lived through once as they are and once changed.

#include "engine/core/engine.h"
#include "tests/support/random_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace koppel {
namespace {

using examples::RandomHistory;
using examples::Told;

constexpr std::uint32_t kPlacesOfCrowd = 5;  // twice as many are all on everybody's list

std::uint64_t seeds(std::uint64_t usual) {
  return std::getenv("KOPPEL_LONG") != nullptr ? 40 * usual : usual;
}

struct Life {
  Engine engine;
  std::vector<EntryBody> bodies;

  explicit Life(Instant now) {
    engine.start({.journal_id = {.bytes = {7}}, .area = AreaId{11}}, now, recorder());
  }

  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;

  void live(const Told& one) {
    engine.take(one.fact, {}, {.now = one.now, .not_after = plus_ms(one.now, kDayMs)}, recorder());
  }

  [[nodiscard]] Engine::Recorded recorder() {
    return [this](const Entry& entry, const Touched& /*touched*/) { bodies.push_back(entry.body); };
  }
};

template <typename Body>
constexpr bool kNamesPerson = requires(Body body) {
  body.participant;
};

template <typename Body>
constexpr bool kNamesPlace = requires(Body body) {
  body.placement;
};

template <typename Body>
constexpr bool kNamesEngagement = requires(Body body) {
  body.engagement;
};

// People first, by number; 0: about neither one person nor one place.
std::uint64_t subject_key(const Fact& fact) {
  return std::visit(
      []<typename Body>(const Body& body) -> std::uint64_t {
        if constexpr (kNamesPerson<Body> && !kNamesPlace<Body> && !kNamesEngagement<Body>) {
          return body.participant.value();
        } else if constexpr (kNamesPlace<Body> && !kNamesPerson<Body>) {
          return (std::uint64_t{1} << 32U) + body.placement.value();
        } else {
          return 0;
        }
      },
      fact.body);
}

bool stands_apart(const Fact& fact) {
  return std::holds_alternative<EmployerRegistered>(fact.body) ||
         std::holds_alternative<ConsultantRegistered>(fact.body) ||
         std::holds_alternative<CoachCapacityPublished>(fact.body);
}

void ask_coach(Told& told, RandomHistory& history) {
  const auto ask = [&history](PlacementDetails& details) {
    details.coach_team = "north";
    details.coach_hours = history.below(3);
  };
  if (auto* opened = std::get_if<PlacementOpened>(&told.fact.body)) ask(opened->details);
  if (auto* changed = std::get_if<PlacementChanged>(&told.fact.body)) ask(changed->details);
}

// All of one moment: who orders everybody, employers, consultants and coaches; then people and
// places, each with an order of its own; the rules last, so that all seats are given at once.
struct Crowd {
  std::vector<Told> before;
  std::vector<Told> about;
  std::vector<Told> rules;

  [[nodiscard]] std::vector<Told> all() const {
    std::vector<Told> all = before;
    all.insert(all.end(), about.begin(), about.end());
    all.insert(all.end(), rules.begin(), rules.end());
    return all;
  }
};

bool is_beyond(const Fact& fact) {
  const auto* opened = std::get_if<PlacementOpened>(&fact.body);
  return std::holds_alternative<ParticipantErased>(fact.body) || fact.corrects.is_set() ||
         fact.resubmits.is_set() ||
         (opened != nullptr && opened->placement.value() > kPlacesOfCrowd);
}

Crowd crowd(std::uint64_t seed) {
  RandomHistory history(seed);
  history.begin_with(12, kPlacesOfCrowd);
  Crowd crowd;
  std::set<FactId> told;  // of two facts with one id the first counts
  for (const Told& one : history.founding()) {
    told.insert(one.fact.fact_id);
    auto& where =
        std::holds_alternative<RulesPublished>(one.fact.body) ? crowd.rules : crowd.before;
    where.push_back(one);
  }
  for (int left = 140; left > 0; --left) {
    Told one = history.next(Market{});
    if (is_beyond(one.fact) || !told.insert(one.fact.fact_id).second) continue;
    if (seed % 2 == 0) ask_coach(one, history);
    if (stands_apart(one.fact)) {
      crowd.before.push_back(one);
    } else if (subject_key(one.fact) != 0) {
      crowd.about.push_back(one);
    }
  }
  const Instant now = crowd.before.front().now;
  for (auto* const part : {&crowd.before, &crowd.about, &crowd.rules}) {
    for (Told& one : *part) {
      one.now = now;
      one.fact.occurred_at = now;
      one.fact.area = AreaId{11};
    }
  }
  return crowd;
}

// What all together come to: nobody waits longer than another.
struct Outcome {
  std::size_t served = 0;
  std::uint64_t regret = 0;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome outcome_of(const std::vector<Told>& told) {
  Life life(told.front().now);
  for (const Told& one : told) life.live(one);
  Outcome outcome;
  std::set<ParticipantId> served;
  for (const EntryBody& body : life.bodies) {
    const auto* made = std::get_if<ProposalMade>(&body);
    if (made == nullptr || !served.insert(made->participant).second) continue;
    ++outcome.served;
    outcome.regret += made->regret;
  }
  return outcome;
}

TEST(Metamorphic, FactsOfOneMomentMayComeInAnyOrder) {
  std::size_t regretted = 0;
  for (std::uint64_t seed = 1; seed <= seeds(30); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Crowd facts = crowd(seed);
    const Outcome expected = outcome_of(facts.all());
    regretted += expected.regret > 0 ? 1 : 0;
    RandomHistory dice(seed);
    for (int times = 3; times > 0; --times) {
      std::map<std::uint64_t, std::uint32_t> turn;
      for (const Told& one : facts.about) turn.emplace(subject_key(one.fact), dice.below(1'000));
      std::ranges::stable_sort(
          facts.about, {}, [&](const Told& one) { return turn.at(subject_key(one.fact)); });
      ASSERT_EQ(outcome_of(facts.all()), expected);
    }
  }
  EXPECT_GT(regretted, 0U);
}

PlacementDetails* details_in(Fact& fact) {
  if (auto* opened = std::get_if<PlacementOpened>(&fact.body)) return &opened->details;
  if (auto* changed = std::get_if<PlacementChanged>(&fact.body)) return &changed->details;
  return nullptr;
}

Told about_twin(Told told) {
  std::visit(
      []<typename Body>(Body& body) {
        if constexpr (kNamesPlace<Body>) {
          body.placement = PlacementId{body.placement.value() + 1'000};
        }
      },
      told.fact.body);
  told.fact.fact_id.bytes[0] ^= 1U;
  return told;
}

TEST(Metamorphic, SeatsOfOnePlaceServeAsManyAsThoseOfTwoThatAreEqual) {
  std::size_t served = 0;
  for (std::uint64_t seed = 1; seed <= seeds(30); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Crowd one = crowd(seed);
    Crowd two = {.before = one.before, .about = {}, .rules = one.rules};
    for (Told& told : one.about) {
      two.about.push_back(told);
      if (subject_key(told.fact) >> 32U != 0) two.about.push_back(about_twin(told));
      if (PlacementDetails* details = details_in(told.fact)) details->seats *= 2;
    }
    const Outcome expected = outcome_of(one.all());
    ASSERT_EQ(outcome_of(two.all()), expected);
    served += expected.served;
  }
  EXPECT_GT(served, 0U);
}

template <typename IdType>
void relabel(IdType& id) {
  id = IdType{id.value() * 0x9E3779B97F4A7C15U};  // odd: no two become one
}

template <typename Body>
void relabel_parties(Body& body) {
  if constexpr (kNamesPerson<Body>) relabel(body.participant);
  if constexpr (kNamesPlace<Body>) relabel(body.placement);
  if constexpr (kNamesEngagement<Body>) relabel(body.engagement);
  if constexpr (requires { body.employer.value(); }) relabel(body.employer);
  if constexpr (requires { body.consultant.value(); }) relabel(body.consultant);
  if constexpr (std::is_same_v<Body, PricesSet>) {
    for (PlacementPrice& line : body.prices) relabel(line.placement);
  }
}

template <typename Body>
constexpr bool kIsDecided =
    std::is_same_v<Body, ProposalMade> || std::is_same_v<Body, ProposalWithdrawn> ||
    std::is_same_v<Body, ProposalExpired> || std::is_same_v<Body, NoMatchExplained> ||
    std::is_same_v<Body, PlacementFilled> || std::is_same_v<Body, SupportRequested> ||
    std::is_same_v<Body, PricesSet>;

enum class Labels : std::uint8_t {
  kAsTheyAre,
  kOthers
};

std::vector<EntryBody> decided(const Life& life, Labels labels) {
  std::vector<EntryBody> bodies;
  for (const EntryBody& body : life.bodies) {
    std::visit(
        [&]<typename Body>(Body each) {
          if constexpr (kIsDecided<Body>) {
            if (labels == Labels::kOthers) relabel_parties(each);
            bodies.emplace_back(std::move(each));
          }
        },
        body);
  }
  return bodies;
}

TEST(Metamorphic, WhatPartiesAreCalledDoesNotMatter) {
  std::size_t made = 0;
  for (std::uint64_t seed = 1; seed <= seeds(8); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomHistory history(seed);
    history.begin_with(6, 4);
    const std::vector<Told> founding = history.founding();
    Life life(founding.front().now);
    Life other(founding.front().now);
    for (int left = 400; left > 0; --left) {
      const std::size_t at = static_cast<std::size_t>(400 - left);
      Told one = at < founding.size() ? founding[at] : history.next(life.engine.market());
      ask_coach(one, history);
      life.live(one);
      std::visit([](auto& body) { relabel_parties(body); }, one.fact.body);
      other.live(one);
    }
    const std::vector<EntryBody> expected = decided(life, Labels::kOthers);
    ASSERT_EQ(decided(other, Labels::kAsTheyAre), expected);
    made += expected.size();
  }
  EXPECT_GT(made, 0U);
}

}  // namespace
}  // namespace koppel
