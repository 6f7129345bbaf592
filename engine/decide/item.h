#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/matching/seating.h"
#include "engine/model/entry.h"

#include <optional>

// What one item of the agenda calls for, one function a kind of item. Nothing outside engine/decide
// includes this.
namespace koppel {

using Answer = std::optional<EntryBody>;

struct Looking {
  const Market& market;
  const matching::Index& index;
  const matching::Seating& seating;
};

[[nodiscard]] Answer expire_waiting(const Looking& at, Sequence waiting);
[[nodiscard]] Answer take_waiting(const Looking& at, PartyKind kind, std::uint64_t id);

[[nodiscard]] Answer expire_proposal(const Looking& at, ProposalNumber number);
[[nodiscard]] Answer check_proposal(const Looking& at, ProposalNumber number);
[[nodiscard]] Answer check_filled(const Looking& at, PlacementOrdinal ordinal);
[[nodiscard]] Answer fill_placement(const Looking& at, PlacementOrdinal ordinal);
[[nodiscard]] Answer serve_participant(const Looking& at, ParticipantOrdinal ordinal);
[[nodiscard]] Answer serve_consultant(const Looking& at, ConsultantOrdinal ordinal);
[[nodiscard]] Answer set_prices(const Looking& at);
// `placement` unset: what the programme wants carried before anything else.
[[nodiscard]] Answer request_support(const Looking& at,
                                     ParticipantOrdinal ordinal,
                                     PlacementOrdinal placement);

[[nodiscard]] Answer plan_reminder(const Looking& at, std::uint64_t key, std::uint32_t part);
[[nodiscard]] Answer fire_reminder(const Looking& at, ReminderNumber number);
[[nodiscard]] Answer cancel_reminder(const Looking& at,
                                     ParticipantOrdinal ordinal,
                                     ReminderCancelReason reason);

}  // namespace koppel
