#include "engine/market/fold.h"
#include "engine/model/criminal.h"

// Facts about a person change that person's row; what else follows from them is decided later.
namespace koppel {
namespace {

constexpr std::uint32_t kSelfReliant = 5;

// Barriers, supports, consents and outcomes are lists with one line a domain or purpose, in order
// of the code, so that equal states have equal bytes.
template <typename Line, typename Same>
Line& line_for(std::vector<Line>& lines, Same same, Line fresh) {
  const auto found = std::ranges::find_if(lines, same);
  if (found != lines.end()) return *found;
  return lines.emplace_back(std::move(fresh));
}

void look_again(Fold& fold, const Participant& participant) {
  fold.look_at_proposals(participant.open_proposals);
  fold.look_at(AgendaKind::kParticipant, participant.ordinal.value());
  fold.look_at(AgendaKind::kRequestSupport, participant.ordinal.value());
}

// What was asked for has come, or is no longer needed: it may be asked for again.
void forget_request(Participant& participant, BarrierDomain domain) {
  std::erase(participant.support_requested.reveal(), domain);
}

void set_barrier(
    Fold& fold, ParticipantId id, Instant at, BarrierDomain domain, std::uint32_t severity) {
  Participant& participant = fold.participant(id);
  auto& lines = participant.barriers.reveal();
  BarrierHeld& line = line_for(
      lines, [&](const BarrierHeld& held) { return held.domain == domain; }, {.domain = domain});
  line.severity = severity;
  line.as_of = at;
  if (severity == 0) forget_request(participant, domain);
  std::ranges::sort(lines, {}, &BarrierHeld::domain);
  ++participant.revision;
  look_again(fold, participant);
}

std::uint32_t severity_of(std::uint32_t level) {
  return level >= kSelfReliant || level == 0 ? 0 : kSelfReliant - level;
}

void set_consent(Fold& fold, ParticipantId id, Instant at, ConsentPurpose purpose, bool given) {
  Participant& participant = fold.participant(id);
  ConsentHeld& line = line_for(participant.consents,
                               [&](const ConsentHeld& held) { return held.purpose == purpose; },
                               {.purpose = purpose});
  line.given = given;
  line.as_of = at;
  std::ranges::sort(participant.consents, {}, &ConsentHeld::purpose);
  fold.changed(participant);
}

void leave(Fold& fold, Participant& participant, Instant at, ParticipantState state) {
  participant.state = state;
  participant.leaving_as_of = at;
  ++participant.revision;
  fold.look_at_proposals(participant.open_proposals);
  fold.look_at(AgendaKind::kCancelReminders,
               participant.ordinal.value(),
               static_cast<std::uint32_t>(ReminderCancelReason::kParticipantLeft));
}

// Who comes back begins a new case: what was agreed and known of the earlier one is asked again.
// What was assessed stays, with its dates.
void begin_case(Participant& participant, Instant now) {
  participant.state = ParticipantState::kActive;
  participant.registered_at = now;
  participant.waiting_since = now;
  participant.intake_at = {};
  participant.contract_at = {};
  participant.availability = {};
  participant.phase = {};
  participant.phase_as_of = {};
  participant.consents = {};
  participant.pauses = {};
  participant.support_requested = {};
  participant.no_match = {};
}

}  // namespace

Participant& arrive(Fold& fold, ParticipantId id) {
  if (fold.market.participant_ordinals.contains(id)) return fold.participant(id);
  const ParticipantOrdinal ordinal{static_cast<std::uint32_t>(fold.market.participants.size() + 1)};
  fold.market.participants.push_back({.ordinal = ordinal, .id = id});
  fold.market.participant_ordinals.emplace(id, ordinal);
  return fold.row(ordinal);
}

void fold(Fold& fold, Instant at, const ParticipantRegistered& fact) {
  Participant& participant = arrive(fold, fact.participant);
  if (participant.state != ParticipantState::kActive) {  // else it corrects what was registered
    begin_case(participant, fold.now);
    participant.registration_as_of = at;
  }
  participant.programme = fact.programme;
  participant.birth_date = fact.birth_date;
  participant.location = fact.location;
  participant.education = fact.education;
  participant.external_ref = fact.external_ref;
  participant.leave_reason = LeaveReason::kUnspecified;
  participant.moved_to = {};
  fold.look_at(AgendaKind::kPartyArrived,
               fact.participant.value(),
               static_cast<std::uint32_t>(PartyKind::kParticipant));
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const IntakeHeld& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.intake_at = at;
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const ContractSigned& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.contract_at = at;
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const InterestsAssessed& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.interests = {
      .profile = fact.interests, .excluded_sectors = fact.excluded_sectors, .as_of = at};
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const CompetencesAssessed& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.competences = {.taxonomy = fact.taxonomy,
                             .competences = fact.competences,
                             .skills = fact.skills,
                             .as_of = at};
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const BarrierReported& fact) {
  const BarrierDomain domain = fact.domain.reveal();
  if (domain != BarrierDomain::kUnspecified) {
    return set_barrier(fold, fact.participant, at, domain, severity_of(fact.level.reveal()));
  }
  const auto key = CriminalAccess::ForRecord::key();
  Participant& participant = fold.participant(fact.participant);
  participant.justice =
      Criminal<JusticeHeld>({.level = fact.justice_level.reveal(key), .as_of = at});
  // Nothing changed for matching, so the (sealed) revision stays: else criminal data would end the
  // pause of a declined pair. But without the key a barrier reads like this too, and what is left
  // to be looked at must not depend on the key.
  look_again(fold, participant);
}

void fold(Fold& fold, Instant at, const BarrierChanged& fact) {
  set_barrier(fold, fact.participant, at, fact.domain.reveal(), severity_of(fact.level.reveal()));
}

void fold(Fold& fold, Instant at, const BarrierResolved& fact) {
  set_barrier(fold, fact.participant, at, fact.domain.reveal(), 0);
}

void fold(Fold& fold, Instant at, const SupportArranged& fact) {
  Participant& participant = fold.participant(fact.participant);
  const Support& support = fact.support.reveal();
  auto& lines = participant.supports.reveal();
  SupportHeld& line =
      line_for(lines,
               [&](const SupportHeld& held) { return held.support.domain == support.domain; },
               {.support = support});
  line = {.support = support, .owner = fact.owner, .as_of = at};
  forget_request(participant, support.domain);
  std::ranges::sort(lines, {}, [](const SupportHeld& held) { return held.support.domain; });
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const AvailabilitySet& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.availability = {.hours_min = fact.hours_min,
                              .hours_max = fact.hours_max,
                              .available_from = fact.available_from,
                              .travel_means = fact.travel_means,
                              .travel_minutes_max = fact.travel_minutes_max,
                              .licences = fact.licences,
                              .language = fact.language,
                              .excluded_kinds = fact.excluded_kinds,
                              .as_of = at};
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const PhaseEntered& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.phase = fact.phase;
  participant.phase_as_of = at;
  fold.changed(participant);
}

void fold(Fold& fold, Instant at, const ConsentGiven& fact) {
  set_consent(fold, fact.participant, at, fact.purpose, true);
}

void fold(Fold& fold, Instant at, const ConsentWithdrawn& fact) {
  set_consent(fold, fact.participant, at, fact.purpose, false);
}

void fold(Fold& fold, Instant at, const ConsultantAssigned& fact) {
  Participant& participant = fold.participant(fact.participant);
  const bool proposed = undecided_proposals(fold.market, participant) > 0;
  if (participant.consultant.is_set()) {
    Consultant& before = fold.row(participant.consultant);
    if (proposed) --before.proposed;
    fold.look_at(AgendaKind::kConsultant, before.ordinal.value());
  }
  Consultant& after = fold.consultant(fact.consultant);
  if (proposed) ++after.proposed;
  participant.consultant = after.ordinal;
  participant.consultant_as_of = at;
  fold.look_at(AgendaKind::kParticipant, participant.ordinal.value());
}

void fold(Fold& fold, Instant at, const MovedArea& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.moved_to = fact.to_area;
  leave(fold, participant, at, ParticipantState::kMoved);
}

void fold(Fold& fold, Instant at, const ParticipantLeft& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.leave_reason = fact.reason;
  leave(fold, participant, at, ParticipantState::kLeft);
}

void fold(Fold& fold, Instant /*at*/, const ObjectionRaised& fact) {
  Participant& participant = fold.participant(fact.participant);
  ++participant.objections;
  fold.look_at(AgendaKind::kParticipant, participant.ordinal.value());
}

void fold(Fold& fold, Instant /*at*/, const PersonViewed& fact) {
  ++fold.participant(fact.participant).views;
}

void fold(Fold& fold, Instant at, const OutcomeRecorded& fact) {
  Participant& participant = fold.participant(fact.participant);
  participant.outcomes.push_back({.outcome = fact.outcome, .as_of = at});
}

}  // namespace koppel
