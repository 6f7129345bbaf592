#include "engine/decide/accept.h"

#include "engine/decide/contribution.h"
#include "engine/decide/judge.h"

#include <variant>

namespace koppel {
namespace {

template <typename... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};

bool is_erased(const Market& market, const Fact& fact) {
  const auto subject = subject_of(fact);
  if (!subject) return false;
  const Participant* participant = market.find(*subject);
  return participant != nullptr && participant->state == ParticipantState::kErased;
}

// The same fact again. What an erased person's fact said is forgotten: its id alone tells.
bool is_repeat(const Market& market, const Fact& fact) {
  const SeenFact* seen = market.seen.find(fact.fact_id);
  if (seen == nullptr) return false;
  return !seen->content.is_set() || seen->content == fact.content;
}

// Whoever sent it to the wrong partition is told where it belongs.
Judgement belongs(const Market& market, const Fact& fact) {
  if (fact.area == market.head.area) return Fits{};
  return refuse(RefusalReason::kWrongArea, to_text(fact.area));
}

Judgement judge_time(const Fact& fact, Instant not_after) {
  return first_of({refuse_if(fact.occurred_at > not_after, RefusalReason::kOccurredInFuture),
                   refuse_if(fact.occurred_at < kEarliest || fact.occurred_at > kLatest,
                             RefusalReason::kOutOfRange,
                             "occurredAt")});
}

Judgement judge_envelope(const Market& market, const Fact& fact, const Stamp& stamp) {
  const bool wrapped = fact.corrects.is_set() || fact.resubmits.is_set();
  const Sequence cause = fact.corrects.is_set() ? fact.corrects : fact.resubmits;
  return first_of({refuse_if(market.seen.contains(fact.fact_id), RefusalReason::kIdReused),
                   refuse_if(is_erased(market, fact), RefusalReason::kPersonErased),
                   judge_time(fact, stamp.not_after),
                   belongs(market, fact),
                   refuse_if(wrapped && cause > stamp.last, RefusalReason::kUnknownCause)});
}

Judgement judge_body(const Market& market, const Fact& fact) {
  const Case judged{.market = market,
                    .at = fact.occurred_at,
                    .standing = fact.corrects.is_set() ? Standing::kCorrection : Standing::kPlain};
  return std::visit(
      [&](const auto& body) {
        if (fact.corrects.is_set() && !kCorrectable<std::remove_cvref_t<decltype(body)>>) {
          return refuse(RefusalReason::kNotCorrectable);
        }
        return judge(judged, body);
      },
      fact.body);
}

Judgement judge_waiting_room(const Market& market, const Party& party) {
  const auto waiting = market.waiting_for.find({party.kind, party.id});
  const std::size_t of_party = waiting == market.waiting_for.end() ? 0 : waiting->second.size();
  return refuse_if(of_party >= kWaitingPerPartyMax || market.waiting.size() >= kWaitingPerAreaMax,
                   RefusalReason::kTooManyWaiting);
}

FactRefused refused(const Fact& fact, const Refuses& refusal, Sequence waiting) {
  return {.reason = refusal.reason,
          .fact_id = fact.fact_id,
          .original_hash = {},
          .waiting = waiting,
          .field = refusal.field};
}

// An erasure also records what the person contributed to the published tables, a deferral what the
// pair waits for.
Fact completed(const Market& market, Fact fact) {
  if (auto* erasure = std::get_if<ParticipantErased>(&fact.body)) {
    erasure->contributions = contributions_of(market, erasure->participant);
  }
  if (auto* deferral = std::get_if<ProposalDeferred>(&fact.body)) {
    deferral->awaited = deferral->condition;
  }
  return fact;
}

}  // namespace

std::optional<EntryBody> accept(const Market& market, const Fact& fact, const Stamp& stamp) {
  if (is_repeat(market, fact)) return std::nullopt;
  Judgement judgement = judge_envelope(market, fact, stamp);
  if (fits(judgement)) judgement = judge_body(market, fact);
  if (const auto* misses = std::get_if<Misses>(&judgement)) {
    const Judgement room = judge_waiting_room(market, misses->party);
    if (fits(room)) {
      return FactWaiting{.missing = misses->party, .fact = fact, .again = {}};
    }
    judgement = room;
  }
  if (const auto* refuses = std::get_if<Refuses>(&judgement)) {
    return refused(fact, *refuses, {});
  }
  return completed(market, fact);
}

std::optional<FactRefused> refused_for_its_time(const Fact& fact, Instant not_after) {
  const Judgement judgement = judge_time(fact, not_after);
  const auto* refuses = std::get_if<Refuses>(&judgement);
  if (refuses == nullptr) return std::nullopt;
  return refused(fact, *refuses, {});
}

EntryBody accept_waiting(const Market& market, const WaitingFact& waiting) {
  if (is_erased(market, waiting.fact)) {
    return refused(waiting.fact, {.reason = RefusalReason::kPersonErased}, waiting.sequence);
  }
  const Judgement judgement = judge_body(market, waiting.fact);
  return std::visit(
      Overload{
          [&](const Fits&) -> EntryBody { return WaitingFactTaken{.waiting = waiting.sequence}; },
          [&](const Misses& misses) -> EntryBody {
            return FactWaiting{.missing = misses.party, .fact = {}, .again = waiting.sequence};
          },
          [&](const Refuses& refuses) -> EntryBody {
            return refused(waiting.fact, refuses, waiting.sequence);
          }},
      judgement);
}

}  // namespace koppel
