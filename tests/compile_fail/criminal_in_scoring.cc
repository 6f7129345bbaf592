// Claim: criminal data opens only with the key of the record, and the scorer's types do not hold
// it. Shown by the record opening it, and by a scorer that tries without the key or makes one.

#include "engine/matching/person.h"
#include "engine/matching/score.h"
#include "engine/model/participant.h"

#include <cstdint>
#include <type_traits>

namespace koppel {

inline std::uint32_t good(const Participant& participant) {
  return participant.justice.reveal(CriminalAccess::ForRecord::key()).level;
}

static_assert(!std::is_default_constructible_v<CriminalAccess>);
static_assert(!std::is_convertible_v<Criminal<JusticeHeld>, JusticeHeld>);

#if KOPPEL_BAD == 1
inline std::uint32_t bad(const Participant& participant) {
  return participant.justice.reveal().level;
}
#elif KOPPEL_BAD == 2
inline std::uint32_t bad(const Participant& participant) {
  return participant.justice.reveal(CriminalAccess()).level;
}
#elif KOPPEL_BAD == 3
inline std::uint32_t bad(const matching::Person& person) {
  return person.justice.level;
}
#endif

}  // namespace koppel
