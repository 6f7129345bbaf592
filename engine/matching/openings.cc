#include "engine/matching/openings.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace koppel::matching {
namespace {

void note(Ordered<PlacementOrdinal>& places, PlacementOrdinal place, bool is_one) {
  is_one ? places.insert(place) : places.erase(place);
}

bool has_extra(const Market& market, const Placement& placement) {
  return std::ranges::any_of(placement.open_proposals, [&](ProposalNumber number) {
    return is_extra(market, *market.find(number));
  });
}

}  // namespace

bool is_extra(const Market& market, const Proposal& proposal) {
  return !proposal.accepted && market.at(proposal.participant).open_proposals.size() >= 2;
}

Openings Openings::build(const Market& market) {
  Openings openings;
  for (const Placement& placement : market.placements) openings.look_at(market, placement);
  return openings;
}

void Openings::look_at(const Market& market, const Placement& placement) {
  note_seats(market, placement);
  note(extras_, placement.ordinal, has_extra(market, placement));
  const std::size_t team = coach_team_number(market, placement);
  if (team == 0) return;
  if (hours_.size() < team) hours_.resize(team);
  const Hours hours = coach_room(market, placement) > 0 ? Hours::kLeft : Hours::kGone;
  if (std::exchange(hours_[team - 1], hours) == hours) return;
  for (const PlacementOrdinal place : places_coached_with(market, placement)) {
    note_seats(market, market.at(place));
  }
}

void Openings::note_seats(const Market& market, const Placement& placement) {
  const bool has_some = proposals_to_make(market, placement) > 0 && is_open(market, placement);
  note(seats_, placement.ordinal, has_some);
}

void Openings::look_at_places_of(const Market& market, const std::string& team) {
  const auto places = places_coached_by(market, team);
  if (!places.empty()) look_at(market, market.at(places.front()));
}

void Openings::look_at(const Market& market, const Participant& participant) {
  for (const ProposalNumber number : participant.open_proposals) {
    const Placement& placement = market.at(market.find(number)->placement);
    note(extras_, placement.ordinal, has_extra(market, placement));
  }
}

}  // namespace koppel::matching
