// Claim: deploy/topics makes every topic of the design with a partition for each area, makes
// nothing twice, adds areas, and never moves one.
#include "engine/ports/area_topic.h"
#include "tests/integration/kafka_broker.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace koppel {
namespace {

// A map of these areas, each on the partition of its place.
std::string areas_in(const TemporaryDirectory& directory, const std::vector<std::string>& codes) {
  const auto path = directory / "areas.json";
  std::ofstream file(path, std::ios::trunc);
  file << R"({"areas":[)";
  for (std::size_t at = 0; at < codes.size(); ++at) {
    file << (at == 0 ? "" : ",") << R"({"code":")" << codes[at] << R"(","name":"A","partition":)"
         << at << "}";
  }
  file << "]}";
  return path.string();
}

class TopicsOfACluster : public testing::Test {
 protected:
  KafkaBroker::Answer make(const std::vector<std::string>& codes) {
    return the_broker().topics("--prefix " + prefix_ + " --areas " + areas_in(directory_, codes));
  }

  // Whether the area's partition is there in every topic: a producer asks for all of them.
  bool has(std::int32_t partition) {
    const auto settings =
        KafkaSettings::of({.brokers = the_broker().servers(), .prefix = prefix_}).value();
    const auto cluster = KafkaCluster::make(settings, {}).value();
    const auto log =
        KafkaAreaLog::open(cluster, {.area = AreaId(99), .partition = partition}).value();
    return log->init(AreaProducer::kFirst).has_value();
  }

  TemporaryDirectory directory_;
  std::string prefix_ = testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(TopicsOfACluster, AreMadeOnce) {
  const auto first = make({"AM01", "AM02"});
  EXPECT_EQ(first.code, 0) << first.text;
  for (std::size_t at = 0; at < kAreaTopics; ++at) {
    const std::string name = topic_name(prefix_, static_cast<AreaTopic>(at));
    EXPECT_NE(first.text.find("made " + name + ", 2 partitions"), std::string::npos) << name;
  }
  EXPECT_TRUE(has(1));
  EXPECT_FALSE(has(2));
  const auto second = make({"AM01", "AM02"});
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.text, "12 topics, 2 areas, 0 of them new\n");
}

TEST_F(TopicsOfACluster, GrowByAreas) {
  EXPECT_EQ(make({"AM01"}).code, 0);
  const auto grown = make({"AM01", "AM02", "AM03"});
  EXPECT_EQ(grown.code, 0) << grown.text;
  EXPECT_NE(grown.text.find("12 topics, 3 areas, 2 of them new"), std::string::npos);
  EXPECT_TRUE(has(2));
}

TEST_F(TopicsOfACluster, AreNotMadeWhereAnAreaWouldMove) {
  EXPECT_EQ(make({"AM01", "AM02"}).code, 0);
  const auto moved = make({"AM02", "AM01", "AM03"});
  EXPECT_EQ(moved.code, 2);
  EXPECT_NE(moved.text.find("AM01 has partition 0"), std::string::npos) << moved.text;
  EXPECT_NE(moved.text.find("would move it to 1"), std::string::npos) << moved.text;
  const auto dropped = make({"AM01"});
  EXPECT_EQ(dropped.code, 2);
  EXPECT_NE(dropped.text.find("an area once made stays"), std::string::npos) << dropped.text;
  const auto replaced = make({"AM01", "AM09"});
  EXPECT_EQ(replaced.code, 2) << replaced.text;
  EXPECT_FALSE(has(2));
}

TEST_F(TopicsOfACluster, AreRefusedOnAMapThatIsNone) {
  EXPECT_EQ(make({"AM01", "AM01"}).code, 2);
  EXPECT_EQ(the_broker().topics("--no-such-option").code, 64);
}

}  // namespace
}  // namespace koppel
