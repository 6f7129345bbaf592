#include "tests/support/told_history.h"

#include "engine/codec/cloud_event.h"
#include "engine/codec/outward_codec.h"
#include "engine/model/calendar.h"
#include "engine/model/invariant.h"

#include <span>
#include <utility>

namespace koppel::examples {
namespace {

constexpr JournalId kJournal{.bytes = {0xc1, 0x1e, 0x47}};

// The last frame that does not begin after the entry.
Chain chain_over(const std::vector<StoredFrame>& frames, Sequence entry) {
  const StoredFrame* holder = nullptr;
  for (const StoredFrame& frame : frames) {
    if (frame.first.value() <= entry.value()) holder = &frame;
  }
  invariant(holder != nullptr, "what is told stands in a frame of its commit");
  return codec::chain_of(holder->bytes).value();
}

}  // namespace

std::expected<void, PortError> TellingJournal::commit(Commit commit) {
  for (const OutwardMessage& message : commit.outward) {
    const Chain chain = chain_over(commit.frames, message.entry);
    told_.push_back(codec::cloud_event_of(message, ToldHistory::kArea, kJournal, chain));
  }
  return stored_.commit(std::move(commit));
}

std::expected<void, PortError> TellingJournal::read(Sequence from, const FrameVisitor& visitor) {
  return stored_.read(from, visitor);
}

std::expected<void, PortError> TellingJournal::read_rows(const RowVisitor& visitor) {
  return stored_.read_rows(visitor);
}

ToldHistory::ToldHistory(std::uint64_t seed) : history_(seed), keys_(seed) {
  Founding founding{.area = kArea, .journal_id = kJournal, .engine_version = "test"};
  const auto first = history_.founding();
  for (const Told& one : first) founding.facts.push_back(one.fact);
  const AreaPorts ports{.journal = journal_, .refused = journal_.refused(), .keys = keys_};
  owner_ = AreaOwner::open(ports, founding, first.front().now).value();
}

std::vector<LogRecord> ToldHistory::next() {
  const Told one = history_.next(market());
  const Incoming incoming{.fact = one.fact,
                          .original = one.json,
                          .cause = {},
                          .stamp = {.now = one.now, .not_after = plus_ms(one.now, kDayMs)}};
  const auto taken = owner_->take(std::span(&incoming, 1));
  invariant(taken.has_value(), "a journal in memory takes every commit");
  return journal_.take_told();
}

std::string header_of(const LogRecord& record, std::string_view name) {
  for (const LogHeader& header : record.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

}  // namespace koppel::examples
