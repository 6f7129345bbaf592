#include "engine/market/outward.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace koppel {
namespace {

template <typename Type>
std::optional<Type> copy_of(const Type* found) {
  return found == nullptr ? std::nullopt : std::optional<Type>(*found);
}

// Collects what one body names: whichever of these ids it has.
template <typename Body>
void remember(const Market& market, const Body& body, BeforeEntry& before) {
  if constexpr (requires { body.participant, body.placement; }) {
    const Participant* participant = market.find(body.participant);
    const Placement* placement = market.find(body.placement);
    if (participant != nullptr && placement != nullptr) {
      before.proposal = copy_of(market.proposal_of(participant->ordinal, placement->ordinal));
    }
  }
  if constexpr (requires { body.reminder; }) before.reminder = copy_of(market.find(body.reminder));
  if constexpr (requires { body.engagement; }) {
    before.engagement = copy_of(market.find(body.engagement));
  }
  if constexpr (requires { body.placement; }) {
    before.placement = copy_of(market.find(body.placement));
  }
}

// An erasure ends the engagement that the person has.
void remember(const Market& market, const ParticipantErased& body, BeforeEntry& before) {
  const Participant* participant = market.find(body.participant);
  if (participant == nullptr || !participant->engagement.is_set()) return;
  before.engagement = copy_of(market.find(participant->engagement));
  if (before.engagement) before.placement = market.at(before.engagement->placement);
}

const Fact* fact_taken(const Market& market, const Entry& entry) {
  if (const auto* fact = std::get_if<Fact>(&entry.body)) return fact;
  if (const auto* taken = std::get_if<WaitingFactTaken>(&entry.body)) {
    return &market.waiting.at(taken->waiting).fact;
  }
  return nullptr;
}

class Teller {
 public:
  Teller(const BeforeEntry& before, const Entry& entry, const Market& after)
      : before_(before), entry_(entry), after_(after) {}

  std::vector<OutwardEvent> take_told() { return std::move(told_); }

  // Of most kinds of entry and fact nobody is told.
  template <typename Body>
  void tell(const Body& /*body*/) {}

  void tell(const ProposalMade& body) { proposal(ProposalEventKind::kMade, body.proposal); }

  void tell(const ProposalAccepted& /*body*/) {
    proposal(ProposalEventKind::kAccepted, ended().proposal);
  }

  void tell(const ProposalDeclined& /*body*/) { proposal_ended(ProposalEventKind::kDeclined); }

  void tell(const ProposalDeferred& body) {
    proposal_ended(ProposalEventKind::kDeferred).until = body.until;
  }

  void tell(const ProposalWithdrawn& body) {
    proposal_ended(ProposalEventKind::kWithdrawn).reason = body.reason;
  }

  void tell(const ProposalExpired& /*body*/) { proposal_ended(ProposalEventKind::kExpired); }

  void tell(const ReminderPlanned& body) {
    reminder(ReminderEventKind::kPlanned, *after_.find(body.reminder));
  }

  void tell(const ReminderDue& body) {
    reminder(ReminderEventKind::kDue, *after_.find(body.reminder));
  }

  void tell(const ReminderCancelled& body) {
    reminder(ReminderEventKind::kCancelled, *before_.reminder).reason = body.reason;
  }

  void tell(const FollowUpAnswered& body) {
    if (body.reminder.is_set() && before_.reminder) {
      reminder(ReminderEventKind::kAnswered, *before_.reminder);
    }
    if (body.engagement.is_set()) engagement_ended();
  }

  void tell(const PlacementOpened& body) { placement(PlacementEventKind::kOpened, body.placement); }

  void tell(const PlacementChanged& body) {
    placement(PlacementEventKind::kChanged, body.placement);
    freed();
  }

  void tell(const PlacementClosed& body) {
    placement(PlacementEventKind::kClosed, body.placement).reason = body.reason;
  }

  void tell(const PlacementFilled& body) { placement(PlacementEventKind::kFilled, body.placement); }

  void tell(const EngagementAgreed& body) {
    if (before_.proposal) {
      proposal_ended(ProposalEventKind::kAgreed).engagement = body.engagement;
    }
    placement(PlacementEventKind::kChanged, body.placement);
  }

  void tell(const EngagementStarted& body) {
    placement(PlacementEventKind::kStarted, after_.at(engagement(body.engagement).placement).id);
  }

