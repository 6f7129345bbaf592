#pragma once

#include <cstdint>

// The coded words of the domain. Numbers and meanings are those of proto/koppel/v1/values.proto and
// row.proto; a parity test holds the two together.
namespace koppel {

enum class BarrierDomain : std::uint8_t {
  kUnspecified = 0,
  kFinances = 1,
  kDayStructure = 2,
  kHousing = 3,
  kDomesticRelations = 4,
  kMentalHealth = 5,
  kPhysicalHealth = 6,
  kSubstanceUse = 7,
  kBasicDailyLiving = 8,
  kInstrumentalDailyLiving = 9,
  kSocialNetwork = 10,
  kParticipation = 11,
  kLanguage = 12,
  kTravel = 13,
  kChildcare = 14,
  kSchedule = 15,
  kPhysicalLoad = 16
};

enum class SequencingPolicy : std::uint8_t {
  kUnspecified = 0,
  kSolveFirst = 1,
  kPlaceFirst = 2,
  kParallel = 3,
  kSchoolToWork = 4
};

enum class PlacementKind : std::uint8_t {
  kUnspecified = 0,
  kJob = 1,
  kLearnWork = 2,
  kInternship = 3,
  kWorkExperience = 4,
  kVolunteer = 5,
  kTrial = 6,
  kSheltered = 7
};

enum class Sector : std::uint8_t {
  kUnspecified = 0,
  kGreen = 1,
  kIndustry = 2,
  kConstruction = 3,
  kTrade = 4,
  kLogistics = 5,
  kHospitality = 6,
  kOffice = 7,
  kFacility = 8,
  kCare = 9,
  kCultureSport = 10
};

enum class InterestInstrument : std::uint8_t {
  kUnspecified = 0,
  kShortForm = 1,
  kOnet = 2
};

enum class TravelMeans : std::uint8_t {
  kUnspecified = 0,
  kWalk = 1,
  kBike = 2,
  kMoped = 3,
  kPublicTransport = 4,
  kCar = 5
};

enum class Licence : std::uint8_t {
  kUnspecified = 0,
  kAm = 1,
  kB = 2,
  kC = 3,
  kForklift = 4,
  kVca = 5,
  kHaccp = 6,
  kConduct = 7
};

enum class LanguageLevel : std::uint8_t {
  kUnspecified = 0,
  kA1 = 1,
  kA2 = 2,
  kB1 = 3,
  kB2 = 4,
  kC1 = 5,
  kC2 = 6
};

enum class EducationLevel : std::uint8_t {
  kUnspecified = 0,
  kNone = 1,
  kPrimary = 2,
  kPro = 3,
  kVso = 4,
  kVmbo = 5,
  kMbo1 = 6,
  kMbo2 = 7,
  kMbo3 = 8,
  kMbo4 = 9,
  kHbo = 10,
  kWo = 11
};

enum class SkillGroup : std::uint8_t {
  kUnspecified = 0,
  kReadingWriting = 1,
  kNumeracy = 2,
  kDigital = 3,
  kCommunication = 4,
  kCooperation = 5,
  kSelfDirection = 6,
  kPace = 7,
  kPrecision = 8
};

enum class ConsentPurpose : std::uint8_t {
  kUnspecified = 0,
  kMatching = 1,
  kShareWithEmployer = 2
};

enum class Role : std::uint8_t {
  kUnspecified = 0,
  kConsultant = 1,
  kCoach = 2,
  kMentor = 3,
  kBuddy = 4,
  kWorkSupervisor = 5,
  kCoordinator = 6,
  kClientManager = 7,
  kSchool = 8,
  kSupportSystem = 9
};

enum class FollowUpAnchor : std::uint8_t {
  kUnspecified = 0,
  kProposalAccepted = 1,
  kEngagementAgreed = 2,
  kEngagementStarted = 3,
  kEngagementEnded = 4
};

enum class Side : std::uint8_t {
  kUnspecified = 0,
  kParticipant = 1,
  kEmployer = 2,
  kConsultant = 3
};

enum class DeclineReason : std::uint8_t {
  kUnspecified = 0,
  kSupportMissing = 1,
  kTravel = 2,
  kHours = 3,
  kInterest = 4,
  kTasks = 5,
  kEmployerChoseOther = 6,
  kParticipantWish = 7,
  kUnreachable = 8,
  kOther = 9
};

enum class DeferCondition : std::uint8_t {
  kUnspecified = 0,
  kSupportArranged = 1,
  kParticipantChanged = 2,
  kPlacementChanged = 3
};

enum class EngagementEndCause : std::uint8_t {
  kUnspecified = 0,
  kCompleted = 1,
  kToRegularWork = 2,
  kToEducation = 3,
  kTravel = 4,
  kLanguage = 5,
  kNoCoach = 6,
  kTaskMismatch = 7,
  kPrivate = 8,
  kEmployer = 9,
  kNotStarted = 10,
  kOther = 11
};

enum class FollowUpResult : std::uint8_t {
  kUnspecified = 0,
  kStillThere = 1,
  kLeft = 2,
  kUnreachable = 3
};

enum class OutcomeKind : std::uint8_t {
  kUnspecified = 0,
  kWork = 1,
  kEducation = 2,
  kLearnWorkTrack = 3,
  kWorkExperiencePlace = 4,
  kDiploma = 5,
  kStopped = 6,
  kUnknown = 7
};

enum class LeaveReason : std::uint8_t {
  kUnspecified = 0,
  kOutflow = 1,
  kOwnWish = 2,
  kOtherProgramme = 3,
  kDeceased = 4,
  kOther = 5
};

enum class CloseReason : std::uint8_t {
  kUnspecified = 0,
  kWithdrawn = 1,
  kFilledElsewhere = 2,
  kExpired = 3,
  kOther = 4
};

enum class Gate : std::uint8_t {
  kUnspecified = 0,
  kKind = 1,
  kRecognition = 2,
  kAge = 3,
  kLicence = 4,
  kLanguage = 5,
  kHours = 6,
  kStart = 7,
  kTravel = 8,
  kExcludedWish = 9,
  kSeats = 10,
  kPaused = 11,
  kCaseload = 12,
  kCoach = 13
};

enum class ReadinessGap : std::uint8_t {
  kUnspecified = 0,
  kIntake = 1,
  kContract = 2,
  kConsent = 3,
  kAvailability = 4,
  kPhase = 5,
  kSupportFirst = 6
};

enum class ScorePart : std::uint8_t {
  kUnspecified = 0,
  kInterests = 1,
  kCompetences = 2,
  kOpenSupport = 3,
  kTrainableGap = 4,
  kTravel = 5
};

enum class UnlockChange : std::uint8_t {
  kUnspecified = 0,
  kTravelMinutes = 1,
  kHours = 2,
  kLicence = 3,
  kLanguage = 4,
  kAcceptSector = 5,
  kAcceptKind = 6,
  kRecognition = 7,
  kSeats = 8,
  kCaseload = 9,
  kAvailableEarlier = 10,
  kCoach = 11
};

enum class WithdrawalReason : std::uint8_t {
  kUnspecified = 0,
  kParticipantLeft = 1,
  kParticipantNotReady = 2,
  kPlacementClosed = 3,
  kEmployerSuspended = 4,
  kGate = 5,
  kEngaged = 6,
  kSeatsReduced = 7,
  kSeatNeeded = 8  // by somebody without any proposal
};

enum class ReminderCancelReason : std::uint8_t {
  kUnspecified = 0,
  kEngagementEnded = 1,
  kParticipantLeft = 2,
  kAnswered = 3,
  kProposalClosed = 4
};

enum class RefusalReason : std::uint8_t {
  kUnspecified = 0,
  kUnreadable = 1,
  kIdReused = 2,
  kPersonErased = 3,
  kOccurredInFuture = 4,
  kWrongArea = 5,
  kOutOfRange = 6,
  kNotCorrectable = 7,
  kUnknownCause = 8,
  kTooManyWaiting = 9,
  kPartyNeverArrived = 10,
  kUnknownProgramme = 11,
  kUnknownPhase = 12,
  kSuperseded = 13,
  kAlreadyRegistered = 14,
  kAlreadyOpen = 15,
  kAlreadyClosed = 16,
  kAlreadyLeft = 17,
  kAlreadyHeld = 18,
  kAlreadyDecided = 19,
  kAlreadyAgreed = 20,
  kAlreadyStarted = 21,
  kAlreadyEnded = 22,
  kNoSuchBarrier = 23,
  kNoOpenProposal = 24,
  kNoSuchReminder = 26,
  kWrongPair = 27,
  kNoFreeSeat = 28,
  kAlreadyEngaged = 29,
  kPlacementClosed = 30,
  kEmployerSuspended = 31,
  kConsultantInactive = 32,
  kSameArea = 33,
  kOlderVersion = 34
};

enum class PartyKind : std::uint8_t {
  kUnspecified = 0,
  kParticipant = 1,
  kEmployer = 2,
  kPlacement = 3,
  kConsultant = 4,
  kEngagement = 5
};

enum class AgendaKind : std::uint8_t {
  kUnspecified = 0,
  kWaitingExpired = 1,
  kPartyArrived = 2,
  kProposalDue = 3,
  kProposalCheck = 4,
  kCancelReminders = 5,
  kReminderDue = 6,
  kPlanReminders = 7,
  kRequestSupport = 8,
  kFillCheck = 9,
  kPlacement = 10,
  kParticipant = 11,
  kConsultant = 12,
  kPrices = 13
};

enum class ParticipantState : std::uint8_t {
  kUnspecified = 0,
  kActive = 1,
  kLeft = 2,
  kMoved = 3,
  kErased = 4
};

enum class EngagementState : std::uint8_t {
  kUnspecified = 0,
  kAgreed = 1,
  kRunning = 2,
  kEnded = 3
};

// The words of koppel.employer.v1: of the work, never of the person.
enum class Arrangement : std::uint8_t {
  kUnspecified = 0,
  kCoachAtWork = 1,
  kFixedSupervisor = 2,
  kQuietSpot = 3,
  kLaterStart = 4,
  kPlainLanguage = 5,
  kLightWork = 6,
  kTravelTogether = 7
};

}  // namespace koppel
