#pragma once

#include "engine/market/market.h"
#include "engine/matching/interest.h"
#include "engine/matching/requirement.h"
#include "engine/matching/shape.h"
#include "engine/model/calendar.h"
#include "engine/model/placement.h"

#include <array>
#include <cstdint>
#include <vector>

namespace koppel::matching {

// What gates and score read of a placement, derived once per revision of it and of its employer.
// Seats and openness are not here: they are the market's.
struct Place {
  Interests interests;                             // not centred, 0..127
  std::vector<WeighedRequirement> requirements;    // heaviest first, at most kRequirementsMax
  std::array<std::uint8_t, kDomains> capacity{};   // 0..5 of the support it offers
  std::array<std::int8_t, kSkillGroups> skills{};  // level asked 0..4; 0: nothing asked

  std::int32_t x = 0;  // 100 m, Rijksdriehoek; (0, 0): unknown
  std::int32_t y = 0;
  std::uint8_t hours_min = 0;  // a week; 0 to 0: not stated
  std::uint8_t hours_max = 0;
  std::int16_t age_min = 0;  // legal limits in whole years; 0: none
  std::int16_t age_max = 0;
  std::uint32_t licences = 0;                            // bit per Licence that the law asks
  LanguageLevel language = LanguageLevel::kUnspecified;  // that the law asks
  Sector sector = Sector::kUnspecified;                  // of the employer
  PlacementKind kind = PlacementKind::kUnspecified;
  Date until;               // last day; not set: no end
  bool recognised = false;  // the employer may teach the crebo, or none is needed

  friend bool operator==(const Place&, const Place&) = default;
};

[[nodiscard]] Place derive_place(const Market& market, const Placement& placement);
// The same, for who derives many: `rarity` is that of this market.
[[nodiscard]] Place derive_place(const Market& market,
                                 const Rarity& rarity,
                                 const Placement& placement);

}  // namespace koppel::matching