  void tell(const EngagementEnded& /*body*/) { engagement_ended(); }

  void tell(const ParticipantErased& /*body*/) { engagement_ended(); }

 private:
  [[nodiscard]] const Proposal& ended() const {
    invariant(before_.proposal.has_value(), "an answer names an open proposal");
    return *before_.proposal;
  }

  [[nodiscard]] const Engagement& engagement(EngagementId id) const {
    const Engagement* found = after_.find(id);
    invariant(found != nullptr, "an engagement that starts was agreed");
    return *found;
  }

  ProposalEvent& add(ProposalEventKind kind, const Proposal& of) {
    return std::get<ProposalEvent>(
        told_.emplace_back(ProposalEvent{.kind = kind,
                                         .area = after_.head.area,
                                         .at = entry_.recorded_at,
                                         .proposal = of.proposal,
                                         .participant = after_.at(of.participant).id,
                                         .placement = after_.at(of.placement).id,
                                         .score = of.score,
                                         .expires_at = of.expires_at,
                                         .until = {}}));
  }

  void proposal(ProposalEventKind kind, ProposalNumber number) {
    const Proposal* standing = after_.find(number);
    invariant(standing != nullptr, "a proposal that was made or accepted stands");
    add(kind, *standing);
  }

  ProposalEvent& proposal_ended(ProposalEventKind kind) {
    ProposalEvent& event = add(kind, ended());
    event.expires_at = {};
    return event;
  }

  ReminderEvent& reminder(ReminderEventKind kind, const Reminder& of) {
    return std::get<ReminderEvent>(
        told_.emplace_back(ReminderEvent{.kind = kind,
                                         .area = after_.head.area,
                                         .at = entry_.recorded_at,
                                         .reminder = of.reminder,
                                         .participant = after_.at(of.participant).id,
                                         .placement = after_.at(of.placement).id,
                                         .engagement = of.engagement,
                                         .anchor = of.anchor,
                                         .side = of.side,
                                         .role = of.role,
                                         .due_at = of.due_at}));
  }

  PlacementEvent& placement(PlacementEventKind kind, PlacementId id) {
    const Placement& of = *after_.find(id);
    const std::uint32_t seats = of.details.seats;
    const std::uint32_t taken = of.closed ? seats : std::min(seats, of.engaged);
    return std::get<PlacementEvent>(
        told_.emplace_back(PlacementEvent{.kind = kind,
                                          .area = after_.head.area,
                                          .at = entry_.recorded_at,
                                          .placement = of.id,
                                          .employer = after_.at(of.employer).id,
                                          .placement_kind = of.details.kind,
                                          .seats = seats,
                                          .free_seats = seats - taken}));
  }

  void engagement_ended() {
    if (!before_.engagement || before_.engagement->state == EngagementState::kEnded) return;
    const Engagement& now = engagement(before_.engagement->id);
    if (now.state != EngagementState::kEnded) return;
    placement(PlacementEventKind::kEnded, after_.at(now.placement).id);
    freed();
  }

  void freed() {
    if (!before_.placement || !before_.placement->filled || before_.placement->closed) return;
    const Placement& now = after_.at(before_.placement->ordinal);
    if (!now.filled) placement(PlacementEventKind::kFreed, now.id);
  }

  const BeforeEntry& before_;
  const Entry& entry_;
  const Market& after_;
  std::vector<OutwardEvent> told_;
};

}  // namespace

BeforeEntry before_entry(const Market& market, const Entry& entry) {
  BeforeEntry before;
  const Fact* fact = fact_taken(market, entry);
  if (fact != nullptr) {
    before.fact = *fact;
    std::visit([&](const auto& body) { remember(market, body, before); }, fact->body);
    return before;
  }
  std::visit(
      [&](const auto& body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        if constexpr (!std::is_same_v<Body, Fact>) remember(market, body, before);
      },
      entry.body);
  return before;
}

std::vector<OutwardEvent> outward_of(const BeforeEntry& before,
                                     const Entry& entry,
                                     const Market& after) {
  Teller teller(before, entry, after);
  if (before.fact) {
    std::visit([&](const auto& body) { teller.tell(body); }, before.fact->body);
  } else {
    std::visit([&](const auto& body) { teller.tell(body); }, entry.body);
  }
  return teller.take_told();
}

}  // namespace koppel
