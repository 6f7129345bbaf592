#pragma once

#include "engine/market/market.h"
#include "engine/matching/interest.h"
#include "engine/matching/shape.h"
#include "engine/model/calendar.h"
#include "engine/model/id.h"
#include "engine/model/participant.h"

#include <array>
#include <cstdint>
#include <vector>

namespace koppel::matching {

// What gates and score read of a participant, derived once per revision, day and rules. Whatever
// is unknown here excludes nobody and counts 0 everywhere.
struct Person {
  Interests interests;                       // centred
  std::vector<CompetenceLevel> competences;  // by code; one each
  bool competences_known = false;
  std::array<std::int8_t, kSkillGroups> skills{};  // level 0..4, or kLevelUnknown
  std::array<std::uint8_t, kDomains> severity{};   // 0..4
  std::array<std::uint8_t, kDomains> arranged{};   // capacity 0..5 of support already arranged

  std::int32_t x = 0;  // 100 m, Rijksdriehoek; (0, 0): unknown
  std::int32_t y = 0;
  std::int32_t reach = 0;            // 100 m: travel minutes × published speed / 10; 0: unknown
  std::int32_t slope = 0;            // points for each 100 m: travel_max / reach
  std::uint32_t travel_minutes = 0;  // as stated
  std::uint32_t travel_speed = 0;    // 100 m in 10 minutes, of the stated means; 0: unknown

  std::uint8_t hours_min = 0;  // a week; 0 to 0: not stated
  std::uint8_t hours_max = 0;
  std::int16_t age = -1;                                 // whole years today; -1: unknown
  std::uint32_t licences = 0;                            // bit per Licence; all: not stated
  LanguageLevel language = LanguageLevel::kUnspecified;  // unspecified: unknown
  std::uint32_t excluded_sectors = 0;                    // bit per Sector
  std::uint32_t excluded_kinds = 0;                      // bit per PlacementKind
  std::uint32_t programme_kinds = 0;  // bit per PlacementKind; all: the programme names none
  Date available_from;                // not set: unknown
  ConsultantOrdinal consultant;       // not set: nobody's caseload

  friend bool operator==(const Person&, const Person&) = default;
};

// How far that many minutes bring one at `speed` (100 m in 10 minutes), in 100 m: minutes · speed
// / 10, at least 1. 0, which is unknown, when either is 0.
[[nodiscard]] std::int32_t reach_of(std::uint32_t minutes, std::uint32_t speed);

// Whole years today, -1 when the day of birth is unknown: the only thing here that a new day moves.
[[nodiscard]] std::int16_t age_today(const Market& market, const Participant& participant);

// Total: an erased participant derives to a person of whom nothing is known.
[[nodiscard]] Person derive_person(const Market& market, const Participant& participant);
// The same under rules and a programme of another time.
[[nodiscard]] Person derive_person(const Market& market,
                                   const Participant& participant,
                                   const Published& published);

}  // namespace koppel::matching
