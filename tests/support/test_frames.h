#pragma once

#include "consumers/runtime/read_back.h"
#include "engine/ports/area_log.h"

#include <cstdint>
#include <set>
#include <sstream>
#include <string>
#include <vector>

// Frames that say no more than the protocol of ownership needs, and what folding them comes to.
namespace koppel {

// Whose frame it continues, its own name, and the fact it takes (0: none).
struct TestFrame {
  std::string previous;
  std::string name;
  std::uint32_t fact = 0;
};

[[nodiscard]] inline LogRecord written(const TestFrame& frame, Instant at) {
  return {.topic = AreaTopic::kJournal,
          .key = "AM11",
          .value = frame.previous + " " + frame.name + " " + std::to_string(frame.fact),
          .headers = {},
          .time = at};
}

enum class Chaining : std::uint8_t {
  kHeld,
  kIgnored  // every frame counts: what must not be
};

// Void frames are passed over, and the positions in them do not count.
struct TestFold {
  std::string head = "-";
  std::uint32_t taken = 0;
  std::vector<std::uint32_t> facts;
  std::set<std::string> names;
  std::uint32_t voids = 0;
  Chaining chaining = Chaining::kHeld;

  ReadBack::Standing judge(const StandingRecord& standing) {
    TestFrame frame;
    std::istringstream(*standing.record.value) >> frame.previous >> frame.name >> frame.fact;
    if (chaining == Chaining::kHeld && frame.previous != head) {
      ++voids;
      return ReadBack::Standing::kVoid;
    }
    head = frame.name;
    if (frame.fact != 0) {
      taken = frame.fact;
      facts.push_back(frame.fact);
      names.insert(frame.name);
    }
    return ReadBack::Standing::kValid;
  }
};

}  // namespace koppel
