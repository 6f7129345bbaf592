#include "tests/support/random_history.h"

#include "engine/codec/fact_codec.h"
#include "engine/model/invariant.h"
#include "tests/support/market_examples.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace koppel::examples {
namespace {

constexpr AreaId kArea{11};
constexpr std::uint32_t kPeople = 10;
constexpr std::uint32_t kEmployers = 3;
constexpr std::uint32_t kPlaces = 7;
constexpr std::uint32_t kConsultants = 3;
constexpr std::uint32_t kEngagements = 40;
constexpr std::uint32_t kRemembered = 60;

template <typename Word>
Word word(std::uint32_t number) {
  return static_cast<Word>(number);
}

ProgrammePublished programme(std::string code, SequencingPolicy policy) {
  return {.code = std::move(code),
          .version = 1,
          .policy = policy,
          .solve_first = {BarrierDomain::kFinances, BarrierDomain::kHousing},
          .proposal_working_days = 2,
          .follow_up = {{.anchor = FollowUpAnchor::kProposalAccepted, .offset_days = 1},
                        {.anchor = FollowUpAnchor::kEngagementAgreed, .offset_days = 1},
                        {.anchor = FollowUpAnchor::kEngagementStarted, .offset_days = 1},
                        {.anchor = FollowUpAnchor::kEngagementStarted, .offset_days = 5},
                        {.anchor = FollowUpAnchor::kEngagementEnded, .offset_days = 3}}};
}

RulesPublished rules(std::uint32_t version, std::uint32_t weight) {
  return {.version = version,
          .weights = {.support = std::vector<std::uint32_t>(16, weight),
                      .gap = std::vector<std::uint32_t>(8, weight),
                      .travel_max = 100 * weight,
                      .speed = {8, 25, 40, 50, 100}},
          .limits = {.open_proposals_participant = 2, .open_proposals_seat = 1},
          .lottery_seed = weight};
}

}  // namespace

RandomHistory::RandomHistory(std::uint64_t seed) : random_(seed), now_(monday()) {}

std::uint32_t RandomHistory::below(std::uint32_t below) {
  return static_cast<std::uint32_t>(random_() % below);
}

bool RandomHistory::one_in(std::uint32_t times) {
  return below(times) == 0;
}

template <typename IdType>
IdType RandomHistory::any(std::uint32_t count) {
  return IdType{1 + below(count)};
}

Told RandomHistory::told(FactBody body) {
  Fact fact{.area = kArea, .occurred_at = now_, .body = std::move(body)};
  const std::string json = codec::fact_to_json("random", std::to_string(++count_), fact);
  auto read = codec::fact_from_json(json);
  invariant(read.has_value(), read ? "" : read.error().field + " " + read.error().why + json);
  return {.fact = std::move(*read), .json = json, .now = now_};
}

std::vector<Told> RandomHistory::founding() {
  std::vector<Told> facts;
  facts.push_back(told(programme("place", SequencingPolicy::kPlaceFirst)));
  facts.push_back(told(programme("solve", SequencingPolicy::kSolveFirst)));
  facts.push_back(told(rules(1, 10)));
  TaxonomyPublished taxonomy{.code = "esco", .version = 1};
  for (std::uint32_t code = 1; code <= 8; ++code) {
    taxonomy.competences.push_back({.code = code, .rarity = below(8)});
  }
  facts.push_back(told(taxonomy));
  return facts;
}

void RandomHistory::begin_with(std::uint32_t people, std::uint32_t places) {
  const EmployerId employer{1};
  first_.push_back(EmployerRegistered{.employer = employer,
                                      .details = {.name = "employer", .sector = word<Sector>(1)}});
  for (std::uint32_t place = 1; place <= places; ++place) {
    first_.push_back(PlacementOpened{
        .placement = PlacementId{place}, .employer = employer, .details = details()});
  }
  for (std::uint32_t person = 1; person <= people; ++person) {
    const ParticipantId who{person};
    first_.push_back(registration(who, "place"));
    first_.push_back(IntakeHeld{.participant = who});
    first_.push_back(ConsentGiven{.participant = who, .purpose = ConsentPurpose::kMatching});
    first_.push_back(AvailabilitySet{.participant = who,
                                     .hours_max = 40,
                                     .travel_means = TravelMeans::kCar,
                                     .travel_minutes_max = 90,
                                     .language = LanguageLevel::kC2});
  }
}

