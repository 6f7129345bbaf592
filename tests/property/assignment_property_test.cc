// Claim: an assignment is the optimum, and after every event the same as if the market had always
// been what it is now. Shown beside trying everything in tiny markets, beside LEMON's network
// simplex in larger ones, and beside solving anew after each event; on fixed seeds and a fresh one.

#include "engine/matching/assignment.h"
#include "tests/support/random_assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace koppel::matching {
namespace {

using examples::AssignmentShape;
using examples::places_in;
using examples::RandomAssignment;
using examples::refereed;
using examples::Seated;

constexpr AssignmentShape kTiny = {
    .people = 5, .places = 4, .wishes = 4, .seats = 2, .consultants = 2, .teams = 2, .benefits = 6};
constexpr AssignmentShape kSmall = {.people = 40,
                                    .places = 30,
                                    .wishes = 8,
                                    .seats = 3,
                                    .consultants = 5,
                                    .teams = 4,
                                    .benefits = 50};
constexpr AssignmentShape kLarge = {.people = 400,
                                    .places = 300,
                                    .wishes = 16,
                                    .seats = 3,
                                    .consultants = 20,
                                    .teams = 15,
                                    .benefits = 60'000};

constexpr AssignmentShape seats_only(AssignmentShape shape) {
  shape.consultants = 0;
  shape.teams = 0;
  return shape;
}

constexpr AssignmentShape as_good_as_equal(AssignmentShape shape) {
  shape.benefits = 2;
  return shape;
}

// KOPPEL_SEED=N looks at that one alone.
std::vector<std::uint64_t> seeds(std::uint64_t usual) {
  if (const char* const one = std::getenv("KOPPEL_SEED")) return {std::stoull(one)};
  if (std::getenv("KOPPEL_LONG") != nullptr) usual *= 20;
  std::vector<std::uint64_t> all;
  for (std::uint64_t seed = 1; seed <= usual; ++seed) all.push_back(seed);
  all.push_back((std::uint64_t{std::random_device{}()} << 32U) | std::random_device{}());
  return all;
}

void with_seeds(std::uint64_t usual, const std::function<void(std::uint64_t)>& claim) {
  for (const std::uint64_t seed : seeds(usual)) {
    SCOPED_TRACE("KOPPEL_SEED=" + std::to_string(seed));
    claim(seed);
    if (::testing::Test::HasFatalFailure()) return;
  }
}

// Tries everything.
class EveryWay {
 public:
  explicit EveryWay(const AssignmentMarket& market)
      : market_(market), places_(market.applicants.size()) {
    for (const Offer& offer : market.offers) {
      seats_[offer.place] = offer.seats;
      team_of_[offer.place] = offer.team;
    }
    for (const Caseload& line : market.caseloads) caseloads_[line.consultant] = line.people;
    for (const Coaching& line : market.coaching) coaching_[line.team] = line.people;
    caseloads_[{}] = coaching_[{}] = kAssignedMax;
    place_from(0);
  }

  [[nodiscard]] Worth most() const { return most_; }

  [[nodiscard]] const Seated& best() const { return best_; }

 private:
  void place_from(std::size_t line) {
    if (line == places_.size()) {
      const Worth worth = examples::worth_of(market_, places_);
      if (worth <= most_) return;
      most_ = worth;
      best_ = places_;
      return;
    }
    const Applicant& applicant = market_.applicants[line];
    places_[line] = {};
    place_from(line + 1);
    for (const Wish& wish : applicant.wishes) {
      const std::array<std::uint32_t*, 3> left = {
          &caseloads_[applicant.consultant], &seats_[wish.place], &coaching_[team_of_[wish.place]]};
      if (std::ranges::any_of(left, [](const std::uint32_t* one) { return *one == 0; })) continue;
      for (std::uint32_t* const one : left) --*one;
      places_[line] = wish.place;
      place_from(line + 1);
      for (std::uint32_t* const one : left) ++*one;
    }
    places_[line] = {};
  }

  const AssignmentMarket& market_;
  std::map<PlacementOrdinal, std::uint32_t> seats_;
  std::map<PlacementOrdinal, CoachTeamOrdinal> team_of_;
  std::map<ConsultantOrdinal, std::uint32_t> caseloads_;
  std::map<CoachTeamOrdinal, std::uint32_t> coaching_;
  Seated places_;
  Worth most_ = -1;
  Seated best_;
};

Seated solved(const AssignmentMarket& market) {
  return places_in(market, Assignment::solve(market));
}

Worth most_in(const AssignmentMarket& market) {
  return examples::worth_of(market, refereed(market));
}

TEST(AssignmentProperty, IsTheBestOfAllWays) {
  with_seeds(1'000, [](std::uint64_t seed) {
    const AssignmentMarket market = RandomAssignment(kTiny, seed).market();
    const EveryWay every(market);
    ASSERT_EQ(solved(market), every.best());
    ASSERT_EQ(refereed(market), every.best()) << "the referee errs";
  });
}

TEST(AssignmentProperty, IsWhatLemonFinds) {
  for (const AssignmentShape& shape : {kSmall,
                                       seats_only(kSmall),
                                       as_good_as_equal(kSmall),
                                       kLarge,
                                       seats_only(kLarge),
                                       as_good_as_equal(kLarge)}) {
    with_seeds(shape.people == kSmall.people ? 100 : 6, [&shape](std::uint64_t seed) {
      const AssignmentMarket market = RandomAssignment(shape, seed).market();
      ASSERT_EQ(solved(market), refereed(market));
    });
  }
}

// After each event; `every`-th of them beside LEMON too.
void live_through(const AssignmentShape& shape, std::uint64_t seed, int events, int every) {
  RandomAssignment random(shape, seed);
  AssignmentMarket market = random.market();
  Assignment assignment = Assignment::solve(market);
  if (random.below(2) == 0) {
    market = {};
    assignment = Assignment();
  }
  for (int event = 1; event <= events; ++event) {
    SCOPED_TRACE("event " + std::to_string(event));
    const auto next = random.event();
    examples::apply(market, next);
    examples::apply(assignment, next);
    const Assignment anew = Assignment::solve(market);
    ASSERT_EQ(places_in(market, assignment), places_in(market, anew));
    if (event % every == 0) {
      ASSERT_EQ(places_in(market, assignment), refereed(market));
      ASSERT_EQ(assignment.prices(), anew.prices());
    }
  }
}

TEST(AssignmentProperty, IsSolvedAfterEveryEvent) {
  with_seeds(60, [](std::uint64_t seed) { live_through(kTiny, seed, 200, 1); });
  with_seeds(12, [](std::uint64_t seed) { live_through(kSmall, seed, 150, 5); });
  with_seeds(6, [](std::uint64_t seed) { live_through(as_good_as_equal(kSmall), seed, 150, 5); });
  with_seeds(6, [](std::uint64_t seed) { live_through(seats_only(kSmall), seed, 150, 5); });
  with_seeds(1, [](std::uint64_t seed) { live_through(kLarge, seed, 60, 20); });
}

// What one more would bring, found by having it.
Worth gain_of(const AssignmentMarket& market, const AssignmentMarket& more) {
  return most_in(more) - most_in(market);
}

TEST(AssignmentProperty, PricesAreWhatOneMoreWouldBring) {
  with_seeds(60, [](std::uint64_t seed) {
    const AssignmentMarket market = RandomAssignment(kSmall, seed).market();
    const Prices prices = Assignment::solve(market).prices();
    for (std::size_t line = 0; line < market.caseloads.size(); ++line) {
      AssignmentMarket more = market;
      ++more.caseloads[line].people;
      ASSERT_EQ(prices.of(market.caseloads[line].consultant), benefit_of(gain_of(market, more)));
    }
    for (std::size_t line = 0; line < market.coaching.size(); ++line) {
      AssignmentMarket more = market;
      ++more.coaching[line].people;
      ASSERT_EQ(prices.of(market.coaching[line].team), benefit_of(gain_of(market, more)));
    }
    // A seat there with a coach of its own.
    for (std::size_t line = 0; line < market.offers.size(); ++line) {
      AssignmentMarket more = market;
      const PlacementOrdinal place = market.offers[line].place;
      const PlacementOrdinal another{static_cast<std::uint32_t>(market.offers.size()) + 1};
      more.offers.push_back({.place = another, .team = {}, .seats = 1});
      for (Applicant& applicant : more.applicants) {
        const auto wish = std::ranges::find(applicant.wishes, place, &Wish::place);
        if (wish == applicant.wishes.end()) continue;
        Wish same = *wish;
        same.place = another;
        applicant.wishes.push_back(same);
      }
      const std::uint32_t coach = prices.of(market.offers[line].team);
      ASSERT_EQ(prices.of(place) + coach, std::max(coach, benefit_of(gain_of(market, more))));
    }
  });
}

// What is said of a market does not depend on how it is told.
template <typename Line>
void shuffle(std::vector<Line>& lines, RandomAssignment& random) {
  for (std::size_t left = lines.size(); left > 1; --left) {
    std::swap(lines[left - 1], lines[random.below(static_cast<std::uint32_t>(left))]);
  }
}

TEST(AssignmentProperty, DoesNotDependOnTheOrderOfLines) {
  with_seeds(40, [](std::uint64_t seed) {
    RandomAssignment random(kSmall, seed);
    AssignmentMarket market = random.market();
    const Assignment first = Assignment::solve(market);
    shuffle(market.applicants, random);
    for (Applicant& applicant : market.applicants) shuffle(applicant.wishes, random);
    shuffle(market.offers, random);
    shuffle(market.caseloads, random);
    shuffle(market.coaching, random);
    const Assignment again = Assignment::solve(market);
    ASSERT_EQ(places_in(market, again), places_in(market, first));
    ASSERT_EQ(again.prices(), first.prices());
  });
}

// The tickets stay those of the people and places that they were.
TEST(AssignmentProperty, DoesNotDependOnOrdinals) {
  with_seeds(40, [](std::uint64_t seed) {
    RandomAssignment random(kSmall, seed);
    const AssignmentMarket market = random.market();
    std::vector<std::uint32_t> renamed;
    for (std::uint32_t at = 0; at < 100; ++at) renamed.push_back(at + 1);
    shuffle(renamed, random);
    const auto rename = [&renamed](auto& ordinal) {
      if (!ordinal.is_set()) return;
      ordinal = std::remove_cvref_t<decltype(ordinal)>{renamed[ordinal.value() - 1]};
    };
    AssignmentMarket other = market;
    for (Applicant& applicant : other.applicants) {
      rename(applicant.participant);
      rename(applicant.consultant);
      for (Wish& wish : applicant.wishes) rename(wish.place);
    }
    for (Offer& offer : other.offers) {
      rename(offer.place);
      rename(offer.team);
    }
    for (Caseload& line : other.caseloads) rename(line.consultant);
    for (Coaching& line : other.coaching) rename(line.team);
    Seated expected = solved(market);
    for (PlacementOrdinal& place : expected) rename(place);
    ASSERT_EQ(solved(other), expected);
  });
}

// A place of several seats is as many places of one, which are equal to everybody.
TEST(AssignmentProperty, DoesNotDependOnSeatsLyingInOnePlace) {
  with_seeds(40, [](std::uint64_t seed) {
    const AssignmentMarket market = RandomAssignment(kSmall, seed).market();
    constexpr std::uint32_t kApart = 100;
    AssignmentMarket split = market;
    split.offers.clear();
    for (const Offer& offer : market.offers) {
      for (std::uint32_t seat = 0; seat < offer.seats; ++seat) {
        split.offers.push_back({.place = PlacementOrdinal{offer.place.value() + seat * kApart},
                                .team = offer.team,
                                .seats = 1});
      }
    }
    for (Applicant& applicant : split.applicants) {
      const std::vector<Wish> wishes = std::exchange(applicant.wishes, {});
      for (const Offer& offer : split.offers) {
        const PlacementOrdinal whole{((offer.place.value() - 1) % kApart) + 1};
        const auto wish = std::ranges::find(wishes, whole, &Wish::place);
        if (wish == wishes.end()) continue;
        applicant.wishes.push_back(
            {.place = offer.place, .benefit = wish->benefit, .ticket = wish->ticket});
      }
    }
    Seated apart = solved(split);
    for (PlacementOrdinal& place : apart) {
      if (place.is_set()) place = PlacementOrdinal{((place.value() - 1) % kApart) + 1};
    }
    ASSERT_EQ(apart, solved(market));
  });
}

TEST(AssignmentProperty, IsNotMovedByWhatChangesNothing) {
  with_seeds(20, [](std::uint64_t seed) {
    const AssignmentMarket market = RandomAssignment(kSmall, seed).market();
    Assignment assignment = Assignment::solve(market);
    const Seated before = places_in(market, assignment);
    for (const Offer& offer : market.offers) assignment.set(offer);
    for (const Caseload& line : market.caseloads) assignment.set(line);
    for (const Coaching& line : market.coaching) assignment.set(line);
    for (const Applicant& applicant : market.applicants) assignment.enter(applicant);
    ASSERT_EQ(places_in(market, assignment), before);
  });
}

// Whoever has another place than before is told of.
TEST(AssignmentProperty, TellsWhoMoved) {
  with_seeds(20, [](std::uint64_t seed) {
    RandomAssignment random(kSmall, seed);
    AssignmentMarket market = random.market();
    Assignment assignment = Assignment::solve(market);
    for (int event = 0; event < 100; ++event) {
      std::map<ParticipantOrdinal, PlacementOrdinal> before;
      for (std::uint32_t at = 1; at <= kSmall.people; ++at) {
        before[ParticipantOrdinal{at}] = assignment.place_of(ParticipantOrdinal{at});
      }
      examples::apply(assignment, random.event());
      for (const auto& [person, place] : before) {
        if (assignment.place_of(person) == place) continue;
        ASSERT_EQ(std::ranges::count(assignment.moved(), person), 1);
      }
    }
  });
}

}  // namespace
}  // namespace koppel::matching
