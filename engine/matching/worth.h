#pragma once

#include "engine/matching/lottery.h"
#include "engine/matching/score.h"
#include "engine/model/id.h"

#include <algorithm>
#include <cstdint>

// What it is worth that somebody gets a seat. Sums over everybody compare first by benefit, then by
// days waited, then by the lottery, exactly: each part has room for the sum over kAssignedMax
// people, so that a lesser part never outweighs a greater one.
namespace koppel::matching {

__extension__ using Worth = __int128;

inline constexpr int kAssignedBits = 17;
inline constexpr int kTicketBits = 60;
inline constexpr int kDaysBits = 10;
inline constexpr int kBenefitBits = 20;

// People of one assignment; a market is divided into areas long before. Of more than that a lesser
// part may outweigh a greater one, and nothing else is lost.
inline constexpr std::uint32_t kAssignedMax = 1U << kAssignedBits;
inline constexpr std::uint32_t kBenefitMax = (1U << kBenefitBits) - 1;
inline constexpr std::uint32_t kDaysMax = (1U << kDaysBits) - 1;

inline constexpr int kDaysAt = kTicketBits + kAssignedBits;
// One bit apart: a difference of two sums then rounds to its benefit.
inline constexpr int kBenefitAt = kDaysAt + kDaysBits + kAssignedBits + 1;

// More than any seat is worth: the price where there is no capacity at all. Three such numbers can
// be added.
inline constexpr Worth kUnaffordable = Worth{1} << (kBenefitAt + kBenefitBits);
static_assert(kBenefitAt + kBenefitBits <= 125);

// One place on somebody's list.
struct Wish {
  PlacementOrdinal place;
  std::uint32_t benefit = 0;  // from 1: a free seat is always better than none
  std::uint64_t ticket = 0;   // below 2^kTicketBits; the greatest wins

  friend bool operator==(const Wish&, const Wish&) = default;
};

// Without the days, which are the same for all places of one person.
[[nodiscard]] constexpr Worth worth_of(std::uint32_t benefit, std::uint64_t ticket) {
  return (Worth{benefit} << kBenefitAt) + ticket;
}

[[nodiscard]] constexpr Worth worth_of_waiting(std::uint32_t days) {
  return Worth{days} << kDaysAt;
}

// In points of benefit, of the difference of two optimal sums.
[[nodiscard]] constexpr std::uint32_t benefit_of(Worth difference) {
  return static_cast<std::uint32_t>((difference + (Worth{1} << (kBenefitAt - 1))) >> kBenefitAt);
}

// Above every regret: whoever can have a seat has it, before anybody else has a better one.
inline constexpr std::uint32_t kSeatBenefit = 1U << 18U;
// Of who has an open proposal, for any place: it is never lost to others. Taking somebody's last
// place away makes room for two others at most, at the place and in the caseload.
inline constexpr std::uint32_t kServedBenefit = 2 * kSeatBenefit;
// Of a place that is proposed already: above every regret, so that nobody is moved for a better
// place; at most three people are, for the seat of one who would have none.
inline constexpr std::uint32_t kHeldBenefit = kSeatBenefit / 4;
static_assert(kHeldBenefit > kScoreMax - kScoreMin);
static_assert(kSeatBenefit + kServedBenefit + kHeldBenefit <= kBenefitMax);

// Regret instead of score: what a place costs somebody against the own best (Bansak, Ferwerda,
// Hainmueller, Dillon, Hangartner, Lawrence and Weinstein, Science 359, 2018, optimise sums of
// scores; sums of regret leave nobody behind whose scores are low everywhere). `bonus` is what is
// granted to this pair, as for a proposal that has been communicated and is not moved for an
// epsilon.
[[nodiscard]] constexpr std::uint32_t benefit_of(std::int32_t own_best,
                                                 std::int32_t score,
                                                 std::uint32_t bonus) {
  const auto regret = static_cast<std::uint32_t>(std::max(0, own_best - score));
  return std::clamp(kSeatBenefit - std::min(regret, kSeatBenefit) + bonus, 1U, kBenefitMax);
}

// The ticket of a pair: the person's own draw of the week, the same for all places (single
// tie-breaking, see lottery.h), and a part of the pair's, which is less by a factor of 2^12. Two
// assignments have the same worth only if the 47 bits of the pairs say so by chance: with a
// probability below wishes / 2^47 in a market (isolation lemma: Mulmuley, Vazirani and Vazirani,
// Combinatorica 7, 1987). The optimum is therefore one, whatever led to it.
[[nodiscard]] constexpr std::uint64_t ticket_of(const LotteryWeek& lottery,
                                                ParticipantOrdinal participant,
                                                PlacementOrdinal placement) {
  const std::uint64_t own = ~draw(lottery.seed, lottery.week, participant);
  const std::uint64_t pair = ~draw(lottery.seed, lottery.week, participant, placement);
  return (own >> 5U) + (pair >> 17U);
}

}  // namespace koppel::matching
