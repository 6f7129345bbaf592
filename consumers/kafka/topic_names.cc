#include "consumers/kafka/topic_names.h"

namespace koppel {
namespace {

std::string_view noun_of(AreaTopic topic) {
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

}  // namespace

std::string topic_name(std::string_view prefix, AreaTopic topic) {
  return std::string(prefix) + "." + std::string(noun_of(topic)) + ".v1";
}

}  // namespace koppel
