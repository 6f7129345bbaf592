#include "consumers/operator/person.h"

#include "consumers/operator/postcodes.h"
#include "consumers/operator/strands.h"

#include <algorithm>
#include <string>

namespace koppel::simulate {
namespace {

constexpr std::uint32_t kSeverityAndLevel = 5;  // they add up to this
constexpr std::uint32_t kLevelMax = 4;

const ProgrammeProfile& draw_programme(Random& random) {
  const auto profiles = programme_profiles();
  std::array<std::uint32_t, 4> shares{};
  std::ranges::transform(profiles, shares.begin(), &ProgrammeProfile::share);
  return profiles[random.weighted(shares)];
}

std::string reference(std::uint32_t number) {
  constexpr std::size_t kDigits = 6;
  std::string digits = std::to_string(number);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return "SIM-" + digits;
}

std::size_t place_of(BarrierDomain domain) {
  return static_cast<std::size_t>(domain) - 1;
}

bool is_solved_first(const ProgrammeProfile& programme, BarrierDomain domain) {
  return std::ranges::find(programme.solve_first, domain) != programme.solve_first.end();
}

// The self-sufficiency matrix knows the first eleven domains; what work adds has its own list.
std::string instrument_of(BarrierDomain domain) {
  return domain <= BarrierDomain::kParticipation ? "zrm-2017" : "work-conditions-1";
}

}  // namespace

Person::Person(const World& world, const Start& start, Random random)
    : world_(&world),
      programme_(&draw_programme(random)),
      random_(random),
      id_(start.id),
      number_(start.number),
      home_(start.region),
      region_(start.region),
      best_(sector_profiles()[random_.weighted(programme_->sector_weights)].sector),
      next_(start.arrives) {
  birth_date_ = draw_birth_date(random_, *programme_, today());
  plan_intake();
}

void Person::plan_intake() {
  using enum IntakeStep;
  consultant_ = random_.pick(region().consultants);
  intake_ = {kRegister, kAssign, kConsentMatching, kIntake};
  if (random_.percent(90)) intake_.push_back(kConsentShare);
  if (programme_->contract && random_.percent(94)) intake_.push_back(kContract);
  if (random_.percent(85)) intake_.push_back(kInterests);
  if (random_.percent(80)) intake_.push_back(kCompetences);
  plan_barriers();
  if (random_.percent(95)) intake_.push_back(kAvailability);
  intake_.push_back(kPhase);
  intake_done_ = 0;
  stage_ = LifeStage::kArriving;
}

void Person::plan_barriers() {
  const bool solves_first = programme_->solve_first.front() != BarrierDomain::kUnspecified;
  const std::uint32_t barriers =
      random_.between(programme_->barriers_fewest, programme_->barriers_most);
  intake_.insert(intake_.end(), barriers, IntakeStep::kBarrier);
  if (solves_first && random_.percent(8)) intake_.push_back(IntakeStep::kJustice);
  for (std::uint32_t i = 0; i < barriers; ++i) {
    if (random_.percent(solves_first ? 75 : 35)) intake_.push_back(IntakeStep::kSupport);
  }
}

Deed Person::act() {
  Deed deed{.area = region().area, .body = {}};
  switch (stage_) {
    case LifeStage::kArriving:
      deed.body = intake_body(intake_[intake_done_++]);
      if (intake_done_ == intake_.size()) stage_ = LifeStage::kLiving;
      break;
    case LifeStage::kLiving: deed.body = change(); break;
    case LifeStage::kForgetting: deed.body = erase(); break;
    case LifeStage::kGone: break;
  }
  schedule();
  return deed;
}

void Person::schedule() {
  switch (stage_) {
    case LifeStage::kArriving: next_ = later(next_, pause_before(intake_[intake_done_])); break;
    case LifeStage::kLiving: next_ = later(next_, random_.between(kWorkDay, 9 * kWorkDay)); break;
    case LifeStage::kForgetting:
      next_ = later(next_, random_.between(2 * kWorkDay, 8 * kWorkDay));
      break;
    case LifeStage::kGone: next_ = kNever; break;
  }
}

std::int64_t Person::pause_before(IntakeStep step) {
  using enum IntakeStep;
  switch (step) {
    case kRegister: return random_.between(kWorkDay, 4 * kWorkDay);
    case kAssign: return random_.between(kWorkHour / 2, 4 * kWorkHour);
    case kConsentMatching: return random_.between(kWorkDay / 2, 3 * kWorkDay);
    case kCompetences: return random_.between(kWorkDay / 4, 2 * kWorkDay);
    case kSupport: return random_.between(kWorkDay / 2, 3 * kWorkDay / 2);
    case kContract:
    case kPhase: return random_.between(kWorkDay / 4, kWorkDay);
    case kIntake:
    case kConsentShare:
    case kInterests:
    case kBarrier:
    case kJustice:
    case kAvailability: break;
  }
  return random_.between(2 * kWorkMinute, 20 * kWorkMinute);
}

FactBody Person::intake_body(IntakeStep step) {
  switch (step) {
    case IntakeStep::kRegister: return register_here();
    case IntakeStep::kAssign:
      return ConsultantAssigned{.participant = id_, .consultant = consultant_};
    case IntakeStep::kConsentMatching: return set_consent();
    case IntakeStep::kIntake: return IntakeHeld{.participant = id_};
    case IntakeStep::kConsentShare:
      return ConsentGiven{.participant = id_, .purpose = ConsentPurpose::kShareWithEmployer};
    case IntakeStep::kContract: return ContractSigned{.participant = id_};
    case IntakeStep::kInterests: return assess_interests();
    case IntakeStep::kCompetences: return assess_competences();
    case IntakeStep::kBarrier: return report_barrier();
    case IntakeStep::kJustice: return report_justice();
    case IntakeStep::kSupport: return arrange_support();
    case IntakeStep::kAvailability: return set_availability();
    case IntakeStep::kPhase: break;
  }
  phase_ = random_.weighted(programme_->phase_weights);
  return PhaseEntered{.participant = id_, .phase = std::string(programme_->phases[phase_])};
}

FactBody Person::register_here() {
  return ParticipantRegistered{.participant = id_,
                               .programme = std::string(programme_->code),
                               .birth_date = birth_date_,
                               .location = location_of(random_.pick(towns_of(region().area))),
                               .education = random_.pick(programme_->education),
                               .external_ref = reference(number_)};
}

FactBody Person::assess_interests() {
  InterestsAssessed assessed = draw_interests(random_, best_);
  assessed.participant = id_;
  return assessed;
}

FactBody Person::assess_competences() {
  CompetencesAssessed assessed = draw_competences(random_, best_);
  assessed.participant = id_;
  return assessed;
}

FactBody Person::set_availability() {
  if (availability_.participant.is_set()) {
    change_availability(random_, *programme_, availability_);
  } else {
    availability_ = draw_availability(random_, *programme_, today());
    availability_.participant = id_;
  }
  return availability_;
}

FactBody Person::report_barrier() {
  DomainWeights unknown = programme_->barrier_weights;
  for (std::size_t i = 0; i < kBarrierDomains; ++i) {
    if (levels_[i] != 0) unknown[i] = 0;
  }
  const BarrierDomain domain = draw_domain(unknown);
  if (domain == BarrierDomain::kUnspecified) return view();
  const std::uint32_t level = random_.between(1, kLevelMax);
  levels_[place_of(domain)] = level;
  return BarrierReported{.participant = id_,
                         .domain = Special(domain),
                         .level = Special(level),
                         .justice_level = {},
                         .instrument = instrument_of(domain)};
}

FactBody Person::report_justice() {
  return BarrierReported{.participant = id_,
                         .domain = {},
                         .level = {},
                         .justice_level = Criminal(random_.between(1, kLevelMax)),
                         .instrument = "zrm-2017"};
}

// First what the programme wants solved first, and what nobody carries yet.
FactBody Person::arrange_support() {
  DomainWeights wanted = known_barriers();
  for (std::size_t i = 0; i < kBarrierDomains; ++i) {
    if (wanted[i] == 0) continue;
    const auto domain = static_cast<BarrierDomain>(i + 1);
    const bool carried = supports_[i] + levels_[i] >= kSeverityAndLevel;
    wanted[i] = carried ? 1 : (is_solved_first(*programme_, domain) ? 10'000 : 100);
  }
  const BarrierDomain domain = draw_domain(wanted);
  if (domain == BarrierDomain::kUnspecified) return view();
  const std::uint32_t severity = kSeverityAndLevel - levels_[place_of(domain)];
  const std::uint32_t capacity = random_.percent(85) ? random_.between(severity, 5) : 1;
  supports_[place_of(domain)] = capacity;
  return SupportArranged{.participant = id_,
                         .support = Special(Support{.domain = domain, .capacity = capacity}),
                         .owner = random_.pick(programme_->roles)};
}

BarrierDomain Person::draw_domain(const DomainWeights& wanted) {
  if (std::ranges::all_of(wanted, [](std::uint32_t weight) { return weight == 0; })) {
    return BarrierDomain::kUnspecified;
  }
  return static_cast<BarrierDomain>(random_.weighted(wanted) + 1);
}

DomainWeights Person::known_barriers() const {
  DomainWeights known{};
  std::ranges::transform(
      levels_, known.begin(), [](std::uint32_t level) { return level == 0 ? 0U : 1U; });
  return known;
}

}  // namespace koppel::simulate
