#include "consumers/runtime/outward_ledger.h"

#include "engine/codec/cloud_event.h"
#include "engine/codec/outward_codec.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace koppel {
namespace {

std::string_view id_of(const LogRecord& record) {
  for (const LogHeader& header : record.headers) {
    if (header.name == "ce_id") return header.value;
  }
  return {};
}

// The second part of journal/sequence/number/chain; 0 when it is none of ours.
std::uint64_t sequence_in(std::string_view id) {
  const std::size_t slash = id.find('/');
  if (slash == std::string_view::npos) return 0;
  std::uint64_t sequence = 0;
  const std::string_view rest = id.substr(slash + 1);
  std::from_chars(rest.data(), rest.data() + rest.size(), sequence);
  return sequence;
}

}  // namespace

std::expected<void, LogError> OutwardLedger::read(AreaTurns& turns,
                                                  AreaTopic topic,
                                                  std::int64_t from) {
  const auto start = turns.start_of(topic);
  if (!start) return std::unexpected(start.error());
  std::optional<std::uint64_t> oldest;
  const auto read =
      turns.catch_up(topic, std::max(from, *start), [&](const StandingRecord& standing) {
        const std::string_view id = id_of(standing.record);
        const std::uint64_t sequence = sequence_in(id);
        oldest = std::min(oldest.value_or(sequence), sequence);
        standing_.emplace(id);
      });
  if (!read) return read;
  if (*start > from && oldest) oldest_held_[topic] = *oldest;
  return {};
}

void OutwardLedger::expect(const OutwardMessage& message, const codec::JournalHead& head) {
  LogRecord record = codec::cloud_event_of(message, area_, head.journal_id, head.chain);
  if (standing_.erase(std::string(id_of(record))) > 0) return;
  const auto held = oldest_held_.find(record.topic);
  if (held != oldest_held_.end() && message.entry.value() < held->second) return;
  missing_.push_back(std::move(record));
}

std::vector<LogRecord> OutwardLedger::missing() {
  return std::exchange(missing_, {});
}

}  // namespace koppel
