#include "engine/matching/index.h"

#include "engine/matching/gates.h"
#include "engine/matching/readiness.h"
#include "engine/matching/score.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace koppel::matching {
namespace {

// Of equal scores the lowest ordinal, whatever the order in which the places are met.
bool is_better(const Ranked& a, const std::optional<Ranked>& b) {
  if (!b) return true;
  return a.score != b->score ? a.score > b->score : a.placement < b->placement;
}

bool makes_anew(const Touched& touched) {
  if (touched.rules_changed || touched.day_begun == DayBegun::kYes) return true;
  return std::ranges::any_of(touched.rows, [](const RowRef& row) {
    return row.kind == RowKind::kProgramme || row.kind == RowKind::kRules ||
           row.kind == RowKind::kTaxonomy;
  });
}

std::set<PlacementOrdinal> touched_placements(const Market& market, const Touched& touched) {
  std::set<PlacementOrdinal> placements = touched.placements;
  for (const RowRef& row : touched.rows) {
    if (row.kind != RowKind::kEmployer) continue;
    const EmployerOrdinal ordinal{static_cast<std::uint32_t>(row.number)};
    const Employer& employer = market.at(ordinal);
    placements.insert(employer.placements.begin(), employer.placements.end());
  }
  return placements;
}

// Whoever is new in the market since the last update.
template <typename Ordinal>
void add_new(std::size_t known, std::size_t now, std::set<Ordinal>& ordinals) {
  for (std::size_t at = known; at < now; ++at) {
    ordinals.insert(Ordinal{static_cast<std::uint32_t>(at + 1)});
  }
}

template <typename Rows, typename Ordinal>
auto& row_at(Rows& rows, Ordinal ordinal) {
  invariant(ordinal.is_set() && ordinal.value() <= rows.size(), "an ordinal of this index");
  return rows[ordinal.value() - 1];
}

}  // namespace

Index Index::build(const Market& market) {
  Index index;
  index.rarity_ = Rarity::build(market);
  index.look_again(market, {}, {});
  return index;
}

void Index::update(const Market& market, const Touched& touched) {
  if (makes_anew(touched)) {
    *this = build(market);
    return;
  }
  look_again(market, touched_placements(market, touched), touched.participants);
}

void Index::look_again(const Market& market,
                       std::set<PlacementOrdinal> placements,
                       std::set<ParticipantOrdinal> participants) {
  add_new(spots_.size(), market.placements.size(), placements);
  add_new(applicants_.size(), market.participants.size(), participants);
  const std::vector<PlacementOrdinal> moved = derive_spots(market, placements);
  for (const PlacementOrdinal placement : moved) offer(weights_in(market), placement);
  applicants_.resize(market.participants.size());
  for (const ParticipantOrdinal participant : participants) derive_applicant(market, participant);
  keep(market);
}

void Index::keep(const Market& market) {
  moved_.clear();
  for (std::uint32_t ordinal = 1; ordinal <= applicants_.size(); ++ordinal) {
    Applicant& applicant = applicants_[ordinal - 1];
    std::vector<Ranked> kept;
    if (applicant.candidate) kept = top(market, ParticipantOrdinal{ordinal}, kKept);
    if (kept == applicant.kept) continue;
    applicant.kept = std::move(kept);
    moved_.emplace_back(ordinal);
  }
}

std::span<const Ranked> Index::kept(ParticipantOrdinal ordinal) const {
  return row_at(applicants_, ordinal).kept;
}

std::vector<Suited> Index::suited(const Market& market, PlacementOrdinal ordinal) const {
  std::vector<Suited> people;
  for (std::uint32_t at = 1; at <= applicants_.size(); ++at) {
    const Applicant& applicant = applicants_[at - 1];
    if (!applicant.candidate) continue;
    const auto points = score_at(weights_in(market), applicant.person, ordinal);
    if (points) people.push_back({.participant = ParticipantOrdinal{at}, .score = *points});
  }
  return people;
}

