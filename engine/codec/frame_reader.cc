#include "engine/codec/entry_codec.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/hash.h"
#include "engine/codec/wire.h"
#include "engine/model/area.h"

#include "koppel/v1/frame.pb.h"

#include <algorithm>
#include <utility>

#include <sodium.h>

namespace koppel::codec {
namespace {

std::string_view view(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

PortError damaged(const JournalHead& head, const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "the journal of " + (head.area.is_set() ? to_text(head.area) : "this area") +
                  " is damaged after entry " + std::to_string(head.sequence.value()) + ": " + why,
          .remedy = "nothing was changed; restore the directory from a backup"};
}

// The fields of a v1::Frame, in place.
struct FrameIn {
  std::string_view journal_id;
  std::string_view area;
  std::uint64_t first_sequence = 0;
  std::uint64_t count = 0;
  std::uint64_t decide_revision = 0;
  std::map<std::string, Position> positions;
  std::vector<std::string_view> entries;
  std::string_view chain;
  std::string_view signature;

  [[nodiscard]] bool read(std::string_view bytes);

 private:
  void number(std::uint32_t field, std::uint64_t value);
  [[nodiscard]] bool text(std::uint32_t field, std::string_view bytes);
  [[nodiscard]] bool position(std::string_view bytes);
};

bool FrameIn::read(std::string_view bytes) {
  WireIn in(bytes);
  while (in.more()) {
    WireTag tag;
    std::uint64_t value = 0;
    std::string_view part;
    if (!in.tag(tag)) return false;
    if (tag.type == WireType::kVarint) {
      if (!in.varint(value)) return false;
      number(tag.number, value);
    } else if (tag.type == WireType::kBytes) {
      if (!in.bytes(part) || !text(tag.number, part)) return false;
    } else if (!in.skip(tag.type)) {
      return false;
    }
  }
  return true;
}

void FrameIn::number(std::uint32_t field, std::uint64_t value) {
  if (field == v1::Frame::kFirstSequenceFieldNumber) first_sequence = value;
  if (field == v1::Frame::kCountFieldNumber) count = value;
  if (field == v1::Frame::kDecideRevisionFieldNumber) decide_revision = value;
}

bool FrameIn::text(std::uint32_t field, std::string_view bytes) {
  if (field == v1::Frame::kEntriesFieldNumber) entries.push_back(bytes);
  if (field == v1::Frame::kJournalIdFieldNumber) journal_id = bytes;
  if (field == v1::Frame::kAreaFieldNumber) area = bytes;
  if (field == v1::Frame::kChainFieldNumber) chain = bytes;
  if (field == v1::Frame::kSignatureFieldNumber) signature = bytes;
  return field != v1::Frame::kPositionsFieldNumber || position(bytes);
}

bool FrameIn::position(std::string_view bytes) {
  v1::Position message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return false;
  positions[message.input()] = {.next = message.next(), .cluster = message.cluster()};
  return true;
}

std::expected<void, PortError> parse(const JournalHead& head,
                                     std::string_view bytes,
                                     FrameIn& frame) {
  if (!frame.read(bytes)) {
    return std::unexpected(damaged(head, "the next frame does not parse"));
  }
  if (head.decide_revision != 0 && frame.decide_revision > head.decide_revision) {
    return std::unexpected(
        PortError{.failure = PortFailure::kNewerFormat,
                  .what = "the journal was written by a newer Koppel (revision " +
                          std::to_string(frame.decide_revision) + ", this one knows " +
                          std::to_string(head.decide_revision) + ")",
                  .remedy = "install that version or a later one"});
  }
  return {};
}

// What the chain is after this frame; empty when it does not say that.
std::optional<Chain> next_chain(const JournalHead& head,
                                const FrameIn& frame,
                                std::string_view bytes) {
  const std::size_t tail = kChainTail + (frame.signature.empty() ? 0 : kSignatureTail);
  if (frame.chain.size() != head.chain.size() || bytes.size() <= tail) return std::nullopt;
  const Chain next = chain(head.chain, bytes.substr(0, bytes.size() - tail));
  return view(next) == frame.chain ? std::optional(next) : std::nullopt;
}

std::expected<void, PortError> check_chain(const JournalHead& head,
                                           const FrameIn& frame,
                                           std::string_view bytes,
                                           Keys& keys) {
  const auto expected = next_chain(head, frame, bytes);
  if (!expected) {
    return std::unexpected(damaged(head, "the chain of the next frame does not match its bytes"));
  }
  if (frame.signature.empty()) return {};
  const auto key = keys.verify_key();
  if (frame.signature.size() != crypto_sign_BYTES ||
      crypto_sign_verify_detached(reinterpret_cast<const unsigned char*>(frame.signature.data()),
                                  expected->data(),
                                  expected->size(),
                                  key.data()) != 0) {
    return std::unexpected(damaged(head, "the signature of the next frame is not ours"));
  }
  return {};
}

std::expected<void, PortError> check_place(const JournalHead& head, const FrameIn& frame) {
  if (frame.first_sequence != head.sequence.value() + 1) {
    return std::unexpected(
        damaged(head, "the next frame begins at entry " + std::to_string(frame.first_sequence)));
  }
  if (frame.entries.empty() || frame.count != frame.entries.size()) {
    return std::unexpected(damaged(head, "the next frame does not hold the entries it counts"));
  }
  if (head.sequence.is_set() && frame.journal_id != view(head.journal_id.bytes)) {
    return std::unexpected(damaged(head, "the next frame belongs to another journal"));
  }
  if (head.sequence.is_set() && frame.area != to_text(head.area)) {
    return std::unexpected(
        damaged(head, "the next frame belongs to area " + std::string(frame.area)));
  }
  return {};
}

JournalId journal_id_in(const FrameIn& frame) {
  JournalId id;
  if (frame.journal_id.size() == id.bytes.size()) {
    std::ranges::copy(frame.journal_id, id.bytes.begin());
  }
  return id;
}

}  // namespace

std::optional<FramePlace> place_of(std::string_view bytes) {
  FrameIn frame;
  if (!frame.read(bytes)) return std::nullopt;
  return FramePlace{.first = Sequence{frame.first_sequence}, .entries = frame.count};
}

bool ends_at(const JournalHead& head, std::string_view bytes) {
  FrameIn frame;
  return frame.read(bytes) && frame.first_sequence + frame.count == head.sequence.value() + 1 &&
         frame.chain == view(head.chain) && frame.journal_id == view(head.journal_id.bytes);
}

bool follow_frame(JournalHead& head, std::string_view bytes) {
  FrameIn frame;
  if (!frame.read(bytes) || !check_place(head, frame)) return false;
  const auto next = next_chain(head, frame, bytes);
  const auto area = parse_area(frame.area);
  if (!next || !area) return false;
  head.journal_id = journal_id_in(frame);
  head.area = *area;
  head.sequence = Sequence{head.sequence.value() + frame.count};
  head.chain = *next;
  return true;
}

std::expected<void, PortError> FrameReader::read(JournalHead& head,
                                                 std::string_view bytes,
                                                 Keys& keys,
                                                 std::vector<Entry>& entries) {
  FrameIn frame;
  if (auto parsed = parse(head, bytes, frame); !parsed) return parsed;
  if (auto held = check_place(head, frame); !held) return held;
  if (auto held = check_chain(head, frame, bytes, keys); !held) return held;
  const auto area = parse_area(frame.area);
  if (!area) return std::unexpected(damaged(head, "the next frame names no area"));
  const Sealing sealing{.keys = keys, .area = *area, .journal_id = journal_id_in(frame)};
  const auto last = append(head, frame.entries, sealing, entries);
  if (!last) return std::unexpected(last.error());
  // The first frame of a day is signed: a signature taken off must not go unseen.
  const Date day = local_date(*last);
  if (frame.signature.empty() && day > head.signed_on) {
    return std::unexpected(damaged(head, "the next frame begins a day and is not signed"));
  }
  head.journal_id = sealing.journal_id;
  head.area = *area;
  head.sequence = Sequence{head.sequence.value() + frame.count};
  std::ranges::copy(frame.chain, head.chain.begin());
  head.positions = std::move(frame.positions);
  if (!frame.signature.empty()) head.signed_on = day;
  return {};
}

std::expected<Instant, PortError> FrameReader::append(const JournalHead& head,
                                                      std::span<const std::string_view> bytes,
                                                      const Sealing& sealing,
                                                      std::vector<Entry>& entries) {
  std::uint64_t sequence = head.sequence.value();
  Instant recorded_at;
  for (const std::string_view one : bytes) {
    Entry& entry = entries.emplace_back();
    const auto keyless = read_entry(one, sealing, entry);
    if (!keyless) return std::unexpected(keyless.error());
    if (entry.sequence.value() != ++sequence) {
      return std::unexpected(damaged(head, "entries are not contiguous"));
    }
    if (*keyless) keyless_.insert(**keyless);
    recorded_at = entry.recorded_at;
  }
  return recorded_at;
}

std::expected<ReadFrame, PortError> read_frame(JournalHead& head,
                                               std::string_view bytes,
                                               Keys& keys) {
  FrameReader reader;
  ReadFrame frame;
  if (auto read = reader.read(head, bytes, keys, frame.entries); !read) {
    return std::unexpected(read.error());
  }
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
  for (const auto& line : message.positions()) {
    head.positions[line.input()] = {.next = line.next(), .cluster = line.cluster()};
  }
  head.signed_on = parse_date(message.signed_on()).value_or(Date{});
  head.decide_revision = message.decide_revision();
  return head;
}

}  // namespace koppel::codec
