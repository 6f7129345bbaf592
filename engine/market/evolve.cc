#include "engine/market/evolve.h"

#include "engine/market/fold.h"

#include <deque>
#include <type_traits>
#include <variant>

namespace koppel {
namespace {

template <typename Body, typename... Others>
constexpr bool kIsOneOf = (std::is_same_v<Body, Others> || ...);

// Bodies that move proposals, reminders and prices only: what people and places are scored and
// gated by, and who is a candidate where, stands.
template <typename Body>
constexpr bool kLeavesFiles = kIsOneOf<Body,
                                       ProposalMade,
                                       ProposalWithdrawn,
                                       ProposalExpired,
                                       ProposalAccepted,
                                       ProposalDeclined,
                                       ProposalDeferred,
                                       NoMatchExplained,
                                       SupportRequested,
                                       PlacementFilled,
                                       PricesSet,
                                       ReminderPlanned,
                                       ReminderDue,
                                       ReminderCancelled>;

template <typename Body>
void tell_of_files(const Body& /*body*/, Touched* told) {
  if (told != nullptr) told->files_stand = kLeavesFiles<Body>;
}

void open_agenda(Market& market, const Entry& entry) {
  std::deque<AgendaItem>& agenda = market.head.agenda;
  if (!entry.cause.sequence.is_set()) {
    agenda.clear();
    market.head.step = entry.sequence;
    return;
  }
  invariant(entry.agenda_done <= agenda.size(), "an entry drops items that the agenda has");
  agenda.erase(agenda.begin(), agenda.begin() + entry.agenda_done);
}

void remember(Fold& fold, const Fact& fact) {
  fold.market.seen.put({.fact_id = fact.fact_id,
                        .at = fold.now,
                        .participant = subject_of(fact).value_or(ParticipantId{}),
                        .content = fact.content});
  fold.touch(fact.fact_id);
}

}  // namespace

void fold_fact(Fold& fold_of, const Fact& fact) {
  std::visit(
      [&](const auto& body) {
        tell_of_files(body, fold_of.told);
        fold(fold_of, fact.occurred_at, body);
      },
      fact.body);
}

namespace {

void evolve(Market& market, const Entry& entry, Touched* told) {
  // Who owns the area says nothing about the market.
  if (std::holds_alternative<AreaAcquired>(entry.body)) return;

  open_agenda(market, entry);
  market.head.now = std::max(market.head.now, entry.recorded_at);
  Fold under_way{
      .market = market, .told = told, .now = market.head.now, .sequence = entry.sequence};
  under_way.touch(RowKind::kHead, 0);
  if (const auto* fact = std::get_if<Fact>(&entry.body)) {
    remember(under_way, *fact);
    fold_fact(under_way, *fact);
    return;
  }
  if (const auto* waiting = std::get_if<FactWaiting>(&entry.body)) {
    if (!waiting->again.is_set()) remember(under_way, waiting->fact);
  }
  std::visit(
      [&](const auto& body) {
        if constexpr (!std::is_same_v<std::remove_cvref_t<decltype(body)>, Fact>) {
          tell_of_files(body, told);
          fold(under_way, body);
        }
      },
      entry.body);
}

}  // namespace

Touched evolve(Market& market, const Entry& entry) {
  Touched touched;
  evolve(market, entry, &touched);
  return touched;
}

void evolve_untold(Market& market, const Entry& entry) {
  evolve(market, entry, nullptr);
}

}  // namespace koppel
