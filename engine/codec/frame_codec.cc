#include "engine/codec/frame_codec.h"

#include "engine/codec/entry_codec.h"
#include "engine/codec/hash.h"
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

template <typename Message>
void write_positions(const JournalHead& head, Message& message) {
  for (const auto& [input, position] : head.positions) {
    auto* line = message.add_positions();
    line->set_input(input);
    line->set_next(position.next);
    line->set_cluster(position.cluster);
  }
}

v1::Frame open_frame(const JournalHead& head) {
  v1::Frame frame;
  frame.set_journal_id(head.journal_id.bytes.data(), head.journal_id.bytes.size());
  frame.set_area(to_text(head.area));
  frame.set_first_sequence(head.sequence.value() + 1);
  frame.set_decide_revision(head.decide_revision);
  write_positions(head, frame);
  return frame;
}

// Closes the frame: body bytes, then the chain over them, then once a day the signature over it.
StoredFrame close_frame(JournalHead& head, v1::Frame& frame, Instant recorded_at, Keys& keys) {
  frame.set_count(static_cast<std::uint32_t>(frame.entries_size()));
  std::string bytes = frame.SerializeAsString();
  head.chain = chain(head.chain, bytes);
  v1::Frame tail;
  tail.set_chain(head.chain.data(), head.chain.size());
  if (const Date day = local_date(recorded_at); day > head.signed_on) {
    const auto signature = keys.sign(head.chain);
    tail.set_signature(signature.data(), signature.size());
    head.signed_on = day;
  }
  bytes += tail.SerializeAsString();
  const Sequence first{frame.first_sequence()};
  head.sequence = Sequence{frame.first_sequence() + frame.count() - 1};
  return {.first = first, .bytes = std::move(bytes)};
}

void adopt(JournalHead& head, const Entry& entry) {
  const auto* started = std::get_if<JournalStarted>(&entry.body);
  if (started == nullptr) return;
  head.journal_id = started->journal_id;
  head.area = started->area;
}

}  // namespace

std::expected<std::vector<StoredFrame>, PortError> write_frames(JournalHead& head,
                                                                std::span<const Entry> entries,
                                                                Keys& keys) {
  std::vector<StoredFrame> frames;
  v1::Frame frame;
  std::size_t size = 0;
  Instant recorded_at;
  for (const Entry& entry : entries) {
    adopt(head, entry);
    v1::Entry message;
    const Sealing sealing{.keys = keys, .area = head.area, .journal_id = head.journal_id};
    if (auto written = write_entry(entry, sealing, message); !written) {
      return std::unexpected(written.error());
    }
    const std::size_t bytes = message.ByteSizeLong() + kEntryHead;
    if (frame.entries_size() > 0 && size + bytes > kFrameBytesMax) {
      frames.push_back(close_frame(head, frame, recorded_at, keys));
      frame.Clear();
    }
    if (frame.entries_size() == 0) {
      frame = open_frame(head);
      size = frame.ByteSizeLong() + kCount + kChainTail + kSignatureTail;
    }
    size += bytes;
    recorded_at = entry.recorded_at;
    frame.add_entries()->Swap(&message);
  }
  if (frame.entries_size() > 0) frames.push_back(close_frame(head, frame, recorded_at, keys));
  return frames;
}

std::string write_head(const JournalHead& head) {
  v1::JournalHead message;
  message.set_journal_id(head.journal_id.bytes.data(), head.journal_id.bytes.size());
  message.set_area(to_text(head.area));
  message.set_sequence(head.sequence.value());
  message.set_chain(head.chain.data(), head.chain.size());
  write_positions(head, message);
  message.set_signed_on(to_text(head.signed_on));
  message.set_decide_revision(head.decide_revision);
  return message.SerializeAsString();
}

}  // namespace koppel::codec
