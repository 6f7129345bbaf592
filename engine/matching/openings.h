#pragma once

#include "engine/market/market.h"
#include "engine/model/id.h"
#include "engine/model/ordered.h"
#include "engine/model/participant.h"
#include "engine/model/placement.h"
#include "engine/model/proposal.h"

#include <string>
#include <vector>

namespace koppel::matching {

// Undecided, of somebody who has others: it gives way to somebody who has none.
[[nodiscard]] bool is_extra(const Market& market, const Proposal& proposal);

// Where a proposal can be made or can give way, kept in step with a market. A pure function of it,
// whatever led there: build() equals any sequence of looks, so it is never recorded.
class Openings {
 public:
  [[nodiscard]] static Openings build(const Market& market);

  // After a change of what a place offers, whether it is open, its proposals or engagements, or of
  // the hours of its coaches: with it all places of the same coaches are right.
  void look_at(const Market& market, const Placement& placement);
  // After a place left these coaches.
  void look_at_places_of(const Market& market, const std::string& team);
  // After a change of somebody's proposals.
  void look_at(const Market& market, const Participant& participant);

  // Open places with seats left to propose and coaches with hours for one.
  [[nodiscard]] const Ordered<PlacementOrdinal>& seats() const { return seats_; }

  // Places with an extra proposal.
  [[nodiscard]] const Ordered<PlacementOrdinal>& extras() const { return extras_; }

  // Of the same market.
  friend bool operator==(const Openings& a, const Openings& b) {
    return a.seats_ == b.seats_ && a.extras_ == b.extras_;
  }

 private:
  enum class Hours : bool {
    kGone,
    kLeft
  };

  void note_seats(const Market& market, const Placement& placement);

  std::vector<Hours> hours_;  // of each coach team, by number, when last seen
  Ordered<PlacementOrdinal> seats_;
  Ordered<PlacementOrdinal> extras_;
};

}  // namespace koppel::matching
