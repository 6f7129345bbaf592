#include "consumers/runtime/log_journal.h"

#include "consumers/runtime/log_failure.h"
#include "engine/codec/cloud_event.h"
#include "engine/codec/outward_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace koppel {
namespace {

constexpr std::int64_t kWaitMs = 100;

PortError journal_lost(AreaId area, const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "journal_lost: the journal topic of " + to_text(area) + " " + why,
          .remedy =
              "bring the topic back from a replica or backup; to go on with what is left of "
              "it, remove the area's local directory"};
}

std::string_view bytes_of(const LogRecord& record) {
  return record.value ? std::string_view(*record.value) : std::string_view();
}

}  // namespace

std::expected<LogJournal, PortError> LogJournal::open(const Parts& parts,
                                                      AreaId area,
                                                      const std::string& cluster) {
  LogJournal journal(parts, area, cluster);
  if (auto found = journal.find_place(); !found) return std::unexpected(found.error());
  return journal;
}

PortError LogJournal::forked() const {
  return {.failure = PortFailure::kDamaged,
          .what = "journal_forked: more than " + std::to_string(kVoidEntriesMax) +
                  " entries on end in the journal topic of " + to_text(area_) +
                  " do not continue its chain at entry " + std::to_string(valid_.sequence.value()),
          .remedy = "nothing was changed; see which process wrote them"};
}

std::expected<void, PortError> LogJournal::find_place() {
  std::optional<std::string> head;
  const auto read = parts_.rows.read_rows([&](std::string_view key, std::string_view value) {
    if (key == codec::head_key()) head = value;
    return head ? Next::kStop : Next::kGoOn;
  });
  if (!read) return read;
  if (!head) return set_rows_aside();
  auto rows = codec::read_head(*head);
  if (!rows) return std::unexpected(rows.error());
  const RowsPlace place = place_in(*head, place_.cluster);
  if (!place.journal) return set_rows_aside();
  const auto there =
      parts_.turns.look_for(AreaTopic::kJournal, *place.journal, [&](const StandingRecord& record) {
        return codec::chain_of(bytes_of(record.record)) == rows->chain;
      });
  if (!there) return std::unexpected(port_error(there.error()));
  if (*there == AreaTurns::Stands::kNotThere) return set_rows_aside();
  if (*there == AreaTurns::Stands::kEndsBefore) {
    return std::unexpected(journal_lost(area_, "ends before the rows of this process"));
  }
  place_ = place;
  rows_ = std::move(*rows);
  return {};
}

std::expected<void, PortError> LogJournal::set_rows_aside() {
  Commit nothing;
  const auto read = parts_.rows.read_rows([&](std::string_view key, std::string_view /*value*/) {
    nothing.rows.push_back({.key = std::string(key), .value = std::nullopt});
    return Next::kGoOn;
  });
  if (!read || nothing.rows.empty()) return read;
  return parts_.rows.commit(nothing);
}

std::expected<void, PortError> LogJournal::read_rows(const RowVisitor& visitor) {
  return parts_.rows.read_rows([&](std::string_view key, std::string_view value) {
    if (key != codec::head_key()) return visitor(key, value);
    return visitor(key, without_place(value));
  });
}

std::expected<std::int64_t, PortError> LogJournal::beginning(const RowsPlace& from) {
  if (from.journal) return *from.journal;
  const auto start = parts_.turns.start_of(AreaTopic::kJournal);
  if (!start) return std::unexpected(port_error(start.error()));
  if (*start == 0) return 0;
  return std::unexpected(
      journal_lost(area_, "begins at offset " + std::to_string(*start) + " instead of 0"));
}

std::expected<void, PortError> LogJournal::read_outward(const RowsPlace& from) {
  for (const AreaTopic topic : kOutwardTopics) {
    const auto told = from.outward.find(topic);
    const std::int64_t offset = told == from.outward.end() ? 0 : told->second;
    if (auto read = ledger_.read(parts_.turns, topic, offset); !read) {
      return std::unexpected(port_error(read.error()));
    }
    place_.outward[topic] = *parts_.turns.end_of(topic);
  }
  return {};
}

std::expected<void, PortError> LogJournal::read(Sequence from, const FrameVisitor& visitor) {
  invariant(!claimed_, "a journal is read before it is claimed");
  const bool behind_rows = place_.journal && from > rows_.sequence;
  const RowsPlace start = behind_rows ? place_ : RowsPlace{};
  valid_ = behind_rows ? rows_ : codec::JournalHead{};
  ledger_ = OutwardLedger(area_);
  void_run_ = 0;
  const auto offset = beginning(start);
  if (!offset) return std::unexpected(offset.error());
  if (auto told = read_outward(start); !told) return told;
  auto next = Next::kGoOn;
  const auto read =
      parts_.turns.catch_up(AreaTopic::kJournal, *offset, [&](const StandingRecord& record) {
        if (start.journal == record.offset || next == Next::kStop) return;
        const Sequence first{valid_.sequence.value() + 1};
        if (judge(record) == ReadBack::Standing::kVoid) return;
        if (valid_.sequence >= from) next = visitor(first, bytes_of(record.record));
      });
  if (!read) return std::unexpected(port_error(read.error()));
  sent_ = valid_.sequence;
  if (forked_) return std::unexpected(forked());
  return {};
}

