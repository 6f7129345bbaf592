#pragma once

#include "consumers/cli/command.h"
#include "engine/matching/change.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

// What the reports and the advice of `explain` say, in Dutch (B1) and English. texts.h has the
// words of the domain, and what holds for the tone of both.
namespace koppel::cli {

enum class ReportText : std::uint8_t {
  kUnspecified = 0,
  kAsOf,
  kTooFew,
  // fairness
  kFairnessHeading,
  kGroup,
  kPeople,
  kPlaced,
  kShare,
  kInterval,
  kProposed,
  kBestRegret,
  kEverybody,
  kBarriersNone,
  kBarriersFrom,
  kBarriersUp,
  kLessPlaced,
  kMorePlaced,
  kLessRegret,
  kMoreRegret,
  kPlacedMeans,
  kRegretMeans,
  kLeftOut,
  kNoneApart,
  kSomeApart,
  // no-proposal
  kLedgerHeading,
  kActiveAdds,
  kWithoutAdds,
  kReason,
  kPairs,
  kPairsMean,
  kNeeded,
  kReady,
  kOthersFirst,
  kNoPlaces,
  kPossible,
  kAllTogether,
  kDomainHeading,
  kHeaviest,
  kHaving,
  kNoBarrierKnown,
  kOthersTogether,
  kDomainsMasked,
  kListHeading,
  kNobodyThatLong,
  kParticipant,
  kDays,
  kWhyNotYet,
  kHelpsMost,
  kThatDone,
  kOpens,
  kFirstSeveral,
  // supply
  kSupplyHeading,
  kAcquire,
  kCouldTake,
  kAdded,
  kPrice,
  kOccupation,
  kKind,
  kPostcode,
  kLike,
  kHelpedByPlaces,
  kNoPlaceHelps,
  kInvest,
  kInReach,
  kNow,
  kMostHelped,
  kNoneAlone,
  kRecognise,
  kRoomWith,
  kSupportFor,
  kSettle,
  kSupportsMasked,
  kPriceMeans,
  // explain
  kTwoTogether,
  kAfterNeeded,
  kOneMore,
  kOpensThisPlace,
  kNothingOpensIt,
  kBesideBest,
  kDifference,
  kJoin,
  kEnd_
};

[[nodiscard]] std::string_view text(ReportText sentence, Lang lang);
[[nodiscard]] std::string say(ReportText sentence,
                              Lang lang,
                              std::initializer_list<std::string_view> values);

// "travel 15 minutes more"; recognition is that of the employer of the place in question.
[[nodiscard]] std::string text(const matching::Change& change, Lang lang);
// "travel 15 minutes more and accept care too"
[[nodiscard]] std::string text(const std::vector<matching::Change>& changes, Lang lang);

}  // namespace koppel::cli
