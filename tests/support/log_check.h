#pragma once

#include "engine/codec/frame_codec.h"
#include "engine/codec/market_digest.h"
#include "engine/model/entry.h"
#include "tests/support/memory_area_log.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// What stands on a log, seen from outside.
namespace koppel::log_example {

struct Seen {
  std::vector<Entry> entries;                 // of the valid chain
  std::uint64_t voids = 0;                    // frames
  codec::JournalHead head;                    // behind the last valid frame
  codec::MarketDigest digest;                 // of the market that it comes to
  std::vector<std::string> expected;          // ce_ids that the valid chain says
  std::map<std::string, std::uint32_t> told;  // ce_ids that stand, and how often
  std::optional<std::string> wrong;           // why the chain does not read, if it does not

  // What was expected and does not stand, or more than once; and what stands unexpectedly.
  [[nodiscard]] std::vector<std::string> missing() const;
  [[nodiscard]] std::vector<std::string> doubled() const;
  [[nodiscard]] std::vector<std::string> strays() const;
};

// What a reader of committed records is given of one partition, all of it.
using Committed = std::function<std::vector<StandingRecord>(AreaTopic topic)>;

[[nodiscard]] Seen look_at(const Committed& committed, Keys& keys);

// Looks at a copy: nothing is changed.
[[nodiscard]] Seen look_at(MemoryBroker broker);

}  // namespace koppel::log_example
