// Claim: engine processes on a real broker take every fact once and tell everything once, whatever
// happens to them: killed, frozen and woken, without their directory or with an old one, without
// the positions that the group remembers, and fed with what is no fact. Judged from outside: by the
// topics alone, against an embedded owner that was told the same.
#include "consumers/cli/system_clock.h"
#include "consumers/runtime/area_loop.h"
#include "tests/integration/engine_stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <tuple>

namespace koppel {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Lines = std::vector<std::string>;

constexpr seconds kPatience{120};
constexpr std::uint32_t kSeed = 20261128;

// The n-th of so many equal parts.
Lines part(const Lines& lines, std::size_t n, std::size_t of) {
  const auto at = [&](std::size_t i) {
    return lines.begin() + static_cast<std::ptrdiff_t>(lines.size() * i / of);
  };
  return {at(n), at(n + 1)};
}

Ended stopped(KoppelProcess& engine) {
  engine.send(SIGTERM);
  return engine.wait();
}

class AnEngineOnKafka : public testing::Test {
 protected:
  void send(std::size_t n, std::size_t of) {
    const Ended sent = stage_.send(part(facts_, n, of));
    ASSERT_EQ(sent.code, 0) << sent.err;
  }

  // All that was sent is taken by whoever runs, and all is whole.
  void settle() {
    EXPECT_TRUE(stage_.all_taken(kPatience));
    EXPECT_EQ(stage_.wrong(), "");
  }

  // A process of its own on that directory takes what there is, and is stopped.
  void run_once(const std::filesystem::path& directory) {
    const auto engine = stage_.engine(directory);
    const bool taken = stage_.all_taken(kPatience);
    const Ended ended = stopped(*engine);
    EXPECT_TRUE(taken) << ended.err;
    EXPECT_EQ(ended.code, 0) << ended.err;
  }

