#pragma once

#include "engine/model/calendar.h"
#include "engine/model/employer_fact.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"

#include <cstdint>
#include <vector>

namespace koppel {

struct Employer {
  EmployerOrdinal ordinal;
  EmployerId id;
  EmployerDetails details;
  Instant as_of;
  bool suspended = false;
  Date suspended_until;
  Instant suspended_as_of;
  std::vector<std::uint32_t> crebos;
  Instant crebos_as_of;
  std::vector<PlacementOrdinal> placements;  // ordinals

  friend bool operator==(const Employer&, const Employer&) = default;
};

}  // namespace koppel
