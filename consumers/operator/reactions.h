#pragma once

#include "consumers/operator/days.h"
#include "engine/market/market.h"
#include "engine/model/entry.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace koppel::simulate {

struct Minds;

// Everybody in one area who answers what the engine records: consultants, participants, employers,
// and who arranges support. How they answer is in behaviour.h. Pure: entries in, facts with times
// out; the days, the seed, and the entries and markets shown decide all of it.
//
// Nobody says anything about what is gone: a proposal is answered only while it stands, and once.
class Reactions {
 public:
  // `days` outlives it.
  Reactions(const Days& days, std::uint64_t seed);
  Reactions(Reactions&&) noexcept;
  Reactions& operator=(Reactions&&) noexcept;
  Reactions(const Reactions&) = delete;
  Reactions& operator=(const Reactions&) = delete;
  ~Reactions();

  // Sees an entry; `market` is folded up to it. Plans lie at or after its time.
  void see(const Entry& entry, const Market& market);

  // The time of the next plan; kNever when there is none.
  [[nodiscard]] WorkTime next() const;

  // Carries out the plan at next(), which moves on. Nothing when it came to nothing. Needs a plan,
  // at a time before the end of the days.
  [[nodiscard]] std::optional<FactBody> act(const Market& market);

 private:
  const Days* days_;
  std::uint64_t seed_;
  std::unique_ptr<Minds> minds_;
};

// To work, to school, or to the end as meant.
[[nodiscard]] constexpr bool went_on(EngagementEndCause cause) {
  return cause == EngagementEndCause::kCompleted || cause == EngagementEndCause::kToRegularWork ||
         cause == EngagementEndCause::kToEducation;
}

// Whether somebody who acts of their own accord does that, as the market stands: here an outcome
// comes of an engagement and not of itself, and who has a place does not leave.
[[nodiscard]] bool does(const FactBody& deed, const Market& market);

}  // namespace koppel::simulate
