#include "engine/market/evolve.h"

#include "engine/market/fold.h"

#include <type_traits>
#include <variant>

namespace koppel {
namespace {

void open_agenda(Market& market, const Entry& entry) {
  std::vector<AgendaItem>& agenda = market.head.agenda;
  if (!entry.cause.sequence.is_set()) {
    agenda.clear();
    market.head.step = entry.sequence;
    return;
  }
  invariant(entry.agenda_done <= agenda.size(), "an entry drops items that the agenda has");
  agenda.erase(agenda.begin(), agenda.begin() + entry.agenda_done);
}

void remember(Fold& fold, const Fact& fact) {
  fold.market.seen.insert_or_assign(
      fact.fact_id,
      SeenFact{.fact_id = fact.fact_id,
               .at = fold.now,
               .participant = subject_of(fact).value_or(ParticipantId{}),
               .content = fact.content});
  fold.market.seen_in_order.emplace_back(fold.now, fact.fact_id);
  fold.touched.rows.insert(
      {.kind = RowKind::kSeenFact, .number = 0, .code = {}, .fact_id = fact.fact_id});
}

}  // namespace

void fold_fact(Fold& fold_of, const Fact& fact) {
  std::visit([&](const auto& body) { fold(fold_of, fact.occurred_at, body); }, fact.body);
}

Touched evolve(Market& market, const Entry& entry) {
  Touched touched;
  // Who owns the area says nothing about the market.
  if (std::holds_alternative<AreaAcquired>(entry.body)) return touched;

  open_agenda(market, entry);
  market.head.now = std::max(market.head.now, entry.recorded_at);
  touched.rows.insert({.kind = RowKind::kHead, .number = 0, .code = {}, .fact_id = {}});
  Fold under_way{
      .market = market, .touched = touched, .now = market.head.now, .sequence = entry.sequence};
  if (const auto* fact = std::get_if<Fact>(&entry.body)) {
    remember(under_way, *fact);
    fold_fact(under_way, *fact);
    return touched;
  }
  if (const auto* waiting = std::get_if<FactWaiting>(&entry.body)) {
    if (!waiting->again.is_set()) remember(under_way, waiting->fact);
  }
  std::visit(
      [&](const auto& body) {
        if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(body)>, Fact>) {
          fold(under_way, body);
        }
      },
      entry.body);
  return touched;
}

}  // namespace koppel
