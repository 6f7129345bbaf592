#pragma once

#include "engine/model/area.h"
#include "engine/model/fact.h"
#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/special.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace koppel {

// Either the entry that made this one necessary, or where the fact stood in an input.
struct Cause {
  Sequence sequence;
  std::string input;         // topic-partition, or the hash of an imported file
  std::uint64_t offset = 0;  // record offset, or line

  friend bool operator==(const Cause&, const Cause&) = default;
};

// A fact that speaks of somebody not known yet. `again` names the entry that first held it when it
// waits for its next missing party; then `fact` is empty.
struct FactWaiting {
  Party missing;
  Fact fact;
  Sequence again;

  friend bool operator==(const FactWaiting&, const FactWaiting&) = default;
};

struct WaitingFactTaken {
  Sequence waiting;  // sequence of the FactWaiting

  friend bool operator==(const WaitingFactTaken&, const WaitingFactTaken&) = default;
};

struct FactRefused {
  RefusalReason reason = RefusalReason::kUnspecified;
  FactId fact_id;
  ContentHash original_hash;  // BLAKE2b-128 of the original, which went to the refused store
  Sequence waiting;           // set when the fact had waited
  std::string field;          // what was out of range, by its name in the schema

  friend bool operator==(const FactRefused&, const FactRefused&) = default;
};

struct JournalStarted {
  JournalId journal_id;  // 16 random bytes
  AreaId area;
  std::uint32_t format = 0;
  std::string engine_version;

  friend bool operator==(const JournalStarted&, const JournalStarted&) = default;
};

struct AreaAcquired {
  std::string owner;

  friend bool operator==(const AreaAcquired&, const AreaAcquired&) = default;
};

struct ProposalMade {
  ProposalNumber proposal;
  ParticipantId participant;
  PlacementId placement;
  Instant expires_at;
  std::int32_t score = 0;
  std::uint32_t regret = 0;                    // own best minus this score
  std::vector<Contribution> contributions;     // sealed; they sum to the score
  Special<std::vector<Support>> open_support;  // sealed; what nobody carries yet

  friend bool operator==(const ProposalMade&, const ProposalMade&) = default;
};

struct ProposalWithdrawn {
  ProposalNumber proposal;
  ParticipantId participant;
  PlacementId placement;
  WithdrawalReason reason = WithdrawalReason::kUnspecified;

  friend bool operator==(const ProposalWithdrawn&, const ProposalWithdrawn&) = default;
};

struct ProposalExpired {
  ProposalNumber proposal;
  ParticipantId participant;
  PlacementId placement;

  friend bool operator==(const ProposalExpired&, const ProposalExpired&) = default;
};

// Why a ready participant has no proposal: how many of the open placements each gate removed, in
// order, and the single changes that would unlock some.
struct NoMatchExplained {
  ParticipantId participant;
  std::uint32_t open_placements = 0;
  std::vector<GateCount> gates;  // sealed
  std::vector<Unlock> unlocks;   // sealed

  friend bool operator==(const NoMatchExplained&, const NoMatchExplained&) = default;
};

struct SupportRequested {
  ParticipantId participant;
  Special<BarrierDomain> domain;    // sealed
  Role owner = Role::kUnspecified;  // sealed

  friend bool operator==(const SupportRequested&, const SupportRequested&) = default;
};

struct PlacementFilled {
  PlacementId placement;

  friend bool operator==(const PlacementFilled&, const PlacementFilled&) = default;
};

struct ReminderPlanned {
  ReminderNumber reminder;
  ParticipantId participant;
  PlacementId placement;
  EngagementId engagement;  // 0: about a proposal
  FollowUpAnchor anchor = FollowUpAnchor::kUnspecified;
  Side side = Side::kUnspecified;
  Role role = Role::kUnspecified;
  Instant due_at;

  friend bool operator==(const ReminderPlanned&, const ReminderPlanned&) = default;
};

struct ReminderDue {
  ReminderNumber reminder;
  ParticipantId participant;
  PlacementId placement;

  friend bool operator==(const ReminderDue&, const ReminderDue&) = default;
};

struct ReminderCancelled {
  ReminderNumber reminder;
  ReminderCancelReason reason = ReminderCancelReason::kUnspecified;

  friend bool operator==(const ReminderCancelled&, const ReminderCancelled&) = default;
};

struct PlacementPrice {
  PlacementId placement;
  std::uint32_t price = 0;

  friend bool operator==(const PlacementPrice&, const PlacementPrice&) = default;
};

struct PricesSet {
  std::vector<PlacementPrice> prices;

  friend bool operator==(const PricesSet&, const PricesSet&) = default;
};

struct TimeAdvanced {
  Instant to;

  friend bool operator==(const TimeAdvanced&, const TimeAdvanced&) = default;
};

struct ErasureCompleted {
  ParticipantId participant;

  friend bool operator==(const ErasureCompleted&, const ErasureCompleted&) = default;
};

using EntryKinds = std::variant<Fact,
                                FactWaiting,
                                WaitingFactTaken,
                                FactRefused,
                                JournalStarted,
                                AreaAcquired,
                                ProposalMade,
                                ProposalWithdrawn,
                                ProposalExpired,
                                NoMatchExplained,
                                SupportRequested,
                                PlacementFilled,
                                ReminderPlanned,
                                ReminderDue,
                                ReminderCancelled,
                                PricesSet,
                                TimeAdvanced,
                                ErasureCompleted>;

// One of the kinds of entry; a class for the same reason as FactBody.
struct EntryBody : EntryKinds {
  using EntryKinds::EntryKinds;
  using EntryKinds::operator=;

  EntryBody();
  EntryBody(const EntryBody& other);
  EntryBody(EntryBody&& other) noexcept;
  EntryBody& operator=(const EntryBody& other);
  EntryBody& operator=(EntryBody&& other) noexcept;
  ~EntryBody();

  friend bool operator==(const EntryBody& a, const EntryBody& b);
};

// One line of the journal. `agenda_done` is how many items of the agenda it leaves behind it.
struct Entry {
  Sequence sequence;
  Instant recorded_at;
  Cause cause;
  std::uint32_t rules_version = 0;
  std::uint32_t agenda_done = 0;
  EntryBody body;

  friend bool operator==(const Entry&, const Entry&) = default;
};

[[nodiscard]] inline std::optional<ParticipantId> subject_of(const FactWaiting& waiting) {
  return subject_of(waiting.fact);
}

[[nodiscard]] std::optional<ParticipantId> subject_of(const Entry& entry);

}  // namespace koppel
