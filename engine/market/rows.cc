#include "engine/market/rows.h"

#include <algorithm>
#include <type_traits>
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

RowRef name_of(const RowBody& row) {
  const auto number = [](RowKind kind, std::uint64_t value) {
    return RowRef{.kind = kind, .number = value, .code = {}, .fact_id = {}};
  };
  const auto code = [](RowKind kind, const std::string& value) {
    return RowRef{.kind = kind, .number = 0, .code = value, .fact_id = {}};
  };
  return std::visit(
      Overload{
          [&](const Head&) { return number(RowKind::kHead, 0); },
          [&](const ProgrammePublished& one) { return code(RowKind::kProgramme, one.code); },
          [&](const RulesPublished&) { return number(RowKind::kRules, 0); },
          [&](const TaxonomyPublished& one) { return code(RowKind::kTaxonomy, one.code); },
          [&](const CoachCapacityPublished& one) {
            return code(RowKind::kCoachCapacity, one.team);
          },
          [&](const Consultant& one) { return number(RowKind::kConsultant, one.ordinal.value()); },
          [&](const Employer& one) { return number(RowKind::kEmployer, one.ordinal.value()); },
          [&](const Placement& one) { return number(RowKind::kPlacement, one.ordinal.value()); },
          [&](const Participant& one) {
            return number(RowKind::kParticipant, one.ordinal.value());
          },
          [&](const Proposal& one) { return number(RowKind::kProposal, one.proposal.value()); },
          [&](const Engagement& one) { return number(RowKind::kEngagement, one.id.value()); },
          [&](const Reminder& one) { return number(RowKind::kReminder, one.reminder.value()); },
          [&](const WaitingFact& one) { return number(RowKind::kWaiting, one.sequence.value()); },
          [&](const SeenFact& one) {
            return RowRef{
                .kind = RowKind::kSeenFact, .number = 0, .code = {}, .fact_id = one.fact_id};
          },
          [&](const FormerProgramme& one) {
            return number(RowKind::kFormerProgramme, one.until.value());
          },
          [&](const FormerRules& one) { return number(RowKind::kFormerRules, one.until.value()); }},
      row);
}

bool same_rows(const Market& a, const Market& b) {
  const std::vector<RowRef> names = all_rows(a);
  if (names != all_rows(b)) return false;
  return std::ranges::all_of(names, [&](const RowRef& name) {
    return std::visit(
        []<typename One, typename Other>(const One* one, const Other* other) {
          if constexpr (std::is_same_v<One, Other>) return *one == *other;
          return false;
        },
        *find_row(a, name),
        *find_row(b, name));
  });
}

}  // namespace koppel
