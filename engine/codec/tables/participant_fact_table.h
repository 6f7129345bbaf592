#pragma once

#include "engine/codec/table.h"
#include "engine/model/participant_fact.h"

#include "koppel/v1/participant.pb.h"

KOPPEL_TABLE(ParticipantRegistered,
             v1::ParticipantRegistered,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, programme),
             KOPPEL_FIELD(kPersonal, birth_date),
             KOPPEL_FIELD(kPersonal, location),
             KOPPEL_FIELD(kPersonal, education),
             KOPPEL_FIELD(kPersonal, external_ref));

KOPPEL_TABLE(IntakeHeld, v1::IntakeHeld, KOPPEL_FIELD(kClear, participant));

KOPPEL_TABLE(ContractSigned, v1::ContractSigned, KOPPEL_FIELD(kClear, participant));

KOPPEL_TABLE(InterestsAssessed,
             v1::InterestsAssessed,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, interests),
             KOPPEL_FIELD(kPersonal, excluded_sectors));

KOPPEL_TABLE(CompetencesAssessed,
             v1::CompetencesAssessed,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, taxonomy),
             KOPPEL_FIELD(kPersonal, competences),
             KOPPEL_FIELD(kPersonal, skills));

KOPPEL_TABLE(BarrierReported,
             v1::BarrierReported,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, domain),
             KOPPEL_RANGE(kPersonal, level, 0, 5),
             KOPPEL_RANGE(kPersonal, justice_level, 0, 5),
             KOPPEL_FIELD(kPersonal, instrument));

KOPPEL_TABLE(BarrierChanged,
             v1::BarrierChanged,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, domain),
             KOPPEL_RANGE(kPersonal, level, 0, 5));

KOPPEL_TABLE(BarrierResolved,
             v1::BarrierResolved,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, domain));

KOPPEL_TABLE(SupportArranged,
             v1::SupportArranged,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, support),
             KOPPEL_FIELD(kPersonal, owner));

KOPPEL_TABLE(AvailabilitySet,
             v1::AvailabilitySet,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_RANGE(kPersonal, hours_min, 0, 60),
             KOPPEL_RANGE(kPersonal, hours_max, 0, 60),
             KOPPEL_FIELD(kPersonal, available_from),
             KOPPEL_FIELD(kPersonal, travel_means),
             KOPPEL_RANGE(kPersonal, travel_minutes_max, 0, 240),
             KOPPEL_FIELD(kPersonal, licences),
             KOPPEL_FIELD(kPersonal, language),
             KOPPEL_FIELD(kPersonal, excluded_kinds));

KOPPEL_TABLE(PhaseEntered,
             v1::PhaseEntered,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, phase));

KOPPEL_TABLE(ConsentGiven,
             v1::ConsentGiven,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, purpose));

KOPPEL_TABLE(ConsentWithdrawn,
             v1::ConsentWithdrawn,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, purpose));

KOPPEL_TABLE(ConsultantAssigned,
             v1::ConsultantAssigned,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, consultant));

KOPPEL_TABLE(MovedArea,
             v1::MovedArea,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, to_area));

KOPPEL_TABLE(ParticipantLeft,
             v1::ParticipantLeft,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, reason));

KOPPEL_TABLE(ObjectionRaised,
             v1::ObjectionRaised,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, proposal),
             KOPPEL_RANGE(kPersonal, text, 0, 2000));

KOPPEL_TABLE(PersonViewed,
             v1::PersonViewed,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kPersonal, viewer),
             KOPPEL_FIELD(kPersonal, purpose));

KOPPEL_TABLE(ParticipantErased,
             v1::ParticipantErased,
             KOPPEL_FIELD(kClear, participant),
             KOPPEL_FIELD(kClear, contributions));
