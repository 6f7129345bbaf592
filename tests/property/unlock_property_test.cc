// Claims: the smallest sets of changes are all there are, and an investment helps exactly whom it
// is said to help. Shown on small random markets by brute force: every set of one or two changes
// is made in the market itself, and the places that pass then are counted.

#include "engine/matching/gates.h"
#include "engine/matching/no_match.h"
#include "engine/matching/readiness.h"
#include "engine/matching/seat.h"
#include "engine/matching/unlock.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_market.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace koppel::matching {
namespace {

using examples::publish_coaches;
using examples::RandomMarket;
using examples::row;
using Changes = std::vector<Change>;

std::uint64_t seeds(std::uint64_t usual) {
  return std::getenv("KOPPEL_LONG") != nullptr ? 40 * usual : usual;
}

void accept_sector(Participant& who, Sector sector) {
  std::erase(who.interests.excluded_sectors, sector);
}

void widen_hours(Availability& availability, std::uint32_t hours) {
  availability.hours_min -= std::min(availability.hours_min, hours);
  availability.hours_max += hours;
}

void make_room(Market& market, ConsultantOrdinal ordinal) {
  if (!ordinal.is_set()) return;
  Consultant& consultant = row(market, ordinal);
  consultant.active = true;
  consultant.caseload_max = consultant.proposed + 1;
}

void recognise(Market& market, EmployerOrdinal ordinal) {
  Employer& employer = row(market, ordinal);
  for (const PlacementOrdinal place : employer.placements) {
    const std::uint32_t crebo = market.at(place).details.crebo;
    if (crebo > 0) employer.crebos.push_back(crebo);
  }
}

void coach_one_more(Market& market, const std::string& team) {
  const auto published = market.coach_teams.find(team);
  if (published == market.coach_teams.end()) return;
  while (coach_room(coached_by(market, team)) == 0) {
    publish_coaches(market, team, published->second.hours_per_week + 1);
  }
}

// Makes the change in the market: of the person, or at that place.
void make(Market& market, ParticipantOrdinal who, PlacementOrdinal where, const Change& change) {
  Participant& person = row(market, who);
  Availability& availability = person.availability;
  switch (change.change) {
    case UnlockChange::kUnspecified: break;
    case UnlockChange::kTravelMinutes: availability.travel_minutes_max += change.amount; break;
    case UnlockChange::kHours: widen_hours(availability, change.amount); break;
    case UnlockChange::kLicence:
      availability.licences.push_back(static_cast<Licence>(change.amount));
      break;
    case UnlockChange::kLanguage: {
      if (availability.language == LanguageLevel::kUnspecified) break;
      const std::uint32_t level = std::to_underlying(availability.language) + change.amount;
      availability.language = static_cast<LanguageLevel>(std::min(level, 6U));
      break;
    }
    case UnlockChange::kAcceptSector:
      accept_sector(person, static_cast<Sector>(change.amount));
      break;
    case UnlockChange::kAcceptKind:
      std::erase(availability.excluded_kinds, static_cast<PlacementKind>(change.amount));
      break;
    case UnlockChange::kRecognition: recognise(market, market.at(where).employer); break;
    case UnlockChange::kSeats: ++row(market, where).details.seats; break;
    case UnlockChange::kCaseload: make_room(market, person.consultant); break;
    case UnlockChange::kCoach: coach_one_more(market, market.at(where).details.coach_team); break;
    case UnlockChange::kAvailableEarlier:
      if (availability.available_from.is_set()) {
        availability.available_from.day -= static_cast<std::int32_t>(change.amount);
      }
      break;
  }
}

bool passes_now(const Market& market, ParticipantOrdinal who, PlacementOrdinal where) {
  const Participant& person = market.at(who);
  const Placement& place = market.at(where);
  return is_open(market, place) && proposals_to_make(market, place) > 0 &&
         !is_paused(market, person, place) && has_caseload_room(market, person) &&
         failed_gates(derive_person(market, person), derive_place(market, place)) == 0;
}

// Every change there is, with each of its amounts.
std::vector<Change> every_change() {
  std::vector<Change> all;
  const auto add = [&all](UnlockChange change, std::span<const std::uint32_t> amounts) {
    for (const std::uint32_t amount : amounts) all.push_back({change, amount});
  };
  std::vector<std::uint32_t> numbers(10);
  std::iota(numbers.begin(), numbers.end(), 1);
  add(UnlockChange::kTravelMinutes, kTravelSteps);
  add(UnlockChange::kHours, kHourSteps);
  add(UnlockChange::kLicence, std::span(numbers).first(7));
  add(UnlockChange::kLanguage, kLanguageSteps);
  add(UnlockChange::kAcceptSector, numbers);
  add(UnlockChange::kAcceptKind, std::span(numbers).first(7));
  add(UnlockChange::kRecognition, std::span(numbers).first(1));
  add(UnlockChange::kSeats, std::span(numbers).first(1));
  add(UnlockChange::kCaseload, std::span(numbers).first(1));
  add(UnlockChange::kAvailableEarlier, kDaySteps);
  add(UnlockChange::kCoach, std::span(numbers).first(1));
  return all;
}

std::vector<Changes> every_set() {
  const std::vector<Change> all = every_change();
  std::vector<Changes> sets;
  for (std::size_t first = 0; first < all.size(); ++first) {
    sets.push_back({all[first]});
    for (std::size_t second = first + 1; second < all.size(); ++second) {
      const bool steps = all[first].change == all[second].change && is_stepped(all[first].change);
      if (!steps) sets.push_back({all[first], all[second]});
    }
  }
  return sets;
}

// The set with one change left out, or one step smaller.
std::vector<Changes> lesser(const Changes& changes) {
  const std::vector<Change> all = every_change();
  std::vector<Changes> found;
  for (std::size_t at = 0; at < changes.size(); ++at) {
    Changes without = changes;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(at));
    found.push_back(without);
    if (!is_stepped(changes[at].change)) continue;
    for (const Change& step : all) {
      if (step.change != changes[at].change || step.amount >= changes[at].amount) continue;
      found.push_back(changes);
      found.back()[at] = step;
    }
  }
  return found;
}

