#include "engine/market/fold.h"

#include <algorithm>

// Reminders, facts that wait, and time itself.
namespace koppel {
namespace {

void forget_old_facts(Fold& fold) {
  const SeenFacts& seen = fold.market.seen;
  while (!seen.empty() && plus_ms(seen.oldest().at, kSeenDays * kDayMs) < fold.now) {
    forget_fact(fold, FactId{seen.oldest().fact_id});
  }
}

// Ages, pauses, suspensions and the days of places move on: whoever has no proposal is looked at
// again, longest waiting first, every undecided proposal is checked, and seats have new prices.
void begin_day(Fold& fold) {
  if (fold.told != nullptr) fold.told->day_begun = DayBegun::kYes;
  fold.market.head.next_day = at_local_hour(plus_days(local_date(fold.now), 1), 0);
  forget_old_facts(fold);
  for (const auto& [number, proposal] : fold.market.proposals) {
    fold.look_at(AgendaKind::kProposalCheck, number.value());
  }
  std::vector<const Participant*> waiting;
  for (const Participant& participant : fold.market.participants) {
    if (participant.state != ParticipantState::kActive) continue;
    if (participant.engagement.is_set() || !participant.open_proposals.empty()) continue;
    waiting.push_back(&participant);
  }
  std::ranges::stable_sort(waiting, {}, [](const Participant* one) { return one->waiting_since; });
  for (const Participant* one : waiting) {
    fold.look_at(AgendaKind::kParticipant, one->ordinal.value());
  }
  fold.look_at(AgendaKind::kPrices, 0);
}

}  // namespace

void fold(Fold& fold, const TimeAdvanced& /*entry*/) {
  auto& due = fold.market.due;
  for (std::uint32_t taken = 0; taken < kDuePerEntry && !due.empty(); ++taken) {
    const Due first = due.first();
    if (first.at > fold.now) break;
    fold.look_at(first.kind, first.key);
    due.drop_first();
  }
  if (fold.now >= fold.market.head.next_day) begin_day(fold);
}

void fold(Fold& fold, const JournalStarted& entry) {
  fold.market.head.area = entry.area;
  fold.market.head.founded_at = fold.now;
  fold.market.head.next_day = at_local_hour(plus_days(local_date(fold.now), 1), 0);
}

void fold(Fold& /*fold*/, const AreaAcquired& /*entry*/) {}

void fold(Fold& fold, const ReminderPlanned& entry) {
  const ParticipantOrdinal participant = fold.ordinal_of(entry.participant);
  fold.market.reminders.put(entry.reminder,
                            {.reminder = entry.reminder,
                             .participant = participant,
                             .placement = fold.ordinal_of(entry.placement),
                             .engagement = entry.engagement,
                             .anchor = entry.anchor,
                             .side = entry.side,
                             .role = entry.role,
                             .due_at = entry.due_at,
                             .due = false});
  fold.market.reminders_of.resize(fold.market.participants.size());
  fold.market.reminders_of[participant.value() - 1].push_back(entry.reminder);
  fold.market.due.insert(
      {.at = entry.due_at, .kind = AgendaKind::kReminderDue, .key = entry.reminder.value()});
  fold.market.head.reminders_planned = entry.reminder.value();
  fold.touch(RowKind::kReminder, entry.reminder.value());
  // The item at the head of the agenda counts the lines planned so far.
  std::deque<AgendaItem>& agenda = fold.market.head.agenda;
  invariant(!agenda.empty() && agenda.front().kind == AgendaKind::kPlanReminders,
            "a reminder is planned by the first item of the agenda");
  agenda.front().part += kAgendaLine;
}

void fold(Fold& fold, const ReminderDue& entry) {
  Reminder* reminder = fold.market.reminders.find(entry.reminder);
  invariant(reminder != nullptr, "a reminder that falls due was planned");
  reminder->due = true;
  fold.touch(RowKind::kReminder, entry.reminder.value());
}

void fold(Fold& fold, const ReminderCancelled& entry) {
  drop_reminder(fold, entry.reminder);
}

void drop_reminder(Fold& fold, ReminderNumber number) {
  const Reminder* reminder = fold.market.reminders.find(number);
  invariant(reminder != nullptr, "a reminder is closed once");
  fold.market.due.erase(
      {.at = reminder->due_at, .kind = AgendaKind::kReminderDue, .key = number.value()});
  std::erase(fold.market.reminders_of[reminder->participant.value() - 1], number);
  fold.market.reminders.erase(number);
  fold.touch(RowKind::kReminder, number.value());
}

void fold(Fold& fold, const FactWaiting& entry) {
  if (entry.again.is_set()) {
    WaitingFact& waiting = fold.market.waiting.at(entry.again);
    auto& before = fold.market.waiting_for[{waiting.missing.kind, waiting.missing.id}];
    std::erase(before, entry.again);
    if (before.empty()) {
      fold.market.waiting_for.erase({waiting.missing.kind, waiting.missing.id});
    }
    waiting.missing = entry.missing;
    // In sequence order, as the rows give it back: what happens next must not tell them apart.
    auto& after = fold.market.waiting_for[{entry.missing.kind, entry.missing.id}];
    after.insert(std::ranges::lower_bound(after, entry.again), entry.again);
    fold.touch(RowKind::kWaiting, entry.again.value());
    return;
  }
  fold.market.waiting.emplace(fold.sequence,
                              WaitingFact{.sequence = fold.sequence,
                                          .missing = entry.missing,
                                          .since = fold.now,
                                          .fact = entry.fact});
  fold.market.waiting_for[{entry.missing.kind, entry.missing.id}].push_back(fold.sequence);
  fold.market.due.insert({.at = plus_ms(fold.now, kWaitingDays * kDayMs),
                          .kind = AgendaKind::kWaitingExpired,
                          .key = fold.sequence.value()});
  fold.touch(RowKind::kWaiting, fold.sequence.value());
}

void fold(Fold& fold, const WaitingFactTaken& entry) {
  const Fact fact = fold.market.waiting.at(entry.waiting).fact;
  drop_waiting(fold, entry.waiting);
  fold_fact(fold, fact);
}

void fold(Fold& fold, const FactRefused& entry) {
  if (!entry.waiting.is_set()) return;
  const FactId id = fold.market.waiting.at(entry.waiting).fact.fact_id;
  drop_waiting(fold, entry.waiting);
  forget_fact(fold, id);
}

void forget_fact(Fold& fold, const FactId& id) {
  fold.market.seen.erase(id);
  fold.touch(id);
}

void drop_waiting(Fold& fold, Sequence sequence) {
  const auto found = fold.market.waiting.find(sequence);
  invariant(found != fold.market.waiting.end(), "a waiting fact is settled once");
  const WaitingFact& waiting = found->second;
  const PartyKey party{waiting.missing.kind, waiting.missing.id};
  auto& facts = fold.market.waiting_for[party];
  std::erase(facts, sequence);
  if (facts.empty()) fold.market.waiting_for.erase(party);
  fold.market.due.erase({.at = plus_ms(waiting.since, kWaitingDays * kDayMs),
                         .kind = AgendaKind::kWaitingExpired,
                         .key = sequence.value()});
  fold.market.waiting.erase(found);
  fold.touch(RowKind::kWaiting, sequence.value());
}

}  // namespace koppel
