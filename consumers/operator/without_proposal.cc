#include "consumers/operator/without_proposal.h"

#include "engine/matching/readiness.h"
#include "engine/matching/unlock.h"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

namespace koppel::report {
namespace {

// Whose proposal the entry ended; unset for every other entry.
struct EndedOf {
  ParticipantId operator()(const ProposalWithdrawn& entry) const { return entry.participant; }

  ParticipantId operator()(const ProposalExpired& entry) const { return entry.participant; }

  ParticipantId operator()(const ProposalDeclined& fact) const { return fact.participant; }

  ParticipantId operator()(const ProposalDeferred& fact) const { return fact.participant; }

  ParticipantId operator()(const Fact& fact) const { return std::visit(*this, fact.body); }

  template <typename Other>
  ParticipantId operator()(const Other& /*other*/) const {
    return {};
  }
};

std::optional<matching::ChangeSet> best_set(const Market& market,
                                            const matching::Index& index,
                                            ParticipantOrdinal participant,
                                            matching::Seats seats) {
  auto sets = matching::smallest_changes(market, index, participant, 1, seats);
  std::erase_if(sets, [](const matching::ChangeSet& set) {
    return set.changes.front().change == UnlockChange::kSeats;
  });
  return sets.empty() ? std::nullopt : std::optional{sets.front()};
}

// Several changes of the same worth: the first is as good as the others.
std::optional<BestStep> best_change(const Market& market,
                                    const matching::Index& index,
                                    ParticipantOrdinal participant) {
  using matching::Seats;
  const auto any = best_set(market, index, participant, Seats::kAny);
  if (const auto free = best_set(market, index, participant, Seats::kFree)) {
    return BestStep{
        .change = free->changes.front(),
        .placements = matching::opened_by(market, index, participant, free->changes, Seats::kAny),
        .free = free->placements};
  }
  if (any) return BestStep{.change = any->changes.front(), .placements = any->placements};
  const std::uint32_t full = matching::possible_places(market, index, participant, Seats::kAny);
  if (full == 0) return std::nullopt;
  return BestStep{.change = {.change = UnlockChange::kSeats, .amount = 1}, .placements = full};
}

std::optional<BestStep> best_step(const Market& market,
                                  const matching::Index& index,
                                  const PersonWithout& person) {
  if (person.needed.empty()) return best_change(market, index, person.participant);
  if (person.needed.size() > 1) return std::nullopt;
  const Participant& who = market.at(person.participant);
  const bool several = person.needed.front() == ReadinessGap::kSupportFirst &&
                       matching::uncarried(market, who).size() > 1;
  if (several) return std::nullopt;
  return BestStep{
      .gap = person.needed.front(),
      .placements = matching::possible_places(market, index, who.ordinal, matching::Seats::kAny),
      .free = matching::possible_places(market, index, who.ordinal, matching::Seats::kFree)};
}

}  // namespace

void ProposalEnds::see(const Entry& entry) {
  const ParticipantId whose = std::visit(EndedOf{}, entry.body);
  if (whose.is_set()) last_[whose] = entry.recorded_at;
}

Instant ProposalEnds::without_since(const Participant& participant) const {
  const Instant since =
      participant.waiting_since.is_set() ? participant.waiting_since : participant.registered_at;
  const auto last = last_.find(participant.id);
  return last == last_.end() ? since : std::max(since, last->second);
}

std::vector<PersonWithout> people_without(const Market& market,
                                          const matching::Index& index,
                                          const ProposalEnds& ends,
                                          Instant since_at_most) {
  std::vector<PersonWithout> people;
  for (const Participant& participant : market.participants) {
    if (!is_without(participant)) continue;
    PersonWithout one{.participant = participant.ordinal, .since = ends.without_since(participant)};
    if (one.since > since_at_most) continue;
    one.needed = matching::all_gaps(market, participant);
    if (one.needed.empty()) one.why = why_without(market, index, participant.ordinal);
    one.best = best_step(market, index, one);
    people.push_back(std::move(one));
  }
  std::ranges::stable_sort(people, {}, &PersonWithout::since);
  return people;
}

}  // namespace koppel::report
