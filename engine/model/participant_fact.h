#pragma once

#include "engine/model/area.h"
#include "engine/model/calendar.h"
#include "engine/model/criminal.h"
#include "engine/model/id.h"
#include "engine/model/special.h"
#include "engine/model/values.h"

#include <cstdint>
#include <string>
#include <vector>

namespace koppel {

struct ParticipantRegistered {
  ParticipantId participant;
  std::string programme;
  Date birth_date;
  Location location;
  EducationLevel education = EducationLevel::kUnspecified;
  std::string external_ref;  // the source's own number

  friend bool operator==(const ParticipantRegistered&, const ParticipantRegistered&) = default;
};

struct IntakeHeld {
  ParticipantId participant;

  friend bool operator==(const IntakeHeld&, const IntakeHeld&) = default;
};

struct ContractSigned {
  ParticipantId participant;

  friend bool operator==(const ContractSigned&, const ContractSigned&) = default;
};

struct InterestsAssessed {
  ParticipantId participant;
  InterestProfile interests;
  std::vector<Sector> excluded_sectors;

  friend bool operator==(const InterestsAssessed&, const InterestsAssessed&) = default;
};

struct CompetencesAssessed {
  ParticipantId participant;
  std::string taxonomy;
  std::vector<CompetenceLevel> competences;
  std::vector<SkillLevel> skills;

  friend bool operator==(const CompetencesAssessed&, const CompetencesAssessed&) = default;
};

// A level of the self-sufficiency matrix, 1 (acute) to 5 (self-reliant); severity = 5 - level.
// Either a domain with its level, or the level for Justitie alone, which nothing but the person's
// own record uses.
struct BarrierReported {
  ParticipantId participant;
  Special<BarrierDomain> domain;
  Special<std::uint32_t> level;
  Criminal<std::uint32_t> justice_level;
  std::string instrument;

  friend bool operator==(const BarrierReported&, const BarrierReported&) = default;
};

struct BarrierChanged {
  ParticipantId participant;
  Special<BarrierDomain> domain;
  Special<std::uint32_t> level;

  friend bool operator==(const BarrierChanged&, const BarrierChanged&) = default;
};

struct BarrierResolved {
  ParticipantId participant;
  Special<BarrierDomain> domain;

  friend bool operator==(const BarrierResolved&, const BarrierResolved&) = default;
};

struct SupportArranged {
  ParticipantId participant;
  Special<Support> support;
  Role owner = Role::kUnspecified;

  friend bool operator==(const SupportArranged&, const SupportArranged&) = default;
};

struct AvailabilitySet {
  ParticipantId participant;
  std::uint32_t hours_min = 0;
  std::uint32_t hours_max = 0;
  Date available_from;
  TravelMeans travel_means = TravelMeans::kUnspecified;
  std::uint32_t travel_minutes_max = 0;
  std::vector<Licence> licences;
  LanguageLevel language = LanguageLevel::kUnspecified;
  std::vector<PlacementKind> excluded_kinds;

  friend bool operator==(const AvailabilitySet&, const AvailabilitySet&) = default;
};

struct PhaseEntered {
  ParticipantId participant;
  std::string phase;

  friend bool operator==(const PhaseEntered&, const PhaseEntered&) = default;
};

struct ConsentGiven {
  ParticipantId participant;
  ConsentPurpose purpose = ConsentPurpose::kUnspecified;

  friend bool operator==(const ConsentGiven&, const ConsentGiven&) = default;
};

struct ConsentWithdrawn {
  ParticipantId participant;
  ConsentPurpose purpose = ConsentPurpose::kUnspecified;

  friend bool operator==(const ConsentWithdrawn&, const ConsentWithdrawn&) = default;
};

struct ConsultantAssigned {
  ParticipantId participant;
  ConsultantId consultant;

  friend bool operator==(const ConsultantAssigned&, const ConsultantAssigned&) = default;
};

struct MovedArea {
  ParticipantId participant;
  AreaId to_area;

  friend bool operator==(const MovedArea&, const MovedArea&) = default;
};

struct ParticipantLeft {
  ParticipantId participant;
  LeaveReason reason = LeaveReason::kUnspecified;

  friend bool operator==(const ParticipantLeft&, const ParticipantLeft&) = default;
};

struct ObjectionRaised {
  ParticipantId participant;
  ProposalNumber proposal;
  std::string text;

  friend bool operator==(const ObjectionRaised&, const ObjectionRaised&) = default;
};

struct PersonViewed {
  ParticipantId participant;
  ConsultantId viewer;
  std::string purpose;

  friend bool operator==(const PersonViewed&, const PersonViewed&) = default;
};

// The request names the person; the entry also bears what the person contributed to the tables.
struct ParticipantErased {
  ParticipantId participant;
  std::vector<ContributionToTables> contributions;

  friend bool operator==(const ParticipantErased&, const ParticipantErased&) = default;
};

}  // namespace koppel
