#include "engine/market/awaited.h"
#include "engine/market/fold.h"

// Proposals from making to answer. An undecided or accepted proposal holds a seat.
namespace koppel {
namespace {

const Proposal& proposal_of_pair(Fold& fold, ParticipantId participant, PlacementId placement) {
  const Proposal* proposal = fold.market.proposal_of(fold.participant(participant).ordinal,
                                                     fold.placement(placement).ordinal);
  invariant(proposal != nullptr, "an answer names an open proposal");
  return *proposal;
}

void look_again(Fold& fold, const Proposal& proposal) {
  fold.look_at(AgendaKind::kPlacement, proposal.placement.value());
  fold.look_at(AgendaKind::kParticipant, proposal.participant.value());
}

void cancel_reminders(Fold& fold, ParticipantOrdinal participant) {
  fold.look_at(AgendaKind::kCancelReminders,
               participant.value(),
               static_cast<std::uint32_t>(ReminderCancelReason::kProposalClosed));
}

// From its acceptance a proposal has the same number of days again for the engagement to be agreed.
Instant term_after_acceptance(const Proposal& proposal, Instant now) {
  const std::int32_t days = local_date(proposal.expires_at).day - local_date(proposal.made_at).day;
  return at_local_hour(plus_days(local_date(now), days), 0);
}

// Whatever was replaced before the oldest open proposal was made serves none.
template <typename Former>
void drop_former(Fold& fold, Former& former, RowKind kind) {
  const auto& open = fold.market.proposals;
  while (!former.empty()) {
    const Sequence until = former.begin()->first;
    if (!open.empty() && open.begin()->second.sequence < until) return;
    former.erase(former.begin());
    fold.touch(kind, until.value());
  }
}

// Ends the proposal, and the pair rests.
void close(Fold& fold, ProposalNumber number, const Rest& rest) {
  const Proposal proposal = *fold.market.find(number);
  pause(fold, fold.row(proposal.participant), proposal.placement, rest);
  drop_proposal(fold, number);
  cancel_reminders(fold, proposal.participant);
  look_again(fold, proposal);
}

}  // namespace

void pause(Fold& fold, Participant& participant, PlacementOrdinal ordinal, const Rest& rest) {
  const Placement& placement = fold.market.at(ordinal);
  std::erase_if(participant.pauses, [&](const Pause& held) { return held.placement == ordinal; });
  Pause& made = participant.pauses.emplace_back(Pause{.placement = ordinal,
                                                      .until = rest.until,
                                                      .participant_revision = participant.revision,
                                                      .placement_revision = placement.revision,
                                                      .awaited = rest.awaited});
  if (rest.awaited == DeferCondition::kSupportArranged) {
    made.carried.reveal() = carried_where_awaited(participant, placement);
  }
  std::ranges::sort(participant.pauses, {}, &Pause::placement);
}

void settle_caseload(Fold& fold, const Participant& participant, std::uint32_t undecided_before) {
  if (!participant.consultant.is_set()) return;
  const std::uint32_t undecided = undecided_proposals(fold.market, participant);
  if ((undecided > 0) == (undecided_before > 0)) return;
  Consultant& consultant = fold.row(participant.consultant);
  if (undecided > 0) {
    ++consultant.proposed;
    return;
  }
  invariant(consultant.proposed > 0, "a consultant's count of people follows the proposals");
  const bool was_full = consultant.proposed >= consultant.caseload_max;
  --consultant.proposed;
  if (was_full) fold.look_at(AgendaKind::kConsultant, consultant.ordinal.value());
}

void drop_proposal(Fold& fold, ProposalNumber number) {
  const Proposal* found = fold.market.find(number);
  invariant(found != nullptr, "a proposal is closed once");
  const Proposal proposal = *found;
  Participant& participant = fold.row(proposal.participant);
  const std::uint32_t undecided = undecided_proposals(fold.market, participant);
  std::erase(participant.open_proposals, number);
  Placement& placement = fold.row(proposal.placement);
  const TeamBefore before = leave_team(fold, placement);
  std::erase(placement.open_proposals, number);
  fold.market.due.erase(
      {.at = proposal.expires_at, .kind = AgendaKind::kProposalDue, .key = number.value()});
  fold.market.proposals.erase(number);
  fold.touch(RowKind::kProposal, number.value());
  drop_former(fold, fold.market.former_programmes, RowKind::kFormerProgramme);
  drop_former(fold, fold.market.former_rules, RowKind::kFormerRules);
  settle_caseload(fold, participant, undecided);
  join_team(fold, placement, before);
}

void fold(Fold& fold, const ProposalMade& entry) {
  Participant& participant = fold.participant(entry.participant);
  Placement& placement = fold.placement(entry.placement);
  const std::uint32_t undecided = undecided_proposals(fold.market, participant);
  fold.market.proposals.put(entry.proposal,
                            {.proposal = entry.proposal,
                             .participant = participant.ordinal,
                             .placement = placement.ordinal,
                             .made_at = fold.now,
                             .expires_at = entry.expires_at,
                             .accepted = false,
                             .score = entry.score,
                             .sequence = fold.sequence});
  fold.touch(RowKind::kProposal, entry.proposal.value());
  participant.open_proposals.push_back(entry.proposal);
  participant.no_match = {};
  const TeamBefore before = leave_team(fold, placement);
  placement.open_proposals.push_back(entry.proposal);
  join_team(fold, placement, before);
  fold.market.due.insert(
      {.at = entry.expires_at, .kind = AgendaKind::kProposalDue, .key = entry.proposal.value()});
  fold.market.head.proposals_made = entry.proposal.value();
  settle_caseload(fold, participant, undecided);
}

void fold(Fold& fold, const ProposalWithdrawn& entry) {
  const Proposal proposal = *fold.market.find(entry.proposal);
  drop_proposal(fold, entry.proposal);
  cancel_reminders(fold, proposal.participant);
  look_again(fold, proposal);
}

void fold(Fold& fold, const ProposalExpired& entry) {
  // Others come first today; tomorrow the pair may be proposed again.
  close(fold, entry.proposal, {.until = fold.market.head.next_day});
}

void fold(Fold& fold, Instant /*at*/, const ProposalAccepted& fact) {
  const ProposalNumber number = proposal_of_pair(fold, fact.participant, fact.placement).proposal;
  Proposal& proposal = fold.market.proposals.at(number);
  Participant& participant = fold.row(proposal.participant);
  const std::uint32_t undecided = undecided_proposals(fold.market, participant);
  proposal.accepted = true;
  fold.touch(RowKind::kProposal, number.value());
  fold.market.due.erase(
      {.at = proposal.expires_at, .kind = AgendaKind::kProposalDue, .key = number.value()});
  proposal.expires_at = term_after_acceptance(proposal, fold.now);
  fold.market.due.insert(
      {.at = proposal.expires_at, .kind = AgendaKind::kProposalDue, .key = number.value()});
  fold.look_at(
      AgendaKind::kRequestSupport, participant.ordinal.value(), proposal.placement.value());
  fold.look_at(AgendaKind::kPlanReminders,
               number.value(),
               static_cast<std::uint32_t>(FollowUpAnchor::kProposalAccepted));
  settle_caseload(fold, participant, undecided);
}

void fold(Fold& fold, Instant /*at*/, const ProposalDeclined& fact) {
  close(fold, proposal_of_pair(fold, fact.participant, fact.placement).proposal, {});
}

void fold(Fold& fold, Instant /*at*/, const ProposalDeferred& fact) {
  const Instant until = fact.until.is_set() ? at_local_hour(fact.until, 0) : Instant{};
  close(fold,
        proposal_of_pair(fold, fact.participant, fact.placement).proposal,
        {.until = until, .awaited = fact.awaited});
}

void fold(Fold& fold, const NoMatchExplained& entry) {
  Participant& participant = fold.participant(entry.participant);
  const auto most = std::ranges::max_element(entry.gates, {}, &GateCount::placements);
  participant.no_match = {.leading = most == entry.gates.end() ? Gate::kUnspecified : most->gate,
                          .at = fold.now};
}

void fold(Fold& fold, const SupportRequested& entry) {
  auto& requested = fold.participant(entry.participant).support_requested.reveal();
  requested.push_back(entry.domain.reveal());
  std::ranges::sort(requested);
}

}  // namespace koppel
