// Claim: no message for an employer can be built from special or criminal data, or from a person.
// Shown by a message that compiles, and by each attempt to put such a value into one.

#include "engine/codec/employer_codec.h"
#include "engine/model/participant.h"
#include "engine/model/participant_fact.h"

#include <cstdint>
#include <string>
#include <type_traits>

namespace koppel {

inline std::string good() {
  return codec::employer_message({.placement = PlacementId{1},
                                  .engagement = EngagementId{2},
                                  .hours = 24,
                                  .arrangements = {Arrangement::kQuietSpot},
                                  .coach_hours = 2});
}

static_assert(!std::is_convertible_v<Special<BarrierDomain>, Arrangement>);
static_assert(!std::is_convertible_v<Special<std::uint32_t>, std::uint32_t>);
static_assert(!std::is_convertible_v<Criminal<std::uint32_t>, std::uint32_t>);
static_assert(!std::is_convertible_v<Participant, WorkArrangement>);

#if KOPPEL_BAD == 1
inline std::string bad(const Participant& participant) {
  return codec::employer_message(participant);
}
#elif KOPPEL_BAD == 2
inline std::string bad(const BarrierReported& report) {
  WorkArrangement arrangement;
  arrangement.coach_hours = report.level;
  return codec::employer_message(arrangement);
}
#elif KOPPEL_BAD == 3
inline std::string bad(const BarrierReported& report) {
  const Arrangement arrangement = report.domain;
  return codec::employer_message({.arrangements = {arrangement}});
}
#elif KOPPEL_BAD == 4
inline std::string bad(const BarrierReported& report) {
  WorkArrangement arrangement;
  arrangement.hours = report.justice_level;
  return codec::employer_message(arrangement);
}
#endif

}  // namespace koppel
