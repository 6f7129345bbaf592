#pragma once

#include "engine/matching/worth.h"
#include "engine/model/id.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace koppel::matching {

// Numbers of whoever calls, dense from 1. Places of no team need no coach.
using CoachTeamOrdinal = Ordinal<struct CoachTeamOrdinalTag>;

// Somebody who could be placed.
struct Applicant {
  ParticipantOrdinal participant;
  ConsultantOrdinal consultant;    // unset: nobody's caseload
  std::uint32_t days_waiting = 0;  // counts up to kDaysMax
  std::vector<Wish> wishes;        // each place once, in any order
};

struct Offer {
  PlacementOrdinal place;
  CoachTeamOrdinal team;
  std::uint32_t seats = 0;
};

// How many people a consultant can still take on.
struct Caseload {
  ConsultantOrdinal consultant;
  std::uint32_t people = 0;
};

// How many people a team can coach.
struct Coaching {
  CoachTeamOrdinal team;
  std::uint32_t people = 0;
};

// A whole market; the order of the lines means nothing, and no line comes twice. A place,
// consultant or team that is named without a line has no capacity.
struct AssignmentMarket {
  std::vector<Applicant> applicants;
  std::vector<Offer> offers;
  std::vector<Caseload> caseloads;
  std::vector<Coaching> coaching;
};

// What one more of each would bring, in points of benefit (see worth.h). A seat counts what it
// brings beyond a coach of its team: a place costs its seat and its team together, which is what
// lists of places are lessened by.
struct Prices {
  std::vector<std::uint32_t> seats;  // by ordinal less one; who is not there costs nothing
  std::vector<std::uint32_t> teams;
  std::vector<std::uint32_t> consultants;

  [[nodiscard]] std::uint32_t of(PlacementOrdinal place) const { return at(seats, place.value()); }

  [[nodiscard]] std::uint32_t of(CoachTeamOrdinal team) const { return at(teams, team.value()); }

  [[nodiscard]] std::uint32_t of(ConsultantOrdinal consultant) const {
    return at(consultants, consultant.value());
  }

  friend bool operator==(const Prices&, const Prices&) = default;

 private:
  static std::uint32_t at(const std::vector<std::uint32_t>& prices, std::uint32_t ordinal) {
    return ordinal == 0 || ordinal > prices.size() ? 0 : prices[ordinal - 1];
  }
};

struct AssignmentFlow;

// Who gets which place: the exact optimum of the sum of worths, under the seats of each place, the
// people each team can coach and the people each consultant can take on. Capacities nest on each
// side (consultant over people, team over places), so this is a minimum-cost flow, and the optimum
// is integral.
//
// A function of the market alone: after any sequence of events it is the one of solve() on the
// market they led to, since the optimum is unique (see ticket_of()). What is kept besides, the
// prices on the way, depends on history and is never told; prices() computes its own.
//
// solve() takes prices from an auction (Bertsekas and Castañón, Annals of Operations Research 20,
// 1989, for places with several seats) and lets people in one after the
// other along shortest augmenting paths under reduced costs (Edmonds and Karp, JACM 19, 1972), as
// each event does (Toroslu and Üçoluk, Information Sciences 177, 2007, for assignments without
// groups).
class Assignment {
 public:
  Assignment();  // of an empty market
  Assignment(const Assignment& other);
  Assignment(Assignment&& other) noexcept;
  Assignment& operator=(const Assignment& other);
  Assignment& operator=(Assignment&& other) noexcept;
  ~Assignment();

  [[nodiscard]] static Assignment solve(const AssignmentMarket& market);

  // Also for somebody who is there, with another list, consultant or wait; costs next to nothing
  // when all is as it was.
  void enter(const Applicant& applicant);
  void leave(ParticipantOrdinal participant);  // who is not there may leave

  // Each sets, whatever it was before.
  void set(const Offer& offer);
  void set(const Caseload& caseload);
  void set(const Coaching& coaching);

  // Unset: none.
  [[nodiscard]] PlacementOrdinal place_of(ParticipantOrdinal participant) const;

  // At least everybody whose place is another than before the last event, each once, in no order
  // that means anything; after solve() everybody who has one.
  [[nodiscard]] std::span<const ParticipantOrdinal> moved() const { return moved_; }

  // The smallest that support the optimum: canonical, and found by looking at everything.
  [[nodiscard]] Prices prices() const;

 private:
  void settle();

  std::unique_ptr<AssignmentFlow> flow_;
  std::vector<ParticipantOrdinal> moved_;
};

}  // namespace koppel::matching