const Person& Index::person(ParticipantOrdinal ordinal) const {
  return row_at(applicants_, ordinal).person;
}

const Place& Index::place(PlacementOrdinal ordinal) const {
  return row_at(spots_, ordinal).place;
}

std::optional<std::int32_t> Index::own_best(ParticipantOrdinal ordinal) const {
  const std::optional<Ranked>& best = row_at(applicants_, ordinal).best;
  return best ? std::optional{best->score} : std::nullopt;
}

std::vector<Ranked> Index::top(const Market& market,
                               ParticipantOrdinal participant,
                               std::uint32_t k) const {
  const Weights& weights = weights_in(market);
  const Person& who = person(participant);
  std::vector<Ranked> places;
  for (const Placement& placement : market.placements) {
    const auto points = score_at(weights, who, placement.ordinal);
    if (points) places.push_back({.placement = placement.ordinal, .score = *points});
  }
  sort_ranked(market, participant, places);
  if (places.size() > k) places.resize(k);
  return places;
}

// Returns those whose scored view or openness is another than before.
std::vector<PlacementOrdinal> Index::derive_spots(const Market& market,
                                                  const std::set<PlacementOrdinal>& placements) {
  std::vector<PlacementOrdinal> moved;
  spots_.resize(market.placements.size());
  for (const PlacementOrdinal ordinal : placements) {
    const Placement& placement = market.at(ordinal);
    Spot spot{.place = derive_place(market, rarity_, placement),
              .open = is_open(market, placement)};
    Spot& held = row_at(spots_, ordinal);
    if (spot == held) continue;
    held = std::move(spot);
    moved.push_back(ordinal);
  }
  return moved;
}

void Index::derive_applicant(const Market& market, ParticipantOrdinal ordinal) {
  const Participant& participant = market.at(ordinal);
  Applicant applicant{.person = derive_person(market, participant),
                      .candidate = is_candidate(market, participant)};
  Applicant& held = row_at(applicants_, ordinal);
  if (applicant.person == held.person && applicant.candidate == held.candidate) return;
  applicant.kept = held.kept;
  if (applicant.candidate) applicant.best = best_of(weights_in(market), applicant.person);
  held = std::move(applicant);
}

// One placement moved: who finds it better than the best so far has a new best; who stood best
// there and finds it worse is searched again among all, which are derived already. So after the
// last of several that moved, every best is that of a whole search.
void Index::offer(const Weights& weights, PlacementOrdinal placement) {
  for (Applicant& applicant : applicants_) {
    if (!applicant.candidate) continue;
    const auto points = score_at(weights, applicant.person, placement);
    const bool stood_here = applicant.best && applicant.best->placement == placement;
    if (stood_here && (!points || *points < applicant.best->score)) {
      applicant.best = best_of(weights, applicant.person);
    } else if (points) {
      const Ranked here{.placement = placement, .score = *points};
      if (is_better(here, applicant.best)) applicant.best = here;
    }
  }
}

std::optional<std::int32_t> Index::score_at(const Weights& weights,
                                            const Person& person,
                                            PlacementOrdinal placement) const {
  const Spot& spot = row_at(spots_, placement);
  if (!spot.open || failed_gates(person, spot.place) != 0) return std::nullopt;
  return total(score(weights, person, spot.place));
}

std::optional<Ranked> Index::best_of(const Weights& weights, const Person& person) const {
  std::optional<Ranked> best;
  for (std::uint32_t ordinal = 1; ordinal <= spots_.size(); ++ordinal) {
    const auto points = score_at(weights, person, PlacementOrdinal{ordinal});
    if (!points) continue;
    const Ranked here{.placement = PlacementOrdinal{ordinal}, .score = *points};
    if (is_better(here, best)) best = here;
  }
  return best;
}

}  // namespace koppel::matching
