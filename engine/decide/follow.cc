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
  }
  return std::nullopt;
}

}  // namespace

std::optional<Following> follow(const Market& market, const matching::Index& index) {
  const Looking at{.market = market, .index = index};
  std::uint32_t done = 0;
  for (const AgendaItem& item : market.head.agenda) {
    if (auto body = answer_to(at, item)) {
      return Following{.body = std::move(*body), .agenda_done = done};
    }
    ++done;
  }
  return std::nullopt;
}

}  // namespace koppel
