#include "engine/codec/entry_codec.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/hash.h"
#include "engine/model/area.h"

#include "koppel/v1/frame.pb.h"

#include <google/protobuf/arena.h>

#include <algorithm>
#include <utility>

#include <sodium.h>

namespace koppel::codec {
namespace {

// A full frame takes some four times its bytes when decoded; a larger one takes more blocks.
constexpr std::size_t kArenaBlockBytes = 4 * kFrameBytesMax;

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
std::map<std::string, Position> read_positions(const Message& message) {
  std::map<std::string, Position> positions;
  for (const auto& line : message.positions()) {
    positions[line.input()] = {.next = line.next(), .cluster = line.cluster()};
  }
  return positions;
}

std::expected<void, PortError> parse(const JournalHead& head,
                                     std::string_view bytes,
                                     v1::Frame& frame) {
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
  return {};
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

FrameReader::FrameReader() : block_(kArenaBlockBytes) {
  google::protobuf::ArenaOptions options;
  options.initial_block = block_.data();
  options.initial_block_size = block_.size();
  arena_ = std::make_unique<google::protobuf::Arena>(options);
}

FrameReader::~FrameReader() = default;

std::expected<void, PortError> FrameReader::read(JournalHead& head,
                                                 std::string_view bytes,
                                                 Keys& keys,
                                                 const Visitor& visitor) {
  arena_->Reset();
  auto& frame = *google::protobuf::Arena::CreateMessage<v1::Frame>(arena_.get());
  if (auto parsed = parse(head, bytes, frame); !parsed) return parsed;
  if (auto held = check_place(head, frame); !held) return held;
  if (auto held = check_chain(head, frame, bytes, keys); !held) return held;
  const auto area = parse_area(frame.area());
  if (!area) return std::unexpected(damaged(head, "the next frame names no area"));
  const Sealing sealing{.keys = keys, .area = *area, .journal_id = journal_id_in(frame)};
  const auto last = hand_over(head, frame, sealing, visitor);
  if (!last) return std::unexpected(last.error());
  // The first frame of a day is signed: a signature taken off must not go unseen.
  const Date day = local_date(*last);
  if (frame.signature().empty() && day > head.signed_on) {
    return std::unexpected(damaged(head, "the next frame begins a day and is not signed"));
  }
  head.journal_id = sealing.journal_id;
  head.area = *area;
  head.sequence = Sequence{frame.first_sequence() + frame.count() - 1};
  std::ranges::copy(frame.chain(), head.chain.begin());
  head.positions = read_positions(frame);
  if (!frame.signature().empty()) head.signed_on = day;
  return {};
}

// Answers when the last entry was recorded.
std::expected<Instant, PortError> FrameReader::hand_over(const JournalHead& head,
                                                         v1::Frame& frame,
                                                         const Sealing& sealing,
                                                         const Visitor& visitor) {
  std::uint64_t sequence = frame.first_sequence();
  Instant recorded_at;
  for (v1::Entry& message : *frame.mutable_entries()) {
    Entry entry;
    const auto keyless = read_entry(message, sealing, entry);
    if (!keyless) return std::unexpected(keyless.error());
    if (entry.sequence.value() != sequence++) {
      return std::unexpected(damaged(head, "entries are not contiguous"));
    }
    if (*keyless) keyless_.insert(**keyless);
    recorded_at = entry.recorded_at;
    visitor(entry);
  }
  return recorded_at;
}

std::expected<ReadFrame, PortError> read_frame(JournalHead& head,
                                               std::string_view bytes,
                                               Keys& keys) {
  FrameReader reader;
  ReadFrame frame;
  const auto read =
      reader.read(head, bytes, keys, [&](const Entry& entry) { frame.entries.push_back(entry); });
  if (!read) return std::unexpected(read.error());
  frame.keyless = reader.keyless();
  return frame;
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
