#include "consumers/runtime/area_threads.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace koppel {
namespace {

constexpr std::int64_t kWaitMs = 50;  // for a first record, while nothing is under way
constexpr std::chrono::milliseconds kRest{20};
constexpr std::chrono::milliseconds kEquipAgain{1'000};
constexpr std::int64_t kLagMs = 5'000;

std::uint64_t seed_of(AreaId area, Clock& clock) {
  return static_cast<std::uint64_t>(clock.wall().ms) * 100 + area.value();
}

AreaStanding standing_of(AreaLoop& loop) {
  AreaStanding standing{.state = loop.state(), .error = loop.error(), .counts = loop.counts()};
  if (standing.state != AreaLoop::State::kOwning) return standing;
  const AreaView& view = loop.hold().owner().view();
  standing.error.reset();
  standing.sequence = view.engine.sequence();
  for (std::size_t at = 0; at < kInputTopics.size(); ++at) {
    const auto found = view.head.positions.find(name_in_record(kInputTopics[at]));
    if (found == view.head.positions.end()) continue;
    standing.read_up_to[at] = static_cast<std::int64_t>(found->second.next);
  }
  return standing;
}

// How far the inputs are ahead; asked seldom, since every answer is a round to a broker.
class Lag {
 public:
  void look(AreaLog& log, Clock& clock, AreaStanding& standing) {
    if (standing.state != AreaLoop::State::kOwning) return;
    if (clock.monotonic_ms() - looked_at_ms_ >= kLagMs) {
      looked_at_ms_ = clock.monotonic_ms();
      for (std::size_t at = 0; at < kInputTopics.size(); ++at) {
        const auto bounds = log.bounds(kInputTopics[at]);
        if (bounds) ends_[at] = bounds->stable;
      }
    }
    for (std::size_t at = 0; at < kInputTopics.size(); ++at) {
      standing.behind[at] = std::max<std::int64_t>(ends_[at] - standing.read_up_to[at], 0);
    }
  }

 private:
  std::array<std::int64_t, kInputTopics.size()> ends_{};
  std::int64_t looked_at_ms_ = 0;
};

}  // namespace

AreaThreads::~AreaThreads() {
  own({});
  for (auto& [area, worker] : threads_) worker->thread.join();
}

void AreaThreads::own(const std::set<AreaId>& areas) {
  for (auto& [area, worker] : threads_) {
    if (areas.contains(area)) continue;
    const std::scoped_lock lock(worker->mutex);
    worker->to_end = true;
    worker->waken.notify_all();
  }
  reap();
  for (const AreaId area : areas) {
    auto& worker = threads_[area];
    if (worker) continue;
    worker = std::make_unique<Worker>();
    worker->thread = std::thread([this, area, &mine = *worker] { live(area, mine); });
  }
}

void AreaThreads::reap() {
  for (auto at = threads_.begin(); at != threads_.end();) {
    Worker& worker = *at->second;
    {
      const std::scoped_lock lock(worker.mutex);
      if (!worker.has_ended) {
        ++at;
        continue;
      }
    }
    worker.thread.join();
    at = threads_.erase(at);
  }
}

std::map<AreaId, AreaStanding> AreaThreads::standings() const {
  std::map<AreaId, AreaStanding> all;
  for (const auto& [area, worker] : threads_) {
    const std::scoped_lock lock(worker->mutex);
    all.emplace(area, worker->standing);
  }
  return all;
}

// Tried again until it succeeds; nothing when the area is to be let go before.
std::optional<AreaGear> AreaThreads::equip(AreaId area, Worker& worker) const {
  for (;;) {
    auto gear = parts_.equip(area);
    if (gear) return std::move(*gear);
    std::unique_lock lock(worker.mutex);
    worker.standing.error = gear.error();
    if (worker.waken.wait_for(lock, kEquipAgain, [&] { return worker.to_end; })) {
      return std::nullopt;
    }
  }
}

void AreaThreads::live(AreaId area, Worker& worker) const {
  if (auto gear = equip(area, worker)) {
    AreaLoop loop({.log = *gear->log,
                   .rows = *gear->rows,
                   .wrapping = *gear->wrapping,
                   .clock = *gear->clock,
                   .timeout_ms = gear->timeout_ms,
                   .committed = parts_.committed},
                  gear->founding,
                  parts_.decoder,
                  [&](std::int64_t since_ms) { return parts_.mandate(area, since_ms); },
                  {.seed = seed_of(area, *gear->clock),
                   .settled = [&](const Settled& settled) { parts_.settled(area, settled); }});
    Lag lag;
    if (parts_.consents.contains(Consent::kAcceptGaps)) loop.accept_gaps();
    if (parts_.consents.contains(Consent::kConfirmClock)) loop.confirm_clock();
    for (bool ends = false; !ends;) {
      const auto state = loop.run_once(kWaitMs);
      AreaStanding standing = standing_of(loop);
      lag.look(*gear->log, *gear->clock, standing);
      std::unique_lock lock(worker.mutex);
      worker.standing = std::move(standing);
      ends = worker.to_end;
      if (!ends && state != AreaLoop::State::kOwning) worker.waken.wait_for(lock, kRest);
    }
    loop.release();
  }
  const std::scoped_lock lock(worker.mutex);
  worker.has_ended = true;
}

}  // namespace koppel
