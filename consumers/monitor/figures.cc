#include "consumers/monitor/figures.h"

#include "engine/codec/show.h"

#include <array>
#include <atomic>
#include <map>
#include <set>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace koppel::monitor {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

// From a synced write here to a broker far away.
const Histogram::BucketBoundaries kCommitSeconds{
    0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10};

constexpr std::array<std::string_view, 4> kOutcomes = {"taken", "waiting", "refused", "repeat"};

std::string_view word(Disposition disposition) {
  return kOutcomes[static_cast<std::size_t>(disposition)];
}

}  // namespace

struct Figures::Families {
  prometheus::Registry registry;
  Family<Gauge>& build = gauge("koppel_build_info", "The version that runs; always 1");
  Family<Gauge>& owned = gauge("koppel_areas_owned", "Areas that this process writes");
  Family<Gauge>& sequence = gauge("koppel_journal_sequence", "Number of the last entry recorded");
  Family<Counter>& facts = counter("koppel_facts_total", "Facts by what became of them");
  Family<Counter>& refused = counter("koppel_facts_refused_total", "Refused facts by reason");
  Family<Counter>& strays =
      counter("koppel_facts_unreadable_total", "What came in and was no fact");
  Family<Histogram>& commits = prometheus::BuildHistogram()
                                   .Name("koppel_commit_seconds")
                                   .Help("Time until a commit was durable")
                                   .Register(registry);
  Family<Gauge>& lags = gauge("koppel_input_lag", "What came in and is not taken yet");
  Family<Gauge>& ticks = gauge("koppel_last_tick_seconds", "How long ago time was moved last");
  Family<Gauge>& walls = gauge("koppel_clock_in_doubt", "1 while the wall clock is not believed");

  Gauge& areas = owned.Add({});
  Counter& unreadable = strays.Add({});
  Histogram& commit = commits.Add({}, kCommitSeconds);
  Gauge& tick_age = ticks.Add({});
  Gauge& in_doubt = walls.Add({});
  std::set<AreaId> standing;                   // of the loop alone
  std::map<AreaId, std::set<Gauge*>> lags_of;  // the same
  std::atomic<std::int64_t> ticked_at_ms = 0;

  Family<Gauge>& gauge(const std::string& name, const std::string& help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
  }

  Family<Counter>& counter(const std::string& name, const std::string& help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
  }
};

Figures::Figures(Clock& clock, std::string_view version)
    : clock_(&clock), families_(std::make_unique<Families>()) {
  families_->build.Add({{"version", std::string(version)}}).Set(1);
  tick();
}

Figures::~Figures() = default;

bool Figures::stand(AreaId area, Sequence sequence) {
  const std::string name = to_text(area);
  const bool first = families_->standing.insert(area).second;
  if (first) {
    // A counter is there before it counts: the first increase is seen.
    for (const std::string_view outcome : kOutcomes) {
      families_->facts.Add({{"area", name}, {"outcome", std::string(outcome)}});
    }
    families_->areas.Set(static_cast<double>(families_->standing.size()));
  }
  families_->sequence.Add({{"area", name}}).Set(static_cast<double>(sequence.value()));
  return first;
}

void Figures::release(AreaId area) {
  if (families_->standing.erase(area) == 0) return;
  families_->areas.Set(static_cast<double>(families_->standing.size()));
  families_->sequence.Remove(&families_->sequence.Add({{"area", to_text(area)}}));
  for (Gauge* lag : families_->lags_of[area]) families_->lags.Remove(lag);
  families_->lags_of.erase(area);
}

void Figures::settle(AreaId area, const Settled& settled) {
  const std::string name = to_text(area);
  families_->facts.Add({{"area", name}, {"outcome", std::string(word(settled.disposition))}})
      .Increment();
  if (settled.disposition != Disposition::kRefused) return;
  families_->refused.Add({{"area", name}, {"reason", codec::word(settled.reason)}}).Increment();
}

void Figures::unreadable() {
  families_->unreadable.Increment();
}

void Figures::commit(std::chrono::nanoseconds time) {
  families_->commit.Observe(std::chrono::duration<double>(time).count());
}

void Figures::lag(std::string_view input, std::uint64_t records) {
  families_->lags.Add({{"input", std::string(input)}}).Set(static_cast<double>(records));
}

void Figures::lag(AreaId area, std::string_view input, std::uint64_t records) {
  Gauge& lag = families_->lags.Add({{"area", to_text(area)}, {"input", std::string(input)}});
  lag.Set(static_cast<double>(records));
  families_->lags_of[area].insert(&lag);
}

void Figures::tick() {
  families_->ticked_at_ms = clock_->monotonic_ms();
}

void Figures::wall(Wall wall) {
  families_->in_doubt.Set(wall == Wall::kInDoubt ? 1 : 0);
}

std::string Figures::text() const {
  const std::int64_t age_ms = clock_->monotonic_ms() - families_->ticked_at_ms;
  families_->tick_age.Set(static_cast<double>(age_ms) / 1'000);
  return prometheus::TextSerializer().Serialize(families_->registry.Collect());
}

}  // namespace koppel::monitor
