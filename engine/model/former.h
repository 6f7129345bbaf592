#pragma once

#include "engine/model/control_fact.h"
#include "engine/model/id.h"

namespace koppel {

// A version that another replaced while proposals made under it were open.
struct FormerProgramme {
  Sequence until;  // of the entry that replaced it
  ProgrammePublished programme;

  friend bool operator==(const FormerProgramme&, const FormerProgramme&) = default;
};

struct FormerRules {
  Sequence until;
  RulesPublished rules;

  friend bool operator==(const FormerRules&, const FormerRules&) = default;
};

}  // namespace koppel
