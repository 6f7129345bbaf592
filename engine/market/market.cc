#include "engine/market/market.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>

namespace koppel {
namespace {

template <typename Rows, typename Ordinal>
const auto& row_at(const Rows& rows, Ordinal ordinal) {
  invariant(ordinal.is_set() && ordinal.value() <= rows.size(), "an ordinal of this market");
  return rows[ordinal.value() - 1];
}

template <typename Rows, typename Ordinals, typename IdType>
auto find_row(const Rows& rows, const Ordinals& ordinals, IdType id) -> decltype(rows.data()) {
  const auto ordinal = ordinals.find(id);
  return ordinal.is_set() ? &row_at(rows, ordinal) : nullptr;
}

template <typename Map, typename Key>
auto find_in(const Map& map, const Key& key) -> const typename Map::mapped_type* {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const Participant& Market::at(ParticipantOrdinal ordinal) const {
  return row_at(participants, ordinal);
}

const Employer& Market::at(EmployerOrdinal ordinal) const {
  return row_at(employers, ordinal);
}

const Placement& Market::at(PlacementOrdinal ordinal) const {
  return row_at(placements, ordinal);
}

const Consultant& Market::at(ConsultantOrdinal ordinal) const {
  return row_at(consultants, ordinal);
}

const Participant* Market::find(ParticipantId id) const {
  return find_row(participants, participant_ordinals, id);
}

const Employer* Market::find(EmployerId id) const {
  return find_row(employers, employer_ordinals, id);
}

const Placement* Market::find(PlacementId id) const {
  return find_row(placements, placement_ordinals, id);
}

const Consultant* Market::find(ConsultantId id) const {
  return find_row(consultants, consultant_ordinals, id);
}

const Engagement* Market::find(EngagementId id) const {
  return find_in(engagements, id);
}

const Proposal* Market::find(ProposalNumber number) const {
  return proposals.find(number);
}

const Reminder* Market::find(ReminderNumber number) const {
  return reminders.find(number);
}

const ProgrammePublished* Market::programme(std::string_view code) const {
  return find_in(programmes, code);
}

std::span<const ReminderNumber> Market::reminders_about(ParticipantOrdinal ordinal) const {
  if (ordinal.value() > reminders_of.size()) return {};
  return reminders_of[ordinal.value() - 1];
}

const Proposal* Market::proposal_of(ParticipantOrdinal participant,
                                    PlacementOrdinal placement) const {
  for (const ProposalNumber number : at(participant).open_proposals) {
    const Proposal* proposal = find(number);
    invariant(proposal != nullptr, "an open proposal has a row");
    if (proposal->placement == placement) return proposal;
  }
  return nullptr;
}

Published published_now(const Market& market, const Participant& participant) {
  return {.rules = market.rules ? &*market.rules : nullptr,
          .programme = market.programme(participant.programme)};
}

Published published_for(const Market& market, const Proposal& proposal) {
  const Participant& participant = market.at(proposal.participant);
  Published published = published_now(market, participant);
  // The first that was replaced after the proposal stood when it was made.
  const auto rules = market.former_rules.upper_bound(proposal.sequence);
  if (rules != market.former_rules.end()) published.rules = &rules->second.rules;
  auto programme = market.former_programmes.upper_bound(proposal.sequence);
  for (; programme != market.former_programmes.end(); ++programme) {
    if (programme->second.programme.code != participant.programme) continue;
    published.programme = &programme->second.programme;
    break;
  }
  return published;
}

bool is_open(const Market& market, const Placement& placement) {
  if (placement.closed || is_past(market, placement)) return false;
  const Employer& employer = market.at(placement.employer);
  if (!employer.suspended) return true;
  return employer.suspended_until.is_set() &&
         employer.suspended_until <= local_date(market.head.now);
}

bool is_past(const Market& market, const Placement& placement) {
  return placement.details.until.is_set() && placement.details.until < local_date(market.head.now);
}

std::uint32_t free_seats(const Placement& placement) {
  const std::size_t taken = placement.engaged + placement.open_proposals.size();
  return taken >= placement.details.seats
             ? 0
             : placement.details.seats - static_cast<std::uint32_t>(taken);
}

std::uint32_t proposals_at_most(const Market& market, const Placement& placement) {
  return proposals_at_most(market.rules ? &*market.rules : nullptr, placement);
}

std::uint32_t proposals_at_most(const RulesPublished* rules, const Placement& placement) {
  const std::uint32_t seats = placement.details.seats;
  if (placement.engaged >= seats) return 0;
  const std::uint32_t a_seat = rules == nullptr ? 1 : rules->limits.open_proposals_seat;
  return (seats - placement.engaged) * a_seat;
}

std::uint32_t seats_to_propose(const Market& market, const Placement& placement) {
  const std::size_t open = placement.open_proposals.size();
  const std::uint32_t at_most = proposals_at_most(market, placement);
  return open >= at_most ? 0 : at_most - static_cast<std::uint32_t>(open);
}

std::uint32_t proposals_to_make(const Market& market, const Placement& placement) {
  const std::uint32_t seats = seats_to_propose(market, placement);
  return seats == 0 ? 0 : std::min(seats, coach_room(market, placement));
}

std::uint32_t undecided_proposals(const Market& market, const Participant& participant) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(participant.open_proposals, [&](ProposalNumber number) {
        const Proposal* proposal = market.find(number);
        return proposal != nullptr && !proposal->accepted;
      }));
}

}  // namespace koppel
