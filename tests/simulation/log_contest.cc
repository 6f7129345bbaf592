#include "tests/simulation/log_contest.h"

#include "consumers/runtime/area_loop.h"
#include "engine/codec/cloud_event.h"
#include "tests/simulation/log_script.h"
#include "tests/simulation/log_verdict.h"
#include "tests/support/log_example.h"

#include <algorithm>
#include <array>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace koppel::simulation {
namespace {

using log_example::Process;

constexpr std::size_t kContenders = 2;
constexpr std::uint32_t kGiveOneIn = 8;
constexpr std::uint32_t kDirectoryLostOneIn = 4;
constexpr std::uint32_t kMandateOneIn = 2;
constexpr std::uint32_t kRoundsAlone = 4'000;
constexpr std::uint32_t kShowAllOneIn = 40;
constexpr std::size_t kKeptBack = 4;

constexpr std::array kAllTopics = {AreaTopic::kJournal,
                                   AreaTopic::kKeys,
                                   AreaTopic::kProposals,
                                   AreaTopic::kReminders,
                                   AreaTopic::kPlacementEvents,
                                   AreaTopic::kRefused};
// Those that others read, and the journal.
constexpr std::array kToldTopics = {
    AreaTopic::kJournal, AreaTopic::kProposals, AreaTopic::kReminders, AreaTopic::kPlacementEvents};

class Contest {
 public:
  explicit Contest(const LogContest& contest)
      : contest_(contest),
        dice_(contest.seed),
        script_(script_of(contest.seed,
                          contest.facts,
                          contest.faults.lost_tail == 0 ? Erasures::kSome : Erasures::kNone)),
        stage_(dice_,
               kContenders,
               {.steps = contest.steps, .crash_one_in = contest.faults.crash},
               [this] { between(); }),
        watcher_(broker_) {
    for (std::size_t number = 0; number < kContenders; ++number) {
      processes_.push_back(std::make_unique<Process>(broker_, number));
    }
  }

  LogOutcome run() {
    std::array<std::thread, kContenders> threads;
    for (std::size_t me = 0; me < kContenders; ++me) {
      threads[me] = std::thread([this, me] { contend(me); });
    }
    for (std::thread& thread : threads) thread.join();
    calm();
    outcome_.found = finish_alone();
    if (!outcome_.found) outcome_.found = judge();
    return outcome_;
  }

 private:
  void contend(std::size_t me) {
    stage_.enter(me);
    try {
      for (;;) live(me);
    } catch (const LogStage::Over&) {
    }
    stage_.leave(me);
  }

  // From a start to a crash, or to a stop, upon which an operator starts it again.
  void live(std::size_t me) {
    Process& process = *processes_[me];
    process.log = MemoryAreaLog(broker_);
    StagedLog staged(
        process.log, stage_, me, [this](AreaProducer producer, std::vector<LogRecord> records) {
          for (LogRecord& record : records) {
            if (record.topic == AreaTopic::kKeys) continue;
            unsent_.emplace_back(producer, std::move(record));
          }
        });
    MutantLog log(staged, broker_, contest_.mutation, dice_);
    AreaLoop loop = loop_of(process, log);
    try {
      while (loop.state() != AreaLoop::State::kStopped) {
        stage_.step(me);
        loop.run_once(0);
      }
      if (stopped_by_clock(loop)) confirm_ = true;
    } catch (const LogStage::Crashed&) {
      ++outcome_.crashes;
      if (dice_.one_in(kDirectoryLostOneIn)) process.rows = MemoryJournal();
    } catch (const LogStage::Over&) {
      count(loop);
      throw;
    }
    count(loop);
  }

  static bool stopped_by_clock(const AreaLoop& loop) {
    return loop.error() && loop.error()->what.starts_with("clock_unconfirmed");
  }

  AreaLoop loop_of(Process& process, AreaLog& log) {
    AreaHold::Ports ports{.log = log,
                          .rows = process.rows,
                          .wrapping = process.wrapping,
                          .clock = process.clock,
                          .timeout_ms = log_example::kTimeoutMs};
    AreaLoop loop(ports,
                  log_example::founding_by(process.name),
                  codec::fact_of,
                  [this](std::int64_t) { return dice_.one_in(kMandateOneIn); },
                  {.facts_a_batch = 4, .backoff_ms = 20, .backoff_max_ms = 200});
    if (confirm_) loop.confirm_clock();
    return loop;
  }

  void count(const AreaLoop& loop) {
    outcome_.acquired += loop.counts().acquired;
    outcome_.lost += loop.counts().lost;
    outcome_.told_again += loop.counts().told_again;
  }

  void between() {
    if (dice_.one_in(kGiveOneIn)) give();
    const LogFaults& faults = contest_.faults;
    if (dice_.one_in(faults.end)) disturb_end();
    if (faults.end != 0 && dice_.one_in(kShowAllOneIn)) broker_.deliver_late();
    if (dice_.one_in(faults.markers)) disturb_markers();
    if (dice_.one_in(faults.stale_end)) shorten();
    if (faults.stale_end != 0 && dice_.one_in(kShowAllOneIn)) broker_.show_all();
    if (dice_.one_in(faults.lost_tail)) {
      broker_.lose_tail(kToldTopics[dice_.below(kToldTopics.size())], 1 + dice_.below(2));
    }
    if (dice_.one_in(faults.straggler)) straggle();
  }

