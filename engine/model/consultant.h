#pragma once

#include "engine/model/id.h"
#include "engine/model/instant.h"

#include <cstdint>

namespace koppel {

struct Consultant {
  ConsultantOrdinal ordinal;
  ConsultantId id;
  std::uint32_t caseload_max = 0;
  bool active = false;
  Instant as_of;
  std::uint32_t proposed = 0;  // people with an undecided proposal

  friend bool operator==(const Consultant&, const Consultant&) = default;
};

}  // namespace koppel
