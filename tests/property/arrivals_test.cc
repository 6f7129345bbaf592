// Claim: when people only arrive, one more seat never leaves fewer of them with a proposal.
// Shown on random arrivals, played twice: as they are, and with a seat added to one place.

#include "engine/core/engine.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_history.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace koppel {
namespace {

using examples::RandomHistory;
using examples::Told;

template <typename Body>
constexpr int rank_of() {
  if constexpr (std::is_same_v<Body, EmployerRegistered>) return 1;
  if constexpr (std::is_same_v<Body, PlacementOpened>) return 2;
  if constexpr (std::is_same_v<Body, ParticipantRegistered>) return 3;
  if constexpr (std::is_same_v<Body, InterestsAssessed>) return 4;
  if constexpr (std::is_same_v<Body, IntakeHeld>) return 5;
  if constexpr (std::is_same_v<Body, ConsentGiven>) return 6;
  if constexpr (std::is_same_v<Body, AvailabilitySet>) return 7;
  return 0;
}

int rank(const Told& one) {
  return std::visit([](const auto& body) { return rank_of<std::remove_cvref_t<decltype(body)>>(); },
                    one.fact.body);
}

// Employers and places first, then person by person, each ready with the last fact.
auto place_in_line(const Told& one) {
  const int kind = rank(one);
  const auto who = subject_of(one.fact).value_or(ParticipantId{});
  return std::tuple(kind > 2, kind > 2 ? who : ParticipantId{}, kind);
}

// Every kind at most once a person: nobody changes.
std::vector<Told> arrivals(std::uint64_t seed) {
  RandomHistory history(seed);
  const Market nobody = examples::empty_market();
  std::vector<Told> told = history.founding();
  const auto founded = static_cast<std::ptrdiff_t>(told.size());
  std::set<std::pair<ParticipantId, int>> come;
  for (int left = 1'200; left > 0; --left) {
    Told one = history.next(nobody);
    one.fact.corrects = {};
    one.fact.resubmits = {};
    one.fact.area = AreaId{11};
    one.now = told.front().now;
    one.fact.occurred_at = told.front().now;
    const int kind = rank(one);
    if (kind == 0) continue;
    if (kind > 2 && !come.emplace(*subject_of(one.fact), kind).second) continue;
    told.push_back(one);
  }
  std::ranges::stable_sort(told.begin() + founded, told.end(), {}, place_in_line);
  return told;
}

std::ptrdiff_t served_by(const std::vector<Told>& told) {
  Engine engine;
  const auto quietly = [](const Entry& /*entry*/, const Touched& /*touched*/) {};
  const Instant now = told.front().now;
  engine.start({.journal_id = {.bytes = {1}}, .area = AreaId{11}}, now, quietly);
  for (const Told& one : told) {
    engine.take(one.fact, {}, {.now = now, .not_after = kLatest}, quietly);
  }
  return std::ranges::count_if(engine.market().participants,
                               [](const Participant& one) { return !one.open_proposals.empty(); });
}

TEST(Arrivals, AreServedNoFewerWithOneMoreSeat) {
  const std::uint64_t seeds = std::getenv("KOPPEL_LONG") != nullptr ? 2'000 : 20;
  std::ptrdiff_t gained = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<Told> told = arrivals(seed);
    const std::ptrdiff_t before = served_by(told);
    const auto found = std::ranges::find_if(told, [](const Told& one) {
      return std::holds_alternative<PlacementOpened>(one.fact.body);
    });
    ASSERT_NE(found, told.end());
    ++std::get<PlacementOpened>(found->fact.body).details.seats;
    const std::ptrdiff_t after = served_by(told);
    ASSERT_GE(after, before);
    gained += after - before;
  }
  EXPECT_GT(gained, 0);
}

}  // namespace
}  // namespace koppel
