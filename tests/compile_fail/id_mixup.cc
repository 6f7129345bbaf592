// Claim: ids of different kinds, ids and plain numbers, and ordinals do not mix.
// Shown by code that compiles, and each mixture of it that does not.

#include "engine/market/market.h"
#include "engine/model/id.h"

#include <cstdint>
#include <type_traits>

namespace koppel {

inline const Participant* good(const Market& market, ParticipantId id) {
  return market.find(id);
}

static_assert(!std::is_convertible_v<ParticipantId, EmployerId>);
static_assert(!std::is_constructible_v<ParticipantId, EmployerId>);
static_assert(!std::is_convertible_v<ParticipantId, std::uint64_t>);
static_assert(!std::is_convertible_v<std::uint64_t, ParticipantId>);
static_assert(!std::is_convertible_v<ParticipantOrdinal, ParticipantId>);
static_assert(!std::is_convertible_v<PlacementOrdinal, ParticipantOrdinal>);

#if KOPPEL_BAD == 1
inline const Participant* bad(const Market& market, EmployerId id) {
  return market.find(id);  // answers an Employer
}
#elif KOPPEL_BAD == 2
inline bool bad(ParticipantId one, PlacementId other) {
  return one == other;
}
#elif KOPPEL_BAD == 3
inline const Participant* bad(const Market& market, std::uint64_t number) {
  return market.find(number);
}
#endif

}  // namespace koppel
