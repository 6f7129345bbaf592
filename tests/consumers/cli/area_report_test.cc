// Claim: an area is told of when its state changes, and brokers that do not answer once for all
// areas together, until all of them are owned again.
#include "consumers/cli/area_report.h"

#include <gtest/gtest.h>

namespace koppel::cli {
namespace {

using Lines = std::vector<std::string>;
using Standings = std::map<AreaId, AreaStanding>;

const AreaStanding kOwned{.state = AreaLoop::State::kOwning,
                          .error = std::nullopt,
                          .counts = {},
                          .sequence = Sequence{8}};

AreaStanding waiting(PortFailure failure, const std::string& what) {
  return {.state = AreaLoop::State::kWaiting,
          .error = PortError{.failure = failure, .what = what, .remedy = "wait"},
          .counts = {}};
}

TEST(TheReportOfAreas, TellsOfAChangeOnce) {
  AreaReport report;
  EXPECT_EQ(report.lines({{AreaId{1}, {}}}), Lines{});
  EXPECT_EQ(report.lines({{AreaId{1}, kOwned}}), Lines{"AM01: owned, 8 entries"});
  EXPECT_EQ(report.lines({{AreaId{1}, kOwned}}), Lines{});
  EXPECT_EQ(report.lines({}), Lines{"AM01: let go"});
  EXPECT_EQ(report.lines({}), Lines{});
}

TEST(TheReportOfAreas, TellsOfBrokersThatDoNotAnswerOnceForAllAreas) {
  AreaReport report;
  const auto gone = waiting(PortFailure::kUnavailable, "no answer");
  EXPECT_EQ(report.lines({{AreaId{1}, kOwned}, {AreaId{2}, kOwned}}).size(), 2U);
  EXPECT_EQ(report.lines({{AreaId{1}, gone}, {AreaId{2}, kOwned}}).size(), 1U);
  const Standings both{{AreaId{1}, waiting(PortFailure::kUnavailable, "still none")},
                       {AreaId{2}, gone}};
  EXPECT_EQ(report.lines(both), Lines{});
  EXPECT_EQ(report.lines({{AreaId{1}, kOwned}, {AreaId{2}, kOwned}}).size(), 2U);
  EXPECT_EQ(report.lines({{AreaId{1}, gone}, {AreaId{2}, kOwned}}).size(), 1U);
}

TEST(TheReportOfAreas, TellsOfEveryAreaThatStopped) {
  AreaReport report;
  AreaStanding stopped = waiting(PortFailure::kDamaged, "input_lost: …");
  stopped.state = AreaLoop::State::kStopped;
  EXPECT_EQ(report.lines({{AreaId{1}, stopped}, {AreaId{2}, stopped}}),
            (Lines{"AM01: stopped: input_lost: …\n  what to do: wait",
                   "AM02: stopped: input_lost: …\n  what to do: wait"}));
  EXPECT_EQ(report.lines({{AreaId{1}, stopped}, {AreaId{2}, stopped}}), Lines{});
}

}  // namespace
}  // namespace koppel::cli
