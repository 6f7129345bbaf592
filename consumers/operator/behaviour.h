#pragma once

#include <array>
#include <cstdint>

// How simulated people answer a living engine: the whole model in words, and every number in it.
// The numbers are chosen, not measured: plausible enough to drive a year of history, and the same
// before and after a change of matching, so that the two may be compared. They say nothing about
// real people.
//
// What is proposed decides by how person and place fit: liking, ability, journey and what nobody
// carries (fit.h). The engine's score and regret are not asked: who judges by them finds every
// change of a weight an improvement.
//
// Proposal    Looked at after some working days, or never. While another proposal to the person is
//             accepted, it is put off. Else one draw among all answers: each has a weight, which
//             grows with what speaks for it.
// Accepted    The two sides meet after some working days and agree, decline, or leave it; what they
//             left is taken up when the reminder of the acceptance is due.
// Agreed      Starts soon, mostly the next working day, not before the place and the person can;
//             or does not start.
// Running     Every week one draw among staying and each cause of ending; the first weeks count
//             more. What is carried by then counts, not what was open at the proposal: support that
//             came in time keeps people at work. Some who stop tell nobody: they are found by a
//             follow-up, or by the employer much later. Who lasts as long as such a place takes
//             completes it, and goes on to work or school by some chance.
// Ended       An outcome is recorded, mostly. Who went on leaves the programme by some chance. An
//             employer who was let down may close the place.
// Reminder    Answered after some working days, or never: still there, left, unreachable. Some
//             people are hard to reach. Who could not be reached may turn out to have left.
// Support     What is requested is arranged by some chance, after days or weeks.
// Otherwise   Who acts of their own accord goes on as without an engine (simulate.h), but nobody
//             leaves who has a place.
// Placement   One that closed or is past is followed by another at the same employer, by some
//             chance.
//
// All delays are working days. Each draw follows from the seed and from whom it is about, on which
// day: what happens to one person does not change the draws of another.
namespace koppel::simulate {

// Weights of so many working days, from 0 on.
using DelayWeights = std::array<std::uint32_t, 8>;

// Weeks, from and to.
struct Weeks {
  std::uint32_t fewest = 0;
  std::uint32_t most = 0;
};

struct DaysBetween {
  std::uint32_t fewest = 0;
  std::uint32_t most = 0;
};

// In the order agreed, employer chose other, participant does not want to, unreachable, left as it
// is.
using MeetingWeights = std::array<std::uint32_t, 5>;

// Everything named percent is one in a hundred.

// Proposal. Weights of the answers; fits are 0 to 100, severities 0 to 4 a domain.
inline constexpr std::uint32_t kNeverLookedAtPercent = 6;
inline constexpr DelayWeights kDaysToLook = {25, 35, 20, 12, 8, 0, 0, 0};
inline constexpr DelayWeights kDaysPutOff = {0, 0, 0, 40, 30, 30, 0, 0};
inline constexpr std::uint32_t kAcceptWeight = 10;
inline constexpr std::uint32_t kAcceptPerLiking = 4;
inline constexpr std::uint32_t kAcceptPerAbility = 1;
inline constexpr std::uint32_t kSupportMissingPerSeverity = 25;
inline constexpr std::uint32_t kJourneyPerTravel = 2;  // so many percent of the time weigh 1
inline constexpr std::uint32_t kDislikePerInterest = 2;
inline constexpr std::uint32_t kInabilityPerTasks = 4;
inline constexpr std::uint32_t kHoursWeight = 5;
inline constexpr std::uint32_t kEmployerChoseOtherWeight = 25;
inline constexpr std::uint32_t kParticipantWishWeight = 14;
inline constexpr std::uint32_t kUnreachableWeight = 6;
inline constexpr std::uint32_t kOtherReasonWeight = 5;
inline constexpr std::uint32_t kDeferWeight = 20;
inline constexpr std::uint32_t kDeferPerSeverity = 6;
inline constexpr DaysBetween kDeferDays = {.fewest = 5, .most = 15};

// Who is hard to reach, and how much more often such a person cannot be reached.
inline constexpr std::uint32_t kHardToReachPercent = 15;
inline constexpr std::uint32_t kHardToReachTimes = 4;

// Accepted.
inline constexpr DelayWeights kDaysToMeet = {0, 40, 30, 20, 10, 0, 0, 0};
inline constexpr MeetingWeights kAtMeeting = {86, 5, 3, 2, 4};
inline constexpr MeetingWeights kAtReminder = {50, 15, 15, 10, 10};

// Agreed.
inline constexpr DelayWeights kDaysToStart = {0, 50, 20, 10, 8, 6, 3, 3};
inline constexpr std::uint32_t kNotStartedPercent = 5;
inline constexpr DelayWeights kDaysToSayNotStarted = {0, 40, 30, 20, 10, 0, 0, 0};

// Running: one in a thousand a week for each cause.
inline constexpr std::uint32_t kEarlyWeeks = 4;       // in these, twice as much
inline constexpr std::uint32_t kJourneyPerStop = 20;  // so many percent of the time weigh 1
inline constexpr std::uint32_t kStopPerLanguage = 6;
inline constexpr std::uint32_t kStopPerUncarried = 5;
inline constexpr std::uint32_t kDislikePerStop = 300;  // of its square
inline constexpr std::uint32_t kInabilityPerStop = 25;
inline constexpr std::uint32_t kStopPrivate = 4;
inline constexpr std::uint32_t kStopEmployer = 3;
inline constexpr std::uint32_t kToRegularWork = 4;
inline constexpr std::uint32_t kSilentPercent = 30;  // of those who stop, but not for regular work
inline constexpr DaysBetween kDaysUnnoticed = {.fewest = 15, .most = 30};
inline constexpr std::uint32_t kEndsWithParticipationPercent = 50;  // a week, after leaving
// How long such a place takes, in the order of PlacementKind; 0: it does not end by itself.
inline constexpr std::array<Weeks, 8> kLasts = {{{.fewest = 0, .most = 0},    // unspecified
                                                 {.fewest = 0, .most = 0},    // job
                                                 {.fewest = 26, .most = 40},  // learn-work
                                                 {.fewest = 10, .most = 24},  // internship
                                                 {.fewest = 12, .most = 26},  // work experience
                                                 {.fewest = 20, .most = 52},  // volunteer
                                                 {.fewest = 6, .most = 12},   // trial
                                                 {.fewest = 0, .most = 0}}};  // sheltered
// Completed, to regular work, to education.
inline constexpr std::array<std::uint32_t, 3> kAtTheEnd = {50, 32, 18};

// Ended.
inline constexpr std::uint32_t kOutcomeAfterGoingOnPercent = 80;
inline constexpr std::uint32_t kOutcomeAfterStoppingPercent = 40;
inline constexpr DaysBetween kDaysToOutcome = {.fewest = 1, .most = 5};
inline constexpr std::uint32_t kOutflowPercent = 60;
inline constexpr DaysBetween kDaysToOutflow = {.fewest = 5, .most = 30};
inline constexpr std::uint32_t kCloseWhenLetDownPercent = 20;
inline constexpr DaysBetween kDaysToClose = {.fewest = 1, .most = 10};

// Reminder.
inline constexpr std::uint32_t kNeverAnsweredPercent = 10;
inline constexpr DelayWeights kDaysToAnswer = {40, 30, 15, 10, 5, 0, 0, 0};
inline constexpr std::uint32_t kUnreachablePercent = 6;
inline constexpr std::uint32_t kAwayUnreachablePercent = 50;   // of those who told nobody
inline constexpr std::uint32_t kEndedUnreachablePercent = 20;  // some time after the end
inline constexpr std::uint32_t kStillWentOnPercent = 85;       // of those who went on
inline constexpr std::uint32_t kLeavesUnreachedPercent = 5;    // of those who were not reached
inline constexpr DaysBetween kDaysToLeave = {.fewest = 5, .most = 15};

// Support.
inline constexpr std::uint32_t kArrangedPercent = 60;
inline constexpr DaysBetween kDaysToArrange = {.fewest = 3, .most = 20};
inline constexpr std::uint32_t kEnoughSupportPercent = 85;  // else one less than what is needed

// Placement.
inline constexpr std::uint32_t kAnotherPlacePercent = 70;
inline constexpr DaysBetween kDaysToAnother = {.fewest = 5, .most = 30};

}  // namespace koppel::simulate
