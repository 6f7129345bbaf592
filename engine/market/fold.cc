#include "engine/market/fold.h"

namespace koppel {
namespace {

template <typename Ordinals, typename IdType>
auto ordinal_in(const Ordinals& ordinals, IdType id) {
  const auto ordinal = ordinals.find(id);
  invariant(ordinal.is_set(), "an entry names a party of this market");
  return ordinal;
}

template <typename Rows, typename Ordinal>
auto& row_of(Rows& rows, Ordinal ordinal) {
  invariant(ordinal.is_set() && ordinal.value() <= rows.size(), "an ordinal of this market");
  return rows[ordinal.value() - 1];
}

}  // namespace

ParticipantOrdinal Fold::ordinal_of(ParticipantId id) const {
  return ordinal_in(market.participant_ordinals, id);
}

PlacementOrdinal Fold::ordinal_of(PlacementId id) const {
  return ordinal_in(market.placement_ordinals, id);
}

Participant& Fold::participant(ParticipantId id) {
  return row(ordinal_of(id));
}

Employer& Fold::employer(EmployerId id) {
  return row(ordinal_in(market.employer_ordinals, id));
}

Placement& Fold::placement(PlacementId id) {
  return row(ordinal_of(id));
}

Consultant& Fold::consultant(ConsultantId id) {
  return row(ordinal_in(market.consultant_ordinals, id));
}

Engagement& Fold::engagement(EngagementId id) {
  const auto found = market.engagements.find(id);
  invariant(found != market.engagements.end(), "an entry names an engagement of this market");
  touch(RowKind::kEngagement, id.value());
  return found->second;
}

Participant& Fold::row(ParticipantOrdinal ordinal) {
  touch(RowKind::kParticipant, ordinal.value());
  if (told != nullptr) told->participants.insert(ordinal);
  return row_of(market.participants, ordinal);
}

Employer& Fold::row(EmployerOrdinal ordinal) {
  touch(RowKind::kEmployer, ordinal.value());
  return row_of(market.employers, ordinal);
}

Placement& Fold::row(PlacementOrdinal ordinal) {
  touch(RowKind::kPlacement, ordinal.value());
  if (told != nullptr) told->placements.insert(ordinal);
  return row_of(market.placements, ordinal);
}

Consultant& Fold::row(ConsultantOrdinal ordinal) {
  touch(RowKind::kConsultant, ordinal.value());
  return row_of(market.consultants, ordinal);
}

void Fold::changed(Participant& participant) {
  ++participant.revision;
  look_at_proposals(participant.open_proposals);
  look_at(AgendaKind::kParticipant, participant.ordinal.value());
}

void Fold::changed(Placement& placement) {
  ++placement.revision;
  look_at_proposals(placement.open_proposals);
  look_at(AgendaKind::kFillCheck, placement.ordinal.value());
  look_at(AgendaKind::kPlacement, placement.ordinal.value());
}

void Fold::touch(RowKind kind, std::uint64_t number) {
  if (told == nullptr) return;
  told->rows.push_back({.kind = kind, .number = number, .code = {}, .fact_id = {}});
}

void Fold::touch(RowKind kind, const std::string& code) {
  if (told == nullptr) return;
  told->rows.push_back({.kind = kind, .number = 0, .code = code, .fact_id = {}});
}

void Fold::touch(const FactId& seen) {
  if (told == nullptr) return;
  told->rows.push_back({.kind = RowKind::kSeenFact, .number = 0, .code = {}, .fact_id = seen});
}

void Fold::look_at(AgendaKind kind, std::uint64_t key, std::uint32_t part) {
  market.head.agenda.push_back({.kind = kind, .key = key, .part = part});
}

void Fold::look_at_proposals(const std::vector<ProposalNumber>& numbers) {
  for (const ProposalNumber number : numbers) look_at(AgendaKind::kProposalCheck, number.value());
}

}  // namespace koppel
