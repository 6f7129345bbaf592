#include "tests/support/random_assignment.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace koppel::examples {
namespace {

using matching::Applicant;
using matching::Assignment;
using matching::AssignmentMarket;
using matching::Caseload;
using matching::Coaching;
using matching::Offer;
using matching::Wish;
using matching::Worth;

template <typename Line, typename Key>
void put(std::vector<Line>& lines, const Line& line, Key Line::*key) {
  const auto at = std::ranges::find(lines, line.*key, key);
  if (at == lines.end()) {
    lines.push_back(line);
  } else {
    *at = line;
  }
}

struct ApplyToMarket {
  AssignmentMarket& market;

  void operator()(const Applicant& line) const {
    put(market.applicants, line, &Applicant::participant);
  }

  void operator()(const Left& left) const {
    std::erase_if(market.applicants, [&left](const Applicant& applicant) {
      return applicant.participant == left.participant;
    });
  }

  void operator()(const Offer& line) const { put(market.offers, line, &Offer::place); }

  void operator()(const Caseload& line) const {
    put(market.caseloads, line, &Caseload::consultant);
  }

  void operator()(const Coaching& line) const { put(market.coaching, line, &Coaching::team); }
};

struct ApplyToAssignment {
  Assignment& assignment;

  void operator()(const Applicant& line) const { assignment.enter(line); }

  void operator()(const Left& left) const { assignment.leave(left.participant); }

  template <typename Line>
  void operator()(const Line& line) const {
    assignment.set(line);
  }
};

Worth exact_worth(const Applicant& applicant, const Wish& wish) {
  const std::uint32_t days = std::min(applicant.days_waiting, matching::kDaysMax);
  return matching::worth_of(wish.benefit, wish.ticket) + matching::worth_of_waiting(days);
}

}  // namespace

RandomAssignment::RandomAssignment(const AssignmentShape& shape, std::uint64_t seed)
    : random_(seed) {
  const auto drawn = [this](std::uint32_t most) { return 1 + below(most); };
  shape_ = {.people = drawn(shape.people),
            .places = drawn(shape.places),
            .wishes = drawn(shape.wishes),
            .seats = drawn(shape.seats),
            .consultants = below(shape.consultants + 1),
            .teams = below(shape.teams + 1),
            .benefits = drawn(shape.benefits)};
  lottery_ = {.seed = random_(), .week = static_cast<std::int32_t>(below(100))};
}

std::uint32_t RandomAssignment::below(std::uint32_t limit) {
  return static_cast<std::uint32_t>(random_() % limit);
}

AssignmentMarket RandomAssignment::market() {
  AssignmentMarket market;
  for (std::uint32_t at = 1; at <= shape_.people; ++at) market.applicants.push_back(applicant(at));
  for (std::uint32_t at = 1; at <= shape_.places; ++at) market.offers.push_back(offer(at));
  for (std::uint32_t at = 1; at <= shape_.consultants; ++at) {
    market.caseloads.push_back(caseload(at));
  }
  for (std::uint32_t at = 1; at <= shape_.teams; ++at) market.coaching.push_back(coaching(at));
  return market;
}

AssignmentEvent RandomAssignment::event() {
  const std::uint32_t kind = below(12);
  if (kind < 5) return applicant(1 + below(shape_.people));
  if (kind < 7) return Left{ParticipantOrdinal{1 + below(shape_.people)}};
  if (kind < 8 && shape_.consultants > 0) return caseload(1 + below(shape_.consultants));
  if (kind < 9 && shape_.teams > 0) return coaching(1 + below(shape_.teams));
  return offer(1 + below(shape_.places));
}

// Low numbers are wished for more often.
Applicant RandomAssignment::applicant(std::uint32_t ordinal) {
  const std::uint32_t consultant = shape_.consultants == 0 ? 0 : below(shape_.consultants + 1);
  Applicant applicant{.participant = ParticipantOrdinal{ordinal},
                      .consultant = ConsultantOrdinal{consultant},
                      .days_waiting = below(4) == 0 ? below(200) : below(3),
                      .wishes = {}};
  for (std::uint32_t left = below(shape_.wishes + 1); left > 0; --left) {
    const PlacementOrdinal place{1 + std::min(below(shape_.places), below(shape_.places))};
    if (std::ranges::find(applicant.wishes, place, &Wish::place) != applicant.wishes.end())
      continue;
    applicant.wishes.push_back(
        {.place = place,
         .benefit = 1 + below(shape_.benefits),
         .ticket = matching::ticket_of(lottery_, applicant.participant, place)});
  }
  return applicant;
}

Offer RandomAssignment::offer(std::uint32_t ordinal) {
  const std::uint32_t team = shape_.teams == 0 ? 0 : below(shape_.teams + 1);
  return {.place = PlacementOrdinal{ordinal},
          .team = matching::CoachTeamOrdinal{team},
          .seats = below(8) == 0 ? 0 : below(shape_.seats + 1)};
}

// From nobody to a little more than a fair share.
Caseload RandomAssignment::caseload(std::uint32_t ordinal) {
  const std::uint32_t share = shape_.people / (shape_.consultants + 1);
  return {.consultant = ConsultantOrdinal{ordinal}, .people = below(share + 3)};
}

Coaching RandomAssignment::coaching(std::uint32_t ordinal) {
  const std::uint32_t share = shape_.places * (shape_.seats + 1) / 2 / (shape_.teams + 1);
  return {.team = matching::CoachTeamOrdinal{ordinal}, .people = below(share + 3)};
}

void apply(AssignmentMarket& market, const AssignmentEvent& event) {
  std::visit(ApplyToMarket{market}, event);
}

void apply(Assignment& assignment, const AssignmentEvent& event) {
  std::visit(ApplyToAssignment{assignment}, event);
}

Seated places_in(const AssignmentMarket& market, const Assignment& assignment) {
  Seated places;
  for (const Applicant& applicant : market.applicants) {
    places.push_back(assignment.place_of(applicant.participant));
  }
  return places;
}

Worth worth_of(const AssignmentMarket& market, const Seated& places) {
  Worth sum = 0;
  for (std::size_t line = 0; line < places.size(); ++line) {
    if (!places[line].is_set()) continue;
    const Applicant& applicant = market.applicants[line];
    const auto wish = std::ranges::find(applicant.wishes, places[line], &Wish::place);
    invariant(wish != applicant.wishes.end(), "nobody gets what is not on the list");
    sum += exact_worth(applicant, *wish);
  }
  return sum;
}

RefereeNodes::RefereeNodes(const AssignmentMarket& market) {
  std::uint32_t consultant = 0;
  std::uint32_t person = 0;
  std::uint32_t place = 0;
  std::uint32_t team = 0;
  for (const Applicant& applicant : market.applicants) {
    consultant = std::max(consultant, applicant.consultant.value());
    person = std::max(person, applicant.participant.value());
    for (const Wish& wish : applicant.wishes) place = std::max(place, wish.place.value());
  }
  for (const Offer& offer : market.offers) {
    place = std::max(place, offer.place.value());
    team = std::max(team, offer.team.value());
  }
  for (const Caseload& line : market.caseloads) {
    consultant = std::max(consultant, line.consultant.value());
  }
  for (const Coaching& line : market.coaching) team = std::max(team, line.team.value());
  people = consultants + consultant + 1;
  places = people + person + 1;
  teams = places + place + 1;
  all = teams + team + 1;
}

Seated refereed(const AssignmentMarket& market) {
  Referee<Worth> referee(market, exact_worth);
  invariant(referee.run(), "there is always an optimum");
  return referee.places();
}

}  // namespace koppel::examples
