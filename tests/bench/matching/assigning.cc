#include "tests/bench/matching/assigning.h"

#include "engine/matching/kept.h"
#include "engine/matching/rank.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace koppel::bench {
namespace {

using matching::Ranked;

constexpr std::size_t kWishes = 10;
constexpr std::uint32_t kPeopleAConsultant = 60;
constexpr std::uint32_t kPlacesATeam = 40;
// So many bits of a ticket count that LEMON's 64-bit costs hold them exactly.
constexpr int kTicketBits = 24;

std::uint64_t shortened(std::uint64_t ticket) {
  constexpr int kRest = matching::kTicketBits - kTicketBits;
  return ticket >> kRest << kRest;
}

std::uint32_t share(double of, std::uint32_t number) {
  return static_cast<std::uint32_t>(of * number);
}

}  // namespace

Contest::Contest(const Crowded& crowded, std::uint64_t seed)
    : crowded_(crowded),
      crowd_(seed),
      random_(seed),
      places_(crowd_.places(crowded.places)),
      lottery_{.seed = seed, .week = 1} {
  offer_seats();
  for (std::uint32_t at = 1; at <= crowded.people; ++at) {
    market_.applicants.push_back(applicant(at));
  }
  if (crowded.capacities == Capacities::kNested) limit_groups();
}

std::uint32_t Contest::below(std::uint32_t limit) {
  return static_cast<std::uint32_t>(random_() % limit);
}

// Everywhere one, the others anywhere.
void Contest::offer_seats() {
  for (std::uint32_t at = 1; at <= crowded_.places; ++at) {
    market_.offers.push_back({.place = PlacementOrdinal{at}, .team = {}, .seats = 1});
  }
  const std::uint32_t seats = share(crowded_.seats_a_person, crowded_.people);
  for (std::uint32_t at = crowded_.places; at < seats; ++at) {
    ++market_.offers[below(crowded_.places)].seats;
  }
}

void Contest::limit_groups() {
  const std::uint32_t consultants = (crowded_.people / kPeopleAConsultant) + 1;
  const std::uint32_t teams = (crowded_.places / kPlacesATeam) + 1;
  for (matching::Applicant& applicant : market_.applicants) {
    applicant.consultant = ConsultantOrdinal{1 + below(consultants)};
  }
  for (matching::Offer& offer : market_.offers) {
    offer.team = matching::CoachTeamOrdinal{1 + below(teams)};
  }
  const double served = 0.9 * std::min(1.0, crowded_.seats_a_person);
  for (std::uint32_t at = 1; at <= consultants; ++at) {
    market_.caseloads.push_back({.consultant = ConsultantOrdinal{at},
                                 .people = share(served, crowded_.people) / consultants});
  }
  for (std::uint32_t at = 1; at <= teams; ++at) {
    market_.coaching.push_back(
        {.team = matching::CoachTeamOrdinal{at}, .people = share(served, crowded_.people) / teams});
  }
}

matching::Applicant Contest::applicant(std::uint32_t ordinal) {
  const Crowd::OnePerson person = crowd_.person(Asking::kAsPeopleDo);
  const ParticipantOrdinal participant{ordinal};
  matching::BestPlaces best(matching::RankOrder(lottery_, participant), kWishes);
  matching::find_places({.kernels = matching::kernels()},
                        places_,
                        crowd_.weights(),
                        person.record,
                        matching::terms_of(person.competences),
                        [&best](std::uint32_t number, std::int16_t score) {
                          return best.add(Ranked{PlacementOrdinal{number}, score});
                        });
  const std::vector<Ranked> ranked = std::move(best).best_first();
  matching::Applicant applicant{.participant = participant, .consultant = {}, .wishes = {}};
  if (ordinal <= market_.applicants.size()) {
    applicant.consultant = market_.applicants[ordinal - 1].consultant;
  }
  for (const Ranked& one : ranked) {
    applicant.wishes.push_back(
        {.place = one.placement,
         .benefit = matching::benefit_of(ranked.front().score, one.score, 0),
         .ticket = shortened(matching::ticket_of(lottery_, participant, one.placement))});
  }
  return applicant;
}

}  // namespace koppel::bench
