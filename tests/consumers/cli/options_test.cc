// Claim: global options become what commands read, masked unless asked, and a slip of the finger is
// understood. Shown on options as written and on misspelt words.

#include "consumers/cli/options.h"

#include "engine/model/id_text.h"

#include <gtest/gtest.h>

#include <utility>

namespace koppel::cli {
namespace {

std::optional<std::string> nothing(const std::string& /*name*/) {
  return std::nullopt;
}

TEST(Options, PersonalDataAreMaskedUnlessAskedFor) {
  EXPECT_EQ(globals_of({}, nothing)->personal, codec::Personal::kMasked);
  GlobalOptions asked;
  asked.show_personal = true;
  EXPECT_EQ(globals_of(asked, nothing)->personal, codec::Personal::kShown);
}

TEST(Options, FiltersAreRead) {
  GlobalOptions given;
  given.area = "AM11";
  given.consultant = to_text(ConsultantId{42});
  given.limit = 8;
  const auto globals = globals_of(given, nothing);
  ASSERT_TRUE(globals);
  EXPECT_EQ(to_text(*globals->area), "AM11");
  EXPECT_EQ(globals->consultant, ConsultantId{42});
  EXPECT_EQ(globals->limit, 8U);
}

TEST(Options, WhatIsNoAreaOrIdIsAFault) {
  GlobalOptions area;
  area.area = "Almere";
  EXPECT_FALSE(globals_of(area, nothing));
  GlobalOptions consultant;
  consultant.consultant = "wsp-07";
  EXPECT_FALSE(globals_of(consultant, nothing));
}

TEST(Options, ColourIsOffWhereNobodySeesIt) {
  GlobalOptions given;
  given.no_color = true;
  EXPECT_EQ(globals_of(given, nothing)->colour, Colour::kOff);
}

TEST(Options, EveryFormHasItsNames) {
  const auto form_of = [](GlobalOptions given) {
    const auto globals = globals_of(given, nothing);
    return globals ? std::pair(globals->format, globals->form) : std::pair<Format, Form>{};
  };
  EXPECT_EQ(form_of({}), std::pair(Format::kTable, Form::kPeople));
  EXPECT_EQ(form_of({.json = true}), std::pair(Format::kJson, Form::kPeople));
  EXPECT_EQ(form_of({.format = "jsonl", .json = true}), std::pair(Format::kJson, Form::kPeople));
  EXPECT_EQ(form_of({.line_template = "{x}"}), std::pair(Format::kJson, Form::kPeople));
  EXPECT_EQ(form_of({.plain = true}), std::pair(Format::kTable, Form::kTsv));
  EXPECT_EQ(form_of({.format = "csv"}), std::pair(Format::kTable, Form::kCsv));
  EXPECT_EQ(form_of({.format = "md"}), std::pair(Format::kTable, Form::kMarkdown));
}

TEST(Options, TwoFormsOrOneThatIsNoneAreAFault) {
  EXPECT_FALSE(globals_of({.format = "xlsx"}, nothing));
  EXPECT_FALSE(globals_of({.format = "csv", .json = true}, nothing));
  EXPECT_FALSE(globals_of({.line_template = "{x}", .plain = true}, nothing));
  EXPECT_FALSE(globals_of({.where = {"state"}}, nothing));
}

TEST(Nearest, IsAtMostTwoEditsAway) {
  const std::vector<std::string> known = {"proposals", "reminders", "run", "--area"};
  EXPECT_EQ(nearest("propsals", known), "proposals");
  EXPECT_EQ(nearest("--aera", known), "--area");
  EXPECT_EQ(nearest("rnu", known), "run");
  EXPECT_EQ(nearest("something", known), std::nullopt);
}

}  // namespace
}  // namespace koppel::cli
