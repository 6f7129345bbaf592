#include "tests/simulation/log_verdict.h"

#include "consumers/runtime/area_loop.h"
#include "engine/codec/cloud_event.h"
#include "engine/codec/show.h"
#include "tests/support/log_example.h"
#include "tests/support/seeded_keys.h"

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace koppel::simulation {
namespace {

using log_example::Seen;
using Place = std::pair<std::string, std::uint64_t>;

// What is left to be taken of each input, in offset order.
using Inputs = std::map<std::string, std::deque<StandingRecord>>;

Inputs inputs_of(const log_example::Committed& committed) {
  Inputs inputs;
  for (const AreaTopic topic : kInputTopics) {
    for (const StandingRecord& standing : committed(topic)) {
      inputs[name_in_record(topic)].push_back(standing);
    }
  }
  return inputs;
}

std::set<Place> places_of(const std::vector<Entry>& entries) {
  std::set<Place> places;
  for (const Entry& entry : entries) {
    if (!entry.cause.input.empty()) places.emplace(entry.cause.input, entry.cause.offset);
  }
  return places;
}

class Embedded {
 public:
  Embedded(const Seen& seen, const Founding& founding)
      : seen_(seen), founding_(founding), own_entries_(places_of(seen.entries)) {}

  Found live(Inputs inputs) {
    inputs_ = std::move(inputs);
    auto opened = AreaOwner::open({.journal = journal_, .refused = journal_, .keys = keys_},
                                  founding_,
                                  seen_.entries.front().recorded_at);
    if (!opened) return "the embedded owner does not open: " + opened.error().what;
    owner_ = std::move(*opened);
    for (const Entry& entry : seen_.entries) {
      pass_repeats();
      if (auto wrong = tell(entry)) return wrong;
    }
    pass_repeats();
    for (const auto& [input, left] : inputs_) {
      if (left.empty()) continue;
      return input + " " + std::to_string(left.front().offset) + " was not taken";
    }
    return compare();
  }

 private:
  // A repeat leaves no entry. It is one as of when it is read: a fact that waited, and was refused
  // in the end, is none any more.
  void pass_repeats() {
    for (auto& [input, left] : inputs_) {
      while (!left.empty() && !has_entry(input, left.front()) && is_repeat(left.front().record)) {
        left.pop_front();
      }
    }
  }

  [[nodiscard]] bool has_entry(const std::string& input, const StandingRecord& standing) const {
    return own_entries_.contains({input, static_cast<std::uint64_t>(standing.offset)});
  }

  [[nodiscard]] bool is_repeat(const LogRecord& record) const {
    const auto fact = codec::fact_of(record);
    if (!fact) return false;
    const SeenFact* seen = owner_->view().market().seen.find(fact->fact_id);
    return seen != nullptr && (!seen->content.is_set() || seen->content == fact->content);
  }

  // What something from outside led to.
  Found tell(const Entry& entry) {
    if (entry.cause.sequence.is_set()) return std::nullopt;
    if (const auto* advanced = std::get_if<TimeAdvanced>(&entry.body)) {
      if (!owner_->advance(advanced->to)) return "the embedded owner fails";
      return std::nullopt;
    }
    if (entry.cause.input.empty()) return confirm(entry);
    const Place place{entry.cause.input, entry.cause.offset};
    auto& left = inputs_[place.first];
    if (left.empty() || static_cast<std::uint64_t>(left.front().offset) != place.second) {
      return "taken twice, out of order, or never given: " +
             codec::entry_text(entry, codec::Personal::kShown);
    }
    const auto settled = take(place, left.front().record, entry.recorded_at);
    if (!settled) return "the embedded owner fails: " + settled.error().what;
    if (settled->disposition == Disposition::kRepeat) {
      return "a repeat was taken: " + codec::entry_text(entry, codec::Personal::kShown);
    }
    left.pop_front();
    return std::nullopt;
  }

  Found confirm(const Entry& entry) {
    const auto* fact = std::get_if<Fact>(&entry.body);
    if (fact == nullptr || !std::holds_alternative<ClockJumpConfirmed>(fact->body)) {
      return std::nullopt;
    }
    const Incoming incoming{.fact = *fact,
                            .original = {},
                            .cause = {},
                            .stamp = {.now = entry.recorded_at, .not_after = kLatest}};
    if (!owner_->take({&incoming, 1})) return "the embedded owner fails";
    return std::nullopt;
  }

  std::expected<Settled, PortError> take(const Place& place, const LogRecord& record, Instant now) {
    const Cause cause{.sequence = {}, .input = place.first, .offset = place.second};
    const auto fact = codec::fact_of(record);
    if (fact) {
      return owner_->take_uncommitted({.fact = *fact,
                                       .original = original_of(record),
                                       .cause = cause,
                                       .stamp = {.now = now, .not_after = plus_ms(now, kDayMs)}});
    }
    return owner_->refuse_uncommitted(
        {.field = fact.error().field, .original = original_of(record), .cause = cause, .now = now});
  }

  Found compare() {
    std::uint64_t entries = 0;
    for (const Entry& entry : seen_.entries) {
      if (!std::holds_alternative<AreaAcquired>(entry.body)) ++entries;
    }
    const std::uint64_t here = owner_->view().engine.sequence().value();
    if (entries != here) {
      return std::to_string(entries) + " entries where an embedded owner has " +
             std::to_string(here);
    }
    if (codec::digest_of(owner_->view().market()) == seen_.digest) return std::nullopt;
    return "the market differs from that of an embedded owner: " + to_text(seen_.digest) + " and " +
           to_text(codec::digest_of(owner_->view().market()));
  }

  const Seen& seen_;
  const Founding& founding_;
  std::set<Place> own_entries_;
  Inputs inputs_;
  MemoryJournal journal_;
  SeededKeys keys_{1};
  std::unique_ptr<AreaOwner> owner_;
};

}  // namespace

Found check_embedded(const log_example::Committed& committed,
                     const Founding& founding,
                     const Seen& seen) {
  if (seen.entries.empty()) return "the journal is empty";
  return Embedded(seen, founding).live(inputs_of(committed));
}

Found check_embedded(const MemoryBroker& broker, const Seen& seen) {
  return check_embedded(
      [&](AreaTopic topic) { return broker.committed(topic); }, log_example::founding_by(""), seen);
}

Found check_told(const Seen& seen, Strays strays) {
  if (const auto ids = seen.missing(); !ids.empty()) return "never told: " + ids.front();
  if (const auto ids = seen.doubled(); !ids.empty()) return "told twice: " + ids.front();
  if (const auto ids = seen.strays(); strays == Strays::kNone && !ids.empty()) {
    return "told of no valid frame: " + ids.front();
  }
  return std::nullopt;
}

Found check_rows(const MemoryBroker& broker, const MemoryJournal& rows, const Seen& seen) {
  MemoryBroker copy = broker;
  log_example::Process process(copy, 2'000'000);
  process.rows = rows;
  process.clock.pass(seen.entries.back().recorded_at.ms - process.clock.wall().ms);
  const auto hold = process.acquire();
  if (!hold) return "rows do not fit the journal: " + hold.error().what;
  if (codec::digest_of((*hold)->owner().view().market()) == seen.digest) return std::nullopt;
  return "rows with the rest of the journal come to another market";
}

}  // namespace koppel::simulation
