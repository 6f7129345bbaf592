#pragma once

#include "engine/codec/table.h"
#include "engine/model/vocabulary.h"

#include "koppel/v1/row.pb.h"
#include "koppel/v1/values.pb.h"

KOPPEL_ENUM(BarrierDomain);
KOPPEL_ENUM(SequencingPolicy);
KOPPEL_ENUM(PlacementKind);
KOPPEL_ENUM(Sector);
KOPPEL_ENUM(InterestInstrument);
KOPPEL_ENUM(TravelMeans);
KOPPEL_ENUM(Licence);
KOPPEL_ENUM(LanguageLevel);
KOPPEL_ENUM(EducationLevel);
KOPPEL_ENUM(SkillGroup);
KOPPEL_ENUM(ConsentPurpose);
KOPPEL_ENUM(Role);
KOPPEL_ENUM(FollowUpAnchor);
KOPPEL_ENUM(Side);
KOPPEL_ENUM(DeclineReason);
KOPPEL_ENUM(DeferCondition);
KOPPEL_ENUM(EngagementEndCause);
KOPPEL_ENUM(FollowUpResult);
KOPPEL_ENUM(OutcomeKind);
KOPPEL_ENUM(LeaveReason);
KOPPEL_ENUM(CloseReason);
KOPPEL_ENUM(Gate);
KOPPEL_ENUM(ReadinessGap);
KOPPEL_ENUM(ScorePart);
KOPPEL_ENUM(UnlockChange);
KOPPEL_ENUM(WithdrawalReason);
KOPPEL_ENUM(ReminderCancelReason);
KOPPEL_ENUM(RefusalReason);
KOPPEL_ENUM(PartyKind);
KOPPEL_ENUM(AgendaKind);
KOPPEL_ENUM(ParticipantState);
KOPPEL_ENUM(EngagementState);
