// Claim: the figures are those that were counted, as Prometheus reads them.
#include "consumers/monitor/figures.h"

#include "tests/support/hand_clock.h"

#include <gtest/gtest.h>

#include <string>

namespace koppel::monitor {
namespace {

constexpr AreaId kArea{11};

class TheFigures : public testing::Test {
 protected:
  void expect_line(const std::string& line) const {
    EXPECT_NE(figures_.text().find("\n" + line + "\n"), std::string::npos)
        << line << "\nis not in\n"
        << figures_.text();
  }

  HandClock clock_;
  Figures figures_{clock_, "1.2.3"};
};

TEST_F(TheFigures, TellWhatRuns) {
  expect_line(R"(koppel_build_info{version="1.2.3"} 1)");
  expect_line("koppel_areas_owned 0");
}

TEST_F(TheFigures, CountAnAreaFromItsFirstNumberUntilItIsReleased) {
  EXPECT_TRUE(figures_.stand(kArea, Sequence(7)));
  EXPECT_FALSE(figures_.stand(kArea, Sequence(9'577)));
  EXPECT_TRUE(figures_.stand(AreaId{12}, Sequence(1)));
  expect_line("koppel_areas_owned 2");
  expect_line(R"(koppel_journal_sequence{area="AM11"} 9577)");
  expect_line(R"(koppel_facts_total{area="AM11",outcome="repeat"} 0)");
  figures_.lag(kArea, "koppel.answers.v1", 3);
  expect_line(R"(koppel_input_lag{area="AM11",input="koppel.answers.v1"} 3)");
  figures_.release(kArea);
  figures_.release(kArea);
  EXPECT_EQ(figures_.text().find("koppel.answers.v1"), std::string::npos);
  expect_line("koppel_areas_owned 1");
  EXPECT_EQ(figures_.text().find(R"(koppel_journal_sequence{area="AM11"})"), std::string::npos);
}

TEST_F(TheFigures, CountFactsByOutcomeAndReason) {
  figures_.settle(kArea, {.disposition = Disposition::kTaken});
  figures_.settle(kArea, {.disposition = Disposition::kRepeat});
  figures_.settle(kArea, {.disposition = Disposition::kWaiting});
  for (int time = 0; time < 3; ++time) {
    figures_.settle(kArea,
                    {.disposition = Disposition::kRefused, .reason = RefusalReason::kSuperseded});
  }
  figures_.unreadable();
  expect_line(R"(koppel_facts_total{area="AM11",outcome="taken"} 1)");
  expect_line(R"(koppel_facts_total{area="AM11",outcome="repeat"} 1)");
  expect_line(R"(koppel_facts_total{area="AM11",outcome="waiting"} 1)");
  expect_line(R"(koppel_facts_total{area="AM11",outcome="refused"} 3)");
  expect_line(R"(koppel_facts_refused_total{area="AM11",reason="superseded"} 3)");
  expect_line("koppel_facts_unreadable_total 1");
}

TEST_F(TheFigures, MeasureCommitsLagAndTime) {
  figures_.commit(std::chrono::microseconds(1'500));
  figures_.commit(std::chrono::milliseconds(30));
  figures_.lag("socket", 12);
  figures_.wall(Figures::Wall::kInDoubt);
  expect_line("koppel_commit_seconds_count 2");
  expect_line("koppel_commit_seconds_sum 0.0315");
  expect_line(R"(koppel_commit_seconds_bucket{le="0.002"} 1)");
  expect_line(R"(koppel_commit_seconds_bucket{le="0.05"} 2)");
  expect_line(R"(koppel_input_lag{input="socket"} 12)");
  expect_line("koppel_clock_in_doubt 1");
  figures_.wall(Figures::Wall::kBelieved);
  expect_line("koppel_clock_in_doubt 0");
}

TEST_F(TheFigures, TellHowLongTimeHasNotMoved) {
  clock_.pass(2'500);
  expect_line("koppel_last_tick_seconds 2.5");
  clock_.jump(kDayMs);
  expect_line("koppel_last_tick_seconds 2.5");
  figures_.tick();
  expect_line("koppel_last_tick_seconds 0");
}

}  // namespace
}  // namespace koppel::monitor