  void give() {
    if (given_ == script_.size()) return;
    const ScriptLine& line = script_[given_++];
    broker_.give(line.record);
    for (const auto& process : processes_) {
      process->clock.pass(std::max<std::int64_t>(line.now.ms - process->clock.wall().ms, 0));
    }
  }

  void disturb_end() {
    using enum MemoryBroker::Notice;
    switch (dice_.below(5)) {
      case 0: broker_.lose_next_answer(); return;
      case 1: broker_.lose_next_end(); return;
      case 2: broker_.delay_next_end(); return;
      case 3: broker_.send_next_end_twice(kNotices); return;
      case 4: broker_.send_next_end_twice(kDoesNot); return;
      default: return;
    }
  }

  void disturb_markers() {
    broker_.write_markers(MemoryBroker::Markers::kLater);
    const auto producer = dice_.one_in(2) ? AreaProducer::kFirst : AreaProducer::kSecond;
    broker_.write_marker(producer, kAllTopics[dice_.below(kAllTopics.size())]);
    if (dice_.one_in(3)) write_all_markers();
  }

  void write_all_markers() {
    broker_.write_markers(MemoryBroker::Markers::kAtOnce);
    for (const AreaTopic topic : kAllTopics) {
      broker_.write_marker(AreaProducer::kFirst, topic);
      broker_.write_marker(AreaProducer::kSecond, topic);
    }
  }

  // The log of one topic seems to end up to four records earlier.
  void shorten() {
    const AreaTopic topic = kAllTopics[dice_.below(kAllTopics.size() - 1)];
    const std::int64_t high = watcher_.bounds(topic)->high;
    broker_.show_up_to(topic, std::max<std::int64_t>(high - 1 - dice_.below(4), 0));
  }

  void straggle() {
    for (const auto& [producer, record] : std::exchange(unsent_, {})) {
      broker_.produce_late(producer, record);
    }
  }

  void calm() {
    broker_.deliver_late();
    broker_.show_all();
    write_all_markers();
    while (given_ + (losing() ? kKeptBack : 0) < script_.size()) give();
  }

  // Whoever holds the protocol sends no frame that another one's makes void, and none of whose
  // messages is missing, unless the log lost or delayed records or markers.
  [[nodiscard]] bool may_tear() const {
    const LogFaults& faults = contest_.faults;
    return faults.markers + faults.stale_end + faults.lost_tail + faults.straggler != 0;
  }

  [[nodiscard]] bool losing() const { return contest_.faults.lost_tail != 0; }

  // Where records are lost, the last of them under who is left alone, who must see it by itself;
  // and that process has an empty directory, since rows may be ahead of what was lost.
  Found finish_alone() {
    Process& process = *processes_.front();
    process.log = MemoryAreaLog(broker_);
    if (losing()) process.rows = MemoryJournal();
    MutantLog log(process.log, broker_, contest_.mutation, dice_);
    AreaLoop loop = loop_of(process, log);
    bool lost = !losing();
    for (std::uint32_t round = 0; round < kRoundsAlone; ++round) {
      loop.run_once(0);
      if (stopped_by_clock(loop)) loop.confirm_clock();
      if (loop.state() != AreaLoop::State::kOwning || !all_read(process.log)) continue;
      if (loop.hold().journal().unsettled() > 0) {
        if (!std::exchange(lost, true)) broker_.lose_tail(AreaTopic::kJournal, 2);
        continue;
      }
      if (given_ < script_.size()) {
        give();
        continue;
      }
      count(loop);
      loop.release();
      return std::nullopt;
    }
    return "never completes: " + (loop.error() ? loop.error()->what : "");
  }

  static bool all_read(MemoryAreaLog& log) {
    return std::ranges::all_of(kInputTopics, [&](AreaTopic topic) {
      return log.position(topic) && *log.position(topic) == log.bounds(topic)->high;
    });
  }

  Found judge() {
    const log_example::Seen seen = log_example::look_at(broker_);
    if (seen.wrong) return "the journal does not fold: " + *seen.wrong;
    outcome_.voids = seen.voids;
    outcome_.strays = seen.strays().size();
    outcome_.entries = seen.entries.size();
    outcome_.told = seen.expected.size();
    if (seen.voids > 0 && !may_tear()) return "a void frame, and the log did nothing wrong";
    if (outcome_.told_again > 0 && !may_tear()) return "a torn transaction, and nothing tore it";
    if (auto wrong = check_embedded(broker_, seen)) return wrong;
    const bool may_stray = losing() || contest_.faults.straggler != 0;
    if (auto wrong = check_told(seen, may_stray ? Strays::kSome : Strays::kNone)) return wrong;
    for (const auto& process : processes_) {
      // The process that was left alone has written its rows since; another's may be ahead of what
      // was lost.
      if (losing() && process != processes_.front()) continue;
      if (auto wrong = check_rows(broker_, process->rows, seen)) return wrong;
    }
    return std::nullopt;
  }

  LogContest contest_;
  Dice dice_;
  std::vector<ScriptLine> script_;
  std::size_t given_ = 0;
  MemoryBroker broker_;
  LogStage stage_;
  MemoryAreaLog watcher_;
  std::vector<std::unique_ptr<Process>> processes_;
  std::vector<std::pair<AreaProducer, LogRecord>> unsent_;
  bool confirm_ = false;
  LogOutcome outcome_;
};

}  // namespace

LogOutcome run(const LogContest& contest) {
  return Contest(contest).run();
}

}  // namespace koppel::simulation
