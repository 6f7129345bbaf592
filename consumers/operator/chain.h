#pragma once

#include "engine/model/entry.h"

#include <span>

// What one proposal had to do with others: seats are given for everybody together, so somebody may
// be moved to make room for who would have none.
namespace koppel::report {

struct Chain {
  // Somebody else's that gave way so that there was room for this one; unset: there was room.
  ProposalNumber made_room;
  // The person's own, of which this one took the place when its seat went to who had none.
  ProposalNumber given_up;

  friend bool operator==(const Chain&, const Chain&) = default;
};

// `step` has the entries of the step in which that proposal was made, in order.
[[nodiscard]] Chain chain_of(std::span<const Entry> step, const ProposalMade& made);

// The proposal gave its seat, or its coach, to somebody who had none.
[[nodiscard]] bool is_given_on(const EntryBody& body);

}  // namespace koppel::report
