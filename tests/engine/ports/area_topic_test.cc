// Claim: every topic of an area has the name of the design, under any prefix.
#include "engine/ports/area_topic.h"

#include <gtest/gtest.h>

#include <set>

namespace koppel {
namespace {

TEST(TopicNames, AreThoseOfTheDesign) {
  EXPECT_EQ(topic_name("koppel", AreaTopic::kParticipants), "koppel.participants.v1");
  EXPECT_EQ(topic_name("koppel", AreaTopic::kPlacementEvents), "koppel.placement-events.v1");
  EXPECT_EQ(topic_name("other", AreaTopic::kJournal), "other.journal.v1");
  std::set<std::string> names;
  for (std::size_t at = 0; at < kAreaTopics; ++at) {
    names.insert(topic_name("koppel", static_cast<AreaTopic>(at)));
  }
  EXPECT_EQ(names.size(), kAreaTopics);
}

}  // namespace
}  // namespace koppel
