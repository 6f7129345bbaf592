#include "engine/codec/frame_codec.h"

#include "engine/codec/entry_codec.h"
#include "engine/codec/hash.h"
#include "engine/model/area.h"
#include "engine/model/invariant.h"

#include "koppel/v1/frame.pb.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <sodium.h>

namespace koppel::codec {
namespace {

// Chain and signature stand last: tag, length and 32 or 64 bytes each.
constexpr std::size_t kChainTail = 34;
constexpr std::size_t kSignatureTail = 66;
// At most: tag and length of an entry, tag and number of the count.
constexpr std::size_t kEntryHead = 6;
constexpr std::size_t kCount = 6;

std::string_view view(const Chain& chain) {
  return {reinterpret_cast<const char*>(chain.data()), chain.size()};
}

PortError damaged(const JournalHead& head, const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "the journal of " + (head.area.is_set() ? to_text(head.area) : "this area") +
                  " is damaged after entry " + std::to_string(head.sequence.value()) + ": " + why,
          .remedy = "nothing was changed; restore the directory from a backup"};
}

template <typename Message>
void write_positions(const JournalHead& head, Message& message) {
  for (const auto& [input, position] : head.positions) {
    auto* line = message.add_positions();
    line->set_input(input);
    line->set_next(position.next);
    line->set_cluster(position.cluster);
  }
}

template <typename Message>
std::map<std::string, Position> read_positions(const Message& message) {
  std::map<std::string, Position> positions;
  for (const auto& line : message.positions()) {
    positions[line.input()] = {.next = line.next(), .cluster = line.cluster()};
  }
  return positions;
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

std::expected<v1::Frame, PortError> parse(const JournalHead& head, std::string_view bytes) {
  v1::Frame frame;
  if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return std::unexpected(damaged(head, "the next frame does not parse"));
  }
  if (head.decide_revision != 0 && frame.decide_revision() > head.decide_revision) {
    return std::unexpected(
        PortError{.failure = PortFailure::kNewerFormat,
                  .what = "the journal was written by a newer Koppel (revision " +
                          std::to_string(frame.decide_revision()) + ", this one knows " +
                          std::to_string(head.decide_revision) + ")",
                  .remedy = "install that version or a later one"});
  }
  return frame;
}

std::expected<void, PortError> check_chain(const JournalHead& head,
                                           const v1::Frame& frame,
                                           std::string_view bytes,
                                           Keys& keys) {
  const std::size_t tail = kChainTail + (frame.signature().empty() ? 0 : kSignatureTail);
  if (frame.chain().size() != head.chain.size() || bytes.size() <= tail) {
    return std::unexpected(damaged(head, "the next frame has no chain"));
  }
  const Chain expected = chain(head.chain, bytes.substr(0, bytes.size() - tail));
  if (view(expected) != frame.chain()) {
    return std::unexpected(damaged(head, "the chain of the next frame does not match its bytes"));
  }
  if (frame.signature().empty()) return {};
  const auto key = keys.verify_key();
  if (frame.signature().size() != crypto_sign_BYTES ||
      crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(frame.signature().data()),
                                  expected.data(),
                                  expected.size(),
                                  key.data()) != 0) {
    return std::unexpected(damaged(head, "the signature of the next frame is not ours"));
  }
  return {};
}

std::expected<void, PortError> check_place(const JournalHead& head, const v1::Frame& frame) {
  if (frame.first_sequence() != head.sequence.value() + 1) {
    return std::unexpected(
        damaged(head, "the next frame begins at entry " + std::to_string(frame.first_sequence())));
  }
  if (frame.entries_size() == 0 ||
      frame.count() != static_cast<std::uint32_t>(frame.entries_size())) {
    return std::unexpected(damaged(head, "the next frame does not hold the entries it counts"));
  }
  const std::string journal_id(head.journal_id.bytes.begin(), head.journal_id.bytes.end());
  if (head.sequence.is_set() && frame.journal_id() != journal_id) {
    return std::unexpected(damaged(head, "the next frame belongs to another journal"));
  }
  if (head.sequence.is_set() && frame.area() != to_text(head.area)) {
    return std::unexpected(damaged(head, "the next frame belongs to area " + frame.area()));
  }
  return {};
}

JournalId journal_id_in(const v1::Frame& frame) {
  JournalId id;
  if (frame.journal_id().size() == id.bytes.size()) {
    std::ranges::copy(frame.journal_id(), id.bytes.begin());
  }
  return id;
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

std::expected<ReadFrame, PortError> read_frame(JournalHead& head,
                                               std::string_view bytes,
                                               Keys& keys) {
  auto frame = parse(head, bytes);
  if (!frame) return std::unexpected(frame.error());
  if (auto held = check_place(head, *frame); !held) return std::unexpected(held.error());
  if (auto held = check_chain(head, *frame, bytes, keys); !held) {
    return std::unexpected(held.error());
  }
  const auto area = parse_area(frame->area());
  if (!area) return std::unexpected(damaged(head, "the next frame names no area"));
  const Sealing sealing{.keys = keys, .area = *area, .journal_id = journal_id_in(*frame)};
  ReadFrame read;
  read.entries.reserve(frame->count());
  for (v1::Entry& message : *frame->mutable_entries()) {
    auto entry = read_entry(message, sealing);
    if (!entry) return std::unexpected(entry.error());
    if (entry->entry.sequence.value() != frame->first_sequence() + read.entries.size()) {
      return std::unexpected(damaged(head, "entries are not contiguous"));
    }
    if (entry->keyless) read.keyless.insert(*entry->keyless);
    read.entries.push_back(std::move(entry->entry));
  }
  // The first frame of a day is signed: a signature taken off must not go unseen.
  if (frame->signature().empty() && local_date(read.entries.back().recorded_at) > head.signed_on) {
    return std::unexpected(damaged(head, "the next frame begins a day and is not signed"));
  }
  const std::uint32_t known_revision = head.decide_revision;
  head = {.journal_id = sealing.journal_id,
          .area = *area,
          .sequence = read.entries.back().sequence,
          .chain = {},
          .positions = read_positions(*frame),
          .signed_on = frame->signature().empty() ? head.signed_on
                                                  : local_date(read.entries.back().recorded_at),
          .decide_revision = known_revision};
  std::ranges::copy(frame->chain(), head.chain.begin());
  return read;
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

std::expected<JournalHead, PortError> read_head(std::string_view bytes) {
  v1::JournalHead message;
  JournalHead head;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      message.chain().size() != head.chain.size() ||
      message.journal_id().size() != head.journal_id.bytes.size()) {
    return std::unexpected(damaged(head, "the head of the rows does not parse"));
  }
  std::ranges::copy(message.journal_id(), head.journal_id.bytes.begin());
  std::ranges::copy(message.chain(), head.chain.begin());
  head.area = parse_area(message.area()).value_or(AreaId{});
  head.sequence = Sequence{message.sequence()};
  head.positions = read_positions(message);
  head.signed_on = parse_date(message.signed_on()).value_or(Date{});
  head.decide_revision = message.decide_revision();
  return head;
}

}  // namespace koppel::codec
