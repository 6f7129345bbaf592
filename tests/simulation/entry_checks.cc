#include "tests/simulation/entry_checks.h"

#include "engine/market/evolve.h"

#include <variant>

namespace koppel::simulation {
namespace {

// The fact's own entry is the one that bears where the fact stood.
bool is_own(const Entry& entry) {
  return !entry.cause.sequence.is_set() && (!entry.cause.input.empty() || entry.cause.offset != 0);
}

FactId fact_id_in(const EntryBody& body) {
  if (const auto* fact = std::get_if<Fact>(&body)) return fact->fact_id;
  if (const auto* waiting = std::get_if<FactWaiting>(&body)) return waiting->fact.fact_id;
  if (const auto* refused = std::get_if<FactRefused>(&body)) return refused->fact_id;
  return {};
}

Disposition disposition_in(const EntryBody& body) {
  if (std::holds_alternative<FactWaiting>(body)) return Disposition::kWaiting;
  if (std::holds_alternative<FactRefused>(body)) return Disposition::kRefused;
  return Disposition::kTaken;
}

std::string in_entry(Sequence sequence) {
  return " (entry " + std::to_string(sequence.value()) + ")";
}

}  // namespace

Found FactsCheck::accept(const Fact& fact, Sequence sequence) {
  const auto [before, is_new] = accepted_.emplace(fact.fact_id, sequence);
  ever_accepted_.insert(fact.fact_id);
  if (is_new) return std::nullopt;
  return "a fact was accepted twice" + in_entry(before->second) + in_entry(sequence);
}

Found FactsCheck::step(const Entry& entry, const Ledger& ledger) {
  if (const auto* refused = std::get_if<FactRefused>(&entry.body);
      refused != nullptr && refused->waiting.is_set()) {
    accepted_.erase(waiting_.at(refused->waiting));  // its source may send it again
  }
  if (const auto* fact = std::get_if<Fact>(&entry.body)) {
    if (auto twice = accept(*fact, entry.sequence)) return twice;
  }
  if (const auto* waiting = std::get_if<FactWaiting>(&entry.body);
      waiting != nullptr && !waiting->again.is_set()) {
    waiting_.emplace(entry.sequence, waiting->fact.fact_id);
    if (auto twice = accept(waiting->fact, entry.sequence)) return twice;
  }
  if (!is_own(entry)) return std::nullopt;
  const Sent* sent = ledger.find(entry.cause);
  if (sent == nullptr) return "a fact was recorded that nobody sent" + in_entry(entry.sequence);
  if (sent->incoming.fact.fact_id != fact_id_in(entry.body)) {
    return "another fact was recorded than was sent" + in_entry(entry.sequence);
  }
  const Cause& cause = entry.cause;
  if (!cause.input.empty() && !read_.emplace(cause.input, cause.offset).second) {
    return "a place of an input was read twice" + in_entry(entry.sequence);
  }
  own_.emplace(entry.sequence, cause);
  disposed_.emplace(entry.sequence, disposition_in(entry.body));
  return std::nullopt;
}

Found FactsCheck::answers(const Ledger& ledger) const {
  for (const Sent& sent : ledger.all()) {
    if (!sent.settled) continue;
    const Settled& settled = *sent.settled;
    if (settled.disposition == Disposition::kRepeat) {
      if (ever_accepted_.contains(sent.incoming.fact.fact_id)) continue;
      return "a fact was answered as a repeat that was never accepted";
    }
    const auto own = own_.find(settled.sequence);
    if (own == own_.end() || own->second.input != sent.incoming.cause.input ||
        own->second.offset != sent.incoming.cause.offset ||
        disposed_.at(settled.sequence) != settled.disposition) {
      return "a fact was answered that is not recorded so" + in_entry(settled.sequence);
    }
  }
  return std::nullopt;
}

Found FactsCheck::all_recorded(const Ledger& ledger) const {
  std::set<std::pair<std::string, std::uint64_t>> recorded;
  for (const auto& [sequence, cause] : own_) recorded.emplace(cause.input, cause.offset);
  for (const Sent& sent : ledger.all()) {
    const Cause& cause = sent.incoming.cause;
    if (recorded.contains({cause.input, cause.offset})) continue;
    if (ever_accepted_.contains(sent.incoming.fact.fact_id)) continue;
    return "a fact is recorded nowhere: " + sent.incoming.original;
  }
  return std::nullopt;
}

Found SeatsCheck::step(const Entry& entry) {
  const Touched touched = evolve(market_, entry);
  taken_.resize(market_.placements.size());
  for (const RowRef& row : touched.rows) {
    if (row.kind != RowKind::kPlacement) continue;
    const Placement& placement = market_.placements.at(row.number - 1);
    const std::uint64_t taken = placement.engaged + placement.open_proposals.size();
    const std::uint64_t before = std::exchange(taken_.at(row.number - 1), taken);
    if (taken > placement.details.seats && taken > before) {
      return std::to_string(taken) + " of " + std::to_string(placement.details.seats) +
             " seats are taken" + in_entry(entry.sequence);
    }
  }
  return std::nullopt;
}

Found RemindersCheck::step(const Entry& entry) {
  if (const auto* planned = std::get_if<ReminderPlanned>(&entry.body)) {
    if (planned->reminder.value() != ++planned_) {
      return "a reminder's number is not the next" + in_entry(entry.sequence);
    }
    due_at_[planned->reminder] = planned->due_at;
  }
  if (const auto* due = std::get_if<ReminderDue>(&entry.body)) {
    if (!due_.insert(due->reminder).second || cancelled_.contains(due->reminder)) {
      return "a reminder was due twice, or after it was cancelled" + in_entry(entry.sequence);
    }
    if (!due_at_.contains(due->reminder) || due_at_[due->reminder] > entry.recorded_at) {
      return "a reminder was due before its time" + in_entry(entry.sequence);
    }
  }
  if (const auto* cancelled = std::get_if<ReminderCancelled>(&entry.body)) {
    if (!cancelled_.insert(cancelled->reminder).second) {
      return "a reminder was cancelled twice" + in_entry(entry.sequence);
    }
  }
  return std::nullopt;
}

Found TimeCheck::step(const Entry& entry) {
  if (entry.recorded_at < last_) return "time ran backwards" + in_entry(entry.sequence);
  last_ = entry.recorded_at;
  return std::nullopt;
}

}  // namespace koppel::simulation