  EngineStage stage_;
  Lines facts_ = facts_of_stage();
};

TEST_F(AnEngineOnKafka, TakesASampleOnceTellsOthersAndIsTakenOverByAnEmptyDirectory) {
  const auto first = stage_.directory("first");
  send(0, 2);
  run_once(first);
  EXPECT_EQ(stage_.wrong(), "");
  EXPECT_FALSE(stage_.committed(AreaTopic::kPlacementEvents).empty());
  EXPECT_FALSE(stage_.committed(AreaTopic::kProposals).empty());
  EXPECT_EQ(stage_.digest_of_rows(first), to_text(stage_.seen().digest));
  const auto second = stage_.directory("second");
  send(1, 2);
  run_once(second);
  EXPECT_EQ(stage_.wrong(), "");
  EXPECT_EQ(stage_.digest_of_rows(second), to_text(stage_.seen().digest));
}

TEST_F(AnEngineOnKafka, KilledAtAnyMomentLosesAndDoublesNothing) {
  const std::size_t rounds = std::getenv("KOPPEL_LONG") != nullptr ? 200 : 20;
  std::minstd_rand random(kSeed);
  const auto directory = stage_.directory("killed");
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto engine = stage_.engine(directory);
    // Every other time while it owns the area for certain, else also on its way there.
    if (round % 2 == 0) {
      ASSERT_TRUE(engine->says("AM01: owned")) << stopped(*engine).err;
    } else {
      rest(milliseconds(random() % 1'000));
    }
    send(round, rounds);
    rest(milliseconds(random() % 2'000));
    engine->send(SIGKILL);
  }
  run_once(directory);
  EXPECT_EQ(stage_.wrong(), "");
  const log_example::Seen seen = stage_.seen();
  std::cout << "kill -9: rounds " << rounds << ", entries " << seen.entries.size() << ", acquired "
            << std::ranges::count_if(seen.entries,
                                     [](const Entry& entry) {
                                       return std::holds_alternative<AreaAcquired>(entry.body);
                                     })
            << ", told " << seen.told.size() << '\n';
}

TEST_F(AnEngineOnKafka, FrozenForLongerThanASessionWakesAndHarmsNothing) {
  const auto first = stage_.engine(stage_.directory("first"));
  ASSERT_TRUE(first->says("AM01: owned")) << stopped(*first).err;
  send(0, 3);
  first->send(SIGSTOP);
  const auto second = stage_.engine(stage_.directory("second"));
  ASSERT_TRUE(second->says("AM01: owned")) << stopped(*second).err;
  send(1, 3);
  EXPECT_TRUE(stage_.all_taken(kPatience));
  first->send(SIGCONT);
  send(2, 3);
  settle();
  EXPECT_EQ(stopped(*first).code, 0);
  EXPECT_EQ(stopped(*second).code, 0);
  EXPECT_EQ(stage_.wrong(), "");
}

TEST_F(AnEngineOnKafka, GoesOnWithoutItsDirectoryAndWithAnOldOne) {
  const auto directory = stage_.directory("lived");
  const auto old = directory.parent_path() / "old";
  send(0, 3);
  run_once(directory);
  std::filesystem::copy(directory, old, std::filesystem::copy_options::recursive);
  send(1, 3);
  run_once(directory);
  send(2, 3);
  run_once(old);
  EXPECT_EQ(stage_.wrong(), "");
  const std::string digest = to_text(stage_.seen().digest);
  EXPECT_EQ(stage_.digest_of_rows(old), digest);
  EXPECT_EQ(stage_.digest_of_rows(directory), digest);
  std::filesystem::remove_all(directory / "kafka");
  EXPECT_EQ(stage_.digest_of_rows(directory), digest);
}

TEST_F(AnEngineOnKafka, TakesNothingAgainAndLeavesNothingOutWhereverTheGroupSaysItWas) {
  const auto directory = stage_.directory("lived");
  send(0, 4);
  run_once(directory);
  const auto facts_in_journal = [&] {
    return std::ranges::count_if(stage_.seen().entries, [](const Entry& entry) {
      return !std::holds_alternative<AreaAcquired>(entry.body) &&
             !std::holds_alternative<TimeAdvanced>(entry.body);
    });
  };
  const auto before = facts_in_journal();
  const auto run_idle = [&] {
    const auto engine = stage_.engine(directory);
    ASSERT_TRUE(engine->says("AM01: owned")) << stopped(*engine).err;
    EXPECT_EQ(stopped(*engine).code, 0);
  };
  stage_.delete_group();
  run_idle();
  stage_.move_group(0);
  run_idle();
  EXPECT_EQ(facts_in_journal(), before);
  EXPECT_EQ(stage_.wrong(), "");
  send(1, 4);
  stage_.move_group(1'000'000);
  run_once(directory);
  EXPECT_EQ(stage_.wrong(), "");
}

TEST_F(AnEngineOnKafka, RefusesWhatIsNoFactInEveryInputAndGoesOn) {
  const std::string elsewhere =
      R"({"source":"test","id":"far","area":"AM02","occurredAt":"2026-10-19T06:30:00Z",)"
      R"("consultantRegistered":{"consultant":"1","caseloadMax":25}})";
  const LogHeader json{"content-type", "application/json"};
  const LogHeader structured{"content-type", "application/cloudevents+json"};
  const std::vector<std::pair<std::optional<std::string>, std::vector<LogHeader>>> poison = {
      {"\xff\xfe no fact", {}}, {std::nullopt, {}}, {"{}", {structured}}, {elsewhere, {json}}};
  for (const AreaTopic topic : kInputTopics) {
    for (const auto& [value, headers] : poison) {
      stage_.send_record({.topic = topic,
                          .key = "AM01",
                          .value = value,
                          .headers = headers,
                          .time = cli::SystemClock().wall()});
    }
  }
  send(0, 4);
  run_once(stage_.directory("fed"));
  EXPECT_EQ(stage_.wrong(), "");
  std::size_t unreadable = 0;
  std::size_t in_wrong_area = 0;
  for (const Entry& entry : stage_.seen().entries) {
    const auto* refused = std::get_if<FactRefused>(&entry.body);
    if (refused == nullptr) continue;
    if (refused->reason == RefusalReason::kUnreadable) ++unreadable;
    if (refused->reason == RefusalReason::kWrongArea && refused->field == "AM02") ++in_wrong_area;
  }
  EXPECT_EQ(unreadable, 3 * kInputTopics.size());
  EXPECT_EQ(in_wrong_area, kInputTopics.size());
  const auto originals = stage_.committed(AreaTopic::kRefused);
  const LogHeader why{"reason", "wrong_area"};
  EXPECT_EQ(std::ranges::count_if(originals,
                                  [&](const StandingRecord& standing) {
                                    return std::ranges::count(standing.record.headers, why) == 1;
                                  }),
            static_cast<std::ptrdiff_t>(kInputTopics.size()));
}

std::size_t times_owned(const KoppelProcess& engine) {
  const std::string said = "AM01: owned";
  std::size_t times = 0;
  for (std::size_t at = engine.err().find(said); at != std::string::npos; ++times) {
    at = engine.err().find(said, at + 1);
  }
  return times;
}

TEST_F(AnEngineOnKafka, HandsOverWhenItIsStopped) {
  const auto first = stage_.engine(stage_.directory("first"));
  ASSERT_TRUE(first->says("AM01: owned")) << stopped(*first).err;
  const auto second = stage_.engine(stage_.directory("second"));
  ASSERT_TRUE(second->says("waiting for areas"));
  ASSERT_FALSE(second->ends_within(seconds(5)));  // until both are members
  send(0, 4);
  EXPECT_TRUE(stage_.all_taken(kPatience));
  // The group may have given the area to the second.
  ASSERT_FALSE(second->ends_within(milliseconds(10)));
  const auto& [owner, other] =
      times_owned(*second) > 0 ? std::tie(second, first) : std::tie(first, second);
  ASSERT_FALSE(other->ends_within(milliseconds(10)));
  const std::size_t before = times_owned(*other);
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(stopped(*owner).code, 0);
  const auto let_go = std::chrono::steady_clock::now();
  while (times_owned(*other) == before && std::chrono::steady_clock::now() - began < kPatience) {
    ASSERT_FALSE(other->ends_within(milliseconds(10))) << other->err();
  }
  const auto taken = std::chrono::steady_clock::now();
  ASSERT_GT(times_owned(*other), before) << stopped(*other).err;
  std::cout << "hand-over: let go after "
            << std::chrono::duration_cast<milliseconds>(let_go - began).count()
            << " ms, owned by the other after "
            << std::chrono::duration_cast<milliseconds>(taken - began).count() << " ms\n";
  send(1, 4);
  settle();
}

TEST_F(AnEngineOnKafka, WaitsForABrokerThatDoesNotAnswerAndSaysSoOnce) {
  const auto engine = stage_.engine(stage_.directory("waiting"));
  ASSERT_TRUE(engine->says("AM01: owned")) << stopped(*engine).err;
  send(0, 4);
  EXPECT_TRUE(stage_.all_taken(kPatience));
  the_broker().freeze();
  const bool told = engine->says("tried on");
  rest(seconds(3));
  the_broker().thaw();
  EXPECT_TRUE(told);
  send(1, 4);
  settle();
  const Ended ended = stopped(*engine);
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err.find("tried on"), ended.err.rfind("tried on")) << ended.err;
}

}  // namespace
}  // namespace koppel
