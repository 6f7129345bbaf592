// Claims who gets the seat when not everybody can: the least regret, then the longest wait, then
// the lottery; and that caseloads and coaches count as seats do. Shown on markets of two or three
// people.

#include "engine/matching/assignment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace koppel::matching {
namespace {

constexpr ParticipantOrdinal kAda{1};
constexpr ParticipantOrdinal kBob{2};
constexpr ParticipantOrdinal kCem{3};
constexpr PlacementOrdinal kBakery{1};
constexpr PlacementOrdinal kGarden{2};
constexpr PlacementOrdinal kNowhere{};
constexpr ConsultantOrdinal kConsultant{1};
constexpr CoachTeamOrdinal kTeam{1};

Wish wish(PlacementOrdinal place, std::uint32_t regret, std::uint64_t ticket) {
  return {.place = place, .benefit = kSeatBenefit - regret, .ticket = ticket};
}

Applicant applicant(ParticipantOrdinal who, std::vector<Wish> wishes) {
  return {.participant = who, .consultant = {}, .days_waiting = 0, .wishes = std::move(wishes)};
}

Offer offer(PlacementOrdinal place, std::uint32_t seats) {
  return {.place = place, .team = {}, .seats = seats};
}

TEST(Assignment, OfNobodyIsEmpty) {
  const Assignment assignment = Assignment::solve({});
  EXPECT_EQ(assignment.place_of(kAda), kNowhere);
  EXPECT_TRUE(assignment.moved().empty());
  EXPECT_EQ(assignment.prices(), Prices{});
}

TEST(Assignment, GivesASeatToTheLeastRegretOfAll) {
  // Ada would be best off at the bakery too, but loses little by the garden.
  const Assignment assignment = Assignment::solve(
      {.applicants = {applicant(kAda, {wish(kBakery, 0, 1), wish(kGarden, 10, 1)}),
                      applicant(kBob, {wish(kBakery, 0, 1), wish(kGarden, 500, 1)})},
       .offers = {offer(kBakery, 1), offer(kGarden, 1)}});
  EXPECT_EQ(assignment.place_of(kAda), kGarden);
  EXPECT_EQ(assignment.place_of(kBob), kBakery);
}

TEST(Assignment, LeavesNobodyOverWhileASeatIsFree) {
  // Whatever regret it costs the two together.
  const Assignment assignment = Assignment::solve(
      {.applicants = {applicant(kAda, {wish(kBakery, 0, 9), wish(kGarden, 50'000, 1)}),
                      applicant(kBob, {wish(kBakery, 15'000, 1)})},
       .offers = {offer(kBakery, 1), offer(kGarden, 1)}});
  EXPECT_EQ(assignment.place_of(kAda), kGarden);
  EXPECT_EQ(assignment.place_of(kBob), kBakery);
}

TEST(Assignment, LooksAtTheWaitWhenRegretIsEqual) {
  AssignmentMarket market{.applicants = {applicant(kAda, {wish(kBakery, 0, 900)}),
                                         applicant(kBob, {wish(kBakery, 0, 1)})},
                          .offers = {offer(kBakery, 1)}};
  market.applicants[1].days_waiting = 3;
  EXPECT_EQ(Assignment::solve(market).place_of(kBob), kBakery);
  // A point of regret counts more than any wait.
  market.applicants[1].wishes[0] = wish(kBakery, 1, 1);
  EXPECT_EQ(Assignment::solve(market).place_of(kAda), kBakery);
}

TEST(Assignment, CountsNoLongerWaitThanItCan) {
  AssignmentMarket market{.applicants = {applicant(kAda, {wish(kBakery, 0, 900)}),
                                         applicant(kBob, {wish(kBakery, 0, 1)})},
                          .offers = {offer(kBakery, 1)}};
  market.applicants[0].days_waiting = kDaysMax;
  market.applicants[1].days_waiting = kDaysMax + 50;
  EXPECT_EQ(Assignment::solve(market).place_of(kAda), kBakery);
}

TEST(Assignment, DrawsWhenNothingElseDiffers) {
  const Assignment assignment =
      Assignment::solve({.applicants = {applicant(kAda, {wish(kBakery, 0, 4)}),
                                        applicant(kBob, {wish(kBakery, 0, 5)})},
                         .offers = {offer(kBakery, 1)}});
  EXPECT_EQ(assignment.place_of(kBob), kBakery);
  EXPECT_EQ(assignment.place_of(kAda), kNowhere);
}

TEST(Assignment, DoesNotMoveACommunicatedProposalForAnEpsilon) {
  Assignment assignment;
  assignment.set(offer(kBakery, 1));
  constexpr std::uint32_t kCommunicated = 300;
  Applicant ada = applicant(kAda, {wish(kBakery, 100, 1)});
  ada.wishes[0].benefit = benefit_of(5'000, 4'900, kCommunicated);
  assignment.enter(ada);
  assignment.enter(applicant(kBob, {wish(kBakery, 0, 1)}));
  EXPECT_EQ(assignment.place_of(kAda), kBakery);
  ada.wishes[0].benefit = benefit_of(5'000, 4'000, kCommunicated);
  assignment.enter(ada);
  EXPECT_EQ(assignment.place_of(kBob), kBakery);
}

TEST(Assignment, KeepsToTheCaseload) {
  AssignmentMarket market{.applicants = {applicant(kAda, {wish(kBakery, 20, 1)}),
                                         applicant(kBob, {wish(kGarden, 10, 1)}),
                                         applicant(kCem, {wish(kGarden, 30, 1)})},
                          .offers = {offer(kBakery, 1), offer(kGarden, 2)},
                          .caseloads = {{.consultant = kConsultant, .people = 1}}};
  market.applicants[0].consultant = kConsultant;
  market.applicants[1].consultant = kConsultant;
  Assignment assignment = Assignment::solve(market);
  EXPECT_EQ(assignment.place_of(kAda), kNowhere);
  EXPECT_EQ(assignment.place_of(kBob), kGarden);
  EXPECT_EQ(assignment.place_of(kCem), kGarden);
  EXPECT_EQ(assignment.prices().of(kConsultant), kSeatBenefit - 20);
  assignment.set(Caseload{.consultant = kConsultant, .people = 2});
  EXPECT_EQ(assignment.place_of(kAda), kBakery);
  EXPECT_TRUE(std::ranges::equal(assignment.moved(), std::vector{kAda}));
  EXPECT_EQ(assignment.prices(), Prices{});
}

TEST(Assignment, KeepsToWhatATeamCanCoach) {
  Assignment assignment =
      Assignment::solve({.applicants = {applicant(kAda, {wish(kBakery, 20, 1)}),
                                        applicant(kBob, {wish(kGarden, 10, 1)})},
                         .offers = {{.place = kBakery, .team = kTeam, .seats = 1},
                                    {.place = kGarden, .team = kTeam, .seats = 1}},
                         .coaching = {{.team = kTeam, .people = 1}}});
  EXPECT_EQ(assignment.place_of(kAda), kNowhere);
  EXPECT_EQ(assignment.place_of(kBob), kGarden);
  EXPECT_EQ(assignment.prices().of(kTeam), kSeatBenefit - 20);
  assignment.set(offer(kGarden, 1));  // needs no coach any more
  EXPECT_EQ(assignment.place_of(kAda), kBakery);
  assignment.set(Coaching{.team = kTeam, .people = 0});
  EXPECT_EQ(assignment.place_of(kAda), kNowhere);
}

TEST(Assignment, HasNoRoomWhereNobodySaidSo) {
  AssignmentMarket market{.applicants = {applicant(kAda, {wish(kBakery, 0, 1)})}};
  EXPECT_EQ(Assignment::solve(market).place_of(kAda), kNowhere);
  market.offers = {offer(kBakery, 1)};
  EXPECT_EQ(Assignment::solve(market).place_of(kAda), kBakery);
  market.applicants[0].consultant = kConsultant;
  EXPECT_EQ(Assignment::solve(market).place_of(kAda), kNowhere);
}

TEST(Assignment, PricesWhatOneMoreSeatWouldBring) {
  Assignment assignment = Assignment::solve(
      {.applicants = {applicant(kAda, {wish(kBakery, 0, 1), wish(kGarden, 40, 1)}),
                      applicant(kBob, {wish(kBakery, 0, 2), wish(kGarden, 70, 1)})},
       .offers = {offer(kBakery, 1), offer(kGarden, 1)}});
  EXPECT_EQ(assignment.place_of(kAda), kGarden);
  EXPECT_EQ(assignment.prices().of(kBakery), 40);
  EXPECT_EQ(assignment.prices().of(kGarden), 0);
  assignment.leave(kAda);
  EXPECT_EQ(assignment.prices().of(kBakery), 0);
}

TEST(Worth, PartsNeverOutweighGreaterOnes) {
  constexpr std::uint64_t kLastTicket = (std::uint64_t{1} << kTicketBits) - 1;
  static_assert(worth_of(0, kLastTicket) * kAssignedMax < worth_of_waiting(1));
  static_assert(worth_of_waiting(kDaysMax) * kAssignedMax + worth_of_waiting(1) <=
                worth_of(1, 0) / 2);
  static_assert(worth_of(kBenefitMax, kLastTicket) + worth_of_waiting(kDaysMax) < kUnaffordable);
}

TEST(Worth, IsLessTheMoreRegret) {
  static_assert(benefit_of(24'000, 24'000, 0) == kSeatBenefit);
  static_assert(benefit_of(24'000, 23'999, 0) == kSeatBenefit - 1);
  static_assert(benefit_of(kScoreMax, kScoreMin, 0) > 0);
  // Nobody is worth more for scoring more everywhere.
  static_assert(benefit_of(-9'000, -9'300, 50) == benefit_of(20'000, 19'700, 50));
}

TEST(Worth, TicketsFavourWhoDrawsLowest) {
  const LotteryWeek lottery{.seed = 7, .week = 12};
  for (std::uint32_t at = 1; at < 200; ++at) {
    const ParticipantOrdinal one{at};
    const ParticipantOrdinal other{at + 1};
    const std::uint64_t draw_one = draw(7, 12, one);
    const std::uint64_t draw_other = draw(7, 12, other);
    if ((draw_one > draw_other ? draw_one - draw_other : draw_other - draw_one) >> 53U == 0) {
      continue;  // so near that the pair decides
    }
    EXPECT_EQ(ticket_of(lottery, one, kBakery) > ticket_of(lottery, other, kGarden),
              draw_one < draw_other);
    EXPECT_EQ(ticket_of(lottery, one, kBakery) >> kTicketBits, 0);
  }
}

}  // namespace
}  // namespace koppel::matching
