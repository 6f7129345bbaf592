#include "engine/decide/follow.h"

#include "engine/decide/item.h"

namespace koppel {
namespace {

template <typename Number>
Number narrow(std::uint64_t key) {
  return Number{static_cast<std::uint32_t>(key)};
}

Answer answer_to(const Looking& at, const AgendaItem& item) {
  switch (item.kind) {
    case AgendaKind::kUnspecified: return std::nullopt;
    case AgendaKind::kWaitingExpired: return expire_waiting(at, Sequence{item.key});
    case AgendaKind::kPartyArrived:
      return take_waiting(at, static_cast<PartyKind>(item.part), item.key);
    case AgendaKind::kProposalDue: return expire_proposal(at, narrow<ProposalNumber>(item.key));
    case AgendaKind::kProposalCheck: return check_proposal(at, narrow<ProposalNumber>(item.key));
    case AgendaKind::kCancelReminders:
      return cancel_reminder(
          at, narrow<ParticipantOrdinal>(item.key), static_cast<ReminderCancelReason>(item.part));
    case AgendaKind::kReminderDue: return fire_reminder(at, narrow<ReminderNumber>(item.key));
    case AgendaKind::kPlanReminders: return plan_reminder(at, item.key, item.part);
    case AgendaKind::kRequestSupport:
      return request_support(at, narrow<ParticipantOrdinal>(item.key), PlacementOrdinal{item.part});
    case AgendaKind::kFillCheck: return check_filled(at, narrow<PlacementOrdinal>(item.key));
    case AgendaKind::kPlacement: return fill_placement(at, narrow<PlacementOrdinal>(item.key));
    case AgendaKind::kParticipant:
      return serve_participant(at, narrow<ParticipantOrdinal>(item.key));
    case AgendaKind::kConsultant: return serve_consultant(at, narrow<ConsultantOrdinal>(item.key));
    case AgendaKind::kPrices: return set_prices(at);
  }
  return std::nullopt;
}

bool gives_seats(AgendaKind kind) {
  return kind == AgendaKind::kPlacement || kind == AgendaKind::kParticipant ||
         kind == AgendaKind::kConsultant;
}

bool ends_proposals(AgendaKind kind) {
  return kind == AgendaKind::kProposalDue || kind == AgendaKind::kProposalCheck;
}

// What ends a proposal after that many items.
Answer ending_after(const Looking& at, std::uint32_t done) {
  const auto& agenda = at.market.head.agenda;
  for (auto item = agenda.begin() + done; item != agenda.end(); ++item) {
    if (!ends_proposals(item->kind)) continue;
    if (auto body = answer_to(at, *item)) return body;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Following> follow(const Market& market,
                                const matching::Index& index,
                                const matching::Seating& seating) {
  const Looking at{.market = market, .index = index, .seating = seating};
  std::uint32_t done = 0;
  bool may_give = false;
  for (const AgendaItem& item : market.head.agenda) {
    if (gives_seats(item.kind) && !may_give) {
      if (auto body = ending_after(at, done)) {
        return Following{.body = std::move(*body), .agenda_done = done};
      }
      may_give = true;
    }
    if (auto body = answer_to(at, item)) {
      return Following{.body = std::move(*body), .agenda_done = done};
    }
    ++done;
  }
  return std::nullopt;
}

}  // namespace koppel
