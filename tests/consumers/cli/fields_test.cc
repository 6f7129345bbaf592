// Claim: fields of objects are found by name at any depth, fill a template, and choose the lines of
// a list; a name that nothing has is told with the nearest that something has. Shown on objects as
// commands print them.

#include "consumers/cli/fields.h"

#include "consumers/cli/line_template.h"
#include "consumers/cli/where.h"

#include <gtest/gtest.h>

namespace koppel::cli {
namespace {

using Json = nlohmann::ordered_json;
using Values = std::vector<std::string>;

Json object() {
  return Json::parse(
      R"({"state":"open","score":-12,"made":{"by":"C1","at":null},"list":[{"x":1},{"x":2}],)"
      R"("title":"Cook\u001b[2J","masked":["birthDate"]})");
}

std::string filled(std::string_view text) {
  const auto parsed = LineTemplate::parse(text);
  return parsed ? parsed->fill(object()) : "fault: " + parsed.error();
}

TEST(Fields, AreFoundAtAnyDepth) {
  EXPECT_EQ(values_of(object(), "state"), Values{"open"});
  EXPECT_EQ(values_of(object(), "made.by"), Values{"C1"});
  EXPECT_EQ(values_of(object(), "list.x"), (Values{"1", "2"}));
  EXPECT_EQ(values_of(object(), "made.to"), Values{});
  EXPECT_EQ(values_of(object(), "state.x"), Values{});
}

TEST(LineTemplate, HasTheFieldsInItsWords) {
  EXPECT_EQ(filled("{state}: {score} by {made.by}"), "open: -12 by C1");
  EXPECT_EQ(filled("{list.x}\\t{none}|{{x}}\\\\"), "1,2\t|{x}\\");
  EXPECT_EQ(filled("{title}"), "Cook\\x1b[2J");
  EXPECT_EQ(filled(""), "");
}

TEST(LineTemplate, SaysWhatIsWrongWithIt) {
  for (const std::string_view wrong : {"{state", "{}", "state}", "{a{b}}"}) {
    EXPECT_TRUE(filled(wrong).starts_with("fault: ")) << wrong;
  }
}

TEST(Where, AllConditionsMustHoldLetterByLetter) {
  const auto lets_through = [](const std::string& text) {
    Where where(parse_conditions({text}).value());
    return where.lets_through(object().dump());
  };
  EXPECT_TRUE(lets_through("state=open"));
  EXPECT_TRUE(lets_through("state=open,score=-12,list.x=2"));
  EXPECT_TRUE(lets_through("made=*,list.x=*"));
  EXPECT_FALSE(lets_through("lost=*"));
  EXPECT_FALSE(lets_through("state=open,score=12"));
  EXPECT_FALSE(lets_through("state=Open"));
  EXPECT_FALSE(lets_through("birthDate=1990-01-01"));
}

TEST(Where, AValueMayHaveCommas) {
  const auto conditions = parse_conditions({"title=Cook, junior,state=open", "a==b"}).value();
  ASSERT_EQ(conditions.size(), 3U);
  EXPECT_EQ(conditions[0].value, "Cook, junior");
  EXPECT_EQ(conditions[1].field, "state");
  EXPECT_EQ(conditions[2].value, "=b");
}

TEST(Where, WhatIsNoConditionIsAFault) {
  for (const std::string wrong : {"", "state", "=x", "state,a=b"}) {
    EXPECT_FALSE(parse_conditions({wrong})) << wrong;
  }
}

TEST(FieldNames, OneThatNothingHasIsToldWithTheNearest) {
  FieldNames names({"stat", "score"});
  EXPECT_FALSE(names.unknown()) << "nothing was seen";
  names.see(object());
  ASSERT_TRUE(names.unknown());
  EXPECT_EQ(names.unknown()->what, "nothing here has a field \"stat\"");
  EXPECT_EQ(names.unknown()->remedy, "did you mean state?");
}

TEST(FieldNames, WhatIsMaskedIsKnown) {
  FieldNames names({"birthDate", "made.by"});
  names.see(object());
  EXPECT_TRUE(names.all_seen());
  EXPECT_FALSE(names.unknown());
}

}  // namespace
}  // namespace koppel::cli
