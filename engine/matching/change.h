#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/model/id.h"
#include "engine/model/vocabulary.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

// What would have to change for a pair to pass its gates. Each gate asks for changes of its own,
// and no change serves two gates; so a pair has one smallest set of changes, or none at all.
namespace koppel::matching {

inline constexpr std::array<std::uint32_t, 4> kTravelSteps = {15, 30, 45, 60};  // minutes more
inline constexpr std::array<std::uint32_t, 3> kHourSteps = {4, 8, 12};      // a week, more or fewer
inline constexpr std::array<std::uint32_t, 2> kLanguageSteps = {1, 2};      // levels more
inline constexpr std::array<std::uint32_t, 4> kDaySteps = {7, 14, 28, 56};  // available earlier

// Hours are a range that grows on both sides. Amounts are those of UnlockChange; recognition is
// that of the place's employer and a seat is one at that place, so their amount is 1.
struct Change {
  UnlockChange change = UnlockChange::kUnspecified;
  std::uint32_t amount = 0;

  friend auto operator<=>(const Change&, const Change&) = default;
};

// A larger amount includes the smaller ones.
[[nodiscard]] bool is_stepped(UnlockChange change);

// The smallest step that lets the pair through one gate; empty when no step is enough.
[[nodiscard]] std::optional<std::uint32_t> minutes_more(const Person& person, const Place& place);
[[nodiscard]] std::optional<std::uint32_t> hours_off(const Person& person, const Place& place);
[[nodiscard]] std::optional<std::uint32_t> levels_more(const Person& person, const Place& place);
[[nodiscard]] std::optional<std::uint32_t> days_earlier(const Person& person, const Place& place);

// Whether a place without a free seat counts as one that needs a seat, or as if it had one.
enum class Seats : std::uint8_t {
  kFree,
  kAny
};

// In the order of UnlockChange and then of the amount; an empty list: the pair passes. Empty
// answer: nobody can bring it about (age, kind of place, what was talked through and not changed
// since) or no step is enough. Whether the place is open is not asked.
[[nodiscard]] std::optional<std::vector<Change>> changes_needed(const Market& market,
                                                                const Index& index,
                                                                ParticipantOrdinal participant,
                                                                PlacementOrdinal placement,
                                                                Seats seats);

}  // namespace koppel::matching