class BruteForce {
 public:
  BruteForce(const Market& market, ParticipantOrdinal who) : market_(market), who_(who) {
    for (const Placement& placement : market.placements) {
      if (is_open(market, placement)) places_.push_back(placement.ordinal);
    }
  }

  std::vector<ChangeSet> smallest() {
    std::vector<ChangeSet> sets;
    for (const Changes& changes : every_set()) {
      const std::set<PlacementOrdinal> opened = opened_by(changes);
      std::set<PlacementOrdinal> own = opened;
      for (const Changes& less : lesser(changes)) {
        if (own.empty()) break;
        for (const PlacementOrdinal place : opened_by(less)) own.erase(place);
      }
      if (own.empty()) continue;
      sets.push_back({changes, static_cast<std::uint32_t>(opened.size())});
    }
    return best(std::move(sets));
  }

 private:
  // Rows are put back after each try, which is faster than a market anew.
  std::set<PlacementOrdinal> opened_by(const Changes& changes) {
    const auto known = opened_.find(changes);
    if (known != opened_.end()) return known->second;
    std::set<PlacementOrdinal> opened;
    for (const PlacementOrdinal place : places_) {
      if (!passes_now(market_, who_, place) && passes_with(changes, place)) opened.insert(place);
    }
    return opened_.emplace(changes, opened).first->second;
  }

  bool passes_with(const Changes& changes, PlacementOrdinal place) {
    const Participant person = market_.at(who_);
    const Placement placement = market_.at(place);
    const Employer employer = market_.at(placement.employer);
    const std::vector<Consultant> consultants = market_.consultants;
    for (const Change& change : changes) make(market_, who_, place, change);
    const bool passes = passes_now(market_, who_, place);
    row(market_, who_) = person;
    row(market_, place) = placement;
    row(market_, placement.employer) = employer;
    market_.consultants = consultants;
    return passes;
  }

  static std::vector<ChangeSet> best(std::vector<ChangeSet> sets) {
    std::ranges::sort(sets, [](const ChangeSet& a, const ChangeSet& b) {
      return std::tuple(a.changes.size(), b.placements, a.changes) <
             std::tuple(b.changes.size(), a.placements, b.changes);
    });
    for (const std::size_t size : {1U, 2U}) {
      std::size_t kept = 0;
      std::erase_if(sets, [&](const ChangeSet& set) {
        return set.changes.size() == size && ++kept > kSetsMax;
      });
    }
    return sets;
  }

  Market market_;
  ParticipantOrdinal who_;
  std::vector<PlacementOrdinal> places_;
  std::map<Changes, std::set<PlacementOrdinal>> opened_;
};

