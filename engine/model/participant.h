#pragma once

#include "engine/model/area.h"
#include "engine/model/calendar.h"
#include "engine/model/criminal.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/special.h"
#include "engine/model/values.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel {

// A pair that is not proposed: until the moment, or until what is awaited has come about; with
// both, whichever is first; with neither, until a side changes. Revisions are as they were at the
// answer.
struct Pause {
  PlacementOrdinal placement;
  Instant until;  // unset: no moment
  std::uint32_t participant_revision = 0;
  std::uint32_t placement_revision = 0;
  DeferCondition awaited = DeferCondition::kUnspecified;
  Special<std::vector<Support>> carried;  // where support is awaited: what was carried there then

  friend bool operator==(const Pause&, const Pause&) = default;
};

struct BarrierHeld {
  BarrierDomain domain = BarrierDomain::kUnspecified;
  std::uint32_t severity = 0;  // 0 resolved to 4
  Instant as_of;

  friend bool operator==(const BarrierHeld&, const BarrierHeld&) = default;
};

struct SupportHeld {
  Support support;
  Role owner = Role::kUnspecified;
  Instant as_of;

  friend bool operator==(const SupportHeld&, const SupportHeld&) = default;
};

struct JusticeHeld {
  std::uint32_t level = 0;
  Instant as_of;

  friend bool operator==(const JusticeHeld&, const JusticeHeld&) = default;
};

struct OutcomeHeld {
  OutcomeKind outcome = OutcomeKind::kUnspecified;
  Instant as_of;

  friend bool operator==(const OutcomeHeld&, const OutcomeHeld&) = default;
};

struct ConsentHeld {
  ConsentPurpose purpose = ConsentPurpose::kUnspecified;
  bool given = false;
  Instant as_of;

  friend bool operator==(const ConsentHeld&, const ConsentHeld&) = default;
};

struct Availability {
  std::uint32_t hours_min = 0;
  std::uint32_t hours_max = 0;
  Date available_from;
  TravelMeans travel_means = TravelMeans::kUnspecified;
  std::uint32_t travel_minutes_max = 0;
  std::vector<Licence> licences;
  LanguageLevel language = LanguageLevel::kUnspecified;
  std::vector<PlacementKind> excluded_kinds;
  Instant as_of;

  friend bool operator==(const Availability&, const Availability&) = default;
};

struct InterestsHeld {
  InterestProfile profile;
  std::vector<Sector> excluded_sectors;
  Instant as_of;

  friend bool operator==(const InterestsHeld&, const InterestsHeld&) = default;
};

struct CompetencesHeld {
  std::string taxonomy;
  std::vector<CompetenceLevel> competences;
  std::vector<SkillLevel> skills;
  Instant as_of;

  friend bool operator==(const CompetencesHeld&, const CompetencesHeld&) = default;
};

// What folding keeps of the last explanation, so that the same one is not recorded every day.
struct NoMatchHeld {
  Gate leading = Gate::kUnspecified;
  Instant at;

  friend bool operator==(const NoMatchHeld&, const NoMatchHeld&) = default;
};

struct Participant {
  ParticipantOrdinal ordinal;
  ParticipantId id;
  ParticipantState state = ParticipantState::kUnspecified;
  Instant registered_at;
  Instant registration_as_of;  // when it happened, of the case that stands or of the last
  Instant leaving_as_of;       // of the case before it, or of the last
  Instant waiting_since;
  ConsultantOrdinal consultant;
  Instant consultant_as_of;
  std::uint32_t revision = 0;  // sealed, as the pauses are
  std::vector<ProposalNumber> open_proposals;
  EngagementId engagement;
  std::vector<Pause> pauses;
  std::uint32_t engagements = 0;
  std::uint32_t objections = 0;
  std::uint32_t views = 0;
  // sealed
  std::string programme;
  Date birth_date;
  Location location;
  EducationLevel education = EducationLevel::kUnspecified;
  std::string external_ref;
  Instant intake_at;
  Instant contract_at;
  InterestsHeld interests;
  CompetencesHeld competences;
  Special<std::vector<BarrierHeld>> barriers;
  Special<std::vector<SupportHeld>> supports;
  Criminal<JusticeHeld> justice;
  Availability availability;
  std::string phase;
  Instant phase_as_of;
  std::vector<ConsentHeld> consents;
  std::vector<OutcomeHeld> outcomes;
  Special<std::vector<BarrierDomain>> support_requested;
  NoMatchHeld no_match;
  LeaveReason leave_reason = LeaveReason::kUnspecified;
  AreaId moved_to;
  // in clear, after erasure only
  std::vector<ContributionToTables> contributions;
  bool erasure_completed = false;

  friend bool operator==(const Participant&, const Participant&) = default;
};

}  // namespace koppel
