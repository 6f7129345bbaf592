// Claim: any setting of librdkafka can be said, each of our defaults has its reason, and what the
// protocol stands on cannot be changed.
#include "consumers/kafka/kafka_settings.h"

#include "consumers/kafka/kafka_client.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>

namespace koppel {
namespace {

using enum KafkaRole;
using Settings = std::map<std::string, std::string>;

KafkaSettings with(const Settings& librdkafka) {
  return KafkaSettings::of({.brokers = "a:1,b:2", .librdkafka = librdkafka}).value();
}

// What is wrong, or "fits".
std::string answer(const Settings& librdkafka) {
  const auto settings = KafkaSettings::of({.brokers = "a:1", .librdkafka = librdkafka});
  return settings ? "fits" : settings.error().what;
}

TEST(OurDefaults, HaveAReasonAndAreTakenByLibrdkafka) {
  for (const KafkaDefault& setting : kafka_defaults()) {
    EXPECT_FALSE(setting.reason.empty()) << setting.name;
    EXPECT_FALSE(setting.roles.empty()) << setting.name;
  }
  for (const KafkaRole role : {kProducer, kReader, kObserver, kMember, kFeeder}) {
    const Settings identity = role == kProducer ? Settings{{"transactional.id", "x"}}
                              : role == kReader || role == kMember ? Settings{{"group.id", "x"}}
                                                                   : Settings{};
    const auto client = KafkaClient::make(with({}), role, identity, {});
    EXPECT_TRUE(client.has_value()) << client.error().what;
  }
}

TEST(OurDefaults, AreThoseOfTheProtocol) {
  const Settings producer = with({}).of_role(kProducer);
  EXPECT_EQ(producer.at("bootstrap.servers"), "a:1,b:2");
  EXPECT_EQ(producer.at("enable.idempotence"), "true");
  EXPECT_EQ(producer.at("acks"), "all");
  EXPECT_EQ(producer.at("socket.nagle.disable"), "true");
  EXPECT_FALSE(producer.contains("isolation.level"));
  const Settings reader = with({}).of_role(kReader);
  EXPECT_EQ(reader.at("isolation.level"), "read_committed");
  EXPECT_EQ(reader.at("enable.auto.commit"), "false");
  EXPECT_EQ(reader.at("auto.offset.reset"), "error");
  const Settings member = with({}).of_role(kMember);
  EXPECT_EQ(member.at("partition.assignment.strategy"), "range");
  EXPECT_EQ(member.at("session.timeout.ms"), "6000");
  EXPECT_EQ(member.at("enable.auto.commit"), "false");
  const Settings feeder = with({}).of_role(kFeeder);
  EXPECT_EQ(feeder.at("acks"), "all");
  EXPECT_EQ(feeder.at("enable.idempotence"), "true");
  EXPECT_FALSE(feeder.contains("transaction.timeout.ms"));
}

TEST(Wishes, ReachLibrdkafkaInEveryRole) {
  const KafkaSettings settings = with({{"security.protocol", "SASL_SSL"},
                                       {"sasl.mechanisms", "SCRAM-SHA-512"},
                                       {"transaction.timeout.ms", "20000"}});
  for (const KafkaRole role : {kProducer, kReader, kObserver, kMember, kFeeder}) {
    EXPECT_EQ(settings.of_role(role).at("security.protocol"), "SASL_SSL");
  }
  EXPECT_EQ(settings.transaction_ms(), 20'000);
  EXPECT_EQ(with({}).transaction_ms(), 15'000);
}

TEST(Wishes, MayAskForMoreDebugLinesButNotForFewer) {
  EXPECT_EQ(with({}).of_role(kProducer).at("debug"), "broker");
  EXPECT_EQ(with({{"debug", "eos,msg"}}).of_role(kProducer).at("debug"), "eos,msg,broker");
  EXPECT_EQ(with({{"debug", "eos,broker"}}).of_role(kProducer).at("debug"), "eos,broker");
  EXPECT_EQ(with({{"debug", "all"}}).of_role(kProducer).at("debug"), "all");
  EXPECT_FALSE(with({}).asks_debug());
  EXPECT_TRUE(with({{"debug", "eos"}}).asks_debug());
}

TEST(Wishes, MayNotBreakTheProtocol) {
  EXPECT_EQ(answer({{"isolation.level", "read_uncommitted"}}),
            "isolation.level must stay read_committed: what was aborted is never read");
  EXPECT_EQ(answer({{"isolation.level", "read_committed"}}), "fits");
  EXPECT_EQ(answer({{"enable.idempotence", "false"}}),
            "enable.idempotence must stay true: transactions take it, and a record sent again "
            "stands once");
  EXPECT_EQ(answer({{"acks", "1"}}), "acks must stay all: what was acknowledged must stand");
  EXPECT_EQ(answer({{"request.required.acks", "1"}}),
            "request.required.acks is not to be set: Koppel does");
  EXPECT_EQ(answer({{"transactional.id", "mine"}}),
            "transactional.id is not to be set: Koppel does");
  for (const char* name : {"enable.auto.commit", "enable.auto.offset.store"}) {
    EXPECT_NE(answer({{name, "true"}}), "fits") << name;
  }
  for (const char* name : {"bootstrap.servers", "metadata.broker.list", "group.id"}) {
    EXPECT_NE(answer({{name, "x"}}), "fits") << name;
  }
}

TEST(Wishes, MustBeKnownAndInRange) {
  EXPECT_EQ(answer({{"no.such.setting", "1"}}),
            "no.such.setting: No such configuration property: \"no.such.setting\"");
  EXPECT_NE(answer({{"socket.timeout.ms", "soon"}}), "fits");
  EXPECT_EQ(KafkaSettings::of({.brokers = ""}).error().what, "no brokers are given");
  EXPECT_EQ(KafkaSettings::of({.brokers = "a:1", .prefix = "a b"}).error().what,
            "the prefix 'a b' makes no topic names");
  EXPECT_EQ(KafkaSettings::of({.brokers = "a:1", .call_ms = 0}).error().what,
            "a call may not wait 0 ms");
}

}  // namespace
}  // namespace koppel
