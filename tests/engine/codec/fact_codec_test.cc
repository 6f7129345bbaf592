// Claim: a fact reads back as it was written, and what is no fact answers why and breaks nothing.
// Shown by round trips of random facts, by bad lines each with its answer, and by cut and altered
// bytes.

#include "engine/codec/fact_codec.h"

#include "engine/codec/hash.h"
#include "engine/model/calendar.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_history.h"

#include "koppel/v1/fact.pb.h"

#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::codec {
namespace {

std::string line_with(const std::string& body) {
  return R"({"source":"suite","id":"1","area":"AM11","occurredAt":"2026-11-02T08:00:00Z",)" + body +
         "}";
}

std::string bytes_of(const std::string& json) {
  v1::Fact message;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &message).ok()) << json;
  return message.SerializeAsString();
}

// Field and reason, or "fits".
std::string answer(std::string_view line) {
  const auto fact = fact_from_json(line);
  return fact ? "fits" : fact.error().field + " " + fact.error().why;
}

TEST(Facts, ReadBackAsTheyWereWritten) {
  examples::RandomHistory history(1);
  const Market nobody = examples::empty_market();
  for (int left = 3'000; left > 0; --left) {
    const auto told = history.next(nobody);
    const std::string again = fact_to_json("random", "x", told.fact);
    const auto read = fact_from_json(again);
    ASSERT_TRUE(read.has_value()) << again;
    ASSERT_EQ(read->body, told.fact.body) << again;
    ASSERT_EQ(read->content, told.fact.content) << again;
    ASSERT_NE(read->fact_id, told.fact.fact_id);
    ASSERT_EQ(fact_from_bytes(bytes_of(told.json)).value(), told.fact) << told.json;
  }
}

// Every text that looks like a moment or a date is one of the history, but for these two fields.
void make_dates_later(nlohmann::json& node, std::int32_t days) {
  for (auto& [key, value] : node.items()) {
    if (value.is_structured()) make_dates_later(value, days);
    if (!value.is_string() || key == "birthDate" || key == "externalRef") continue;
    const auto text = value.get<std::string>();
    if (const auto date = parse_date(text)) value = to_text(plus_days(*date, days));
    if (const auto moment = parse_instant(text)) value = to_text(plus_ms(*moment, days * kDayMs));
  }
}

TEST(Facts, MoveByDaysInEveryFieldOfTheHistory) {
  constexpr std::int32_t kDays = 42;
  examples::RandomHistory history(2);
  const Market nobody = examples::empty_market();
  for (int left = 3'000; left > 0; --left) {
    auto sourced = sourced_fact_from_json(history.next(nobody).json);
    ASSERT_TRUE(sourced.has_value());
    const std::string line = fact_to_json(sourced->source, sourced->id, sourced->fact);
    auto json = nlohmann::json::parse(line);
    make_dates_later(json, kDays);
    const auto expected = fact_from_json(json.dump());
    ASSERT_TRUE(expected.has_value()) << line;
    move_days(sourced->fact, kDays);
    ASSERT_EQ(sourced->fact, *expected) << line;
  }
}

TEST(Facts, HaveAnIdOfSourceAndIdWithoutAmbiguity) {
  EXPECT_NE(fact_id_of("ab", "c"), fact_id_of("a", "bc"));
  EXPECT_NE(fact_id_of("a", ""), fact_id_of("", "a"));
  EXPECT_EQ(fact_id_of("a", "b"), fact_id_of("a", "b"));
}

TEST(Facts, DifferInContentWhereverTheyDiffer) {
  const std::string body = R"("intakeHeld":{"participant":"7"})";
  const auto first = fact_from_json(line_with(body)).value();
  auto other = first;
  other.occurred_at = plus_ms(other.occurred_at, 1);
  EXPECT_NE(content_of(other), first.content);
  other = first;
  other.corrects = Sequence{3};
  EXPECT_NE(content_of(other), first.content);
  other.resubmits = std::exchange(other.corrects, {});
  EXPECT_NE(content_of(other), first.content);
  other = first;
  other.body = ContractSigned{.participant = ParticipantId{7}};
  EXPECT_NE(content_of(other), first.content);
}

TEST(Facts, DifferInAFieldThatCameLaterOnlyWhereItIsSet) {
  // The content of this fact as an engine hashed it that had no `awaited`.
  const auto first = fact_from_json(
      line_with(R"("proposalDeferred":{"participant":"7","placement":"8","condition":3})"));
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(to_hex(first->content.bytes), "5f12c6af8ed9f03e420d8b036c26bce4");
  Fact other = *first;
  std::get<ProposalDeferred>(other.body).awaited = DeferCondition::kPlacementChanged;
  EXPECT_NE(content_of(other), first->content);
}

