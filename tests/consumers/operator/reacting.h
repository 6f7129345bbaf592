#pragma once

#include "consumers/operator/reactions.h"
#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

// A market made by hand, and what people of many seeds say to one entry.
namespace koppel::simulate {

inline constexpr std::uint64_t kSeeds = 400;
inline constexpr std::uint32_t kDays = 365;

using Said = std::optional<FactBody>;

// A person and a place with one seat, of whom and which nothing else is known.
class Reacting : public ::testing::Test {
 protected:
  [[nodiscard]] Entry entry(EntryBody body) const {
    return {.sequence = Sequence{1}, .recorded_at = market_.head.now, .body = std::move(body)};
  }

  [[nodiscard]] Entry fact(FactBody body) const {
    return entry(
        Fact{.area = AreaId{11}, .occurred_at = market_.head.now, .body = std::move(body)});
  }

  [[nodiscard]] ParticipantId who() const { return market_.at(person_).id; }

  [[nodiscard]] PlacementId where() const { return market_.at(place_).id; }

  Entry propose() {
    const ProposalNumber number = examples::add_proposal(market_, person_, place_);
    return entry(ProposalMade{
        .proposal = number, .participant = who(), .placement = where(), .contributions = {}});
  }

  [[nodiscard]] ProposalNumber accept() {
    propose();
    market_.proposals.begin()->second.accepted = true;
    return market_.proposals.begin()->first;
  }

  [[nodiscard]] Entry accepted() const {
    return fact(ProposalAccepted{.participant = who(), .placement = where(), .proposal = {}});
  }

  [[nodiscard]] Entry started(EngagementId id) const {
    return fact(EngagementStarted{.engagement = id, .participant = who(), .placement = where()});
  }

  Entry remind(EngagementId engagement, Side side) {
    const ReminderNumber number{1};
    market_.reminders.put(number,
                          {.reminder = number,
                           .participant = person_,
                           .placement = place_,
                           .engagement = engagement,
                           .side = side,
                           .due = true});
    return entry(ReminderDue{.reminder = number, .participant = who(), .placement = where()});
  }

  // Working days from now until then.
  [[nodiscard]] std::int64_t days_until(WorkTime at) const {
    return (at.seconds / kWorkDay) - (days_.from(market_.head.now).seconds / kWorkDay);
  }

  // What each seed says first to that entry, after how many working days: nothing when nobody ever
  // comes to it.
  template <typename Judge>
  void for_each_seed(const Entry& seen, const Judge& judge) {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      Reactions reactions(days_, seed);
      reactions.see(seen, market_);
      if (reactions.next() >= days_.end()) {
        judge(Said{}, 0);
        continue;
      }
      const std::int64_t days = days_until(reactions.next());
      judge(reactions.act(market_), days);
    }
  }

  template <typename Body>
  std::uint64_t count(const Entry& seen) {
    std::uint64_t counted = 0;
    for_each_seed(seen, [&](const Said& said, std::int64_t /*days*/) {
      if (said && std::holds_alternative<Body>(*said)) ++counted;
    });
    return counted;
  }

  Market market_ = examples::ruled_market();
  ParticipantOrdinal person_ = examples::add_candidate(market_);
  EmployerOrdinal employer_ = examples::add_employer(market_, Sector::kTrade);
  PlacementOrdinal place_ = examples::add_placement(market_, employer_, 1);
  Days days_{local_date(market_.head.now), kDays};
};

}  // namespace koppel::simulate
