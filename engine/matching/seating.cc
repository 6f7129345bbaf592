#include "engine/matching/seating.h"

#include "engine/matching/seat.h"
#include "engine/matching/worth.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace koppel::matching {
namespace {

bool has_accepted(const Market& market, const Participant& who) {
  return undecided_proposals(market, who) < who.open_proposals.size();
}

bool is_active(const Market& market, const Participant& who) {
  return !who.consultant.is_set() || market.at(who.consultant).active;
}

// Only a candidate has an own best; one without it passes the gates of no open place.
bool may_take_another(const Market& market, const Index& index, const Participant& who) {
  return index.own_best(who.ordinal) && is_active(market, who) &&
         who.open_proposals.size() < market.rules->limits.open_proposals_participant;
}

bool is_offered(const Market& market, const Placement& placement) {
  return market.rules && is_open(market, placement);
}

std::uint32_t undecided_at(const Market& market, const Placement& placement) {
  const auto is_undecided = [&](ProposalNumber number) { return !market.find(number)->accepted; };
  return static_cast<std::uint32_t>(std::ranges::count_if(placement.open_proposals, is_undecided));
}

// The day after the last of the week.
Date end_of_week(Date date) {
  Date end = plus_days(date, 1);
  while (week_of(end) == week_of(date)) end = plus_days(end, 1);
  return end;
}

// What somebody is granted for any place.
std::uint32_t granted(const Participant& who) {
  return who.open_proposals.empty() ? 0 : kServedBenefit;
}

template <typename Rows, typename Ordinal>
auto& row_at(Rows& rows, Ordinal ordinal) {
  return rows[ordinal.value() - 1];
}

}  // namespace

Seating Seating::build(const Market& market, const Index& index) {
  Seating seating;
  seating.lottery_ = lottery_now(market);
  seating.week_end_ = end_of_week(local_date(market.head.now));
  seating.make_room(market);
  seating.openings_ = Openings::build(market);
  seating.assignment_ = Assignment::solve(seating.take_up(market, index));
  seating.note_moved(market);
  return seating;
}

AssignmentMarket Seating::take_up(const Market& market, const Index& index) {
  AssignmentMarket taken;
  for (const Participant& who : market.participants) count_fixed(market, who);
  for (const Consultant& consultant : market.consultants) {
    row_at(desks_, consultant.ordinal).active = consultant.active;
    taken.caseloads.push_back(caseload_of(consultant));
  }
  for (const Placement& placement : market.placements) {
    row_at(spots_, placement.ordinal).revision = placement.revision;
    taken.offers.push_back(take_up(market, placement));
  }
  for (std::uint32_t team = 1; team <= teams_.size(); ++team) {
    taken.coaching.push_back(coaching_of(market, CoachTeamOrdinal{team}));
  }
  for (const Participant& who : market.participants) {
    Applicant one = applicant(market, index, who);
    if (!one.wishes.empty()) taken.applicants.push_back(std::move(one));
  }
  return taken;
}

void Seating::update(const Market& market, const Index& index, const Touched& touched) {
  if (touched.rules_changed || lottery_now(market) != lottery_) {
    *this = build(market, index);
    return;
  }
  Ordered<ParticipantOrdinal> again = touched.participants;
  again.insert_all(index.moved());
  make_room(market);
  if (touched.day_begun == DayBegun::kYes) {
    for (const Placement& placement : market.placements) look_at(market, placement, again);
    for (const Participant& who : market.participants) {
      if (!who.pauses.empty()) again.insert(who.ordinal);
    }
  }
  for (const PlacementOrdinal placement : touched.placements) {
    look_at(market, market.at(placement), again);
  }
  for (const RowRef& row : touched.rows) {
    if (row.kind == RowKind::kCoachCapacity) look_at_places_of(market, row.code, again);
    if (row.kind != RowKind::kConsultant) continue;
    look_at(market, market.at(ConsultantOrdinal{static_cast<std::uint32_t>(row.number)}), again);
  }
  for (const ParticipantOrdinal who : again) look_at(market, index, market.at(who));
}

void Seating::make_room(const Market& market) {
  spots_.resize(market.placements.size());
  desks_.resize(market.consultants.size());
  fixed_at_.resize(market.participants.size());
}

// A pause may have ended with the revision it was made at.
void Seating::look_at(const Market& market,
                      const Placement& placement,
                      Ordered<ParticipantOrdinal>& again) {
  openings_.look_at(market, placement);
  Spot& spot = row_at(spots_, placement.ordinal);
  if (spot.revision != placement.revision) {
    spot.revision = placement.revision;
    again.insert_all(spot.paused);
    spot.paused.clear();
  }
  const CoachTeamOrdinal before = spot.team;
  const Offer offer = take_up(market, placement);
  look_at(market, offer.team);
  assignment_.set(offer);
  note_moved(market);
  if (before == offer.team || !before.is_set()) return;
  look_at(market, before);
  openings_.look_at_places_of(market, row_at(teams_, before).name);
}

