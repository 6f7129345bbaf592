#pragma once

#include "consumers/operator/random.h"
#include "engine/market/market.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <vector>

namespace koppel::bench {

// What consultants and employers answer to an engine: to the proposals it made, and later about the
// engagements that came of them. Seeded; the same markets get the same answers.
class Answers {
 public:
  Answers();

  // A fact that fits this market as it stands, about one of all open proposals and engagements,
  // drawn fairly. There must be one.
  [[nodiscard]] FactBody next(const Market& market);

 private:
  [[nodiscard]] FactBody about(const Market& market, const Proposal& proposal);
  [[nodiscard]] FactBody undecided(const Market& market, const Proposal& proposal);
  [[nodiscard]] FactBody agreed(const Market& market, const Proposal& proposal);
  [[nodiscard]] FactBody about(const Market& market, const Engagement& engagement);
  [[nodiscard]] FactBody followed_up(const Market& market, const Engagement& engagement);

  simulate::Random random_;
  simulate::SeedStream ids_;
  std::vector<EngagementId> standing_;  // agreed or running
};

}  // namespace koppel::bench
