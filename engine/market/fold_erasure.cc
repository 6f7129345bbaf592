#include "engine/market/fold.h"

// Erasure: of the person remains the id, what was in clear, and the contributions to published
// tables. Only what is in clear decides what happens here, so that folding without the key is
// equal.
namespace koppel {
namespace {

void forget_waiting_facts(Fold& fold, ParticipantId id) {
  std::vector<Sequence> gone;
  for (const auto& [sequence, waiting] : fold.market.waiting) {
    if (subject_of(waiting.fact) == id) gone.push_back(sequence);
  }
  for (const Sequence sequence : gone) drop_waiting(fold, sequence);
}

void forget_contents(Fold& fold, ParticipantId id) {
  for (const FactId& fact : fold.market.seen.forget_contents(id)) fold.touch(fact);
}

void forget_engagement_details(Fold& fold, ParticipantOrdinal ordinal) {
  for (auto& [id, engagement] : fold.market.engagements) {
    if (engagement.participant != ordinal) continue;
    engagement.cause = EngagementEndCause::kUnspecified;
    fold.touch(RowKind::kEngagement, id.value());
  }
}

// All that is left of the row.
Participant remains_of(const Participant& participant) {
  return {.ordinal = participant.ordinal,
          .id = participant.id,
          .state = ParticipantState::kErased,
          .registered_at = participant.registered_at,
          .waiting_since = participant.waiting_since,
          .consultant = participant.consultant,
          .consultant_as_of = participant.consultant_as_of,
          .open_proposals = participant.open_proposals,
          .engagement = {},
          .pauses = {},
          .engagements = participant.engagements,
          .objections = participant.objections,
          .views = participant.views};
}

}  // namespace

void fold(Fold& fold, Instant at, const ParticipantErased& fact) {
  Participant& participant = arrive(fold, fact.participant);
  if (participant.engagement.is_set()) {
    take_engagement_end(fold, fold.engagement(participant.engagement), at);
  }
  forget_waiting_facts(fold, fact.participant);
  forget_contents(fold, fact.participant);
  forget_engagement_details(fold, participant.ordinal);
  participant = remains_of(participant);
  participant.contributions = fact.contributions;
  fold.look_at_proposals(participant.open_proposals);
  fold.look_at(AgendaKind::kCancelReminders,
               participant.ordinal.value(),
               static_cast<std::uint32_t>(ReminderCancelReason::kParticipantLeft));
}

void fold(Fold& fold, const ErasureCompleted& entry) {
  fold.participant(entry.participant).erasure_completed = true;
}

}  // namespace koppel
