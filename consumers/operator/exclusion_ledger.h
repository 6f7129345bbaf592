#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/model/id.h"
#include "engine/model/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <vector>

// Why people have no proposal, as numbers that add up.
namespace koppel::report {

// What keeps somebody who is ready, at first sight.
enum class Leading : std::uint8_t {
  kNoPlaces,     // no place is open
  kOthersFirst,  // a place passes every gate; its seat was or is for somebody else
  kGate          // no place passes; one gate removes most of them
};

struct WhyWithout {
  Leading leading = Leading::kNoPlaces;
  Gate gate = Gate::kUnspecified;  // kGate

  friend auto operator<=>(const WhyWithout&, const WhyWithout&) = default;
};

template <typename Key>
struct Count {
  Key key{};
  std::uint64_t count = 0;

  friend bool operator==(const Count&, const Count&) = default;
};

struct DomainCount {
  BarrierDomain domain = BarrierDomain::kUnspecified;
  std::uint64_t heaviest = 0;  // people whose most severe open barrier it is; ties: the first
  std::uint64_t having = 0;    // people with an open barrier there

  friend bool operator==(const DomainCount&, const DomainCount&) = default;
};

// Counts of nothing are left out. What adds up:
//   participants = the sum of states
//   active       = at_work + proposed + without
//   without      = the sum of needed + ready = the sum of domains[].heaviest + no_barrier
//   ready        = the sum of reasons
//   ready × open_placements = the sum of removed + passing
struct ExclusionLedger {
  std::uint64_t participants = 0;
  std::vector<Count<ParticipantState>> states;
  std::uint64_t active = 0;
  std::uint64_t at_work = 0;                // with an agreed or running engagement
  std::uint64_t proposed = 0;               // of the others, with an open proposal
  std::uint64_t without = 0;                // with neither
  std::vector<Count<ReadinessGap>> needed;  // by the first thing that matching waits for
  std::uint64_t ready = 0;
  std::vector<Count<WhyWithout>> reasons;

  std::uint64_t open_placements = 0;
  std::vector<Count<Gate>> removed;  // pairs of a ready person and an open place, by first gate
  std::uint64_t passing = 0;         // pairs that pass every gate

  std::vector<DomainCount> domains;
  std::uint64_t no_barrier = 0;  // people of whom no open barrier is known

  friend bool operator==(const ExclusionLedger&, const ExclusionLedger&) = default;
};

[[nodiscard]] ExclusionLedger exclusion_ledger(const Market& market, const matching::Index& index);

// Active, and with neither an open proposal nor a place.
[[nodiscard]] bool is_without(const Participant& participant);

// Of somebody ready. The gate that removes most, the lowest number on ties.
[[nodiscard]] WhyWithout why_without(const Market& market,
                                     const matching::Index& index,
                                     ParticipantOrdinal participant);

}  // namespace koppel::report