void LogJournal::derived(const OutwardMessage& message) {
  ledger_.expect(message, valid_);
}

ReadBack::Standing LogJournal::judge(const StandingRecord& record) {
  const std::string_view bytes = bytes_of(record.record);
  if (codec::follow_frame(valid_, bytes)) {
    void_run_ = 0;
    return ReadBack::Standing::kValid;
  }
  const auto place = codec::place_of(bytes);
  const std::uint64_t entries = place ? std::max<std::uint64_t>(place->entries, 1) : 1;
  void_run_ += entries;
  void_entries_ += entries;
  if (void_run_ > kVoidEntriesMax) forked_ = true;
  return ReadBack::Standing::kVoid;
}

Sending LogJournal::sending_of(const Commit& commit) {
  const Instant now = parts_.clock.wall();
  Sending sending;
  sending.rows = commit.rows;
  sending.keys = parts_.keys.unsent(now);
  std::map<Sequence, Chain> chains;
  for (const StoredFrame& frame : commit.frames) {
    const auto place = codec::place_of(frame.bytes);
    const auto chain = codec::chain_of(frame.bytes);
    invariant(place && chain, "a frame that was written reads back");
    chains.emplace(frame.first, *chain);
    sent_ = Sequence{frame.first.value() + place->entries - 1};
    sending.frames.push_back({.topic = AreaTopic::kJournal,
                              .key = to_text(area_),
                              .value = frame.bytes,
                              .headers = {},
                              .time = now});
  }
  for (const OutwardMessage& message : commit.outward) {
    const Chain& chain = std::prev(chains.upper_bound(message.entry))->second;
    sending.outward.push_back(codec::cloud_event_of(message, area_, valid_.journal_id, chain));
  }
  std::ranges::move(parts_.refused.unsent(now), std::back_inserter(sending.outward));
  return sending;
}

std::expected<void, PortError> LogJournal::commit(Commit commit) {
  Sending sending = sending_of(commit);
  if (!claimed_) return claim(std::move(sending));
  while (unsettled() > 0 && sent_.value() - valid_.sequence.value() > kUnsettledEntriesMax) {
    if (auto back = read_back(kWaitMs); !back) return back;
  }
  if (auto sent = parts_.turns.send(std::move(sending)); !sent) {
    return std::unexpected(port_error(sent.error()));
  }
  return {};
}

// Rows say that all up to them was told: they wait until what is missing was told.
std::expected<void, PortError> LogJournal::claim(Sending sending) {
  Sending again;
  again.outward = ledger_.missing();
  told_again_ = again.outward.size();
  if (told_again_ > 0) again.rows = std::exchange(sending.rows, {});
  if (auto sent = parts_.turns.claim(std::move(sending)); !sent) {
    return std::unexpected(port_error(sent.error()));
  }
  while (!parts_.turns.admitted()) {
    if (auto back = read_back(kWaitMs); !back) return back;
  }
  claimed_ = true;
  parts_.keys.own();
  if (told_again_ == 0) return {};
  if (auto sent = parts_.turns.send(std::move(again)); !sent) {
    return std::unexpected(port_error(sent.error()));
  }
  return {};
}

std::expected<void, PortError> LogJournal::settle() {
  while (unsettled() > 0) {
    if (auto back = read_back(kWaitMs); !back) return back;
  }
  return {};
}

std::expected<void, PortError> LogJournal::read_back(std::int64_t wait_ms) {
  auto back = parts_.turns.read_back([this](const StandingRecord& record) { return judge(record); },
                                     wait_ms);
  if (!back) return std::unexpected(port_error(back.error()));
  if (forked_) return std::unexpected(forked());
  return store(std::move(*back));
}

std::expected<void, PortError> LogJournal::store(AreaTurns::CameBack back) {
  for (const auto& [topic, offset] : back.last) {
    if (topic == AreaTopic::kJournal) place_.journal = offset;
    if (std::ranges::find(kOutwardTopics, topic) != kOutwardTopics.end()) {
      place_.outward[topic] = offset + 1;
    }
  }
  if (back.rows.empty()) return {};
  for (RowChange& row : back.rows) {
    if (row.key == codec::head_key() && row.value) row.value = with_place(*row.value, place_);
  }
  Commit rows;
  rows.rows = std::move(back.rows);
  return parts_.rows.commit(rows);
}

}  // namespace koppel
