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

constexpr auto kAnyScore = static_cast<std::int16_t>(kScoreMin);

bool makes_anew(const Touched& touched) {
  if (touched.rules_changed) return true;
  return std::ranges::any_of(touched.rows, [](const RowRef& row) {
    return row.kind == RowKind::kProgramme || row.kind == RowKind::kRules ||
           row.kind == RowKind::kTaxonomy;
  });
}

Ordered<PlacementOrdinal> touched_placements(const Market& market, const Touched& touched) {
  if (touched.files_stand) return {};
  Ordered<PlacementOrdinal> placements = touched.placements;
  for (const RowRef& row : touched.rows) {
    if (row.kind != RowKind::kEmployer) continue;
    const EmployerOrdinal ordinal{static_cast<std::uint32_t>(row.number)};
    const Employer& employer = market.at(ordinal);
    placements.insert_all(employer.placements);
  }
  return placements;
}

// Whoever is new in the market since the last update.
template <typename Ordinal>
void add_new(std::size_t known, std::size_t now, Ordered<Ordinal>& ordinals) {
  for (std::size_t at = known; at < now; ++at) {
    ordinals.insert(Ordinal{static_cast<std::uint32_t>(at + 1)});
  }
}

template <typename Rows, typename Ordinal>
auto& row_at(Rows& rows, Ordinal ordinal) {
  invariant(ordinal.is_set() && ordinal.value() <= rows.size(), "an ordinal of this index");
  return rows[ordinal.value() - 1];
}

Means means() {
  return {.kernels = kernels()};
}

bool has_levels(const CompetenceLevel& competence) {
  return competence.level > 0;
}

std::uint8_t posted_level(const CompetenceLevel& competence) {
  return at_most(competence.level - 1, static_cast<std::uint8_t>(kLevelMax - 1));
}

}  // namespace

Index Index::build(const Market& market) {
  Index index;
  index.rarity_ = Rarity::build(market);
  index.lottery_ = lottery_now(market);
  index.derive_all(market);
  index.rank_all(market);
  return index;
}

void Index::update(const Market& market, const Touched& touched) {
  if (makes_anew(touched)) {
    *this = build(market);
    return;
  }
  moved_.clear();
  Ordered<PlacementOrdinal> placements = touched_placements(market, touched);
  Ordered<ParticipantOrdinal> participants;
  if (!touched.files_stand) participants = touched.participants;
  if (touched.day_begun == DayBegun::kYes) {
    for (const Placement& placement : market.placements) {
      if (placement.ordinal.value() > spots_.size()) break;
      if (koppel::is_open(market, placement) != row_at(spots_, placement.ordinal).open) {
        placements.insert(placement.ordinal);
      }
    }
    for (const Participant& participant : market.participants) {
      if (participant.ordinal.value() > applicants_.size()) break;
      const Applicant& held = row_at(applicants_, participant.ordinal);
      if (age_today(market, participant) != held.person.age) {
        participants.insert(participant.ordinal);
      }
    }
  }
  add_new(spots_.size(), market.placements.size(), placements);
  add_new(applicants_.size(), market.participants.size(), participants);
  look_again(market, placements, participants);
  const LotteryWeek lottery = lottery_now(market);
  if (lottery != lottery_) {
    lottery_ = lottery;
    rank_all(market);
  }
  std::ranges::sort(moved_);
  const auto repeats = std::ranges::unique(moved_);
  moved_.erase(repeats.begin(), repeats.end());
}

void Index::look_again(const Market& market,
                       const Ordered<PlacementOrdinal>& placements,
                       const Ordered<ParticipantOrdinal>& participants) {
  spots_.resize(market.placements.size());
  applicants_.resize(market.participants.size());
  kept_.resize(market.participants.size());
  for (const PlacementOrdinal placement : placements) look_at(market, placement);
  for (const ParticipantOrdinal participant : participants) look_at(market, participant);
  for (const ParticipantOrdinal participant : std::exchange(short_, {})) {
    if (row_at(applicants_, participant).candidate && row_at(kept_, participant).is_short()) {
      rank(weights_in(market), participant);
    }
  }
  if (places_.table.is_due()) lay_out_places();
  if (people_.table.is_due()) lay_out_people();
}

void Index::look_at(const Market& market, PlacementOrdinal ordinal) {
  const Placement& placement = market.at(ordinal);
  Spot spot{.place = derive_place(market, rarity_, placement),
            .open = koppel::is_open(market, placement)};
  Spot& held = row_at(spots_, ordinal);
  if (spot == held) return;
  if (places_.table.lane_of(ordinal.value())) {
    withdraw(weights_in(market), ordinal);
    leave(ordinal);
  }
  held = std::move(spot);
  if (!held.open || !held.place.recognised) return;
  enter(ordinal);
  offer(weights_in(market), ordinal);
}

