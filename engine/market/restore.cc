#include "engine/market/fold.h"
#include "engine/market/rows.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

// A market from its stored rows. They come from a disk: nothing of them is taken on trust.
namespace koppel {
namespace {

template <typename... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};

using Wrong = std::optional<std::string>;

template <typename Row>
Wrong put_next(std::vector<Row>& rows, Row row) {
  if (row.ordinal.value() != rows.size() + 1) return "a gap in the ordinals";
  rows.push_back(std::move(row));
  return std::nullopt;
}

template <typename Rows, typename Number, typename Row>
Wrong put_numbered(Rows& rows, Number number, std::uint32_t given, const Row& row) {
  if (!number.is_set() || number.value() > given) return "a number that was never given";
  rows.put(number, row);
  return std::nullopt;
}

bool are_within(const std::vector<std::uint32_t>& weights, std::uint32_t max) {
  return std::ranges::all_of(weights, [max](std::uint32_t weight) { return weight <= max; });
}

Wrong out_of_limits(const Weights& weights) {
  const bool within =
      are_within(weights.support, kSupportWeightMax) && are_within(weights.gap, kGapWeightMax) &&
      are_within(weights.speed, kSpeedMax) && weights.travel_max <= kTravelWeightMax;
  return within ? std::nullopt : Wrong("a weight above its limit");
}

template <typename Rows, typename Ordinals>
bool number_all(const Rows& rows, Ordinals& ordinals) {
  return std::ranges::all_of(
      rows, [&](const auto& row) { return ordinals.emplace(row.id, row.ordinal); });
}

template <typename Rows, typename Ordinal>
bool exists(const Rows& rows, Ordinal ordinal) {
  return ordinal.is_set() && ordinal.value() <= rows.size();
}

bool names(const std::vector<ProposalNumber>& open, ProposalNumber number) {
  return std::ranges::find(open, number) != open.end();
}

Wrong derive_proposals(Market& market) {
  for (const auto& [number, proposal] : market.proposals) {
    if (!exists(market.participants, proposal.participant) ||
        !exists(market.placements, proposal.placement)) {
      return "a proposal without its participant or placement";
    }
    if (!names(market.at(proposal.participant).open_proposals, number) ||
        !names(market.at(proposal.placement).open_proposals, number)) {
      return "a proposal that its participant or placement does not name";
    }
    market.due.insert(
        {.at = proposal.expires_at, .kind = AgendaKind::kProposalDue, .key = number.value()});
  }
  return std::nullopt;
}

Wrong derive_reminders(Market& market) {
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

Wrong derive_references(const Market& market) {
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

// What is counted in one row and stands in others.
Wrong miscounted(const Market& market) {
  std::vector<std::uint32_t> proposed(market.consultants.size());
  std::size_t named = 0;
  for (const Participant& participant : market.participants) {
    named += participant.open_proposals.size();
    if (!participant.consultant.is_set()) continue;
    if (undecided_proposals(market, participant) > 0)
      ++proposed[participant.consultant.value() - 1];
  }
  for (const Placement& placement : market.placements) named += placement.open_proposals.size();
  if (named != 2 * market.proposals.size()) return "an open proposal named twice";
  for (const Consultant& consultant : market.consultants) {
    if (consultant.proposed != proposed[consultant.ordinal.value() - 1]) {
      return "a consultant's count of people with a proposal";
    }
  }
  std::vector<std::uint32_t> engaged(market.placements.size());
  for (const auto& [id, engagement] : market.engagements) {
    const bool has_seat = engagement.state == EngagementState::kAgreed ||
                          engagement.state == EngagementState::kRunning;
    if (has_seat) ++engaged[engagement.placement.value() - 1];
  }
  for (const Placement& placement : market.placements) {
    if (placement.engaged != engaged[placement.ordinal.value() - 1]) {
      return "a placement's count of seats taken";
    }
  }
  return std::nullopt;
}

template <typename Rows>
bool is_ordinal_in(const Rows& rows, std::uint64_t number) {
  return number > 0 && number <= rows.size();
}

bool is_about_something(const Market& market, const AgendaItem& item) {
  switch (item.kind) {
    case AgendaKind::kUnspecified: return false;
    case AgendaKind::kCancelReminders:
    case AgendaKind::kParticipant: return is_ordinal_in(market.participants, item.key);
    case AgendaKind::kRequestSupport:
      return is_ordinal_in(market.participants, item.key) &&
             (item.part == 0 || is_ordinal_in(market.placements, item.part));
    case AgendaKind::kFillCheck:
    case AgendaKind::kPlacement: return is_ordinal_in(market.placements, item.key);
    case AgendaKind::kConsultant: return is_ordinal_in(market.consultants, item.key);
    case AgendaKind::kWaitingExpired:
    case AgendaKind::kPartyArrived:
    case AgendaKind::kProposalDue:
    case AgendaKind::kProposalCheck:
    case AgendaKind::kReminderDue:
    case AgendaKind::kPlanReminders:
    case AgendaKind::kPrices: return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> restore(Market& market, RowBody row) {
  const auto kept = [](auto& rows, auto key, auto& one) -> Wrong {
    rows.insert_or_assign(std::move(key), std::move(one));
    return std::nullopt;
  };
  return std::visit(
      Overload{
          [&](Head& one) -> Wrong {
            market.head = std::move(one);
            return std::nullopt;
          },
          [&](Participant& one) { return put_next(market.participants, std::move(one)); },
          [&](Employer& one) { return put_next(market.employers, std::move(one)); },
          [&](Placement& one) { return put_next(market.placements, std::move(one)); },
          [&](Consultant& one) { return put_next(market.consultants, std::move(one)); },
          [&](Proposal& one) {
            return put_numbered(market.proposals, one.proposal, market.head.proposals_made, one);
          },
          [&](Engagement& one) { return kept(market.engagements, one.id, one); },
          [&](Reminder& one) {
            return put_numbered(market.reminders, one.reminder, market.head.reminders_planned, one);
          },
          [&](WaitingFact& one) { return kept(market.waiting, one.sequence, one); },
          [&](ProgrammePublished& one) { return kept(market.programmes, one.code, one); },
          [&](RulesPublished& one) {
            market.rules = std::move(one);
            return out_of_limits(market.rules->weights);
          },
          [&](TaxonomyPublished& one) { return kept(market.taxonomies, one.code, one); },
          [&](SeenFact& one) -> Wrong {
            market.seen.put(one);
            return std::nullopt;
          },
          [&](CoachCapacityPublished& one) { return kept(market.coach_teams, one.team, one); },
          [&](FormerProgramme& one) { return kept(market.former_programmes, one.until, one); },
          [&](FormerRules& one) {
            const Wrong wrong = out_of_limits(one.rules.weights);
            return wrong ? wrong : kept(market.former_rules, one.until, one);
          },
      },
      row);
}

std::optional<std::string> complete(Market& market) {
  if (!number_all(market.participants, market.participant_ordinals) ||
      !number_all(market.employers, market.employer_ordinals) ||
      !number_all(market.placements, market.placement_ordinals) ||
      !number_all(market.consultants, market.consultant_ordinals)) {
    return "one id twice";
  }
  if (auto wrong = derive_references(market)) return wrong;
  if (auto wrong = derive_proposals(market)) return wrong;
  if (auto wrong = miscounted(market)) return wrong;
  for (const AgendaItem& item : market.head.agenda) {
    if (!is_about_something(market, item)) return "an agenda about nobody";
  }
  if (auto wrong = derive_reminders(market)) return wrong;
  count_again(market);
  derive_waiting(market);
  drop_what_fired(market);
  market.seen.sort_by_time();
  return std::nullopt;
}

}  // namespace koppel
