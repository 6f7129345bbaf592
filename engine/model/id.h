#pragma once

#include <compare>
#include <cstdint>

namespace koppel {

// A number that mixes with no other kind of number: no implicit conversion in either direction and
// no arithmetic. The default value 0 is no valid id of anything.
template <typename Tag, typename Number>
class Strong {
 public:
  using Value = Number;

  constexpr Strong() = default;

  constexpr explicit Strong(Number value) : value_(value) {}

  [[nodiscard]] constexpr Number value() const { return value_; }

  [[nodiscard]] constexpr bool is_set() const { return value_ != 0; }

  friend constexpr auto operator<=>(const Strong&, const Strong&) = default;

 private:
  Number value_ = 0;
};

// Random 64-bit numbers made by the source or by intake; they say nothing about the bearer.
template <typename Tag>
using Id = Strong<Tag, std::uint64_t>;

using ParticipantId = Id<struct ParticipantIdTag>;
using EmployerId = Id<struct EmployerIdTag>;
using PlacementId = Id<struct PlacementIdTag>;
using EngagementId = Id<struct EngagementIdTag>;
using ConsultantId = Id<struct ConsultantIdTag>;

// Dense per area, from 1 in order of first appearance, never reused. Index, lottery and ties use
// ordinals only, so that no id is lucky.
template <typename Tag>
using Ordinal = Strong<Tag, std::uint32_t>;

using ParticipantOrdinal = Ordinal<struct ParticipantOrdinalTag>;
using EmployerOrdinal = Ordinal<struct EmployerOrdinalTag>;
using PlacementOrdinal = Ordinal<struct PlacementOrdinalTag>;
using ConsultantOrdinal = Ordinal<struct ConsultantOrdinalTag>;

// Counts kept in the market of an area; AM11-P123 is proposal 123 of area AM11.
using ProposalNumber = Ordinal<struct ProposalNumberTag>;
using ReminderNumber = Ordinal<struct ReminderNumberTag>;

// The place of an entry in its area's journal, contiguous from 1.
using Sequence = Strong<struct SequenceTag, std::uint64_t>;

}  // namespace koppel
