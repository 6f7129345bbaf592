#pragma once

#include "engine/codec/personal.h"
#include "engine/market/rows.h"
#include "engine/model/entry.h"

#include <string>
#include <string_view>

// Entries and rows for people and for programs. Personal fields are masked unless asked for.
namespace koppel {
struct Market;
}

namespace koppel::codec {

// "ProposalMade"; for a fact the kind of its body.
[[nodiscard]] std::string_view kind_of(const EntryBody& body);
[[nodiscard]] std::string_view kind_of(const FactBody& body);

// "ProposalMade proposal=1 participant=D… …" without sequence and time.
[[nodiscard]] std::string body_text(const EntryBody& body, Personal personal);
// "#12 2026-11-02T08:00:00.000Z IntakeHeld participant=D…"
[[nodiscard]] std::string entry_text(const Entry& entry, Personal personal);
// With the market that the row is of, other rows are named by their ids; without it by their
// ordinals.
[[nodiscard]] std::string row_text(const RowView& row,
                                   Personal personal,
                                   const Market* market = nullptr);

// The Protobuf JSON mapping, on one line; masked fields are left out.
[[nodiscard]] std::string entry_json(const Entry& entry, Personal personal);
[[nodiscard]] std::string row_json(const RowView& row, Personal personal);

// The words of values.proto in lower case: "out_of_range".
[[nodiscard]] std::string word(RefusalReason reason);
[[nodiscard]] std::string word(Gate gate);
[[nodiscard]] std::string word(ReadinessGap gap);
[[nodiscard]] std::string word(ScorePart part);
[[nodiscard]] std::string word(BarrierDomain domain);
[[nodiscard]] std::string word(SkillGroup group);
[[nodiscard]] std::string word(UnlockChange change);
[[nodiscard]] std::string word(PlacementKind kind);
[[nodiscard]] std::string word(Sector sector);
[[nodiscard]] std::string word(Licence licence);
[[nodiscard]] std::string word(Role role);
[[nodiscard]] std::string word(Side side);
[[nodiscard]] std::string word(FollowUpAnchor anchor);
[[nodiscard]] std::string word(DeclineReason reason);
[[nodiscard]] std::string word(DeferCondition condition);
[[nodiscard]] std::string word(EngagementEndCause cause);
[[nodiscard]] std::string word(FollowUpResult result);

}  // namespace koppel::codec
