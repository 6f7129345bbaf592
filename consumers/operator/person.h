#pragma once

#include "consumers/operator/programmes.h"
#include "consumers/operator/random.h"
#include "consumers/operator/world.h"
#include "engine/model/participant_fact.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace koppel::simulate {

enum class LifeStage : std::uint8_t {
  kArriving,    // the intake, a fact a step
  kLiving,      // changes, until the person leaves
  kForgetting,  // left, and asks to be erased
  kGone         // nothing more
};

enum class IntakeStep : std::uint8_t {
  kRegister,
  kAssign,
  kConsentMatching,
  kIntake,
  kConsentShare,
  kContract,
  kInterests,
  kCompetences,
  kBarrier,
  kJustice,
  kSupport,
  kAvailability,
  kPhase
};

// One participant from registration on: first the intake, a fact a step over some working days,
// then changes at intervals. A deed is never out of place: what changes was there, and nothing
// follows leaving but the wish to be erased. Who moves, once at most, begins anew in the other
// region.
class Person {
 public:
  struct Start {
    ParticipantId id;
    std::uint32_t number = 0;  // for the source's own reference
    std::size_t region = 0;
    WorkTime arrives;
  };

  Person(const World& world, const Start& start, Random random);

  [[nodiscard]] WorkTime next() const { return next_; }

  [[nodiscard]] Deed act();

 private:
  void plan_intake();
  void plan_barriers();
  void schedule();
  [[nodiscard]] std::int64_t pause_before(IntakeStep step);

  [[nodiscard]] FactBody intake_body(IntakeStep step);
  [[nodiscard]] FactBody register_here();
  [[nodiscard]] FactBody assess_interests();
  [[nodiscard]] FactBody assess_competences();
  [[nodiscard]] FactBody set_availability();
  [[nodiscard]] FactBody report_barrier();
  [[nodiscard]] FactBody report_justice();
  [[nodiscard]] FactBody arrange_support();

  [[nodiscard]] FactBody change();
  [[nodiscard]] FactBody change_barrier();
  [[nodiscard]] FactBody resolve_barrier();
  [[nodiscard]] FactBody set_consent();
  [[nodiscard]] FactBody enter_next_phase();
  [[nodiscard]] FactBody change_consultant();
  [[nodiscard]] FactBody view();
  [[nodiscard]] FactBody raise_objection();
  [[nodiscard]] FactBody record_outcome();
  [[nodiscard]] FactBody leave();
  [[nodiscard]] FactBody move_away();
  [[nodiscard]] FactBody erase();

  [[nodiscard]] const Region& region() const { return world_->regions[region_]; }

  [[nodiscard]] Date today() const { return world_->days.date(next_); }

  // kUnspecified when no domain is wanted.
  [[nodiscard]] BarrierDomain draw_domain(const DomainWeights& wanted);
  [[nodiscard]] DomainWeights known_barriers() const;

  const World* world_;
  const ProgrammeProfile* programme_;
  Random random_;
  ParticipantId id_;
  std::uint32_t number_;
  std::size_t home_;  // the region of the first registration
  std::size_t region_;
  ConsultantId consultant_;
  Date birth_date_;
  Sector best_ = Sector::kUnspecified;
  LifeStage stage_ = LifeStage::kArriving;
  std::vector<IntakeStep> intake_;
  std::size_t intake_done_ = 0;
  std::array<std::uint32_t, kBarrierDomains> levels_{};    // 0: no barrier known
  std::array<std::uint32_t, kBarrierDomains> supports_{};  // capacity arranged
  AvailabilitySet availability_;
  std::size_t phase_ = 0;
  bool matching_consented_ = false;
  WorkTime next_;
};

}  // namespace koppel::simulate
