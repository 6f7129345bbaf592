#pragma once

#include "engine/market/coaching.h"
#include "engine/market/due.h"
#include "engine/market/id_table.h"
#include "engine/market/numbered_rows.h"
#include "engine/market/seen_facts.h"
#include "engine/model/consultant.h"
#include "engine/model/employer.h"
#include "engine/model/engagement.h"
#include "engine/model/fact.h"
#include "engine/model/former.h"
#include "engine/model/head.h"
#include "engine/model/participant.h"
#include "engine/model/placement.h"
#include "engine/model/proposal.h"
#include "engine/model/reminder.h"
#include "engine/model/waiting.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koppel {

using PartyKey = std::pair<PartyKind, std::uint64_t>;

// All state of one area: what its journal folds to. Everybody reads it; only evolve() and restore()
// change it. Ordinal n stands at place n - 1. The members of the second group follow from the first
// and are neither stored nor digested.
struct Market {
  Head head;
  std::vector<Participant> participants;
  std::vector<Employer> employers;
  std::vector<Placement> placements;
  std::vector<Consultant> consultants;
  NumberedRows<ProposalNumber, Proposal> proposals;  // undecided and accepted ones
  std::map<EngagementId, Engagement> engagements;
  NumberedRows<ReminderNumber, Reminder> reminders;  // planned, and due but not answered
  std::map<Sequence, WaitingFact> waiting;
  std::map<std::string, ProgrammePublished, std::less<>> programmes;  // newest version by code
  std::optional<RulesPublished> rules;
  std::map<std::string, TaxonomyPublished, std::less<>> taxonomies;
  std::map<std::string, CoachCapacityPublished, std::less<>> coach_teams;
  std::map<Sequence, FormerProgramme> former_programmes;  // while a proposal made under it is open
  std::map<Sequence, FormerRules> former_rules;
  SeenFacts seen;

  IdTable<ParticipantId, ParticipantOrdinal> participant_ordinals;
  IdTable<EmployerId, EmployerOrdinal> employer_ordinals;
  IdTable<PlacementId, PlacementOrdinal> placement_ordinals;
  IdTable<ConsultantId, ConsultantOrdinal> consultant_ordinals;
  std::map<PartyKey, std::vector<Sequence>> waiting_for;
  std::vector<std::vector<ReminderNumber>>
      reminders_of;  // by ordinal; who has none may have no place
  CoachTeams coaches;
  DueList due;

  // Ordinals handed out by this market; anything else is a bug and stops the process.
  [[nodiscard]] const Participant& at(ParticipantOrdinal ordinal) const;
  [[nodiscard]] const Employer& at(EmployerOrdinal ordinal) const;
  [[nodiscard]] const Placement& at(PlacementOrdinal ordinal) const;
  [[nodiscard]] const Consultant& at(ConsultantOrdinal ordinal) const;

  // Null when the area has never heard of it. An erased person is found, with state kErased.
  [[nodiscard]] const Participant* find(ParticipantId id) const;
  [[nodiscard]] const Employer* find(EmployerId id) const;
  [[nodiscard]] const Placement* find(PlacementId id) const;
  [[nodiscard]] const Consultant* find(ConsultantId id) const;
  [[nodiscard]] const Engagement* find(EngagementId id) const;
  [[nodiscard]] const Proposal* find(ProposalNumber number) const;
  [[nodiscard]] const Reminder* find(ReminderNumber number) const;
  [[nodiscard]] const ProgrammePublished* programme(std::string_view code) const;

  // Planned or due, in order of their numbers.
  [[nodiscard]] std::span<const ReminderNumber> reminders_about(ParticipantOrdinal ordinal) const;

  // The undecided or accepted proposal of that pair, if there is one.
  [[nodiscard]] const Proposal* proposal_of(ParticipantOrdinal participant,
                                            PlacementOrdinal placement) const;
};

// What matching goes by for somebody. Null: nothing was published, or not that programme.
struct Published {
  const RulesPublished* rules = nullptr;
  const ProgrammePublished* programme = nullptr;
};

[[nodiscard]] Published published_now(const Market& market, const Participant& participant);
// As it was when that proposal was made: an open proposal keeps its rules and programme. Of a
// programme that the participant entered since, the version of that moment counts too.
[[nodiscard]] Published published_for(const Market& market, const Proposal& proposal);

// Takes proposals: neither closed nor past its last day, and its employer is not suspended.
[[nodiscard]] bool is_open(const Market& market, const Placement& placement);
// Its last day is over.
[[nodiscard]] bool is_past(const Market& market, const Placement& placement);
// Seats that nobody has and that are proposed to nobody.
[[nodiscard]] std::uint32_t free_seats(const Placement& placement);
// Proposals that may be open at once: the rules say how many a seat that nobody has.
[[nodiscard]] std::uint32_t proposals_at_most(const Market& market, const Placement& placement);
[[nodiscard]] std::uint32_t proposals_at_most(const RulesPublished* rules,
                                              const Placement& placement);
// How many of those are left: as far as seats go, and as long as its team has coaches (coaching.h).
[[nodiscard]] std::uint32_t seats_to_propose(const Market& market, const Placement& placement);
[[nodiscard]] std::uint32_t proposals_to_make(const Market& market, const Placement& placement);
// Undecided: not yet accepted.
[[nodiscard]] std::uint32_t undecided_proposals(const Market& market,
                                                const Participant& participant);

}  // namespace koppel