std::string shown(const std::vector<ChangeSet>& sets) {
  std::string text;
  for (const ChangeSet& set : sets) {
    for (const Change& change : set.changes) {
      text += std::to_string(std::to_underlying(change.change)) + ":" +
              std::to_string(change.amount) + " ";
    }
    text += "-> " + std::to_string(set.placements) + "\n";
  }
  return text;
}

// Some seats are proposed and some programmes want something first.
RandomMarket disturbed(std::uint64_t seed) {
  RandomMarket random(seed);
  for (int left = 25; left > 0; --left) (void)random.change();
  random.market.programmes["first"] = {.code = "first",
                                       .version = 1,
                                       .policy = SequencingPolicy::kSolveFirst,
                                       .solve_first = {BarrierDomain::kFinances,
                                                       BarrierDomain::kDayStructure,
                                                       BarrierDomain::kHousing},
                                       .contract_required = true};
  for (Participant& participant : random.market.participants) {
    if (random.below(3) == 0) participant.programme = "first";
    if (random.below(2) == 0) participant.contract_at = random.market.head.now;
    if (random.below(8) == 0) participant.intake_at = {};
  }
  return random;
}

TEST(Unlock, SmallestSetsAreThoseFoundByTryingEverySetOfOneAndTwo) {
  std::uint64_t pairs = 0;
  for (std::uint64_t seed = 1; seed <= seeds(3); ++seed) {
    const RandomMarket random = disturbed(seed);
    const Index index = Index::build(random.market);
    for (const Participant& who : random.market.participants) {
      SCOPED_TRACE("seed " + std::to_string(seed) + " participant " +
                   std::to_string(who.ordinal.value()));
      const auto expected = BruteForce(random.market, who.ordinal).smallest();
      const auto found = smallest_changes(random.market, index, who.ordinal, 2, Seats::kFree);
      ASSERT_EQ(found, expected) << shown(found) << "expected\n" << shown(expected);
      pairs += static_cast<std::uint64_t>(std::ranges::count_if(
          found, [](const ChangeSet& set) { return set.changes.size() == 2; }));
    }
  }
  EXPECT_GT(pairs, 5U) << "the markets are too easy to say anything";
}

TEST(Unlock, SetsOfOneCountWhatTheRecordedExplanationCounts) {
  for (std::uint64_t seed = 1; seed <= seeds(60); ++seed) {
    const RandomMarket random = disturbed(seed);
    const Index index = Index::build(random.market);
    for (const Participant& who : random.market.participants) {
      const auto unlocks = explain_no_match(random.market, index, who.ordinal).unlocks;
      if (unlocks.size() == kUnlocksMax) continue;  // then not all of them are there
      for (const ChangeSet& set :
           smallest_changes(random.market, index, who.ordinal, 1, Seats::kFree)) {
        const Change& change = set.changes.front();
        const bool counted = std::ranges::any_of(unlocks, [&](const Unlock& unlock) {
          if (unlock.change != change.change) return false;
          // Recorded are how many employers, and every place that is full, however far.
          if (change.change == UnlockChange::kSeats) return unlock.placements >= set.placements;
          const bool same =
              change.change == UnlockChange::kRecognition || unlock.amount == change.amount;
          return same && unlock.placements == set.placements;
        });
        EXPECT_TRUE(counted) << "seed " << seed << " " << shown({set});
      }
    }
  }
}

bool can_be_matched(const Market& market, ParticipantOrdinal who) {
  if (!all_gaps(market, market.at(who)).empty()) return false;
  return std::ranges::any_of(market.placements, [&](const Placement& placement) {
    return passes_now(market, who, placement.ordinal);
  });
}

void fill_gap(Market& market, Participant& who, ReadinessGap gap) {
  switch (gap) {
    case ReadinessGap::kUnspecified:
    case ReadinessGap::kSupportFirst:
    case ReadinessGap::kPhase: break;
    case ReadinessGap::kIntake: who.intake_at = market.head.now; break;
    case ReadinessGap::kContract: who.contract_at = market.head.now; break;
    case ReadinessGap::kConsent: who.consents[0].given = true; break;
    case ReadinessGap::kAvailability: who.availability.as_of = market.head.now; break;
  }
}

