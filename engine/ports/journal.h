#pragma once

#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace koppel {

struct StoredFrame {
  Sequence first;
  std::string bytes;
};

// A row of the state store: its key, and its value or nothing when the row goes away.
struct RowChange {
  std::string key;
  std::optional<std::string> value;
};

enum class OutwardTopic : std::uint8_t {
  kProposals,
  kReminders,
  kPlacementEvents
};

// What others are told of one entry, as bytes.
struct OutwardMessage {
  OutwardTopic topic = OutwardTopic::kProposals;
  Sequence entry;
  std::uint32_t number = 0;  // among the messages of that entry, from 0
  std::string type;          // of the CloudEvent
  std::string subject;       // whom or what it is about: an id
  Instant time;              // when the entry was recorded
  std::string payload;       // Protobuf
};

// What one commit makes durable: the frames in order, the rows as of the last of them, and what
// others are told of it. A journal that nobody outside listens to keeps no outward messages.
struct Commit {
  std::vector<StoredFrame> frames;
  std::vector<RowChange> rows;
  std::vector<OutwardMessage> outward;
};

// The ordered record of one area, with the rows that follow from it.
class Journal {
 public:
  virtual ~Journal() = default;

  // All of the commit or nothing; rows never lead the frames. Durable on return, or where a journal
  // says so with settle(). After an error nothing may be assumed: the caller drops its market and
  // opens again.
  [[nodiscard]] virtual std::expected<void, PortError> commit(Commit commit) = 0;

  // Who hears what its entries tell. Where that is nobody, a commit brings no outward messages.
  enum class Audience : std::uint8_t {
    kNobody,
    kOthers
  };

  [[nodiscard]] virtual Audience audience() const { return Audience::kNobody; }

  // Who may write to it. Where several may contend, the first commit after opening is the claim: it
  // holds AreaAcquired (and, in a new journal, what founds it), tells nobody anything, and returns
  // once it is known to stand.
  enum class Writers : std::uint8_t {
    kOne,
    kContending
  };

  [[nodiscard]] virtual Writers writers() const { return Writers::kOne; }

  // On return everything committed so far stands for good.
  [[nodiscard]] virtual std::expected<void, PortError> settle() { return {}; }

  // What others were to be told of the frame that read() hands over, derived again by its visitor;
  // only where there is an audience.
  virtual void derived(const OutwardMessage& /*message*/) {}

  // Hands over the stored frames whose last entry is not before `from`, in order, until the visitor
  // answers kStop.
  enum class Next : std::uint8_t {
    kGoOn,
    kStop
  };
  using FrameVisitor = std::function<Next(Sequence first, std::string_view bytes)>;
  [[nodiscard]] virtual std::expected<void, PortError> read(Sequence from,
                                                            const FrameVisitor& visitor) = 0;

  // Hands over every row, in key order.
  using RowVisitor = std::function<Next(std::string_view key, std::string_view value)>;
  [[nodiscard]] virtual std::expected<void, PortError> read_rows(const RowVisitor& visitor) = 0;
};

}  // namespace koppel