Told RandomHistory::next(const Market& market) {
  if (one_in(3)) now_ = plus_ms(now_, 60'000 * (1 + below(90)));
  if (one_in(25)) now_ = plus_ms(now_, kDayMs * (1 + below(3)));
  if (one_in(200)) now_ = plus_ms(now_, kDayMs * 31);
  if (!before_.empty() && one_in(15)) {
    Told again = before_[below(static_cast<std::uint32_t>(before_.size()))];
    again.now = now_;
    return again;
  }
  Fact fact{.area = kArea, .occurred_at = now_, .body = next_body(market)};
  disturb(fact, market);
  const bool reused = one_in(60);
  const std::uint64_t id = reused ? 1 + below(static_cast<std::uint32_t>(count_)) : ++count_;
  const std::string json = codec::fact_to_json("random", std::to_string(id), fact);
  auto read = codec::fact_from_json(json);
  invariant(read.has_value(), read ? "" : read.error().field + " " + read.error().why + json);
  Told made{.fact = std::move(*read), .json = json, .now = now_};
  before_.push_back(made);
  if (before_.size() > kRemembered) before_.erase(before_.begin());
  return made;
}

FactBody RandomHistory::next_body(const Market& market) {
  if (!first_.empty() && !one_in(4)) {
    FactBody body = std::move(first_.front());
    first_.pop_front();
    return body;
  }
  const std::uint32_t family = below(20);
  if (family < 9) return about_person();
  if (family < 12) return about_place();
  if (family < 16) return about_proposal(market);
  return family < 19 ? about_engagement(market) : about_control(market);
}

// Late, early, of another area, or a correction of something.
void RandomHistory::disturb(Fact& fact, const Market& market) {
  switch (below(25)) {
    case 0: fact.area = AreaId{12}; break;
    case 1: fact.occurred_at = plus_ms(now_, 3 * kDayMs); break;
    case 2:
    case 3:
    case 4: fact.occurred_at = plus_ms(now_, -kHourMs * (1 + below(40))); break;
    case 5:
      fact.corrects = Sequence{1 + below(static_cast<std::uint32_t>(market.seen.size() + 4))};
      break;
    case 6: fact.resubmits = Sequence{1 + below(200)}; break;
    case 7:
    case 8: fact.occurred_at = plus_ms(now_, 1'000 * (1 + below(9))); break;
    default: break;
  }
}

InterestsAssessed RandomHistory::interests(ParticipantId who) {
  InterestsAssessed fact{.participant = who};
  fact.interests.instrument = InterestInstrument::kShortForm;
  for (int left = 6; left > 0; --left) fact.interests.riasec.push_back(10 * below(5));
  fact.interests.sectors = {{.sector = word<Sector>(1 + below(3)), .strength = below(5)}};
  if (one_in(3)) fact.excluded_sectors = {word<Sector>(1 + below(3))};
  return fact;
}

AvailabilitySet RandomHistory::availability(ParticipantId who) {
  return {.participant = who,
          .hours_min = 0,
          .hours_max = 8 * (1 + below(5)),
          .available_from = one_in(3) ? plus_days(local_date(now_), 5) : Date{},
          .travel_means = word<TravelMeans>(below(6)),
          .travel_minutes_max = 30 * below(4),
          .language = word<LanguageLevel>(below(7)),
          .excluded_kinds = one_in(4) ? std::vector{word<PlacementKind>(1 + below(3))}
                                      : std::vector<PlacementKind>{}};
}

FactBody RandomHistory::about_barrier(ParticipantId who) {
  const auto domain = Special(word<BarrierDomain>(1 + below(4)));
  const Special<std::uint32_t> level(1 + below(5));
  switch (below(6)) {
    case 0: return BarrierChanged{.participant = who, .domain = domain, .level = level};
    case 1: return BarrierResolved{.participant = who, .domain = domain};
    case 2:
      return SupportArranged{
          .participant = who,
          .support = Special(Support{.domain = domain.reveal(), .capacity = below(6)}),
          .owner = Role::kCoach};
    case 3: return BarrierReported{.participant = who, .justice_level = Criminal(1 + below(5))};
    default: return BarrierReported{.participant = who, .domain = domain, .level = level};
  }
}

FactBody RandomHistory::about_case(ParticipantId who) {
  switch (below(16)) {
    case 0: return MovedArea{.participant = who, .to_area = AreaId{12}};
    case 1: return ParticipantLeft{.participant = who, .reason = LeaveReason::kOwnWish};
    case 2: return ObjectionRaised{.participant = who, .text = "no"};
    case 3: return PersonViewed{.participant = who, .viewer = any<ConsultantId>(kConsultants)};
    case 4: return ParticipantErased{.participant = who};
    case 5: return ConsentWithdrawn{.participant = who, .purpose = ConsentPurpose::kMatching};
    case 6: return PhaseEntered{.participant = who, .phase = "none"};
    case 7: return ContractSigned{.participant = who};
    case 8: return OutcomeRecorded{.participant = who, .outcome = word<OutcomeKind>(below(8))};
    default:
      return ConsultantAssigned{.participant = who, .consultant = any<ConsultantId>(kConsultants)};
  }
}

ParticipantRegistered RandomHistory::registration(ParticipantId who, std::string programme) {
  return {
      .participant = who,
      .programme = std::move(programme),
      .birth_date = plus_days(local_date(now_), -static_cast<std::int32_t>(7'000 + below(5'000))),
      .location = {.postcode = "1311AA", .x = 1'400 + below(80), .y = 4'850 + below(80)},
      .external_ref = "suite-" + std::to_string(who.value())};
}

FactBody RandomHistory::about_person() {
  const auto who = any<ParticipantId>(kPeople);
  switch (below(13)) {
    case 0:
    case 1: return registration(who, one_in(3) ? "solve" : "place");
    case 2:
    case 3: return IntakeHeld{.participant = who};
    case 4:
    case 5: return ConsentGiven{.participant = who, .purpose = ConsentPurpose::kMatching};
    case 6:
    case 7: return availability(who);
    case 8: return interests(who);
    case 9:
      return CompetencesAssessed{.participant = who,
                                 .taxonomy = "esco",
                                 .competences = {{.code = 1 + below(8), .level = 1 + below(4)}},
                                 .skills = {{.group = SkillGroup::kPace, .level = below(5)}}};
    case 10:
    case 11: return about_barrier(who);
    default: return about_case(who);
  }
}

PlacementDetails RandomHistory::details() {
  return {.kind = word<PlacementKind>(1 + below(3)),
          .seats = 1 + below(2),
          .hours_min = 8 * below(3),
          .hours_max = 36,
          .location = {.postcode = "1311AB", .x = 1'400 + below(80), .y = 4'850 + below(80)},
          .until = one_in(5) ? plus_days(local_date(now_), 6) : Date{},
          .language_legal = word<LanguageLevel>(below(4)),
          .crebo = one_in(6) ? 25'250U : 0U,
          .interests = interests({}).interests,
          .requirements = {{.code = 1 + below(8), .level = 1 + below(4), .importance = 2}},
          .skills = {{.group = SkillGroup::kPace, .level = below(5)}},
          .support = {{.domain = word<BarrierDomain>(1 + below(4)), .capacity = below(6)}}};
}

FactBody RandomHistory::about_place() {
  const auto employer = any<EmployerId>(kEmployers);
  const auto place = any<PlacementId>(kPlaces);
  const EmployerDetails of_employer{.name = "employer", .sector = word<Sector>(1 + below(3))};
  switch (below(12)) {
    case 0:
    case 1: return EmployerRegistered{.employer = employer, .details = of_employer};
    case 2: return EmployerChanged{.employer = employer, .details = of_employer};
    case 3: return EmployerSuspended{.employer = employer, .until = plus_days(local_date(now_), 2)};
    case 4: return EmployerRecognised{.employer = employer, .crebos = {25'250}};
    case 5:
    case 6: return PlacementChanged{.placement = place, .details = details()};
    case 7: return PlacementClosed{.placement = place, .reason = CloseReason::kWithdrawn};
    default: return PlacementOpened{.placement = place, .employer = employer, .details = details()};
  }
}

FactBody RandomHistory::about_control(const Market& market) {
  const auto who = any<ConsultantId>(kConsultants);
  switch (below(9)) {
    case 0: {
      auto changed = programme("place", SequencingPolicy::kPlaceFirst);
      changed.version = 1 + below(4);
      if (one_in(2)) changed.placement_kinds = {PlacementKind::kJob, PlacementKind::kInternship};
      return changed;
    }
    case 1: return rules(market.head.rules_version + below(2), 10 + below(20));
    case 2: return CoachCapacityPublished{.team = "north", .hours_per_week = below(40)};
    case 3: return ClockJumpConfirmed{.until = now_};
    case 4: return InputGapAccepted{.input = "answers", .from = 1, .to = below(3)};
    case 5:
      return ConsultantChanged{.consultant = who, .caseload_max = below(4), .active = !one_in(4)};
    default: return ConsultantRegistered{.consultant = who, .caseload_max = 1 + below(3)};
  }
}

FactBody RandomHistory::about_proposal(const Market& market) {
  auto who = any<ParticipantId>(kPeople);
  auto where = any<PlacementId>(kPlaces);
  ProposalNumber number;
  if (!market.proposals.empty() && !one_in(8)) {
    const auto open = std::next(market.proposals.begin(),
                                below(static_cast<std::uint32_t>(market.proposals.size())));
    who = market.at(open->second.participant).id;
    where = market.at(open->second.placement).id;
    if (one_in(2)) number = open->first;
  }
  switch (below(5)) {
    case 0:
      return ProposalDeclined{.participant = who,
                              .placement = where,
                              .proposal = number,
                              .side = Side::kParticipant,
                              .reason = DeclineReason::kTasks};
    case 1:
      return ProposalDeferred{.participant = who,
                              .placement = where,
                              .proposal = number,
                              .until = one_in(2) ? plus_days(local_date(now_), 2) : Date{},
                              .condition = static_cast<DeferCondition>(1 + below(3))};
    case 2:
      return EngagementAgreed{.engagement = any<EngagementId>(kEngagements),
                              .participant = who,
                              .placement = where,
                              .hours = 24};
    default: return ProposalAccepted{.participant = who, .placement = where, .proposal = number};
  }
}

FactBody RandomHistory::about_engagement(const Market& market) {
  auto id = any<EngagementId>(kEngagements);
  auto who = any<ParticipantId>(kPeople);
  auto where = any<PlacementId>(kPlaces);
  ReminderNumber reminder;
  if (!market.engagements.empty() && !one_in(10)) {
    const auto& [known, engagement] = *std::next(
        market.engagements.begin(), below(static_cast<std::uint32_t>(market.engagements.size())));
    id = known;
    who = market.at(engagement.participant).id;
    where = market.at(engagement.placement).id;
    const auto of = market.reminders_about(engagement.participant);
    if (!of.empty()) reminder = of.front();
  }
  const auto cause = word<EngagementEndCause>(1 + below(10));
  switch (below(5)) {
    case 0:
    case 1: return EngagementStarted{.engagement = id, .participant = who, .placement = where};
    case 2:
      return EngagementEnded{
          .engagement = id, .participant = who, .placement = where, .cause = cause};
    default:
      return FollowUpAnswered{.engagement = id,
                              .participant = who,
                              .placement = where,
                              .reminder = reminder,
                              .result = word<FollowUpResult>(1 + below(3)),
                              .cause = cause};
  }
}

}  // namespace koppel::examples
