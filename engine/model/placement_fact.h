#pragma once

#include "engine/model/calendar.h"
#include "engine/model/id.h"
#include "engine/model/values.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel {

struct PlacementDetails {
  PlacementKind kind = PlacementKind::kUnspecified;
  std::string title_nl;
  std::string title_en;
  std::uint32_t isco = 0;
  std::uint32_t seats = 0;
  std::uint32_t hours_min = 0;
  std::uint32_t hours_max = 0;
  Location location;
  Date starts;
  Date until;                 // last day of the place; empty: no end
  std::uint32_t age_min = 0;  // only where the law says so; 0: none
  std::uint32_t age_max = 0;
  std::vector<Licence> licences;                               // legally required
  LanguageLevel language_legal = LanguageLevel::kUnspecified;  // legally required
  std::uint32_t crebo = 0;  // recognition needed for this learning place; 0: none
  InterestProfile interests;
  std::vector<Requirement> requirements;  // trainable: they score, they do not exclude
  std::vector<SkillLevel> skills;
  std::vector<Support> support;
  std::string coach_team;
  std::uint32_t coach_hours = 0;  // a week and a person

  friend bool operator==(const PlacementDetails&, const PlacementDetails&) = default;
};

struct PlacementOpened {
  PlacementId placement;
  EmployerId employer;
  PlacementDetails details;

  friend bool operator==(const PlacementOpened&, const PlacementOpened&) = default;
};

struct PlacementChanged {
  PlacementId placement;
  PlacementDetails details;

  friend bool operator==(const PlacementChanged&, const PlacementChanged&) = default;
};

struct PlacementClosed {
  PlacementId placement;
  CloseReason reason = CloseReason::kUnspecified;

  friend bool operator==(const PlacementClosed&, const PlacementClosed&) = default;
};

}  // namespace koppel
