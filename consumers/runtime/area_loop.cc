#include "consumers/runtime/area_loop.h"

#include "consumers/runtime/log_failure.h"
#include "engine/codec/canonical.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <utility>

namespace koppel {
namespace {

// While something is sent and not read back, an input is waited for no longer than this.
constexpr std::int64_t kWaitUnsettledMs = 5;

// Damage is looked at again by a second acquisition before it is believed: an end may be stale.
constexpr std::uint32_t kDamagesBelieved = 2;

constexpr std::uint32_t kDoublingsMax = 16;

PortError input_lost(const std::string& input, std::int64_t from, std::int64_t to) {
  return {.failure = PortFailure::kDamaged,
          .what = "input_lost: " + input + " was read up to offset " + std::to_string(from) +
                  ", and what it holds " + (to > from ? "begins at " : "ends at ") +
                  std::to_string(to),
          .remedy =
              "bring the records back and have them sent again, or accept the gap with "
              "`koppel run --accept-gap`"};
}

PortError silent(Instant last) {
  return {.failure = PortFailure::kDamaged,
          .what = "clock_unconfirmed: the last entry is of " + to_text(last) +
                  ", more than 31 days ago: if this machine's clock is wrong, every reminder in "
                  "between would fire at once",
          .remedy = "check the clock, then start with `koppel run --confirm-clock`"};
}

void append_text(const std::string& text, std::string& out) {
  codec::canonical_number(text.size(), out);
  out += text;
}

}  // namespace

std::string original_of(const LogRecord& record) {
  std::string bytes;
  append_text(record.key, bytes);
  append_text(record.value.value_or(std::string()), bytes);
  for (const LogHeader& header : record.headers) {
    append_text(header.name, bytes);
    append_text(header.value, bytes);
  }
  return bytes;
}

AreaLoop::AreaLoop(const AreaHold::Ports& ports,
                   Founding founding,
                   Decoder decoder,
                   Mandate mandate)
    : AreaLoop(ports, std::move(founding), std::move(decoder), std::move(mandate), Settings()) {}

AreaLoop::AreaLoop(const AreaHold::Ports& ports,
                   Founding founding,
                   Decoder decoder,
                   Mandate mandate,
                   const Settings& settings)
    : ports_(ports),
      founding_(std::move(founding)),
      decoder_(std::move(decoder)),
      mandate_(std::move(mandate)),
      settings_(settings),
      jitter_(static_cast<std::minstd_rand::result_type>(settings.seed)),
      edge_(ports.clock, {}) {}

AreaLoop::State AreaLoop::run_once(std::int64_t wait_ms) {
  if (state_ == State::kStopped) return state_;
  if (state_ == State::kOwning) {
    if (auto done = work(wait_ms); !done) lose(done.error());
    return state_;
  }
  if (ports_.clock.monotonic_ms() < not_before_ms_) return state_;
  if (fenced_at_ms_ && !mandate_(*fenced_at_ms_)) return state_;
  if (auto done = acquire(); !done) lose(done.error());
  return state_;
}

std::expected<void, PortError> AreaLoop::acquire() {
  auto hold = AreaHold::acquire(ports_, founding_, edge_.now());
  if (!hold) return std::unexpected(hold.error());
  hold_ = std::move(*hold);
  ++counts_.acquired;
  counts_.told_again += hold_->journal().told_again();
  counts_.strays += hold_->journal().strays();
  if (auto believed = believe_clock(); !believed) return believed;
  for (const AreaTopic topic : kInputTopics) {
    if (auto resumed = resume(topic); !resumed) return resumed;
  }
  gaps_ = Consent::kNone;
  damages_ = 0;
  fenced_at_ms_.reset();
  error_.reset();
  state_ = State::kOwning;
  return {};
}

std::expected<void, PortError> AreaLoop::believe_clock() {
  const Instant last = hold_->owner().view().market().head.now;
  const Instant wall = ports_.clock.wall();
  if (std::exchange(clock_, Consent::kNone) == Consent::kGiven) {
    auto done = record("clock " + to_text(wall), ClockJumpConfirmed{.until = wall});
    if (!done) return done;
  } else if (wall > plus_ms(last, kSilenceMs)) {
    return std::unexpected(silent(last));
  }
  edge_ = EdgeClock(ports_.clock, last);
  return {};
}

// Stamped with the market's own time: what an operator says stands before time moves.
std::expected<void, PortError> AreaLoop::record(const std::string& id, FactBody body) {
  AreaOwner& owner = hold_->owner();
  Fact fact{.area = founding_.area, .occurred_at = ports_.clock.wall(), .body = std::move(body)};
  fact.fact_id = codec::fact_id_of("koppel", id);
  fact.content = codec::content_of(fact);
  const Incoming incoming{.fact = fact,
                          .original = {},
                          .cause = {},
                          .stamp = {.now = owner.view().market().head.now, .not_after = kLatest}};
  const auto taken = owner.take({&incoming, 1});
  return taken ? std::expected<void, PortError>() : std::unexpected(taken.error());
}

std::expected<void, PortError> AreaLoop::resume(AreaTopic topic) {
  const auto bounds = ports_.log.bounds(topic);
  if (!bounds) return std::unexpected(port_error(bounds.error()));
  const auto at = resume_at(topic, *bounds);
  if (!at) return std::unexpected(at.error());
  if (auto sought = ports_.log.seek(topic, *at); !sought) {
    return std::unexpected(port_error(sought.error()));
  }
  return {};
}

std::expected<std::int64_t, PortError> AreaLoop::resume_at(AreaTopic topic,
                                                           const LogBounds& bounds) {
  const std::string input = name_in_record(topic);
  const auto& positions = hold_->owner().view().head.positions;
  const auto held = positions.find(input);
  if (held == positions.end() || held->second.cluster != hold_->cluster()) return bounds.start;
  const auto from = static_cast<std::int64_t>(held->second.next);
  if (bounds.start <= from && from <= bounds.high) return from;
  const std::int64_t to = from < bounds.start ? bounds.start : bounds.high;
  if (gaps_ == Consent::kNone) return std::unexpected(input_lost(input, from, to));
  hold_->owner().read_up_to(input,
                            {.next = static_cast<std::uint64_t>(to), .cluster = hold_->cluster()});
  const auto recorded =
      record("gap " + input + " " + std::to_string(from) + " " + to_text(ports_.clock.wall()),
             InputGapAccepted{.input = input,
                              .from = static_cast<std::uint64_t>(from),
                              .to = static_cast<std::uint64_t>(to)});
  if (!recorded) return std::unexpected(recorded.error());
  return to;
}

std::expected<void, PortError> AreaLoop::work(std::int64_t wait_ms) {
  LogJournal& journal = hold_->journal();
  if (auto back = journal.read_back(0); !back) return back;
  const bool settled = journal.unsettled() == 0;
  if (settled) losses_ = 0;
  const auto records = ports_.log.poll(kInputTopics,
                                       settings_.facts_a_batch,
                                       settled ? wait_ms : std::min(wait_ms, kWaitUnsettledMs));
  if (!records) return std::unexpected(port_error(records.error()));
  for (const StandingRecord& standing : *records) {
    if (auto done = take(standing); !done) return done;
  }
  if (auto noted = note_positions(); !noted) return noted;
  hold_->owner().advance_uncommitted(edge_.now());
  return hold_->owner().commit();
}

std::expected<void, PortError> AreaLoop::take(const StandingRecord& standing) {
  AreaOwner& owner = hold_->owner();
  const LogRecord& record = standing.record;
  const Cause cause{.sequence = {},
                    .input = name_in_record(record.topic),
                    .offset = static_cast<std::uint64_t>(standing.offset)};
  const Instant now = edge_.now();
  auto fact = decoder_(record);
  const auto settled =
      fact ? owner.take_uncommitted({.fact = std::move(*fact),
                                     .original = original_of(record),
                                     .cause = cause,
                                     .stamp = {.now = now, .not_after = plus_ms(now, kDayMs)},
                                     .cluster = hold_->cluster()})
           : owner.refuse_uncommitted({.reason = RefusalReason::kUnreadable,
                                       .field = fact.error().field,
                                       .original = original_of(record),
                                       .cause = cause,
                                       .now = now,
                                       .cluster = hold_->cluster()});
  if (!settled) return std::unexpected(settled.error());
  count(settled->disposition);
  settings_.settled(*settled);
  return {};
}

// Past what needs no record: markers, and what was aborted. All that was polled is taken.
std::expected<void, PortError> AreaLoop::note_positions() {
  for (const AreaTopic topic : kInputTopics) {
    const auto position = ports_.log.position(topic);
    if (!position) return std::unexpected(port_error(position.error()));
    hold_->owner().read_up_to(
        name_in_record(topic),
        {.next = static_cast<std::uint64_t>(*position), .cluster = hold_->cluster()});
  }
  return {};
}

void AreaLoop::count(Disposition disposition) {
  switch (disposition) {
    case Disposition::kTaken: ++counts_.taken; return;
    case Disposition::kWaiting: ++counts_.waiting; return;
    case Disposition::kRefused: ++counts_.refused; return;
    case Disposition::kRepeat: ++counts_.repeats; return;
  }
}

void AreaLoop::drop() {
  if (!hold_) return;
  counts_.void_entries += hold_->journal().void_entries();
  hold_.reset();
}

void AreaLoop::lose(const PortError& error) {
  if (state_ == State::kOwning) ++counts_.lost;
  drop();
  error_ = error;
  state_ = State::kWaiting;
  const bool damaged = error.failure == PortFailure::kDamaged;
  damages_ = damaged ? damages_ + 1 : 0;
  if (damages_ >= kDamagesBelieved || error.failure == PortFailure::kNewerFormat) {
    state_ = State::kStopped;
    return;
  }
  const std::int64_t now_ms = ports_.clock.monotonic_ms();
  if (error.failure == PortFailure::kLocked) fenced_at_ms_ = now_ms;
  const std::int64_t longest = std::min(settings_.backoff_ms << std::min(losses_++, kDoublingsMax),
                                        settings_.backoff_max_ms);
  const std::int64_t least = longest / 2;
  not_before_ms_ = now_ms + least + static_cast<std::int64_t>(jitter_()) % (longest - least + 1);
}

void AreaLoop::release() {
  if (hold_) {
    if (auto settled = hold_->journal().settle(); !settled) error_ = settled.error();
  }
  drop();
  losses_ = 0;
  not_before_ms_ = 0;
  if (state_ == State::kOwning) state_ = State::kWaiting;
}

void AreaLoop::accept_gaps() {
  gaps_ = Consent::kGiven;
  damages_ = 0;
  if (state_ == State::kStopped) state_ = State::kWaiting;
}

void AreaLoop::confirm_clock() {
  clock_ = Consent::kGiven;
  damages_ = 0;
  if (state_ == State::kStopped) state_ = State::kWaiting;
}

}  // namespace koppel
