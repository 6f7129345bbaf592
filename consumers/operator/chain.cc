#include "consumers/operator/chain.h"

#include <variant>

namespace koppel::report {
namespace {

const ProposalWithdrawn* given_on(const EntryBody& body) {
  const auto* withdrawn = std::get_if<ProposalWithdrawn>(&body);
  const bool needed = withdrawn != nullptr && withdrawn->reason == WithdrawalReason::kSeatNeeded;
  return needed ? withdrawn : nullptr;
}

}  // namespace

Chain chain_of(std::span<const Entry> step, const ProposalMade& made) {
  Chain chain;
  ProposalNumber room;  // made since the last proposal
  bool is_made = false;
  for (const Entry& entry : step) {
    if (const auto* other = std::get_if<ProposalMade>(&entry.body)) {
      if (other->proposal == made.proposal) {
        is_made = true;
        chain.made_room = room;
      }
      room = {};
    } else if (const ProposalWithdrawn* withdrawn = given_on(entry.body)) {
      room = withdrawn->proposal;
      const bool is_own = withdrawn->participant == made.participant;
      if (is_made && is_own && withdrawn->proposal < made.proposal) {
        chain.given_up = withdrawn->proposal;
      }
    }
  }
  return chain;
}

bool is_given_on(const EntryBody& body) {
  return given_on(body) != nullptr;
}

}  // namespace koppel::report
