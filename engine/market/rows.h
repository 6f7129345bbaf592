#pragma once

#include "engine/market/market.h"
#include "engine/market/touched.h"

#include <variant>

// A market as rows: how it is stored, digested and shown.
namespace koppel {

using RowBody = std::variant<Head,
                             Participant,
                             Employer,
                             Placement,
                             Consultant,
                             Proposal,
                             Engagement,
                             Reminder,
                             WaitingFact,
                             ProgrammePublished,
                             RulesPublished,
                             TaxonomyPublished,
                             SeenFact,
                             CoachCapacityPublished,
                             FormerProgramme,
                             FormerRules>;

// Points at a row of a living market.
using RowView = std::variant<const Head*,
                             const Participant*,
                             const Employer*,
                             const Placement*,
                             const Consultant*,
                             const Proposal*,
                             const Engagement*,
                             const Reminder*,
                             const WaitingFact*,
                             const ProgrammePublished*,
                             const RulesPublished*,
                             const TaxonomyPublished*,
                             const SeenFact*,
                             const CoachCapacityPublished*,
                             const FormerProgramme*,
                             const FormerRules*>;

// The row of that name; empty when the market does not have it (any more).
[[nodiscard]] std::optional<RowView> find_row(const Market& market, const RowRef& ref);

// The names of all rows, in the order of RowKind and then of number, code or id.
[[nodiscard]] std::vector<RowRef> all_rows(const Market& market);

// Whose key seals the personal fields of the row; empty when it has none.
[[nodiscard]] std::optional<ParticipantId> row_subject(const Market& market, const RowView& row);

// The name under which such a row is stored.
[[nodiscard]] RowRef name_of(const RowBody& row);

// Puts stored rows back, in the order of all_rows(); complete() then derives what is not stored.
// Both answer what is wrong when the rows contradict each other (a gap in the ordinals, a number
// that was never given, a reference to nothing, a count that is another): the market is of no use
// then.
[[nodiscard]] std::optional<std::string> restore(Market& market, RowBody row);
[[nodiscard]] std::optional<std::string> complete(Market& market);

// Row by row, also what the digest passes over.
[[nodiscard]] bool same_rows(const Market& a, const Market& b);

}  // namespace koppel