void Seating::look_at(const Market& market, CoachTeamOrdinal team) {
  if (!team.is_set()) return;
  assignment_.set(coaching_of(market, team));
  note_moved(market);
}

// Of a team that was not known before, its places need coaches from now on.
void Seating::look_at_places_of(const Market& market,
                                const std::string& team,
                                Ordered<ParticipantOrdinal>& again) {
  for (const PlacementOrdinal place : places_coached_by(market, team)) {
    look_at(market, market.at(place), again);
  }
}

// What the place offers now, counted with its team.
Offer Seating::take_up(const Market& market, const Placement& placement) {
  Spot& spot = row_at(spots_, placement.ordinal);
  if (spot.team.is_set()) row_at(teams_, spot.team).undecided -= spot.undecided;
  const bool offered = is_offered(market, placement);
  spot.undecided = offered ? undecided_at(market, placement) : 0;
  spot.team = needs_coach(market, placement) ? team_named(placement.details.coach_team)
                                             : CoachTeamOrdinal{};
  if (spot.team.is_set()) row_at(teams_, spot.team).undecided += spot.undecided;
  const std::uint32_t left = offered ? seats_to_propose(market, placement) : 0;
  return {.place = placement.ordinal, .team = spot.team, .seats = left + spot.undecided};
}

CoachTeamOrdinal Seating::team_named(const std::string& name) {
  auto found = std::ranges::find(teams_, name, &Team::name);
  if (found == teams_.end()) found = teams_.insert(found, {.name = name});
  return CoachTeamOrdinal{static_cast<std::uint32_t>(found - teams_.begin()) + 1};
}

Coaching Seating::coaching_of(const Market& market, CoachTeamOrdinal ordinal) const {
  const Team& team = row_at(teams_, ordinal);
  const std::uint32_t room = coach_room(coached_by(market, team.name));
  return {.team = ordinal, .people = std::min(room, UINT32_MAX - team.undecided) + team.undecided};
}

void Seating::look_at(const Market& market,
                      const Consultant& consultant,
                      Ordered<ParticipantOrdinal>& again) {
  Desk& desk = row_at(desks_, consultant.ordinal);
  if (desk.active != consultant.active) {
    desk.active = consultant.active;
    for (const Participant& who : market.participants) {
      if (who.consultant == consultant.ordinal) again.insert(who.ordinal);
    }
  }
  assignment_.set(caseload_of(consultant));
  note_moved(market);
}

void Seating::look_at(const Market& market, const Index& index, const Participant& who) {
  openings_.look_at(market, who);
  const ConsultantOrdinal before = row_at(fixed_at_, who.ordinal);
  count_fixed(market, who);
  const ConsultantOrdinal now = row_at(fixed_at_, who.ordinal);
  if (before != now) {
    for (const ConsultantOrdinal desk : {before, now}) {
      if (!desk.is_set()) continue;
      assignment_.set(caseload_of(market.at(desk)));
      note_moved(market);
    }
  }
  const Applicant one = applicant(market, index, who);
  one.wishes.empty() ? assignment_.leave(who.ordinal) : assignment_.enter(one);
  note_moved(market);
  note(market, who.ordinal);
}

// Who has an accepted proposal is not assigned, and still is one of the caseload.
void Seating::count_fixed(const Market& market, const Participant& who) {
  const std::uint32_t undecided = undecided_proposals(market, who);
  const bool fixed = undecided > 0 && undecided < who.open_proposals.size();
  const ConsultantOrdinal at = fixed ? who.consultant : ConsultantOrdinal{};
  ConsultantOrdinal& held = row_at(fixed_at_, who.ordinal);
  if (held == at) return;
  if (held.is_set()) --row_at(desks_, held).fixed;
  if (at.is_set()) ++row_at(desks_, at).fixed;
  held = at;
}

Caseload Seating::caseload_of(const Consultant& consultant) const {
  const std::uint32_t room = consultant.active ? consultant.caseload_max : 0;
  const std::uint32_t fixed = row_at(desks_, consultant.ordinal).fixed;
  const std::uint32_t people = std::max(room, consultant.proposed);
  return {.consultant = consultant.ordinal, .people = people - std::min(people, fixed)};
}

Applicant Seating::applicant(const Market& market, const Index& index, const Participant& who) {
  Applicant applicant{.participant = who.ordinal, .consultant = who.consultant};
  if (!market.rules || has_accepted(market, who)) return applicant;
  const std::int32_t days = week_end_.day - local_date(who.waiting_since).day;
  applicant.days_waiting = static_cast<std::uint32_t>(std::max(0, days));
  wish_for_own(market, index, applicant);
  if (may_take_another(market, index, who)) wish_for_kept(market, index, applicant);
  return applicant;
}

