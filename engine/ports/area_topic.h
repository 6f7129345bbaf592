#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace koppel {

// The topics an area has a partition in: the partition of its number, the same in each.
enum class AreaTopic : std::uint8_t {
  kParticipants,
  kEmployers,
  kPlacements,
  kAnswers,
  kControl,
  kJournal,
  kKeys,
  kProposals,
  kReminders,
  kPlacementEvents,
  kRefused
};
inline constexpr std::size_t kAreaTopics = 11;

[[nodiscard]] constexpr std::string_view noun_of(AreaTopic topic) {
  switch (topic) {
    case AreaTopic::kParticipants: return "participants";
    case AreaTopic::kEmployers: return "employers";
    case AreaTopic::kPlacements: return "placements";
    case AreaTopic::kAnswers: return "answers";
    case AreaTopic::kControl: return "control";
    case AreaTopic::kJournal: return "journal";
    case AreaTopic::kKeys: return "keys";
    case AreaTopic::kProposals: return "proposals";
    case AreaTopic::kReminders: return "reminders";
    case AreaTopic::kPlacementEvents: return "placement-events";
    case AreaTopic::kRefused: return "refused";
  }
  return {};
}

// koppel.participants.v1, with that prefix instead of koppel.
[[nodiscard]] inline std::string topic_name(std::string_view prefix, AreaTopic topic) {
  return std::string(prefix) + "." + std::string(noun_of(topic)) + ".v1";
}

}  // namespace koppel
