#pragma once

#include "engine/model/area.h"
#include "engine/model/id.h"

#include <optional>
#include <string>
#include <string_view>

// How ids are written and read by people: a kind letter and 13 Crockford base32 characters
// (D. Crockford, "Base 32": no I, L, O, U; read without regard to case, I and L as 1, O as 0).
namespace koppel {

[[nodiscard]] std::string to_text(ParticipantId id);                    // D… (deelnemer)
[[nodiscard]] std::string to_text(EmployerId id);                       // E…
[[nodiscard]] std::string to_text(PlacementId id);                      // P…
[[nodiscard]] std::string to_text(EngagementId id);                     // G…
[[nodiscard]] std::string to_text(ConsultantId id);                     // C…
[[nodiscard]] std::string to_text(AreaId area, ProposalNumber number);  // AM11-P123
[[nodiscard]] std::string to_text(AreaId area, ReminderNumber number);  // AM11-R45

// The written form or the plain decimal number; empty when it is neither, or 0.
template <typename IdType>
[[nodiscard]] std::optional<IdType> parse_id(std::string_view text);

template <typename Number>
struct AreaNumber {
  AreaId area;
  Number number;
};

[[nodiscard]] std::optional<AreaNumber<ProposalNumber>> parse_proposal(std::string_view text);
[[nodiscard]] std::optional<AreaNumber<ReminderNumber>> parse_reminder(std::string_view text);

}  // namespace koppel
