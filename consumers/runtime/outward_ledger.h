#pragma once

#include "consumers/runtime/area_turns.h"
#include "engine/codec/frame_codec.h"
#include "engine/model/area.h"
#include "engine/ports/area_log.h"
#include "engine/ports/journal.h"

#include <array>
#include <cstdint>
#include <expected>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace koppel {

inline constexpr std::array kOutwardTopics = {
    AreaTopic::kProposals, AreaTopic::kReminders, AreaTopic::kPlacementEvents};

// What others were told, held against what the valid chain says they should be: first everything
// that stands is read, then each message that the frames come to is looked up by its ce_id.
class OutwardLedger {
 public:
  explicit OutwardLedger(AreaId area) : area_(area) {}

  // Reads the topic from that offset to its present end.
  [[nodiscard]] std::expected<void, LogError> read(AreaTurns& turns,
                                                   AreaTopic topic,
                                                   std::int64_t from);

  // The valid chain says this, in the frame that ends at `head`.
  void expect(const OutwardMessage& message, const codec::JournalHead& head);

  // What was expected and does not stand, in the order of the chain; handed over once. A message
  // older than the oldest one of a topic whose beginning has expired is taken to have expired with
  // it.
  [[nodiscard]] std::vector<LogRecord> missing();

  // What stands and belongs to no frame that was expected.
  [[nodiscard]] std::size_t strays() const { return standing_.size(); }

 private:
  AreaId area_;
  std::set<std::string> standing_;                  // ce_id
  std::map<AreaTopic, std::uint64_t> oldest_held_;  // sequence; of topics that begin later
  std::vector<LogRecord> missing_;
};

}  // namespace koppel
