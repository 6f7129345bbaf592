#pragma once

#include "consumers/cli/command.h"
#include "engine/model/id_text.h"

// The three questions that `koppel explain` answers. Masked, barriers are counted and not named.
namespace koppel::cli {

// Why this proposal: its score with the evidence, as it was recorded, and what came of it.
int explain_proposal(const Globals& globals, const AreaNumber<ProposalNumber>& asked);

// Why this participant has no proposal: what is still needed, or where the open places stop and
// which single changes would help.
int explain_participant(const Globals& globals, ParticipantId asked);

// Why this placement is (not) for this participant, now.
int explain_pair(const Globals& globals, ParticipantId participant, PlacementId placement);

}  // namespace koppel::cli
