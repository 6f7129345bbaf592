#include "engine/market/fold.h"

// Programmes, rules, consultants and what operators confirm.
namespace koppel {
namespace {

void look_at_everybody(Fold& fold) {
  if (fold.told != nullptr) fold.told->rules_changed = true;
  for (const Placement& placement : fold.market.placements) {
    if (placement.closed) continue;
    fold.look_at(AgendaKind::kPlacement, placement.ordinal.value());
  }
  for (const Participant& participant : fold.market.participants) {
    if (participant.state != ParticipantState::kActive) continue;
    fold.look_at(AgendaKind::kParticipant, participant.ordinal.value());
  }
}

void keep_former(Fold& fold, const ProgrammePublished* programme) {
  if (programme == nullptr || fold.market.proposals.empty()) return;
  fold.market.former_programmes.emplace(
      fold.sequence, FormerProgramme{.until = fold.sequence, .programme = *programme});
  fold.touch(RowKind::kFormerProgramme, fold.sequence.value());
}

void keep_former(Fold& fold, const std::optional<RulesPublished>& rules) {
  if (!rules || fold.market.proposals.empty()) return;
  fold.market.former_rules.emplace(fold.sequence,
                                   FormerRules{.until = fold.sequence, .rules = *rules});
  fold.touch(RowKind::kFormerRules, fold.sequence.value());
}

}  // namespace

void fold(Fold& fold, Instant /*at*/, const ProgrammePublished& fact) {
  keep_former(fold, fold.market.programme(fact.code));
  fold.market.programmes.insert_or_assign(fact.code, fact);
  fold.touch(RowKind::kProgramme, fact.code);
  look_at_everybody(fold);
}

void fold(Fold& fold, Instant /*at*/, const RulesPublished& fact) {
  keep_former(fold, fold.market.rules);
  fold.market.rules = fact;
  fold.market.head.rules_version = fact.version;
  fold.touch(RowKind::kRules, 0);
  look_at_everybody(fold);
}

void fold(Fold& fold, Instant /*at*/, const TaxonomyPublished& fact) {
  fold.market.taxonomies.insert_or_assign(fact.code, fact);
  fold.touch(RowKind::kTaxonomy, fact.code);
  look_at_everybody(fold);
}

void fold(Fold& fold, Instant at, const ConsultantRegistered& fact) {
  const ConsultantOrdinal ordinal{static_cast<std::uint32_t>(fold.market.consultants.size() + 1)};
  fold.market.consultants.push_back({.ordinal = ordinal,
                                     .id = fact.consultant,
                                     .caseload_max = fact.caseload_max,
                                     .active = true,
                                     .as_of = at,
                                     .proposed = 0});
  fold.market.consultant_ordinals.emplace(fact.consultant, ordinal);
  fold.touch(RowKind::kConsultant, ordinal.value());
  fold.look_at(AgendaKind::kPartyArrived,
               fact.consultant.value(),
               static_cast<std::uint32_t>(PartyKind::kConsultant));
}

void fold(Fold& fold, Instant at, const ConsultantChanged& fact) {
  Consultant& consultant = fold.consultant(fact.consultant);
  consultant.caseload_max = fact.caseload_max;
  consultant.active = fact.active;
  consultant.as_of = at;
  fold.look_at(AgendaKind::kConsultant, consultant.ordinal.value());
}

void fold(Fold& fold, Instant at, const CoachCapacityPublished& fact) {
  const std::uint32_t before = coach_room(coached_by(fold.market, fact.team));
  CoachCapacityPublished& standing = fold.market.coach_teams[fact.team];
  standing = fact;
  standing.as_of = at;
  publish_hours(fold.market.coaches, fact.team, fact.hours_per_week);
  fold.touch(RowKind::kCoachCapacity, fact.team);
  if (before == 0) look_at_places_of(fold, fact.team);
}

void fold(Fold& fold, Instant /*at*/, const ClockJumpConfirmed& fact) {
  fold.market.head.clock_confirmed_until =
      std::max(fold.market.head.clock_confirmed_until, fact.until);
}

void fold(Fold& /*fold*/, Instant /*at*/, const InputGapAccepted& /*fact*/) {
  // Says that an operator accepted the loss; the positions stand in the frames.
}

}  // namespace koppel