TEST(Facts, MayHaveLettersOfAnyKind) {
  EXPECT_EQ(answer(line_with("\"employerRegistered\":{\"employer\":\"7\",\"details\":{\"name\":"
                             "\"Caf\u00E9 \u00A0 \u4E2D\"}}")),
            "fits");
}

struct Bad {
  const char* name;
  std::string line;
  std::string answer;  // begins with
};

std::vector<Bad> unreadable_lines() {
  const std::string held = R"("intakeHeld":{"participant":"7"})";
  const auto available = [](const std::string& field) {
    return line_with(R"("availabilitySet":{"participant":"7",)" + field + "}");
  };
  return {
      {"Empty", "", " not a fact in JSON"},
      {"NoObject", "[]", " not a fact in JSON"},
      {"CutOff", line_with(held).substr(0, 60), " not a fact in JSON"},
      {"UnknownField", line_with(R"("intakeHeld":{"who":"7"})"), " not a fact in JSON"},
      {"UnknownKind", line_with(R"("intakeDreamt":{})"), " not a fact in JSON"},
      {"TwoKinds", line_with(held + R"(,"contractSigned":{})"), " not a fact in JSON"},
      {"NoSource",
       R"({"id":"1","area":"AM11","occurredAt":"2026-11-02T08:00:00Z",)" + held + "}",
       "source is missing"},
      {"NoId",
       R"({"source":"s","area":"AM11","occurredAt":"2026-11-02T08:00:00Z",)" + held + "}",
       "id is missing"},
      {"NoArea",
       R"({"source":"s","id":"1","occurredAt":"2026-11-02T08:00:00Z",)" + held + "}",
       "area is missing"},
      {"NoTime", R"({"source":"s","id":"1","area":"AM11",)" + held + "}", "occurredAt is missing"},
      {"TimeOfNothing",
       R"({"source":"s","id":"1","area":"AM11","occurredAt":"1970-01-01T00:00:00Z",)" + held + "}",
       "occurredAt is missing"},
      {"Nothing",
       R"({"source":"s","id":"1","area":"AM11","occurredAt":"2026-11-02T08:00:00Z"})",
       "body is missing"},
      {"BadArea",
       R"({"source":"s","id":"1","area":"Flevoland","occurredAt":"2026-11-02T08:00:00Z",)" + held +
           "}",
       "area is not an area like AM11"},
      {"OwnFactId", line_with(held + R"(,"factId":"AAAA")"), "factId is the engine's"},
      {"OwnContent", line_with(held + R"(,"content":"AAAA")"), "content is the engine's"},
      {"NoDate",
       available(R"("availableFrom":"2025-02-29")"),
       "AvailabilitySet.available_from is not a date"},
  };
}

std::vector<Bad> unfit_lines() {
  const std::string held = R"("intakeHeld":{"participant":"7"})";
  const auto available = [](const std::string& field) {
    return line_with(R"("availabilitySet":{"participant":"7",)" + field + "}");
  };
  return {
      {"HoursOut",
       available(R"("hoursMax":61)"),
       "AvailabilitySet.hours_max 61 is not between 0 and 60"},
      {"HoursNegative", available(R"("hoursMax":-1)"), " not a fact in JSON"},
      {"EnumNumber",
       available(R"("travelMeans":77)"),
       "AvailabilitySet.travel_means has value 77, which TravelMeans"},
      {"EnumName", available(R"("travelMeans":"ZEPPELIN")"), " not a fact in JSON"},
      {"EnumInList",
       available(R"("licences":[1,99])"),
       "AvailabilitySet.licences has value 99, which Licence"},
      {"BadWhen",
       R"({"source":"s","id":"1","area":"AM11","occurredAt":"yesterday",)" + held + "}",
       " not a fact in JSON"},
      {"WrapNothing", line_with(R"("factCorrected":{"cause":"3"})"), "factCorrected.body"},
      {"WrapNoCause",
       line_with(R"("factCorrected":{"fact":{)" + held + "}}"),
       "factCorrected.cause is missing"},
      {"WrapWrap",
       line_with(R"("factCorrected":{"cause":"3","fact":{"factResubmitted":{"cause":"2","fact":{)" +
                 held + "}}}}"),
       "factCorrected wraps a wrapped fact"},
      {"ResubmitWrap",
       line_with(R"("factResubmitted":{"cause":"3","fact":{"factCorrected":{"cause":"2","fact":{)" +
                 held + "}}}}"),
       "factResubmitted wraps a wrapped fact"},
      {"LongText",
       line_with(R"("phaseEntered":{"participant":"7","phase":")" + std::string(201, 'x') + "\"}"),
       "PhaseEntered.phase length 201"},
      {"NoUtf8",
       line_with("\"phaseEntered\":{\"participant\":\"7\",\"phase\":\"\xC3\x28\xFF\"}"),
       " not a fact in JSON"},
      {"TenMegabytes",
       line_with(R"("phaseEntered":{"phase":")" + std::string(10'000'000, 'x') + "\"}"),
       " longer than 1048576 bytes"},
      {"DeepNesting", std::string(200'000, '['), " not a fact in JSON"},
      {"DeepWrapping",
       [&] {
         std::string open;
         std::string close;
         for (int depth = 0; depth < 5'000; ++depth) {
           open += R"("factCorrected":{"cause":"1","fact":{)";
           close += "}}";
         }
         return line_with(open + held + close);
       }(),
       " not a fact in JSON"},
  };
}

// Escape, bell, nothing, a new line, delete, the one-character form of escape and bracket.
std::vector<Bad> lines_that_move_a_screen() {
  std::vector<Bad> lines;
  for (const char* mark : {R"(\u001b)", R"(\u0007)", R"(\u0000)", R"(\n)", "\x7F", "\xC2\x9B"}) {
    lines.push_back({mark,
                     line_with(R"("employerRegistered":{"employer":"7","details":{"name":"a)" +
                               std::string(mark) + R"("}})"),
                     "EmployerRegistered.details.name has a control character"});
  }
  lines.push_back(
      {"InList",
       line_with(R"("programmePublished":{"proposalWorkingDays":9,"phases":[{"code":"a\tb"}]})"),
       "ProgrammePublished.phases.code has a control character"});
  lines.push_back({"Source",
                   R"({"source":"a\u001b","id":"1","area":"AM11",)"
                   R"("occurredAt":"2026-11-02T08:00:00Z","intakeHeld":{"participant":"7"}})",
                   "source has a control character"});
  return lines;
}

