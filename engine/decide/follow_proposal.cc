#include "engine/decide/follow.h"
#include "engine/decide/item.h"
#include "engine/matching/contribution.h"
#include "engine/matching/gates.h"
#include "engine/matching/no_match.h"
#include "engine/matching/readiness.h"
#include "engine/matching/score.h"
#include "engine/matching/seat.h"

#include <algorithm>

namespace koppel {
namespace {

constexpr std::uint32_t kDefaultWorkingDays = 10;

Instant expiry(const Market& market, const Participant& participant) {
  const ProgrammePublished* programme = market.programme(participant.programme);
  const std::uint32_t days =
      programme == nullptr ? kDefaultWorkingDays : programme->proposal_working_days;
  // The term's last day counts whole.
  const Date last = plus_working_days(local_date(market.head.now), days);
  return at_local_hour(plus_days(last, 1), 0);
}

EntryBody propose(const Looking& at, ParticipantOrdinal who, PlacementOrdinal where) {
  const Market& market = at.market;
  const matching::Person& person = at.index.person(who);
  const matching::Place& place = at.index.place(where);
  const Weights& weights = matching::weights_in(market);
  const std::int32_t score = matching::total(matching::score(weights, person, place));
  return ProposalMade{
      .proposal = ProposalNumber{market.head.proposals_made + 1},
      .participant = market.at(who).id,
      .placement = market.at(where).id,
      .expires_at = expiry(market, market.at(who)),
      .score = score,
      .regret = matching::regret(at.index, who, score),
      .contributions = matching::contributions(weights, person, place),
      .open_support = Special<std::vector<Support>>(matching::open_support(person, place))};
}

// Recorded when somebody ready first has no proposal, then at most once in kNoMatchDays and only if
// the leading gate is another one.
Answer explain(const Looking& at, const Participant& participant) {
  const NoMatchHeld& last = participant.no_match;
  const bool had_one = last.at.is_set();
  if (had_one && at.market.head.now < plus_ms(last.at, kNoMatchDays * kDayMs)) return std::nullopt;
  const matching::WhyNone why(at.market, at.index, participant.ordinal);
  if (had_one && last.leading == why.leading()) return std::nullopt;
  matching::NoMatch no_match = why.explained();
  return NoMatchExplained{.participant = participant.id,
                          .open_placements = no_match.open_placements,
                          .gates = std::move(no_match.gates),
                          .unlocks = std::move(no_match.unlocks)};
}

WithdrawalReason withdrawal_for_placement(const Market& market, const Proposal& proposal) {
  const Placement& placement = market.at(proposal.placement);
  if (placement.closed || is_past(market, placement)) return WithdrawalReason::kPlacementClosed;
  if (!is_open(market, placement)) return WithdrawalReason::kEmployerSuspended;
  const bool newest = placement.open_proposals.back() == proposal.proposal;
  const RulesPublished* rules = published_for(market, proposal).rules;
  if (newest && placement.open_proposals.size() > proposals_at_most(rules, placement)) {
    return WithdrawalReason::kSeatsReduced;
  }
  return WithdrawalReason::kUnspecified;
}

// The gate between them under the rules and the programme that the proposal was made under.
Gate gate_between(const Looking& at, const Proposal& proposal, const Published& published) {
  const matching::Place& place = at.index.place(proposal.placement);
  if (at.market.former_rules.empty() && at.market.former_programmes.empty()) {
    return matching::first_gate(at.index.person(proposal.participant), place);
  }
  const Participant& participant = at.market.at(proposal.participant);
  return matching::first_gate(matching::derive_person(at.market, participant, published), place);
}

// An accepted proposal falls only with the person or the place; an undecided one also when the
// person is no longer ready or a gate has come between.
WithdrawalReason withdrawal(const Looking& at, const Proposal& proposal) {
  const Participant& participant = at.market.at(proposal.participant);
  if (participant.state != ParticipantState::kActive) return WithdrawalReason::kParticipantLeft;
  if (participant.engagement.is_set()) return WithdrawalReason::kEngaged;
  const WithdrawalReason reason = withdrawal_for_placement(at.market, proposal);
  if (reason != WithdrawalReason::kUnspecified || proposal.accepted) return reason;
  const Published published = published_for(at.market, proposal);
  if (!matching::all_gaps(published.programme, participant).empty()) {
    return WithdrawalReason::kParticipantNotReady;
  }
  const Gate gate = gate_between(at, proposal, published);
  return gate == Gate::kUnspecified ? WithdrawalReason::kUnspecified : WithdrawalReason::kGate;
}

EntryBody withdraw(const Market& market, const Proposal& proposal, WithdrawalReason reason) {
  return ProposalWithdrawn{.proposal = proposal.proposal,
                           .participant = market.at(proposal.participant).id,
                           .placement = market.at(proposal.placement).id,
                           .reason = reason};
}

// The next step towards who should have which seat, whoever is looked at.
Answer assign(const Looking& at) {
  const auto step = at.seating.next(at.market, at.index);
  if (!step) return std::nullopt;
  if (!step->yields.is_set()) return propose(at, step->who, step->where);
  return withdraw(at.market, *at.market.find(step->yields), WithdrawalReason::kSeatNeeded);
}

// A proposal for a free seat; for somebody without any, an extra one that gives way to it.
Answer find_seat(const Looking& at, const Participant& participant) {
  if (const auto seat =
          matching::seat_for(at.market, at.index, at.seating.openings(), participant.ordinal)) {
    return propose(at, participant.ordinal, *seat);
  }
  if (!participant.open_proposals.empty()) return std::nullopt;
  const auto extra =
      matching::extra_for(at.market, at.index, at.seating.openings(), participant.ordinal);
  if (!extra) return std::nullopt;
  return withdraw(at.market, *at.market.find(*extra), WithdrawalReason::kSeatNeeded);
}

Role owner_of(BarrierDomain domain) {
  return domain == BarrierDomain::kDomesticRelations || domain == BarrierDomain::kSocialNetwork
             ? Role::kSupportSystem
             : Role::kConsultant;
}

}  // namespace

Answer expire_proposal(const Looking& at, ProposalNumber number) {
  const Proposal* proposal = at.market.find(number);
  if (proposal == nullptr) return std::nullopt;
  return ProposalExpired{.proposal = number,
                         .participant = at.market.at(proposal->participant).id,
                         .placement = at.market.at(proposal->placement).id};
}

Answer check_proposal(const Looking& at, ProposalNumber number) {
  const Proposal* proposal = at.market.find(number);
  if (proposal == nullptr) return std::nullopt;
  const WithdrawalReason reason = withdrawal(at, *proposal);
  if (reason == WithdrawalReason::kUnspecified) return std::nullopt;
  return withdraw(at.market, *proposal, reason);
}

Answer check_filled(const Looking& at, PlacementOrdinal ordinal) {
  const Placement& placement = at.market.at(ordinal);
  if (placement.filled || placement.engaged < placement.details.seats) return std::nullopt;
  return PlacementFilled{.placement = placement.id};
}

Answer fill_placement(const Looking& at, PlacementOrdinal ordinal) {
  if (auto step = assign(at)) return step;
  if (!is_open(at.market, at.market.at(ordinal))) return std::nullopt;
  const auto taker = matching::taker_of(at.market, at.index, at.seating.openings(), ordinal);
  if (!taker) return std::nullopt;
  return propose(at, *taker, ordinal);
}

Answer serve_participant(const Looking& at, ParticipantOrdinal ordinal) {
  const Participant& participant = at.market.at(ordinal);
  if (participant.state == ParticipantState::kActive) {
    if (auto request = request_support(at, ordinal, {})) return request;
  }
  if (auto step = assign(at)) return step;
  if (!matching::is_candidate(at.market, participant) || !at.market.rules) return std::nullopt;
  if (auto seat = find_seat(at, participant)) return seat;
  if (!participant.open_proposals.empty()) return std::nullopt;
  return explain(at, participant);
}

Answer serve_consultant(const Looking& at, ConsultantOrdinal ordinal) {
  if (auto step = assign(at)) return step;
  std::vector<const Participant*> waiting;
  for (const Participant& participant : at.market.participants) {
    if (participant.consultant == ordinal && participant.open_proposals.empty() &&
        matching::is_candidate(at.market, participant)) {
      waiting.push_back(&participant);
    }
  }
  std::ranges::stable_sort(waiting, {}, [](const Participant* one) { return one->waiting_since; });
  for (const Participant* one : waiting) {
    if (auto seat = find_seat(at, *one)) return seat;
  }
  return std::nullopt;
}

Answer set_prices(const Looking& at) {
  std::vector<PlacementPrice> prices = at.seating.new_prices(at.market);
  if (prices.empty()) return std::nullopt;
  return PricesSet{.prices = std::move(prices)};
}

Answer request_support(const Looking& at, ParticipantOrdinal ordinal, PlacementOrdinal placement) {
  const Participant& participant = at.market.at(ordinal);
  if (participant.state != ParticipantState::kActive) return std::nullopt;
  std::vector<BarrierDomain> wanted;
  if (placement.is_set()) {
    const auto open = matching::open_support(at.index.person(ordinal), at.index.place(placement));
    for (const Support& support : open) wanted.push_back(support.domain);
  } else {
    wanted = matching::uncarried(at.market, participant);
  }
  const auto& requested = participant.support_requested.reveal();
  for (const BarrierDomain domain : wanted) {
    if (std::ranges::find(requested, domain) != requested.end()) continue;
    return SupportRequested{.participant = participant.id,
                            .domain = Special<BarrierDomain>(domain),
                            .owner = owner_of(domain)};
  }
  return std::nullopt;
}

}  // namespace koppel