void Index::look_at(const Market& market, ParticipantOrdinal ordinal) {
  const Participant& participant = market.at(ordinal);
  Applicant applicant{.person = derive_person(market, participant),
                      .candidate = is_candidate(market, participant)};
  Applicant& held = row_at(applicants_, ordinal);
  if (applicant == held) return;
  if (held.candidate) leave(ordinal);
  held = std::move(applicant);
  if (held.candidate) {
    enter(ordinal);
    rank(weights_in(market), ordinal);
  } else {
    keep(ordinal, {});
  }
}

const Person& Index::person(ParticipantOrdinal ordinal) const {
  return row_at(applicants_, ordinal).person;
}

const Place& Index::place(PlacementOrdinal ordinal) const {
  return row_at(spots_, ordinal).place;
}

bool Index::is_open(PlacementOrdinal ordinal) const {
  return row_at(spots_, ordinal).open;
}

std::optional<std::int32_t> Index::own_best(ParticipantOrdinal ordinal) const {
  const std::span<const Ranked> best = kept(ordinal);
  return best.empty() ? std::nullopt : std::optional{best.front().score};
}

std::span<const Ranked> Index::kept(ParticipantOrdinal ordinal) const {
  return row_at(kept_, ordinal).best();
}

std::vector<Ranked> Index::top(const Market& market,
                               ParticipantOrdinal participant,
                               std::uint32_t k) const {
  return best_of(weights_in(market), participant, k);
}

std::vector<Suited> Index::suited(const Market& market, PlacementOrdinal ordinal) const {
  std::vector<Suited> suited;
  each_suited(
      market,
      ordinal,
      [](ParticipantOrdinal /*anybody*/) { return true; },
      [&](const Suited& one) { suited.push_back(one); });
  std::ranges::sort(suited, {}, &Suited::participant);
  return suited;
}

void Index::each_suited(const Market& market,
                        PlacementOrdinal ordinal,
                        const Wanted& wanted,
                        const SuitedVisitor& visitor) const {
  if (!places_.table.lane_of(ordinal.value())) return;
  const Place& where = place(ordinal);
  const auto take = [&](std::uint32_t number, std::int16_t score) {
    const ParticipantOrdinal who{number};
    if (wanted(who) && failed_gates(person(who), where) == 0) visitor({who, score});
  };
  find_people(means(),
              people_,
              weights_in(market),
              record_of(where),
              terms_of(where.requirements),
              kAnyScore,
              take);
}

bool operator==(const Index& a, const Index& b) {
  const auto same_best = [](const KeptPlaces& x, const KeptPlaces& y) {
    return std::ranges::equal(x.best(), y.best());
  };
  return a.applicants_ == b.applicants_ && a.spots_ == b.spots_ &&
         std::ranges::equal(a.kept_, b.kept_, same_best);
}

void Index::derive_all(const Market& market) {
  for (const Placement& placement : market.placements) {
    spots_.push_back({.place = derive_place(market, rarity_, placement),
                      .open = koppel::is_open(market, placement)});
    const Spot& spot = spots_.back();
    if (!spot.open || !spot.place.recognised) continue;
    places_.table.append(placement.ordinal.value(), record_of(spot.place));
  }
  lay_out_places();
  for (const Participant& participant : market.participants) {
    applicants_.push_back({.person = derive_person(market, participant),
                           .candidate = is_candidate(market, participant)});
    const Applicant& applicant = applicants_.back();
    if (!applicant.candidate) continue;
    people_.table.append(participant.ordinal.value(), record_of(applicant.person));
  }
  kept_.resize(applicants_.size());
  lay_out_people();
}

// Lanes change hands, so the postings are written anew, lane by lane.
void Index::lay_out_places() {
  places_.table.lay_out();
  places_.asked.clear();
  for (std::uint32_t lane = 0; lane < places_.table.lanes(); ++lane) {
    const std::uint32_t number = places_.table.number_at(lane);
    if (number == 0) continue;
    for (const WeighedRequirement& asked : place(PlacementOrdinal{number}).requirements) {
      places_.asked.add(asked.code, lane, posted_requirement(asked.weight, asked.level));
    }
  }
}

void Index::lay_out_people() {
  people_.table.lay_out();
  people_.held.clear();
  for (std::uint32_t lane = 0; lane < people_.table.lanes(); ++lane) {
    const std::uint32_t number = people_.table.number_at(lane);
    if (number == 0) continue;
    for (const CompetenceLevel& held : person(ParticipantOrdinal{number}).competences) {
      if (has_levels(held)) people_.held.add(held.code, lane, posted_level(held));
    }
  }
}

