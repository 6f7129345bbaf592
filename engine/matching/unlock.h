#pragma once

#include "engine/market/market.h"
#include "engine/matching/change.h"
#include "engine/matching/index.h"
#include "engine/model/id.h"
#include "engine/model/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// What would have to change so that people get a place: for one person the smallest sets of
// changes, for a group the single investment that helps most of them. Nothing here is decided or
// recorded.
namespace koppel::matching {

inline constexpr std::size_t kSetsMax = 8;  // of each size

struct ChangeSet {
  std::vector<Change> changes;   // in the order of changes_needed()
  std::uint32_t placements = 0;  // that all of these changes together open

  friend bool operator==(const ChangeSet&, const ChangeSet&) = default;
};

// Sets of at most `changes_max` changes. A set is listed when it opens a place that no part of it
// opens, nor a smaller step of it; it counts every open place that it opens, those of its parts
// included, and none that passes already. Fewest changes first, then the most places, then in the
// order of the changes; at most kSetsMax of each size. What a person lacks before matching can
// begin is not asked (readiness.h).
[[nodiscard]] std::vector<ChangeSet> smallest_changes(const Market& market,
                                                      const Index& index,
                                                      ParticipantOrdinal participant,
                                                      std::size_t changes_max,
                                                      Seats seats);

// How many open places, none that passes already, these changes together open.
[[nodiscard]] std::uint32_t opened_by(const Market& market,
                                      const Index& index,
                                      ParticipantOrdinal participant,
                                      const std::vector<Change>& changes,
                                      Seats seats);

// How many open places pass every gate for that person now.
[[nodiscard]] std::uint32_t possible_places(const Market& market,
                                            const Index& index,
                                            ParticipantOrdinal participant,
                                            Seats seats);

enum class InvestmentKind : std::uint8_t {
  kChange,       // for everybody whom it helps: longer travel, a licence, more language, …
  kRecognition,  // of one employer
  kSeat,         // one more at one place
  kCaseload,     // room with one consultant
  kCoach,        // hours of one team for one more person
  kGap,          // what matching waits for: an intake, an agreement, consent, …
  kSupport       // arranged in one domain, as far as the barrier goes
};

struct Investment {
  InvestmentKind kind = InvestmentKind::kChange;
  Change change;             // kChange
  std::uint32_t number = 0;  // ordinal of the employer, place or consultant; of the team by name
  ReadinessGap gap = ReadinessGap::kUnspecified;       // kGap
  BarrierDomain domain = BarrierDomain::kUnspecified;  // kSupport
  std::vector<ParticipantOrdinal> people;              // whom it helps, lowest first

  friend bool operator==(const Investment&, const Investment&) = default;
};

// Every single investment that helps somebody of the group: a person is helped who passes at no
// open place now, or for whom matching cannot begin, and who could be matched with one alone if
// only this were done. A seat helps everybody who could take it, and serves one of them. Most
// people first, then in the order of the fields.
[[nodiscard]] std::vector<Investment> investments(const Market& market,
                                                  const Index& index,
                                                  std::span<const ParticipantOrdinal> group,
                                                  Seats seats);

}  // namespace koppel::matching