// The market in which that was invested, for the whole group.
Market invested(const Market& market, const Investment& what) {
  Market after = market;
  switch (what.kind) {
    case InvestmentKind::kRecognition: recognise(after, EmployerOrdinal{what.number}); break;
    case InvestmentKind::kSeat: ++row(after, PlacementOrdinal{what.number}).details.seats; break;
    case InvestmentKind::kCaseload: make_room(after, ConsultantOrdinal{what.number}); break;
    case InvestmentKind::kCoach:
      coach_one_more(after, std::next(after.coach_teams.begin(), what.number - 1)->first);
      break;
    case InvestmentKind::kChange:
      for (const Participant& who : market.participants) {
        make(after, who.ordinal, PlacementOrdinal{1}, what.change);
      }
      break;
    case InvestmentKind::kGap:
      for (Participant& who : after.participants) fill_gap(after, who, what.gap);
      break;
    case InvestmentKind::kSupport:
      for (Participant& who : after.participants) {
        who.supports.reveal().push_back({.support = {.domain = what.domain, .capacity = 5}});
      }
      break;
  }
  return after;
}

std::vector<Investment> every_investment(const Market& market) {
  std::vector<Investment> all;
  for (const Change& change : every_change()) {
    const bool at_a_place =
        change.change == UnlockChange::kRecognition || change.change == UnlockChange::kSeats ||
        change.change == UnlockChange::kCaseload || change.change == UnlockChange::kCoach;
    if (!at_a_place) all.push_back({.kind = InvestmentKind::kChange, .change = change});
  }
  const auto add = [&all](InvestmentKind kind, std::size_t count) {
    for (std::uint32_t number = 1; number <= count; ++number) {
      all.push_back({.kind = kind, .change = {}, .number = number});
    }
  };
  add(InvestmentKind::kRecognition, market.employers.size());
  add(InvestmentKind::kSeat, market.placements.size());
  add(InvestmentKind::kCaseload, market.consultants.size());
  add(InvestmentKind::kCoach, market.coach_teams.size());
  for (std::uint8_t gap = 1; gap <= 4; ++gap) {
    all.push_back({.kind = InvestmentKind::kGap, .gap = static_cast<ReadinessGap>(gap)});
  }
  for (std::uint8_t domain = 1; domain <= 16; ++domain) {
    all.push_back({.kind = InvestmentKind::kSupport, .domain = static_cast<BarrierDomain>(domain)});
  }
  return all;
}

TEST(Unlock, AnInvestmentHelpsExactlyThoseWhomItHelpsInTheMarketItIsMadeIn) {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= seeds(20); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomMarket random = disturbed(seed);
    std::vector<ParticipantOrdinal> group;
    for (const Participant& who : random.market.participants) group.push_back(who.ordinal);
    std::vector<Investment> expected;
    for (Investment what : every_investment(random.market)) {
      const Market after = invested(random.market, what);
      for (const ParticipantOrdinal who : group) {
        if (can_be_matched(random.market, who) || !can_be_matched(after, who)) continue;
        what.people.push_back(who);
      }
      if (!what.people.empty()) expected.push_back(what);
    }
    std::ranges::stable_sort(
        expected, std::ranges::greater{}, [](const Investment& one) { return one.people.size(); });
    const Index index = Index::build(random.market);
    ASSERT_EQ(investments(random.market, index, group, Seats::kFree), expected);
    found += expected.size();
  }
  EXPECT_GT(found, 50U) << "the markets are too easy to say anything";
}

TEST(Unlock, WithAnySeatIsAsIfEveryPlaceHadSeatsEnough) {
  for (std::uint64_t seed = 1; seed <= seeds(60); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const RandomMarket random = disturbed(seed);
    Market roomy = random.market;
    for (Placement& placement : roomy.placements) placement.details.seats += 100;
    const Index index = Index::build(random.market);
    const Index roomy_index = Index::build(roomy);
    std::vector<ParticipantOrdinal> group;
    for (const Participant& who : random.market.participants) {
      group.push_back(who.ordinal);
      EXPECT_EQ(smallest_changes(random.market, index, who.ordinal, 2, Seats::kAny),
                smallest_changes(roomy, roomy_index, who.ordinal, 2, Seats::kFree));
      EXPECT_EQ(possible_places(random.market, index, who.ordinal, Seats::kAny),
                possible_places(roomy, roomy_index, who.ordinal, Seats::kFree));
    }
    EXPECT_EQ(investments(random.market, index, group, Seats::kAny),
              investments(roomy, roomy_index, group, Seats::kFree));
  }
}

}  // namespace
}  // namespace koppel::matching