std::vector<Bad> bad_lines() {
  std::vector<Bad> all = unreadable_lines();
  std::ranges::move(unfit_lines(), std::back_inserter(all));
  std::ranges::move(lines_that_move_a_screen(), std::back_inserter(all));
  return all;
}

TEST(Lines, ThatAreNoFactsAnswerWhy) {
  for (const Bad& bad : bad_lines()) {
    const std::string why = answer(bad.line);
    EXPECT_TRUE(why.starts_with(bad.answer)) << bad.name << ": " << why.substr(0, 200);
  }
}

TEST(Bytes, OfAnUnknownEnumAreRefusedNotHalfRead) {
  v1::Fact message;
  ASSERT_TRUE(
      message.ParseFromString(bytes_of(line_with(R"("availabilitySet":{"participant":"7"})"))));
  message.mutable_availability_set()->set_travel_means(static_cast<v1::TravelMeans>(99));
  const auto fact = fact_from_bytes(message.SerializeAsString());
  ASSERT_FALSE(fact.has_value());
  EXPECT_EQ(fact.error().field, "AvailabilitySet.travel_means");
}

TEST(Bytes, CutAnywhereOrAlteredBreakNothing) {
  const google::protobuf::LogSilencer quiet;
  examples::RandomHistory history(3);
  const Market nobody = examples::empty_market();
  for (int left = 60; left > 0; --left) {
    const std::string whole = bytes_of(history.next(nobody).json);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto cut = fact_from_bytes(std::string_view(whole).substr(0, size));
      EXPECT_TRUE(cut || !cut.error().why.empty());
      std::string altered = whole;
      altered[size] = static_cast<char>(altered[size] ^ static_cast<char>(1 + history.below(254)));
      (void)fact_from_bytes(altered);
    }
  }
}

TEST(Bytes, OfInvalidTextAreRefused) {
  const google::protobuf::LogSilencer quiet;
  v1::Fact message;
  ASSERT_TRUE(message.ParseFromString(
      bytes_of(line_with(R"("phaseEntered":{"participant":"7","phase":"abcdefgh"})"))));
  std::string bytes = message.SerializeAsString();
  bytes.replace(bytes.find("abcdefgh"), 3, "\xC3\x28\xFF");
  EXPECT_FALSE(fact_from_bytes(bytes).has_value());
}

TEST(Bodies, OfProgrammesRulesAndTaxonomiesAreReadAlone) {
  EXPECT_TRUE(programme_from_json(R"({"code":"a","version":1,"proposalWorkingDays":10})"));
  EXPECT_FALSE(programme_from_json(R"({"code":"a","proposalWorkingDays":0})"));
  EXPECT_FALSE(rules_from_json("{}"));
  EXPECT_TRUE(taxonomy_from_json(R"({"code":"esco","version":1})"));
  EXPECT_FALSE(taxonomy_from_json("esco"));
}

}  // namespace
}  // namespace koppel::codec
