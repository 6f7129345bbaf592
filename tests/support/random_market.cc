#include "tests/support/random_market.h"

#include "tests/support/market_examples.h"

#include <string>
#include <vector>

namespace koppel::examples {
namespace {

template <typename Word>
Word word(std::uint32_t number) {
  return static_cast<Word>(number);
}

RowRef employer_row(EmployerOrdinal ordinal) {
  return {.kind = RowKind::kEmployer, .number = ordinal.value()};
}

}  // namespace

RandomMarket::RandomMarket(std::uint64_t seed, Size size) : market(ruled_market()), random_(seed) {
  market.rules->lottery_seed = seed;
  for (std::uint32_t& weight : market.rules->weights.support) weight = below(100);
  for (std::uint32_t& weight : market.rules->weights.gap) weight = below(40);
  market.taxonomies["esco"] = {.code = "esco", .version = 1};
  for (std::uint32_t code = 1; code <= 30; ++code) {
    market.taxonomies["esco"].competences.push_back({.code = code, .rarity = below(8)});
  }
  for (int left = 3; left > 0; --left) add_consultant(market, 1 + below(4));
  for (int left = 4; left > 0; --left) add_employer(market, word<Sector>(1 + below(10)));
  const std::uint32_t more = size == Size::kLarge ? 120 : 0;
  for (std::uint32_t left = 3 + below(10) + more; left > 0; --left) {
    const PlacementOrdinal placement =
        add_placement(market, EmployerOrdinal{1 + below(4)}, 1 + below(2));
    fill(row(market, placement).details);
  }
  for (std::uint32_t left = 2 + below(8); left > 0; --left) {
    fill(row(market, add_candidate(market)));
  }
  publish_coaches(market, "north", 1 + below(8));
  count_again(market);
}

Touched RandomMarket::change() {
  Touched touched = change_something();
  count_again(market);
  return touched;
}

Touched RandomMarket::change_something() {
  switch (below(8)) {
    case 0:
    case 1: return change_participant();
    case 2:
    case 3: return change_placement();
    case 4: return change_employer();
    case 5:
    case 6: return change_proposals();
    default: return change_day_or_rules();
  }
}

std::uint32_t RandomMarket::below(std::uint32_t below) {
  return static_cast<std::uint32_t>(random_() % below);
}

ParticipantOrdinal RandomMarket::any_participant() {
  return ParticipantOrdinal{1 + below(static_cast<std::uint32_t>(market.participants.size()))};
}

PlacementOrdinal RandomMarket::any_placement() {
  return PlacementOrdinal{1 + below(static_cast<std::uint32_t>(market.placements.size()))};
}

InterestProfile RandomMarket::any_profile() {
  InterestProfile profile;
  if (below(4) > 0) {
    const bool onet = below(2) == 0;
    profile.instrument = onet ? InterestInstrument::kOnet : InterestInstrument::kShortForm;
    for (int left = 6; left > 0; --left) {
      profile.riasec.push_back(onet ? 100 + below(601) : below(41));
    }
  }
  for (std::uint32_t left = below(4); left > 0; --left) {
    profile.sectors.push_back({.sector = word<Sector>(1 + below(10)), .strength = below(5)});
  }
  return profile;
}

void RandomMarket::fill(Participant& participant) {
  participant.interests.profile = any_profile();
  participant.interests.excluded_sectors.clear();
  if (below(3) == 0) {
    participant.interests.excluded_sectors.push_back(word<Sector>(1 + below(10)));
  }
  participant.competences = {.taxonomy = below(4) == 0 ? "" : "esco"};
  if (!participant.competences.taxonomy.empty()) {
    for (std::uint32_t code = 1 + below(4); code <= 30; code += 1 + below(5)) {
      participant.competences.competences.push_back({.code = code, .level = 1 + below(4)});
    }
    participant.competences.skills = {{.group = word<SkillGroup>(1 + below(8)), .level = below(5)}};
  }
  participant.barriers.reveal().clear();
  for (std::uint32_t domain = 1 + below(6); domain <= 16; domain += 1 + below(9)) {
    participant.barriers.reveal().push_back(
        {.domain = word<BarrierDomain>(domain), .severity = below(5)});
  }
  participant.supports.reveal().clear();
  if (below(2) == 0) {
    participant.supports.reveal().push_back(
        {.support = {.domain = word<BarrierDomain>(1 + below(16)), .capacity = below(6)}});
  }
  participant.location = below(4) == 0 ? Location{} : Location{"", 1'400 + below(200), 4'850};
  participant.birth_date =
      below(4) == 0 ? Date{} : day(std::to_string(1'960 + below(55)) + "-06-01");
  participant.availability = {.hours_min = below(16),
                              .hours_max = 16 + below(25),
                              .available_from = below(2) == 0 ? Date{} : day("2026-12-01"),
                              .travel_means = word<TravelMeans>(below(6)),
                              .travel_minutes_max = 15 * below(6),
                              .licences = {word<Licence>(1 + below(7)), Licence::kB},
                              .language = word<LanguageLevel>(below(7)),
                              .as_of = market.head.now};
  if (below(4) == 0) {
    participant.availability.excluded_kinds.push_back(word<PlacementKind>(1 + below(7)));
  }
  participant.waiting_since = plus_ms(market.head.now, -kDayMs * below(3));
  participant.consultant = ConsultantOrdinal{below(4)};
  participant.consents[0].given = below(8) > 0;
}

void RandomMarket::fill(PlacementDetails& details) {
  const std::uint32_t hours = 8 * below(6);
  details = {.kind = word<PlacementKind>(1 + below(7)),
             .seats = 1 + below(2),
             .hours_min = hours,
             .hours_max = hours + below(9),
             .until = below(3) == 0 ? day("2026-11-25") : Date{},
             .age_min = below(4) == 0 ? 18U : 0U,
             .age_max = below(8) == 0 ? 27U : 0U,
             .language_legal = word<LanguageLevel>(below(3) == 0 ? 1 + below(4) : 0),
             .crebo = below(6) == 0 ? 25'000U + below(2) : 0U,
             .interests = any_profile()};
  if (below(4) > 0) details.location = {"", 1'400 + below(200), 4'850 + below(40)};
  if (below(4) == 0) details.licences.push_back(word<Licence>(1 + below(4)));
  for (std::uint32_t left = below(40); left > 0; --left) {
    details.requirements.push_back(
        {.code = 1 + below(35), .level = below(5), .importance = 1 + below(3)});
  }
  for (std::uint32_t group = 1; group <= 8; group += 1 + below(4)) {
    details.skills.push_back({.group = word<SkillGroup>(group), .level = below(5)});
  }
  for (std::uint32_t domain = 1; domain <= 16; domain += 1 + below(5)) {
    details.support.push_back({.domain = word<BarrierDomain>(domain), .capacity = below(6)});
  }
  if (below(2) == 0) return;
  details.coach_team = below(3) == 0 ? "south" : "north";
  details.coach_hours = below(4);
}

Touched RandomMarket::change_participant() {
  Touched touched;
  ParticipantOrdinal who = any_participant();
  switch (below(4)) {
    case 0:
      who = add_candidate(market);
      fill(row(market, who));
      break;
    case 1: row(market, who).state = word<ParticipantState>(1 + below(2)); break;
    default: fill(row(market, who));
  }
  ++row(market, who).revision;
  touched.participants.insert(who);
  return touched;
}

Touched RandomMarket::change_placement() {
  Touched touched;
  PlacementOrdinal where = any_placement();
  switch (below(4)) {
    case 0:
      where = add_placement(market, EmployerOrdinal{1 + below(4)}, 1);
      fill(row(market, where).details);
      break;
    case 1: row(market, where).closed = below(2) == 0; break;
    default: fill(row(market, where).details);
  }
  row(market, where).price = below(3) == 0 ? below(20'000) : 0;
  ++row(market, where).revision;
  touched.placements.insert(where);
  return touched;
}

Touched RandomMarket::change_employer() {
  Touched touched;
  const EmployerOrdinal who{1 + below(4)};
  Employer& employer = row(market, who);
  switch (below(3)) {
    case 0: employer.suspended = below(2) == 0; break;
    case 1: employer.crebos = {25'000 + below(2)}; break;
    default: employer.details.sector = word<Sector>(1 + below(10));
  }
  touched.rows.push_back(employer_row(who));
  return touched;
}

Touched RandomMarket::change_proposals() {
  Touched touched;
  const ParticipantOrdinal who = any_participant();
  const PlacementOrdinal where = any_placement();
  Participant& participant = row(market, who);
  if (!participant.open_proposals.empty() && below(2) == 0) {
    remove_proposal(market, participant.open_proposals.front());
  } else if (below(3) == 0) {
    participant.pauses = {{.placement = where,
                           .until = below(2) == 0 ? Instant{} : plus_ms(market.head.now, kHourMs),
                           .participant_revision = participant.revision,
                           .placement_revision = row(market, where).revision}};
  } else if (market.proposal_of(who, where) == nullptr) {
    add_proposal(market, who, where);
  }
  touched.participants.insert(who);
  touched.placements.insert(where);
  return touched;
}

Touched RandomMarket::change_day_or_rules() {
  Touched touched;
  if (below(2) == 0) {
    market.head.now = plus_ms(market.head.now, kDayMs);
    touched.day_begun = DayBegun::kYes;
  } else {
    market.rules->weights.support[below(16)] = below(100);
    touched.rules_changed = true;
  }
  if (below(3) == 0) {
    publish_coaches(market, below(3) == 0 ? "south" : "north", below(12));
    for (const char* team : {"north", "south"}) {
      touched.rows.push_back({.kind = RowKind::kCoachCapacity, .code = team});
    }
  }
  return touched;
}

}  // namespace koppel::examples
