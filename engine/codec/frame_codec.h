#pragma once

#include "engine/codec/entry_codec.h"
#include "engine/codec/hash.h"
#include "engine/model/calendar.h"
#include "engine/model/entry.h"
#include "engine/ports/error.h"
#include "engine/ports/journal.h"
#include "engine/ports/keys.h"

#include <array>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Frames: how entries are stored and chained (journal format 1, proto/koppel/v1/frame.proto).
namespace koppel::codec {

inline constexpr std::size_t kFrameBytesMax = 262'144;

// Chain and signature stand last: tag, length and 32 or 64 bytes each.
inline constexpr std::size_t kChainTail = 34;
inline constexpr std::size_t kSignatureTail = 66;

// How far an input was read.
struct Position {
  std::uint64_t next = 0;
  std::string cluster;  // empty for a file

  friend bool operator==(const Position&, const Position&) = default;
};

// Where a reader or writer stands in a journal. A default one stands before the first frame.
struct JournalHead {
  JournalId journal_id;
  AreaId area;
  Sequence sequence;
  Chain chain{};
  std::map<std::string, Position> positions;
  Date signed_on;
  std::uint32_t decide_revision = 0;

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

// Consecutive entries as frames have them, sealed.
class WrittenEntries {
 public:
  [[nodiscard]] std::expected<void, PortError> add(const Entry& entry, const Sealing& sealing);

  [[nodiscard]] std::size_t count() const { return ends_.size(); }

  void clear();

  // In order: bytes, and when it was recorded.
  template <typename Visitor>
  void each(const Visitor& visitor) const {
    std::size_t begin = 0;
    for (const End& end : ends_) {
      visitor(std::string_view(bytes_).substr(begin, end.at - begin), end.recorded_at);
      begin = end.at;
    }
  }

 private:
  struct End {
    std::size_t at = 0;
    Instant recorded_at;
  };

  std::string bytes_;
  std::vector<End> ends_;
};

// Packs consecutive entries into as few frames as fit kFrameBytesMax, each chained to the one
// before and bearing head.positions; moves the head to the last of them. The first frame of a local
// day is signed. An entry alone may be larger than a frame should be; it then has its own.
[[nodiscard]] std::expected<std::vector<StoredFrame>, PortError> write_frames(
    JournalHead& head, std::span<const Entry> entries, Keys& keys);
// The same of entries that were sealed for the head's journal; none of them is its first.
[[nodiscard]] std::vector<StoredFrame> write_frames(JournalHead& head,
                                                    const WrittenEntries& entries,
                                                    Keys& keys);

// Reads the frames of one journal in order.
class FrameReader {
 public:
  // Checks that the frame continues the head (journal, area, sequence, chain, signature), opens its
  // seals, appends its entries and moves the head behind it. kNewerFormat: made by a newer Koppel.
  // kDamaged: it does not continue the head, or its bytes are not what the chain says. After an
  // error the head stands as before, and what was appended does not count.
  [[nodiscard]] std::expected<void, PortError> read(JournalHead& head,
                                                    std::string_view bytes,
                                                    Keys& keys,
                                                    std::vector<Entry>& entries);

  // Persons whose key was missing in any frame read so far.
  [[nodiscard]] const std::set<ParticipantId>& keyless() const { return keyless_; }

 private:
  // Answers when the last entry was recorded.
  [[nodiscard]] std::expected<Instant, PortError> append(const JournalHead& head,
                                                         std::span<const std::string_view> bytes,
                                                         const Sealing& sealing,
                                                         std::vector<Entry>& entries);

  std::set<ParticipantId> keyless_;
};

// Whether the head stands right behind that frame, by what the frame says of itself.
[[nodiscard]] bool ends_at(const JournalHead& head, std::string_view frame);

// What a frame says of its place.
struct FramePlace {
  Sequence first;
  std::uint64_t entries = 0;
};

[[nodiscard]] std::optional<FramePlace> place_of(std::string_view frame);

// Moves the head behind the frame when it continues the head: journal, area, sequence and chain.
// Nothing is opened, no signature checked, positions and `signed_on` stay. Any other frame is void
// there: false, and the head stands.
[[nodiscard]] bool follow_frame(JournalHead& head, std::string_view frame);

struct ReadFrame {
  std::vector<Entry> entries;
  std::set<ParticipantId> keyless;  // persons whose key is missing
};

// One frame by itself.
[[nodiscard]] std::expected<ReadFrame, PortError> read_frame(JournalHead& head,
                                                             std::string_view bytes,
                                                             Keys& keys);

// The row under which a store keeps its head.
[[nodiscard]] std::string write_head(const JournalHead& head);
[[nodiscard]] std::expected<JournalHead, PortError> read_head(std::string_view bytes);

}  // namespace koppel::codec
