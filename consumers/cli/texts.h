#pragma once

#include "consumers/cli/command.h"
#include "engine/model/values.h"
#include "engine/model/vocabulary.h"

#include <initializer_list>
#include <string>
#include <string_view>

// Every explanation that `koppel` gives, in Dutch (B1) and English. A barrier («hobbel») is a
// demand for support («steun»); nobody is turned down here, and nothing is said about a person that
// is not in the file.
namespace koppel::cli {

// What the gate says of the places it removes; the rest of "12 places: …".
[[nodiscard]] std::string_view text(Gate gate, Lang lang);
// What remains to be done before matching can begin.
[[nodiscard]] std::string_view text(ReadinessGap gap, Lang lang);
[[nodiscard]] std::string_view text(ScorePart part, Lang lang);
[[nodiscard]] std::string_view text(BarrierDomain domain, Lang lang);
[[nodiscard]] std::string_view text(SkillGroup group, Lang lang);
[[nodiscard]] std::string_view text(PlacementKind kind, Lang lang);
[[nodiscard]] std::string_view text(Sector sector, Lang lang);
[[nodiscard]] std::string_view text(Licence licence, Lang lang);
[[nodiscard]] std::string_view text(FollowUpAnchor anchor, Lang lang);
[[nodiscard]] std::string_view text(Side side, Lang lang);
[[nodiscard]] std::string_view text(Role role, Lang lang);
[[nodiscard]] std::string_view text(ParticipantState state, Lang lang);
// Dimension 1..16 of an interest vector: six RIASEC types, then the sectors.
[[nodiscard]] std::string interest_text(std::uint32_t dimension, Lang lang);
// "travel 15 minutes more"; without the count of places.
[[nodiscard]] std::string text(const Unlock& unlock, Lang lang);

// Whole sentences; {0}, {1} … are filled in by say().
enum class Phrase : std::uint8_t {
  kUnspecified = 0,
  kFits,
  kScoreAndSum,
  kUnknownStrand,
  kOpenSupport,
  kOpenSupportCounted,
  kNoOpenSupport,
  kSupportMissing,
  kRegret,
  kNoRegret,
  kRecorded,
  kUndecided,
  kAccepted,
  kGone,
  kNextBest,
  kNoNextBest,
  kAboveOthers,
  kHasProposals,
  kNoProposal,
  kNotReady,
  kEngaged,
  kNotActive,
  kOpenPlaces,
  kRemainTaken,
  kStopsHere,
  kWouldHelp,
  kPlacesMore,
  kNothingAlone,
  kNobodyExcluded,
  kSupportFirst,
  kSupportFirstCounted,
  kPairProposed,
  kPairScores,
  kPairScoresAlone,
  kWhyNotNow,
  kPairPasses,
  kPairClosed,
  kPairOtherFirst,
  kKoppelProposes,
  kHeld,
  kSeverity,
  kSkillLevels,
  kDistance,
  kNoPlaces,
  kOthersFirst,
  kErased,
  kMoreLines,
  kRoomMade,
  kMovedFor,
  kGivenOn,
  kPlanned,
  kToday,
  kDayLate,
  kDaysLate,
  kEnd_
};

[[nodiscard]] std::string_view text(Phrase phrase, Lang lang);
[[nodiscard]] std::string say(Phrase phrase,
                              Lang lang,
                              std::initializer_list<std::string_view> values);

}  // namespace koppel::cli
