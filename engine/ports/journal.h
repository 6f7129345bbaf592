#pragma once

#include "engine/model/id.h"
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

// What one commit makes durable: the frames in order, and the rows as of the last of them.
struct Commit {
  std::vector<StoredFrame> frames;
  std::vector<RowChange> rows;
};

// The ordered record of one area, with the rows that follow from it.
class Journal {
 public:
  virtual ~Journal() = default;

  // All of the commit or nothing, durable on return; rows never lead the frames. After an error
  // nothing may be assumed: the caller drops its market and opens again.
  [[nodiscard]] virtual std::expected<void, PortError> commit(const Commit& commit) = 0;

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
