#include "engine/market/fold.h"

// Employers and their placements.
namespace koppel {
namespace {

// What an employer is counts for each of its places.
void placements_changed(Fold& fold, const Employer& employer) {
  for (const PlacementOrdinal ordinal : employer.placements) fold.changed(fold.row(ordinal));
}

}  // namespace

TeamBefore leave_team(Fold& fold, const Placement& placement) {
  const std::uint32_t room = coach_room(fold.market, placement);
  count_out(fold.market.coaches, placement);
  return {.team = placement.details.coach_team, .room = room};
}

void join_team(Fold& fold, const Placement& placement, const TeamBefore& before) {
  count_in(fold.market.coaches, placement);
  if (before.room > 0 || coach_room(coached_by(fold.market, before.team)) == 0) return;
  look_at_places_of(fold, before.team);
}

void look_at_places_of(Fold& fold, const std::string& team) {
  for (const PlacementOrdinal place : places_coached_by(fold.market, team)) {
    const Placement& placement = fold.market.at(place);
    if (!is_open(fold.market, placement) || seats_to_propose(fold.market, placement) == 0) continue;
    fold.look_at(AgendaKind::kPlacement, place.value());
  }
}

void fold(Fold& fold, Instant at, const EmployerRegistered& fact) {
  const EmployerOrdinal ordinal{static_cast<std::uint32_t>(fold.market.employers.size() + 1)};
  fold.market.employers.push_back(
      {.ordinal = ordinal, .id = fact.employer, .details = fact.details, .as_of = at});
  fold.market.employer_ordinals.emplace(fact.employer, ordinal);
  fold.touch(RowKind::kEmployer, ordinal.value());
  fold.look_at(AgendaKind::kPartyArrived,
               fact.employer.value(),
               static_cast<std::uint32_t>(PartyKind::kEmployer));
}

void fold(Fold& fold, Instant at, const EmployerChanged& fact) {
  Employer& employer = fold.employer(fact.employer);
  employer.details = fact.details;
  employer.as_of = at;
  placements_changed(fold, employer);
}

void fold(Fold& fold, Instant at, const EmployerSuspended& fact) {
  Employer& employer = fold.employer(fact.employer);
  employer.suspended = true;
  employer.suspended_until = fact.until;
  employer.suspended_as_of = at;
  placements_changed(fold, employer);
}

void fold(Fold& fold, Instant at, const EmployerRecognised& fact) {
  Employer& employer = fold.employer(fact.employer);
  employer.crebos = fact.crebos;
  std::ranges::sort(employer.crebos);
  employer.crebos_as_of = at;
  placements_changed(fold, employer);
}

void fold(Fold& fold, Instant at, const PlacementOpened& fact) {
  Employer& employer = fold.employer(fact.employer);
  const PlacementOrdinal ordinal{static_cast<std::uint32_t>(fold.market.placements.size() + 1)};
  fold.market.placements.push_back({.ordinal = ordinal,
                                    .id = fact.placement,
                                    .employer = employer.ordinal,
                                    .details = fact.details,
                                    .as_of = at});
  fold.market.placement_ordinals.emplace(fact.placement, ordinal);
  employer.placements.push_back(ordinal);
  count_in(fold.market.coaches, fold.market.placements.back());
  fold.look_at(AgendaKind::kPartyArrived,
               fact.placement.value(),
               static_cast<std::uint32_t>(PartyKind::kPlacement));
  fold.changed(fold.row(ordinal));
}

void fold(Fold& fold, Instant at, const PlacementChanged& fact) {
  Placement& placement = fold.placement(fact.placement);
  const TeamBefore before = leave_team(fold, placement);
  placement.details = fact.details;
  placement.as_of = at;
  join_team(fold, placement, before);
  if (placement.engaged < placement.details.seats) placement.filled = false;
  fold.changed(placement);
}

void fold(Fold& fold, Instant /*at*/, const PlacementClosed& fact) {
  Placement& placement = fold.placement(fact.placement);
  const TeamBefore before = leave_team(fold, placement);
  placement.closed = true;
  join_team(fold, placement, before);
  placement.close_reason = fact.reason;
  ++placement.revision;
  fold.look_at_proposals(placement.open_proposals);
}

void fold(Fold& fold, const PlacementFilled& entry) {
  fold.placement(entry.placement).filled = true;
}

void fold(Fold& fold, const PricesSet& entry) {
  for (const PlacementPrice& line : entry.prices) fold.placement(line.placement).price = line.price;
}

}  // namespace koppel
