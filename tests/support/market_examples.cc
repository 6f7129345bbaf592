#include "tests/support/market_examples.h"

#include "engine/model/calendar.h"
#include "engine/model/invariant.h"

#include <cstddef>
#include <vector>

namespace koppel::examples {
namespace {

constexpr std::string_view kProgramme = "direct";

template <typename Rows>
std::uint32_t next_number(const Rows& rows) {
  return static_cast<std::uint32_t>(rows.size() + 1);
}

ProgrammePublished direct_programme() {
  return {.code = std::string{kProgramme},
          .version = 1,
          .name_nl = "Direct",
          .name_en = "Direct",
          .policy = SequencingPolicy::kPlaceFirst,
          .proposal_working_days = 10};
}

RulesPublished plain_rules() {
  return {.version = 1,
          .weights = {.support = std::vector<std::uint32_t>(16, 10),
                      .gap = std::vector<std::uint32_t>(8, 10),
                      .travel_max = 4'000,
                      .speed = {8, 25, 40, 50, 100}},
          .limits = {.open_proposals_participant = 3, .open_proposals_seat = 1},
          .lottery_seed = 2'026};
}

// People with an undecided proposal, counted anew.
void count_proposed(Market& market, ConsultantOrdinal ordinal) {
  if (!ordinal.is_set()) return;
  std::uint32_t proposed = 0;
  for (const Participant& participant : market.participants) {
    if (participant.consultant == ordinal && undecided_proposals(market, participant) > 0) {
      ++proposed;
    }
  }
  row(market, ordinal).proposed = proposed;
}

}  // namespace

Instant monday() {
  const auto at = parse_instant("2026-11-23T10:00:00Z");
  invariant(at.has_value(), "a moment");
  return *at;
}

Date day(std::string_view text) {
  const auto date = parse_date(text);
  invariant(date.has_value(), "a date");
  return *date;
}

Market empty_market() {
  Market market;
  market.head.area = AreaId{11};
  market.head.now = monday();
  return market;
}

Market ruled_market() {
  Market market = empty_market();
  market.rules = plain_rules();
  market.head.rules_version = 1;
  market.programmes.emplace(kProgramme, direct_programme());
  return market;
}

ParticipantOrdinal add_candidate(Market& market) {
  const ParticipantOrdinal ordinal{next_number(market.participants)};
  Participant person;
  person.ordinal = ordinal;
  person.id = ParticipantId{1'000 + ordinal.value()};
  person.state = ParticipantState::kActive;
  person.registered_at = market.head.now;
  person.waiting_since = market.head.now;
  person.programme = kProgramme;
  person.intake_at = market.head.now;
  person.availability.as_of = market.head.now;
  person.consents = {
      {.purpose = ConsentPurpose::kMatching, .given = true, .as_of = market.head.now}};
  market.participant_ordinals.emplace(person.id, ordinal);
  market.participants.push_back(person);
  return ordinal;
}

EmployerOrdinal add_employer(Market& market, Sector sector) {
  const EmployerOrdinal ordinal{next_number(market.employers)};
  const EmployerId id{2'000 + ordinal.value()};
  market.employers.push_back(
      {.ordinal = ordinal, .id = id, .details = {.name = "Employer", .sector = sector}});
  market.employer_ordinals.emplace(id, ordinal);
  return ordinal;
}

PlacementOrdinal add_placement(Market& market, EmployerOrdinal employer, std::uint32_t seats) {
  const PlacementOrdinal ordinal{next_number(market.placements)};
  const PlacementId id{3'000 + ordinal.value()};
  market.placements.push_back({.ordinal = ordinal,
                               .id = id,
                               .employer = employer,
                               .details = {.kind = PlacementKind::kJob, .seats = seats}});
  market.placement_ordinals.emplace(id, ordinal);
  row(market, employer).placements.push_back(ordinal);
  return ordinal;
}

ConsultantOrdinal add_consultant(Market& market, std::uint32_t caseload_max) {
  const ConsultantOrdinal ordinal{next_number(market.consultants)};
  const ConsultantId id{4'000 + ordinal.value()};
  market.consultants.push_back(
      {.ordinal = ordinal, .id = id, .caseload_max = caseload_max, .active = true});
  market.consultant_ordinals.emplace(id, ordinal);
  return ordinal;
}

ProposalNumber add_proposal(Market& market,
                            ParticipantOrdinal participant,
                            PlacementOrdinal placement) {
  const ProposalNumber number{++market.head.proposals_made};
  market.proposals.put(number,
                       {.proposal = number,
                        .participant = participant,
                        .placement = placement,
                        .made_at = market.head.now});
  row(market, participant).open_proposals.push_back(number);
  row(market, placement).open_proposals.push_back(number);
  count_proposed(market, row(market, participant).consultant);
  count_again(market);
  return number;
}

void remove_proposal(Market& market, ProposalNumber number) {
  const Proposal* proposal = market.find(number);
  invariant(proposal != nullptr, "a proposal of this market");
  const ParticipantOrdinal participant = proposal->participant;
  std::erase(row(market, participant).open_proposals, number);
  std::erase(row(market, proposal->placement).open_proposals, number);
  market.proposals.erase(number);
  count_proposed(market, row(market, participant).consultant);
  count_again(market);
}

void ask_coach(Market& market,
               PlacementOrdinal placement,
               std::string_view team,
               std::uint32_t hours) {
  row(market, placement).details.coach_team = team;
  row(market, placement).details.coach_hours = hours;
  count_again(market);
}

void publish_coaches(Market& market, std::string_view team, std::uint32_t hours_per_week) {
  market.coach_teams.insert_or_assign(
      std::string(team),
      CoachCapacityPublished{.team = std::string(team), .hours_per_week = hours_per_week});
  publish_hours(market.coaches, std::string(team), hours_per_week);
}

EngagementId add_engagement(Market& market,
                            ParticipantOrdinal participant,
                            PlacementOrdinal placement) {
  const EngagementId id{5'000 + next_number(market.engagements)};
  market.engagements.emplace(id,
                             Engagement{.id = id,
                                        .participant = participant,
                                        .placement = placement,
                                        .state = EngagementState::kRunning});
  row(market, participant).engagement = id;
  ++row(market, placement).engaged;
  return id;
}

Participant& row(Market& market, ParticipantOrdinal ordinal) {
  return market.participants.at(ordinal.value() - 1);
}

Employer& row(Market& market, EmployerOrdinal ordinal) {
  return market.employers.at(ordinal.value() - 1);
}

Placement& row(Market& market, PlacementOrdinal ordinal) {
  return market.placements.at(ordinal.value() - 1);
}

Consultant& row(Market& market, ConsultantOrdinal ordinal) {
  return market.consultants.at(ordinal.value() - 1);
}

void add_barrier(Market& market,
                 ParticipantOrdinal participant,
                 BarrierDomain domain,
                 std::uint32_t severity) {
  row(market, participant)
      .barriers.reveal()
      .push_back({.domain = domain, .severity = severity, .as_of = market.head.now});
}

void arrange_support(Market& market,
                     ParticipantOrdinal participant,
                     BarrierDomain domain,
                     std::uint32_t capacity) {
  row(market, participant)
      .supports.reveal()
      .push_back({.support = {.domain = domain, .capacity = capacity},
                  .owner = Role::kCoach,
                  .as_of = market.head.now});
}

void offer_support(Market& market,
                   PlacementOrdinal placement,
                   BarrierDomain domain,
                   std::uint32_t capacity) {
  row(market, placement).details.support.push_back({.domain = domain, .capacity = capacity});
}

}  // namespace koppel::examples
