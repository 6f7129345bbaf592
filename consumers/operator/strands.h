#pragma once

#include "consumers/operator/programmes.h"
#include "consumers/operator/random.h"
#include "engine/model/participant_fact.h"

#include <cstdint>

// What is found out about one person in one conversation. Each result is complete and valid by
// itself; the participant's id is left for the caller.
namespace koppel::simulate {

// A birthday between the programme's ages on that day.
[[nodiscard]] Date draw_birth_date(Random& random, const ProgrammeProfile& programme, Date today);

// About one in five excludes a sector, never the one the person likes best.
[[nodiscard]] InterestsAssessed draw_interests(Random& random, Sector best);

[[nodiscard]] CompetencesAssessed draw_competences(Random& random, Sector best);

[[nodiscard]] AvailabilitySet draw_availability(Random& random,
                                                const ProgrammeProfile& programme,
                                                Date today);

// The same person some time later: other hours, more travel, a new licence or better Dutch.
void change_availability(Random& random,
                         const ProgrammeProfile& programme,
                         AvailabilitySet& availability);

}  // namespace koppel::simulate
