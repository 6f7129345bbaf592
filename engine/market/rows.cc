#include "engine/market/rows.h"

#include "engine/market/fold.h"

#include <algorithm>
#include <utility>

namespace koppel {
namespace {

template <typename... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};

template <typename Rows>
std::optional<RowView> at_ordinal(const Rows& rows, std::uint64_t ordinal) {
  if (ordinal == 0 || ordinal > rows.size()) return std::nullopt;
  return &rows[ordinal - 1];
}

template <typename Map, typename Key>
std::optional<RowView> at_key(const Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return &found->second;
}

template <typename Row>
std::optional<RowView> row_there(const Row* row) {
  return row == nullptr ? std::nullopt : std::optional<RowView>(row);
}

template <typename Rows>
void number_rows(const Rows& rows, RowKind kind, std::vector<RowRef>& out) {
  for (const auto& row : rows) {
    out.push_back({.kind = kind, .number = row.ordinal.value(), .code = {}, .fact_id = {}});
  }
}

template <typename Map>
void number_keys(const Map& map, RowKind kind, std::vector<RowRef>& out) {
  for (const auto& [key, row] : map) {
    out.push_back({.kind = kind, .number = key.value(), .code = {}, .fact_id = {}});
  }
}

template <typename Map>
void name_codes(const Map& map, RowKind kind, std::vector<RowRef>& out) {
  for (const auto& [code, row] : map) {
    out.push_back({.kind = kind, .number = 0, .code = code, .fact_id = {}});
  }
}

// Rows come in any order: an ordinal may be put before the ones below it.
template <typename Row>
void put_at(std::vector<Row>& rows, Row row) {
  const std::size_t place = row.ordinal.value();
  if (rows.size() < place) rows.resize(place);
  rows[place - 1] = std::move(row);
}

template <typename Rows, typename Ordinals>
bool number_all(const Rows& rows, Ordinals& ordinals) {
  for (const auto& row : rows) {
    if (!row.ordinal.is_set() || !ordinals.emplace(row.id, row.ordinal)) return false;
  }
  return true;
}

template <typename Rows, typename Ordinal>
bool exists(const Rows& rows, Ordinal ordinal) {
  return ordinal.is_set() && ordinal.value() <= rows.size();
}

std::optional<std::string> derive_proposals(Market& market) {
  for (const auto& [number, proposal] : market.proposals) {
    if (!exists(market.participants, proposal.participant) ||
        !exists(market.placements, proposal.placement)) {
      return "a proposal without its participant or placement";
    }
    market.due.insert(
        {.at = proposal.expires_at, .kind = AgendaKind::kProposalDue, .key = number.value()});
  }
  return std::nullopt;
}

std::optional<std::string> derive_reminders(Market& market) {
  market.reminders_of.resize(market.participants.size());
  for (const auto& [number, reminder] : market.reminders) {
    if (!exists(market.participants, reminder.participant)) return "a reminder about nobody";
    market.reminders_of[reminder.participant.value() - 1].push_back(number);
    if (reminder.due) continue;
    market.due.insert(
        {.at = reminder.due_at, .kind = AgendaKind::kReminderDue, .key = number.value()});
  }
  return std::nullopt;
}

void derive_waiting(Market& market) {
  for (const auto& [sequence, waiting] : market.waiting) {
    market.waiting_for[{waiting.missing.kind, waiting.missing.id}].push_back(sequence);
    market.due.insert({.at = plus_ms(waiting.since, kWaitingDays * kDayMs),
                       .kind = AgendaKind::kWaitingExpired,
                       .key = sequence.value()});
  }
}

// What fired already and is still to be looked at does not fire again: a step stopped there.
void drop_what_fired(Market& market) {
  std::set<std::pair<AgendaKind, std::uint64_t>> fired;
  for (const AgendaItem& item : market.head.agenda) fired.emplace(item.kind, item.key);
  market.due.erase_if([&](const Due& due) { return fired.contains(std::pair(due.kind, due.key)); });
}

std::optional<std::string> derive_references(const Market& market) {
  for (const Placement& placement : market.placements) {
    if (!exists(market.employers, placement.employer)) return "a placement without its employer";
    for (const ProposalNumber number : placement.open_proposals) {
      if (!market.proposals.contains(number)) return "a seat proposed without a proposal";
    }
  }
  for (const Participant& participant : market.participants) {
    if (participant.consultant.is_set() && !exists(market.consultants, participant.consultant)) {
      return "a participant of a consultant who is not there";
    }
    for (const ProposalNumber number : participant.open_proposals) {
      if (!market.proposals.contains(number)) return "an open proposal without its row";
    }
  }
  for (const auto& [id, engagement] : market.engagements) {
    if (!exists(market.participants, engagement.participant) ||
        !exists(market.placements, engagement.placement)) {
      return "an engagement without its participant or placement";
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<RowView> find_row(const Market& market, const RowRef& ref) {
  switch (ref.kind) {
    case RowKind::kHead: return &market.head;
    case RowKind::kProgramme: return at_key(market.programmes, ref.code);
    case RowKind::kRules:
      if (!market.rules) return std::nullopt;
      return &*market.rules;
    case RowKind::kTaxonomy: return at_key(market.taxonomies, ref.code);
    case RowKind::kCoachCapacity: return at_key(market.coach_teams, ref.code);
    case RowKind::kConsultant: return at_ordinal(market.consultants, ref.number);
    case RowKind::kEmployer: return at_ordinal(market.employers, ref.number);
    case RowKind::kPlacement: return at_ordinal(market.placements, ref.number);
    case RowKind::kParticipant: return at_ordinal(market.participants, ref.number);
    case RowKind::kProposal:
      return row_there(market.find(ProposalNumber{static_cast<std::uint32_t>(ref.number)}));
    case RowKind::kEngagement: return at_key(market.engagements, EngagementId{ref.number});
    case RowKind::kReminder:
      return row_there(market.find(ReminderNumber{static_cast<std::uint32_t>(ref.number)}));
    case RowKind::kWaiting: return at_key(market.waiting, Sequence{ref.number});
    case RowKind::kSeenFact: return row_there(market.seen.find(ref.fact_id));
    case RowKind::kFormerProgramme: return at_key(market.former_programmes, Sequence{ref.number});
    case RowKind::kFormerRules: return at_key(market.former_rules, Sequence{ref.number});
  }
  return std::nullopt;
}

std::vector<RowRef> all_rows(const Market& market) {
  std::vector<RowRef> rows;
  rows.reserve(market.participants.size() + market.placements.size() + market.employers.size() +
               market.proposals.size() + market.engagements.size() + market.reminders.size() +
               market.seen.size() + 64);
  rows.push_back({.kind = RowKind::kHead, .number = 0, .code = {}, .fact_id = {}});
  name_codes(market.programmes, RowKind::kProgramme, rows);
  if (market.rules) {
    rows.push_back({.kind = RowKind::kRules, .number = 0, .code = {}, .fact_id = {}});
  }
  name_codes(market.taxonomies, RowKind::kTaxonomy, rows);
  name_codes(market.coach_teams, RowKind::kCoachCapacity, rows);
  number_rows(market.consultants, RowKind::kConsultant, rows);
  number_rows(market.employers, RowKind::kEmployer, rows);
  number_rows(market.placements, RowKind::kPlacement, rows);
  number_rows(market.participants, RowKind::kParticipant, rows);
  number_keys(market.proposals, RowKind::kProposal, rows);
  number_keys(market.engagements, RowKind::kEngagement, rows);
  number_keys(market.reminders, RowKind::kReminder, rows);
  number_keys(market.waiting, RowKind::kWaiting, rows);
  for (const FactId& id : market.seen.ids()) {
    rows.push_back({.kind = RowKind::kSeenFact, .number = 0, .code = {}, .fact_id = id});
  }
  number_keys(market.former_programmes, RowKind::kFormerProgramme, rows);
  number_keys(market.former_rules, RowKind::kFormerRules, rows);
  return rows;
}

std::optional<ParticipantId> row_subject(const Market& market, const RowView& row) {
  return std::visit(
      Overload{[](const Participant* one) { return std::optional(one->id); },
               [](const SeenFact* one) {
                 return one->participant.is_set() ? std::optional(one->participant) : std::nullopt;
               },
               [](const WaitingFact* one) { return subject_of(one->fact); },
               [&](const Engagement* one) { return std::optional(market.at(one->participant).id); },
               [](const auto* /*other*/) { return std::optional<ParticipantId>(); }},
      row);
}

void restore(Market& market, RowBody row) {
  std::visit(Overload{
                 [&](Head& one) { market.head = std::move(one); },
                 [&](Participant& one) { put_at(market.participants, std::move(one)); },
                 [&](Employer& one) { put_at(market.employers, std::move(one)); },
                 [&](Placement& one) { put_at(market.placements, std::move(one)); },
                 [&](Consultant& one) { put_at(market.consultants, std::move(one)); },
                 [&](Proposal& one) { market.proposals.put(one.proposal, one); },
                 [&](Engagement& one) { market.engagements.insert_or_assign(one.id, one); },
                 [&](Reminder& one) { market.reminders.put(one.reminder, one); },
                 [&](WaitingFact& one) {
                   const Sequence key = one.sequence;
                   market.waiting.insert_or_assign(key, std::move(one));
                 },
                 [&](ProgrammePublished& one) {
                   const std::string key = one.code;
                   market.programmes.insert_or_assign(key, std::move(one));
                 },
                 [&](RulesPublished& one) { market.rules = std::move(one); },
                 [&](TaxonomyPublished& one) {
                   const std::string key = one.code;
                   market.taxonomies.insert_or_assign(key, std::move(one));
                 },
                 [&](SeenFact& one) { market.seen.put(one); },
                 [&](CoachCapacityPublished& one) {
                   const std::string key = one.team;
                   market.coach_teams.insert_or_assign(key, std::move(one));
                 },
                 [&](FormerProgramme& one) {
                   const Sequence key = one.until;
                   market.former_programmes.insert_or_assign(key, std::move(one));
                 },
                 [&](FormerRules& one) {
                   const Sequence key = one.until;
                   market.former_rules.insert_or_assign(key, std::move(one));
                 },
             },
             row);
}

std::optional<std::string> complete(Market& market) {
  if (!number_all(market.participants, market.participant_ordinals) ||
      !number_all(market.employers, market.employer_ordinals) ||
      !number_all(market.placements, market.placement_ordinals) ||
      !number_all(market.consultants, market.consultant_ordinals)) {
    return "a gap in the ordinals, or one id twice";
  }
  if (auto wrong = derive_references(market)) return wrong;
  if (auto wrong = derive_proposals(market)) return wrong;
  if (auto wrong = derive_reminders(market)) return wrong;
  count_again(market);
  derive_waiting(market);
  drop_what_fired(market);
  market.seen.sort_by_time();
  return std::nullopt;
}

}  // namespace koppel
