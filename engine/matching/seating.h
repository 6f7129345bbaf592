#pragma once

#include "engine/market/market.h"
#include "engine/market/touched.h"
#include "engine/matching/assignment.h"
#include "engine/matching/index.h"
#include "engine/matching/lottery.h"
#include "engine/matching/openings.h"
#include "engine/model/calendar.h"
#include "engine/model/entry.h"
#include "engine/model/id.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace koppel::matching {

inline constexpr std::size_t kWishes = 10;  // of the places kept for somebody

// The next step from what is proposed to what should be.
struct SeatStep {
  ParticipantOrdinal who;  // is to be proposed
  PlacementOrdinal where;
  ProposalNumber yields;  // unset: there is room; else gives way first
};

// Who should have which seat, kept in step with a market: the exact assignment of everybody who may
// be proposed. A pure function of market and index, whatever led there: build() equals any sequence
// of updates, so it is never recorded.
//
// People: candidates without a proposal, with the kWishes best of their kept places that are not
// paused; and whoever has undecided proposals and no accepted one. These may stay where they are,
// or go to a kept place if they are candidates below the limit of open proposals with an active
// consultant. Who has a proposal does not lose the last one; to move it takes somebody's seat who
// would have none, and of several proposals all but one are free to give way.
// Seats: what an open place has left to propose, and all its undecided proposals. Coaches: whom a
// team can still take on, and all undecided proposals at its open places. Caseloads: what
// consultants have left, and everybody with an undecided proposal. Without rules there is nobody.
class Seating {
 public:
  [[nodiscard]] static Seating build(const Market& market, const Index& index);

  // Of the entry that `index` was updated for last.
  void update(const Market& market, const Index& index, const Touched& touched);

  // Unset: none.
  [[nodiscard]] PlacementOrdinal place_of(ParticipantOrdinal participant) const {
    return assignment_.place_of(participant);
  }

  // The lowest ordinal first of whom there is room for; when there is room for none, the proposal
  // that gives way (there, or for the coaches' hours alone at any place of the team) is of somebody
  // who has another: the one with the greatest regret, then the newest. Nothing when all that
  // should be is proposed.
  [[nodiscard]] std::optional<SeatStep> next(const Market& market, const Index& index) const;

  // Of the market as it was last seen.
  [[nodiscard]] const Openings& openings() const { return openings_; }

  // What one more seat and a coach for it would bring at each place whose recorded price is
  // another. Canonical, and found by looking at everything.
  [[nodiscard]] std::vector<PlacementPrice> new_prices(const Market& market) const;

  // Of the same market.
  friend bool operator==(const Seating& a, const Seating& b);

 private:
  using Standing = std::pair<std::uint32_t, ProposalNumber>;  // regret first

  // What was last seen of a place, and who has it paused.
  struct Spot {
    std::uint32_t revision = 0;
    std::uint32_t undecided = 0;             // proposals, while it is offered
    CoachTeamOrdinal team;                   // unset: needs none
    std::vector<ParticipantOrdinal> paused;  // some no longer
  };

  struct Desk {
    bool active = false;
    std::uint32_t fixed = 0;  // people with an undecided proposal and an accepted one
  };

  struct Team {
    std::string name;
    std::uint32_t undecided = 0;  // of its spots
  };

  [[nodiscard]] AssignmentMarket take_up(const Market& market, const Index& index);
  [[nodiscard]] Applicant applicant(const Market& market,
                                    const Index& index,
                                    const Participant& who);
  void wish_for_own(const Market& market, const Index& index, Applicant& applicant) const;
  void wish_for_kept(const Market& market, const Index& index, Applicant& applicant);
  void look_at(const Market& market,
               const Placement& placement,
               Ordered<ParticipantOrdinal>& again);
  void look_at(const Market& market, CoachTeamOrdinal team);
  void look_at_places_of(const Market& market,
                         const std::string& team,
                         Ordered<ParticipantOrdinal>& again);
  [[nodiscard]] Offer take_up(const Market& market, const Placement& placement);
  [[nodiscard]] CoachTeamOrdinal team_named(const std::string& name);
  [[nodiscard]] Coaching coaching_of(const Market& market, CoachTeamOrdinal ordinal) const;
  void look_at(const Market& market,
               const Consultant& consultant,
               Ordered<ParticipantOrdinal>& again);
  void look_at(const Market& market, const Index& index, const Participant& who);
  void count_fixed(const Market& market, const Participant& who);
  void note_moved(const Market& market);
  void note(const Market& market, ParticipantOrdinal ordinal);
  void make_room(const Market& market);
  [[nodiscard]] Caseload caseload_of(const Consultant& consultant) const;
  [[nodiscard]] std::optional<Standing> yielding_for(const Market& market,
                                                     const Index& index,
                                                     const Placement& where) const;
  [[nodiscard]] std::optional<Standing> yielding_at(const Market& market,
                                                    const Index& index,
                                                    PlacementOrdinal where) const;
  [[nodiscard]] std::vector<std::uint32_t> prices() const;  // by ordinal less one

  LotteryWeek lottery_;
  Date week_end_;  // from which days of waiting count: then they change once a week
  Openings openings_;
  Assignment assignment_;
  Ordered<ParticipantOrdinal> unproposed_;  // whose place is not proposed to them
  std::vector<Spot> spots_;                 // by ordinal
  std::vector<Desk> desks_;
  std::vector<Team> teams_;                  // numbered as they were met
  std::vector<ConsultantOrdinal> fixed_at_;  // of each person that a desk counts as fixed
};

}  // namespace koppel::matching