void Seating::wish_for_own(const Market& market, const Index& index, Applicant& applicant) const {
  for (const ProposalNumber number : market.at(applicant.participant).open_proposals) {
    const Proposal& proposal = *market.find(number);
    const std::int32_t best = index.own_best(applicant.participant).value_or(proposal.score);
    applicant.wishes.push_back(
        {.place = proposal.placement,
         .benefit = benefit_of(best, proposal.score, kServedBenefit + kHeldBenefit),
         .ticket = ticket_of(lottery_, applicant.participant, proposal.placement)});
  }
}

void Seating::wish_for_kept(const Market& market, const Index& index, Applicant& applicant) {
  const Participant& who = market.at(applicant.participant);
  const std::span<const Ranked> kept = index.kept(who.ordinal);
  const std::size_t most = applicant.wishes.size() + kWishes;
  for (const Ranked& place : kept) {
    if (applicant.wishes.size() == most) return;
    if (is_paused(market, who, market.at(place.placement))) {
      std::vector<ParticipantOrdinal>& paused = row_at(spots_, place.placement).paused;
      if (std::ranges::find(paused, who.ordinal) == paused.end()) paused.push_back(who.ordinal);
      continue;
    }
    if (market.proposal_of(who.ordinal, place.placement) != nullptr) continue;
    applicant.wishes.push_back(
        {.place = place.placement,
         .benefit = benefit_of(kept.front().score, place.score, granted(who)),
         .ticket = ticket_of(lottery_, who.ordinal, place.placement)});
  }
}

void Seating::note_moved(const Market& market) {
  for (const ParticipantOrdinal who : assignment_.moved()) note(market, who);
}

void Seating::note(const Market& market, ParticipantOrdinal ordinal) {
  const PlacementOrdinal where = place_of(ordinal);
  if (where.is_set() && market.proposal_of(ordinal, where) == nullptr) {
    unproposed_.insert(ordinal);
  } else {
    unproposed_.erase(ordinal);
  }
}

std::optional<SeatStep> Seating::next(const Market& market, const Index& index) const {
  for (const ParticipantOrdinal who : unproposed_) {
    const PlacementOrdinal where = place_of(who);
    if (proposals_to_make(market, market.at(where)) > 0) return SeatStep{who, where, {}};
  }
  for (const ParticipantOrdinal who : unproposed_) {
    const PlacementOrdinal where = place_of(who);
    if (const auto yields = yielding_for(market, index, market.at(where))) {
      return SeatStep{who, where, yields->second};
    }
  }
  invariant(unproposed_.empty(), "for whoever should have a seat there is one");
  return std::nullopt;
}

std::optional<Seating::Standing> Seating::yielding_for(const Market& market,
                                                       const Index& index,
                                                       const Placement& where) const {
  if (seats_to_propose(market, where) == 0) return yielding_at(market, index, where.ordinal);
  // A seat is left, and only coaches have no hours.
  std::optional<Standing> most;
  for (const PlacementOrdinal place : places_coached_with(market, where)) {
    most = std::max(most, yielding_at(market, index, place));
  }
  return most;
}

std::optional<Seating::Standing> Seating::yielding_at(const Market& market,
                                                      const Index& index,
                                                      PlacementOrdinal where) const {
  std::optional<Standing> most;
  for (const ProposalNumber number : market.at(where).open_proposals) {
    const Proposal& proposal = *market.find(number);
    const Participant& holder = market.at(proposal.participant);
    if (proposal.accepted || place_of(holder.ordinal) == where) continue;
    if (holder.open_proposals.size() < 2) continue;
    const Standing standing{regret(index, holder.ordinal, proposal.score), number};
    if (!most || standing > *most) most = standing;
  }
  return most;
}

// A seat and its coach.
std::vector<std::uint32_t> Seating::prices() const {
  const Prices all = assignment_.prices();
  std::vector<std::uint32_t> prices;
  prices.reserve(spots_.size());
  for (std::uint32_t place = 1; place <= spots_.size(); ++place) {
    prices.push_back(all.of(PlacementOrdinal{place}) + all.of(spots_[place - 1].team));
  }
  return prices;
}

std::vector<PlacementPrice> Seating::new_prices(const Market& market) const {
  std::vector<PlacementPrice> lines;
  const std::vector<std::uint32_t> now = prices();
  for (const Placement& placement : market.placements) {
    const std::uint32_t price = is_offered(market, placement) ? row_at(now, placement.ordinal) : 0;
    if (price != placement.price) lines.push_back({.placement = placement.id, .price = price});
  }
  return lines;
}

bool operator==(const Seating& a, const Seating& b) {
  const std::size_t people = std::max(a.fixed_at_.size(), b.fixed_at_.size());
  for (std::uint32_t ordinal = 1; ordinal <= people; ++ordinal) {
    if (a.place_of(ParticipantOrdinal{ordinal}) != b.place_of(ParticipantOrdinal{ordinal})) {
      return false;
    }
  }
  return a.unproposed_ == b.unproposed_ && a.openings_ == b.openings_ && a.prices() == b.prices();
}

}  // namespace koppel::matching
