// Claim: proto/asyncapi.yaml says what is so: its topics are those of the code and are made as it
// says, its messages are those the codec writes and takes, its fields are those of the schemas.
#include "engine/codec/cloud_event.h"
#include "engine/codec/outward_codec.h"
#include "engine/model/calendar.h"
#include "engine/ports/area_topic.h"
#include "tests/support/api_document.h"
#include "tests/support/told_history.h"

#include "koppel/v1/fact.pb.h"
#include "koppel/v1/frame.pb.h"
#include "koppel/v1/outward.pb.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace koppel {
namespace {

using examples::header_of;
using examples::ToldHistory;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;

constexpr int kFacts = 500;
constexpr std::uint64_t kSeeds = 6;
constexpr AreaId kArea = ToldHistory::kArea;

const std::map<std::string, ApiChannel>& page() {
  static const auto channels = read_api_document();
  return channels;
}

// A topic of what others are told, with the schema of its messages.
struct Told {
  OutwardTopic topic;
  const Descriptor* message;

  [[nodiscard]] const ApiChannel& channel() const {
    return page().at(std::string(codec::topic_of(topic)));
  }

  [[nodiscard]] const EnumDescriptor* kinds() const {
    return message->FindFieldByName("kind")->enum_type();
  }
};

const std::vector<Told>& told() {
  static const std::vector<Told> all{
      {.topic = OutwardTopic::kProposals, .message = v1::ProposalEvent::descriptor()},
      {.topic = OutwardTopic::kReminders, .message = v1::ReminderEvent::descriptor()},
      {.topic = OutwardTopic::kPlacementEvents, .message = v1::PlacementEvent::descriptor()}};
  return all;
}

template <typename Event, typename Kind>
OutwardEvent event_of(int kind) {
  Event event;
  event.kind = static_cast<Kind>(kind);
  event.area = kArea;
  return event;
}

OutwardEvent event_of(OutwardTopic topic, int kind) {
  if (topic == OutwardTopic::kProposals) return event_of<ProposalEvent, ProposalEventKind>(kind);
  if (topic == OutwardTopic::kReminders) return event_of<ReminderEvent, ReminderEventKind>(kind);
  return event_of<PlacementEvent, PlacementEventKind>(kind);
}

// "PLACEMENT_EVENT_KIND_FREED" -> "freed"
std::string word_of(const std::string& name) {
  std::string word = name.substr(name.rfind("KIND_") + 5);
  std::ranges::transform(
      word, word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

std::set<std::string> kinds_of(const EnumDescriptor& kinds) {
  std::set<std::string> words;
  for (int at = 0; at < kinds.value_count(); ++at) {
    if (kinds.value(at)->number() != 0) words.insert(word_of(kinds.value(at)->name()));
  }
  return words;
}

void expect_payload(const ApiMessage& message, const Descriptor& descriptor) {
  EXPECT_EQ(message.payload, descriptor.full_name());
  EXPECT_NE(message.schema.find('"' + descriptor.file()->name() + '"'), std::string::npos);
}

std::map<std::string, std::string> headers_of(const LogRecord& record) {
  std::map<std::string, std::string> headers;
  for (const LogHeader& header : record.headers) headers[header.name] = header.value;
  return headers;
}

TEST(AsyncApi, HasEveryTopicOfTheCodeAndNoOther) {
  std::set<std::string> wanted{"koppel.areas.v1"};
  for (std::size_t at = 0; at < kAreaTopics; ++at) {
    wanted.insert(topic_name("koppel", static_cast<AreaTopic>(at)));
  }
  std::set<std::string> found;
  for (const auto& [address, channel] : page()) found.insert(address);
  EXPECT_EQ(found, wanted);
}

TEST(AsyncApi, SaysWhoWritesEachTopic) {
  for (const auto& [address, channel] : page()) {
    EXPECT_EQ(channel.action, channel.facts.empty() ? "send" : "receive") << address;
  }
}

// deploy/topics --list: a line with the name of a topic, a reason, and NAME=VALUE further in.
TEST(AsyncApi, HasTheSettingsThatTopicsAreMadeWith) {
  std::FILE* list = ::popen(KOPPEL_DEPLOY "/topics --list", "r");
  ASSERT_NE(list, nullptr);
  std::map<std::string, std::map<std::string, std::string>> made;
  std::string topic;
  std::array<char, 1'000> line{};
  while (std::fgets(line.data(), line.size(), list) != nullptr) {
    std::string text(line.data());
    text.resize(text.find_last_not_of('\n') + 1);
    const std::size_t equals = text.find('=');
    if (!text.starts_with(' ')) topic = text;
    if (!text.starts_with("    ") || equals == std::string::npos) continue;
    made[topic][text.substr(4, equals - 4)] = text.substr(equals + 1);
  }
  ASSERT_EQ(::pclose(list), 0);
  ASSERT_EQ(made.size(), page().size());
  for (const auto& [address, channel] : page())
    EXPECT_EQ(channel.settings, made[address]) << address;
}

TEST(AsyncApi, HasAMessageForEveryTypeThatIsWritten) {
  for (const Told& one : told()) {
    std::set<std::string> written;
    for (int at = 0; at < one.kinds()->value_count(); ++at) {
      const int kind = one.kinds()->value(at)->number();
      if (kind == 0) continue;
      const auto message = codec::write_outward(event_of(one.topic, kind), Sequence(1), 0);
      EXPECT_EQ(message.topic, one.topic);
      written.insert(message.type);
    }
    std::set<std::string> promised;
    for (const ApiMessage& message : one.channel().messages) {
      promised.insert(message.name);
      EXPECT_EQ(message.headers.at("ce_type").values, std::set{message.name});
      expect_payload(message, *one.message);
    }
    EXPECT_EQ(promised, written) << codec::topic_of(one.topic);
  }
}

TEST(AsyncApi, HasTheFieldsOfTheSchemas) {
  for (const Told& one : told()) {
    std::set<std::string> there;
    for (int at = 0; at < one.message->field_count(); ++at) {
      there.insert(one.message->field(at)->name());
    }
    std::set<std::string> promised;
    const auto kinds = kinds_of(*one.kinds());
    for (const auto& [field, with] : one.channel().fields) {
      promised.insert(field);
      EXPECT_TRUE(std::ranges::includes(kinds, with)) << field;
    }
    EXPECT_EQ(promised, there) << one.message->full_name();
  }
}

TEST(AsyncApi, GivesEveryKindOfFactOneTopic) {
  const Descriptor& fact = *v1::Fact::descriptor();
  std::multiset<std::string> there;
  const auto* body = fact.FindOneofByName("body");
  for (int at = 0; at < body->field_count(); ++at) there.insert(body->field(at)->name());
  std::multiset<std::string> promised;
  for (const auto& [address, channel] : page()) {
    promised.insert(channel.facts.begin(), channel.facts.end());
    if (!channel.facts.empty()) expect_payload(channel.messages.at(0), fact);
  }
  EXPECT_EQ(promised, there);
  expect_payload(page().at("koppel.journal.v1").messages.at(0), *v1::Frame::descriptor());
}

TEST(AsyncApi, NamesTheHeadersThatAFactIsTakenWith) {
  const std::string json = R"({"source":"suite","id":"1","area":"AM11",)"
                           R"("occurredAt":"2026-11-02T08:00:00Z",)"
                           R"("intakeHeld":{"participant":"81985529216486895"}})";
  v1::Fact fact;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &fact).ok());
  const auto taken = [&](const std::string& name, const std::string& value) {
    LogRecord record{.key = "AM11", .headers = {{name, value}}};
    record.value = value == "application/json" ? json : fact.SerializeAsString();
    return codec::fact_of(record).has_value();
  };
  const ApiMessage& message = page().at("koppel.participants.v1").messages.at(0);
  EXPECT_TRUE(message.required.empty());
  EXPECT_EQ(message.headers.size(), 2U);
  for (const auto& [name, header] : message.headers) {
    ASSERT_FALSE(header.values.empty()) << name;
    EXPECT_FALSE(taken(name, "another")) << name;
    for (const std::string& value : header.values) EXPECT_TRUE(taken(name, value)) << value;
  }
  for (const std::string type : {"application/protobuf",
                                 "application/x-protobuf",
                                 "application/json",
                                 "application/cloudevents+json",
                                 "application/cloudevents+protobuf",
                                 "application/octet-stream",
                                 "avro/binary",
                                 "text/plain"}) {
    EXPECT_EQ(taken("content-type", type), message.headers.at("content-type").values.contains(type))
        << type;
  }
}

// The fields that are set are promised for messages of that kind.
void expect_fields(const Told& one, const LogRecord& record) {
  google::protobuf::Message* message =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(one.message)->New();
  ASSERT_TRUE(message->ParseFromString(record.value.value()));
  std::vector<const google::protobuf::FieldDescriptor*> set;
  message->GetReflection()->ListFields(*message, &set);
  const std::string type = header_of(record, "ce_type");
  const std::string about = type.substr(0, type.rfind('.'));
  const std::string kind = about.substr(about.rfind('.') + 1);
  for (const auto* field : set) {
    const auto& with = one.channel().fields.at(field->name());
    EXPECT_TRUE(with.empty() || with.contains(kind)) << field->name() << " with " << type;
  }
  delete message;
}

// Time, sequence and number of a message.
std::tuple<std::string, std::uint64_t, std::uint32_t> place_of(const LogRecord& record) {
  std::istringstream id(header_of(record, "ce_id"));
  std::string journal;
  std::string sequence;
  std::string number;
  std::getline(std::getline(std::getline(id, journal, '/'), sequence, '/'), number, '/');
  return {header_of(record, "ce_time"),
          std::stoull(sequence),
          static_cast<std::uint32_t>(std::stoul(number))};
}

void expect_promised(const Told& one, const LogRecord& record) {
  const ApiChannel& channel = one.channel();
  EXPECT_EQ(wrong_headers(channel, headers_of(record)), "");
  EXPECT_EQ(headers_of(record).size(), record.headers.size());
  EXPECT_EQ(to_text(record.time), header_of(record, "ce_time"));
  EXPECT_EQ(record.key, to_text(kArea));
  EXPECT_EQ(channel.messages.at(0).key, "^AM[0-9]{2}$");
  expect_fields(one, record);
}

TEST(AsyncApi, IsKeptByWhatAPlayedHistoryTells) {
  std::map<std::string, int> types;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    ToldHistory history(seed);
    std::set<std::string> ids;
    std::tuple<std::string, std::uint64_t, std::uint32_t> last{"", 0, 0};
    for (int left = kFacts; left > 0; --left) {
      for (const LogRecord& record : history.next()) {
        const std::string name = topic_name("koppel", record.topic);
        const auto one = std::ranges::find_if(
            told(), [&](const Told& some) { return codec::topic_of(some.topic) == name; });
        ASSERT_NE(one, told().end());
        expect_promised(*one, record);
        EXPECT_TRUE(ids.insert(header_of(record, "ce_id")).second);
        EXPECT_LT(last, place_of(record));
        last = place_of(record);
        ++types[header_of(record, "ce_type")];
      }
    }
  }
  std::size_t promised = 0;
  for (const Told& one : told()) {
    for (const ApiMessage& message : one.channel().messages) {
      ++promised;
      EXPECT_GT(types[message.name], 0) << message.name << " was never told";
    }
  }
  EXPECT_EQ(types.size(), promised);
}

}  // namespace
}  // namespace koppel
