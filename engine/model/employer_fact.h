#pragma once

#include "engine/model/calendar.h"
#include "engine/model/id.h"
#include "engine/model/values.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel {

struct EmployerDetails {
  std::string name;
  Sector sector = Sector::kUnspecified;
  Location location;

  friend bool operator==(const EmployerDetails&, const EmployerDetails&) = default;
};

struct EmployerRegistered {
  EmployerId employer;
  EmployerDetails details;

  friend bool operator==(const EmployerRegistered&, const EmployerRegistered&) = default;
};

struct EmployerChanged {
  EmployerId employer;
  EmployerDetails details;

  friend bool operator==(const EmployerChanged&, const EmployerChanged&) = default;
};

struct EmployerSuspended {
  EmployerId employer;
  Date until;  // the first day on which it counts again; empty: for good

  friend bool operator==(const EmployerSuspended&, const EmployerSuspended&) = default;
};

struct EmployerRecognised {
  EmployerId employer;
  std::vector<std::uint32_t> crebos;  // the whole list of qualifications it may teach

  friend bool operator==(const EmployerRecognised&, const EmployerRecognised&) = default;
};

}  // namespace koppel