void Index::rank_all(const Market& market) {
  for (std::uint32_t number = 1; number <= applicants_.size(); ++number) {
    if (applicants_[number - 1].candidate) rank(weights_in(market), ParticipantOrdinal{number});
  }
}

void Index::enter(PlacementOrdinal ordinal) {
  const Place& where = place(ordinal);
  const std::uint32_t lane = places_.table.insert(ordinal.value(), record_of(where));
  for (const WeighedRequirement& asked : where.requirements) {
    places_.asked.add(asked.code, lane, posted_requirement(asked.weight, asked.level));
  }
}

void Index::leave(PlacementOrdinal ordinal) {
  const std::uint32_t lane = *places_.table.lane_of(ordinal.value());
  for (const WeighedRequirement& asked : place(ordinal).requirements) {
    places_.asked.remove(asked.code, lane);
  }
  places_.table.remove(ordinal.value());
}

void Index::enter(ParticipantOrdinal ordinal) {
  const Person& who = person(ordinal);
  const std::uint32_t lane = people_.table.insert(ordinal.value(), record_of(who));
  for (const CompetenceLevel& held : who.competences) {
    if (has_levels(held)) people_.held.add(held.code, lane, posted_level(held));
  }
}

void Index::leave(ParticipantOrdinal ordinal) {
  const std::uint32_t lane = *people_.table.lane_of(ordinal.value());
  for (const CompetenceLevel& held : person(ordinal).competences) {
    people_.held.remove(held.code, lane);
  }
  people_.table.remove(ordinal.value());
}

// Who keeps it scores there at least the own least: the same search that finds whom it suits.
void Index::withdraw(const Weights& weights, PlacementOrdinal ordinal) {
  const Place& where = place(ordinal);
  std::vector<ParticipantOrdinal> holders;
  const auto take = [&](std::uint32_t number, std::int16_t /*score*/) {
    const ParticipantOrdinal who{number};
    if (row_at(kept_, who).has(ordinal)) holders.push_back(who);
  };
  find_people(
      means(), people_, weights, record_of(where), terms_of(where.requirements), INT16_MAX, take);
  for (const ParticipantOrdinal who : holders) settle(who, row_at(kept_, who).drop(ordinal));
}

void Index::offer(const Weights& weights, PlacementOrdinal ordinal) {
  const Place& where = place(ordinal);
  std::vector<Suited> suited;
  const auto take = [&](std::uint32_t number, std::int16_t score) {
    const ParticipantOrdinal who{number};
    if (failed_gates(person(who), where) == 0) suited.push_back({who, score});
  };
  find_people(
      means(), people_, weights, record_of(where), terms_of(where.requirements), INT16_MAX, take);
  for (const auto& [who, score] : suited) {
    settle(
        who,
        row_at(kept_, who).offer(RankOrder(lottery_, who), {.placement = ordinal, .score = score}));
  }
}

void Index::rank(const Weights& weights, ParticipantOrdinal ordinal) {
  keep(ordinal, KeptPlaces::of(best_of(weights, ordinal, kKept + kReserve)));
}

void Index::keep(ParticipantOrdinal ordinal, KeptPlaces kept) {
  KeptPlaces& held = row_at(kept_, ordinal);
  const auto changed = std::ranges::equal(kept.best(), held.best()) ? KeptPlaces::Changed::kNo
                                                                    : KeptPlaces::Changed::kYes;
  held = std::move(kept);
  settle(ordinal, changed);
}

// After a change of what somebody keeps.
void Index::settle(ParticipantOrdinal ordinal, KeptPlaces::Changed changed) {
  if (changed == KeptPlaces::Changed::kYes) moved_.push_back(ordinal);
  const KeptPlaces& kept = row_at(kept_, ordinal);
  if (!people_.table.lane_of(ordinal.value())) return;
  if (kept.is_short()) short_.push_back(ordinal);
  PersonRecord record = people_.table.record_of(ordinal.value());
  if (record.least == kept.least()) return;
  record.least = kept.least();
  people_.table.rewrite(ordinal.value(), record);
}

std::vector<Ranked> Index::best_of(const Weights& weights,
                                   ParticipantOrdinal ordinal,
                                   std::size_t k) const {
  const Person& who = person(ordinal);
  BestPlaces best(RankOrder(lottery_, ordinal), k);
  std::int16_t least = kAnyScore;
  const auto take = [&](std::uint32_t number, std::int16_t score) {
    const Ranked here{.placement = PlacementOrdinal{number}, .score = score};
    if (failed_gates(who, place(here.placement)) == 0) least = best.add(here);
    return least;
  };
  find_places(means(), places_, weights, record_of(who), terms_of(who.competences), take);
  return std::move(best).best_first();
}

}  // namespace koppel::matching
