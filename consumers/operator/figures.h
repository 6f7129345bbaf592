#pragma once

#include "engine/market/market.h"
#include "engine/model/calendar.h"
#include "engine/model/entry.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace koppel::simulate {

// Smaller groups are left out of a summary: few people are easily recognised, and say little.
inline constexpr std::uint32_t kGroupLeast = 10;

// Some of the people that registered. Who moved counts once in each area.
struct Group {
  std::string name;
  std::uint64_t people = 0;
  std::uint64_t proposed = 0;  // had at least one proposal
  std::uint64_t placed = 0;    // began at least one engagement
  // Calendar days since the registration, over those who had one; of an even number the lower.
  std::optional<std::int32_t> median_days_to_proposal;
  std::optional<std::int32_t> median_days_to_start;
  std::uint64_t started = 0;  // engagements
  std::uint64_t stopped =
      0;  // of these, ended without going on: neither completed, work nor school
};

struct ProposalFigures {
  std::uint64_t made = 0;
  std::uint64_t accepted = 0;
  std::uint64_t declined = 0;  // also after having been accepted
  std::uint64_t deferred = 0;
  std::uint64_t expired = 0;
  std::uint64_t withdrawn = 0;
};

struct FollowUpFigures {
  std::uint64_t due = 0;
  std::uint64_t still_there = 0;
  std::uint64_t left = 0;
  std::uint64_t unreachable = 0;
};

struct Summary {
  Group all;
  std::vector<Group> by_programme;  // by code
  std::vector<Group> by_band;       // by severity of the barriers at intake
  std::uint64_t left_out = 0;       // groups under kGroupLeast people
  std::uint64_t places_opened = 0;
  ProposalFigures proposals;
  std::uint64_t agreed = 0;   // engagements
  std::uint64_t started = 0;  // of the agreed ones
  std::uint64_t running = 0;  // at the end
  // kUnspecified: with the erasure of the person.
  std::map<EngagementEndCause, std::uint64_t> ended;
  FollowUpFigures reminders;
  std::uint64_t support_requested = 0;
  std::uint64_t support_arranged = 0;  // requested or not
  std::uint64_t left = 0;              // people who left the programme
};

// Counts what came of a history, from its entries alone, of people who registered in it.
class Figures {
 public:
  // `market` is that of the area, folded up to the entry.
  void see(AreaId area, const Entry& entry, const Market& market);

  [[nodiscard]] Summary summary() const;

 private:
  // One person in one area.
  struct Course {
    std::string programme;
    std::uint32_t severity = 0;  // total of the barriers reported until the first phase began
    std::size_t phases = 0;
    Date registered;
    Date proposed;
    Date placed;
    std::uint64_t started = 0;
    std::uint64_t stopped = 0;
  };

  using PersonKey = std::pair<AreaId, ParticipantId>;
  using EngagementKey = std::pair<AreaId, EngagementId>;

  class Counter;  // of one entry

  Summary counted_;
  std::map<PersonKey, Course> courses_;
  std::map<EngagementKey, ParticipantId> running_;
};

}  // namespace koppel::simulate
