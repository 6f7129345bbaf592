#include "engine/codec/frame_codec.h"

#include "engine/codec/entry_codec.h"
#include "engine/codec/hash.h"
#include "engine/codec/wire.h"
#include "engine/model/area.h"
#include "engine/model/invariant.h"

#include "koppel/v1/frame.pb.h"

#include <utility>
#include <variant>

namespace koppel::codec {
namespace {

// At most: tag and length of an entry, tag and number of the count.
constexpr std::size_t kEntryHead = 6;
constexpr std::size_t kCount = 6;

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void write_positions(const JournalHead& head, std::uint32_t number, std::string& out) {
  for (const auto& [input, position] : head.positions) {
    append_nested(number, out, [&, &name = input, &stands = position] {
      append_bytes(v1::Position::kInputFieldNumber, name, out);
      append_number(v1::Position::kNextFieldNumber, stands.next, out);
      if (!stands.cluster.empty()) {
        append_bytes(v1::Position::kClusterFieldNumber, stands.cluster, out);
      }
    });
  }
}

// A frame being filled: what stands before its entries, and these.
struct OpenFrame {
  std::uint32_t count = 0;
  std::size_t size = 0;  // at most, with all that closes it
  std::string head;
  std::string entries;

  void open(const JournalHead& at) {
    *this = {};
    append_bytes(v1::Frame::kJournalIdFieldNumber, text_of(at.journal_id.bytes), head);
    append_bytes(v1::Frame::kAreaFieldNumber, to_text(at.area), head);
    append_number(v1::Frame::kFirstSequenceFieldNumber, at.sequence.value() + 1, head);
    append_number(v1::Frame::kDecideRevisionFieldNumber, at.decide_revision, head);
    write_positions(at, v1::Frame::kPositionsFieldNumber, head);
    size = head.size() + kCount + kChainTail + kSignatureTail;
  }

  void add(std::string_view entry) {
    append_bytes(v1::Frame::kEntriesFieldNumber, entry, entries);
    size += entry.size() + kEntryHead;
    ++count;
  }
};

// Closes the frame: body bytes, then the chain over them, then once a day the signature over it.
StoredFrame close_frame(JournalHead& head,
                        const OpenFrame& frame,
                        Instant recorded_at,
                        Keys& keys) {
  std::string bytes;
  bytes.reserve(frame.size);
  bytes += frame.head;
  append_number(v1::Frame::kCountFieldNumber, frame.count, bytes);
  bytes += frame.entries;
  head.chain = chain(head.chain, bytes);
  append_bytes(v1::Frame::kChainFieldNumber, text_of(head.chain), bytes);
  if (const Date day = local_date(recorded_at); day > head.signed_on) {
    append_bytes(v1::Frame::kSignatureFieldNumber, text_of(keys.sign(head.chain)), bytes);
    head.signed_on = day;
  }
  const Sequence first{head.sequence.value() + 1};
  head.sequence = Sequence{head.sequence.value() + frame.count};
  return {.first = first, .bytes = std::move(bytes)};
}

void adopt(JournalHead& head, const Entry& entry) {
  const auto* started = std::get_if<JournalStarted>(&entry.body);
  if (started == nullptr) return;
  head.journal_id = started->journal_id;
  head.area = started->area;
}

}  // namespace

std::expected<void, PortError> WrittenEntries::add(const Entry& entry, const Sealing& sealing) {
  const std::size_t before = bytes_.size();
  if (auto written = write_entry(entry, sealing, bytes_); !written) {
    bytes_.resize(before);
    return written;
  }
  ends_.push_back({.at = bytes_.size(), .recorded_at = entry.recorded_at});
  return {};
}

void WrittenEntries::clear() {
  bytes_.clear();
  ends_.clear();
}

std::vector<StoredFrame> write_frames(JournalHead& head,
                                      const WrittenEntries& entries,
                                      Keys& keys) {
  std::vector<StoredFrame> frames;
  OpenFrame frame;
  Instant last;
  entries.each([&](std::string_view bytes, Instant recorded_at) {
    if (frame.count > 0 && frame.size + bytes.size() + kEntryHead > kFrameBytesMax) {
      frames.push_back(close_frame(head, frame, last, keys));
      frame.count = 0;
    }
    if (frame.count == 0) frame.open(head);
    frame.add(bytes);
    last = recorded_at;
  });
  if (frame.count > 0) frames.push_back(close_frame(head, frame, last, keys));
  return frames;
}

std::expected<std::vector<StoredFrame>, PortError> write_frames(JournalHead& head,
                                                                std::span<const Entry> entries,
                                                                Keys& keys) {
  WrittenEntries all;
  for (const Entry& entry : entries) {
    adopt(head, entry);
    const Sealing sealing{.keys = keys, .area = head.area, .journal_id = head.journal_id};
    if (auto written = all.add(entry, sealing); !written) return std::unexpected(written.error());
  }
  return write_frames(head, all, keys);
}

std::string write_head(const JournalHead& head) {
  std::string bytes;
  append_bytes(v1::JournalHead::kJournalIdFieldNumber, text_of(head.journal_id.bytes), bytes);
  append_bytes(v1::JournalHead::kAreaFieldNumber, to_text(head.area), bytes);
  append_number(v1::JournalHead::kSequenceFieldNumber, head.sequence.value(), bytes);
  append_bytes(v1::JournalHead::kChainFieldNumber, text_of(head.chain), bytes);
  write_positions(head, v1::JournalHead::kPositionsFieldNumber, bytes);
  append_bytes(v1::JournalHead::kSignedOnFieldNumber, to_text(head.signed_on), bytes);
  append_number(v1::JournalHead::kDecideRevisionFieldNumber, head.decide_revision, bytes);
  return bytes;
}

}  // namespace koppel::codec
