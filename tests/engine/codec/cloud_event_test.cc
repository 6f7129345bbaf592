// Claim: what others are told travels as a CloudEvent whose id is the same whenever it is sent;
// what comes in is taken as Protobuf or JSON as its content type says, and else answers why.
#include "engine/codec/cloud_event.h"

#include "engine/codec/fact_codec.h"
#include "engine/codec/outward_codec.h"

#include "koppel/v1/fact.pb.h"
#include "koppel/v1/outward.pb.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace koppel::codec {
namespace {

constexpr AreaId kArea(11);

const std::string kFact =
    R"({"source":"suite","id":"1","area":"AM11","occurredAt":"2026-11-02T08:00:00Z",)"
    R"("intakeHeld":{"participant":"81985529216486895"}})";

std::string bytes_of(const std::string& json) {
  v1::Fact message;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &message).ok());
  return message.SerializeAsString();
}

LogRecord incoming(std::optional<std::string> value, std::vector<LogHeader> headers) {
  return {.topic = AreaTopic::kParticipants,
          .key = "AM11",
          .value = std::move(value),
          .headers = std::move(headers),
          .time = {.ms = 1}};
}

// Field and reason, or "fits".
std::string answer(const LogRecord& record) {
  const auto fact = fact_of(record);
  return fact ? "fits" : fact.error().field + " " + fact.error().why;
}

JournalId journal() {
  JournalId id;
  id.bytes.fill(0xab);
  return id;
}

Chain chain(std::uint8_t first) {
  Chain all{};
  all[0] = first;
  return all;
}

OutwardMessage message() {
  const PlacementEvent freed{.kind = PlacementEventKind::kFreed,
                             .area = kArea,
                             .at = {.ms = 1'793'606'400'250},
                             .placement = PlacementId(7),
                             .seats = 2,
                             .free_seats = 1};
  return write_outward(freed, Sequence(42), 3);
}

TEST(AnOutwardMessage, IsACloudEventInBinaryMode) {
  const LogRecord record = cloud_event_of(message(), kArea, journal(), chain(1));
  EXPECT_EQ(record.topic, AreaTopic::kPlacementEvents);
  EXPECT_EQ(record.key, "AM11");
  EXPECT_EQ(record.time.ms, 1'793'606'400'250);
  std::map<std::string, std::string> headers;
  for (const LogHeader& header : record.headers) headers.emplace(header.name, header.value);
  EXPECT_EQ(headers.size(), record.headers.size());
  const std::map<std::string, std::string> expected{
      {"ce_specversion", "1.0"},
      {"ce_id", "abababababababababababababababab/42/3/0100000000000000"},
      {"ce_source", "urn:koppel:area:AM11"},
      {"ce_type", "koppel.placement.freed.v1"},
      {"ce_subject", message().subject},
      {"ce_time", "2026-11-02T08:00:00.250Z"},
      {"content-type", "application/protobuf"}};
  EXPECT_EQ(headers, expected);
  v1::PlacementEvent read;
  ASSERT_TRUE(read.ParseFromString(record.value.value()));
  EXPECT_EQ(read.free_seats(), 1U);
}

TEST(AnOutwardMessage, HasOneIdForEverAndAnotherInAnotherFrame) {
  const auto id_in = [](std::uint8_t frame) {
    return cloud_event_of(message(), kArea, journal(), chain(frame)).headers[1].value;
  };
  EXPECT_EQ(id_in(1), id_in(1));
  EXPECT_NE(id_in(1), id_in(2));
}

TEST(AnIncomingRecord, IsTakenAsItsContentTypeSays) {
  const Fact fact = fact_from_json(kFact).value();
  EXPECT_EQ(fact_of(incoming(bytes_of(kFact), {})).value(), fact);
  for (const char* type :
       {"application/protobuf", "application/x-protobuf", "Application/Protobuf"}) {
    EXPECT_EQ(fact_of(incoming(bytes_of(kFact), {{"content-type", type}})).value(), fact) << type;
  }
  for (const char* type : {"application/json", " application/json ; charset=utf-8"}) {
    EXPECT_EQ(fact_of(incoming(kFact, {{"Content-Type", type}})).value(), fact) << type;
  }
}

TEST(AFactOnItsWay, GoesToTheTopicOfItsKindAndReadsBack) {
  const Fact fact = fact_from_json(kFact).value();
  const LogRecord record = fact_event_of(fact, kFact, "suite", "1", {.ms = 5});
  EXPECT_EQ(record.topic, input_of(fact.body));
  EXPECT_EQ(record.key, to_text(fact.area));
  EXPECT_EQ(record.time.ms, 5);
  EXPECT_EQ(fact_of(record).value(), fact);
  EXPECT_EQ(input_of(IntakeHeld{}), AreaTopic::kParticipants);
  EXPECT_EQ(input_of(EmployerChanged{}), AreaTopic::kEmployers);
  EXPECT_EQ(input_of(PlacementOpened{}), AreaTopic::kPlacements);
  EXPECT_EQ(input_of(EngagementStarted{}), AreaTopic::kAnswers);
  EXPECT_EQ(input_of(ConsultantRegistered{}), AreaTopic::kControl);
}

TEST(AnIncomingRecord, MayHaveAttributesAndNeedsNone) {
  const std::vector<LogHeader> headers{{"ce_specversion", "1.0"},
                                       {"ce_id", "of the sender's gateway"},
                                       {"ce_source", "urn:gateway"},
                                       {"ce_type", "anything"},
                                       {"content-type", "application/json"}};
  EXPECT_EQ(fact_of(incoming(kFact, headers)).value().fact_id, fact_id_of("suite", "1"));
}

TEST(AnIncomingRecord, ThatIsNoFactAnswersWhy) {
  using Headers = std::vector<LogHeader>;
  EXPECT_EQ(answer(incoming(std::nullopt, {})), " the record has no value");
  EXPECT_EQ(answer(incoming(kFact, {})), " not a fact in Protobuf");
  EXPECT_EQ(answer(incoming("", {})), "source is missing");
  EXPECT_EQ(answer(incoming("{}", Headers{{"content-type", "application/json"}})),
            "source is missing");
  EXPECT_EQ(answer(incoming(kFact, Headers{{"content-type", "text/csv"}})),
            "content-type is text/csv; send application/protobuf or application/json");
  EXPECT_EQ(answer(incoming(kFact, Headers{{"content-type", "application/cloudevents+json"}})),
            "content-type says structured mode; send binary mode: attributes in headers");
  EXPECT_EQ(answer(incoming(kFact, Headers{{"ce_specversion", "0.3"}})),
            "ce_specversion is 0.3, not 1.0");
}

}  // namespace
}  // namespace koppel::codec
