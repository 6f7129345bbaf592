#pragma once

#include "engine/model/area.h"
#include "engine/model/calendar.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

// Synthetic facts of participants, employers and consultants, for trying out and measuring. Nobody
// in them exists. Every fact is valid and in place, but nothing answers proposals: those are known
// to an engine alone, and so are the engagements that follow from them.
namespace koppel::simulate {

inline constexpr std::uint32_t kParticipantsMax = 1'000'000;
inline constexpr std::uint32_t kPlacementsMax = 1'000'000;
inline constexpr std::uint32_t kDaysMax = 3'653;  // ten years

struct Options {
  std::string source = "simulate";
  std::uint32_t participants = 300;
  std::uint32_t placements = 110;
  std::uint32_t days = 33;  // calendar days from first_day on
  std::vector<AreaId> areas;
  std::uint64_t seed = 1;
  Date first_day;
};

// `fact` is without fact_id and content, which follow from source and id.
struct SimulatedFact {
  std::string source;
  std::string id;  // the seed and a count: the facts of two seeds do not clash
  Fact fact;
};

enum class Next : std::uint8_t {
  kGoOn,
  kStop
};
using Visit = std::function<Next(const SimulatedFact&)>;

// What is wrong with the options, in words for who chose them; empty when nothing is.
[[nodiscard]] std::optional<std::string> fault_of(const Options& options);

// Hands every fact to `visit` in the order of occurred_at, until it answers kStop. The options
// alone decide what comes: the same on any machine. Needs options without fault. Memory grows with
// the people, not with the days.
void generate(const Options& options, const Visit& visit);

}  // namespace koppel::simulate
