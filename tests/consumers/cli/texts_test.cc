// Claim: every value of every enum has its words in both languages, both versions of a sentence
// take the same values, and nobody is turned down in them.
// Shown by going through all of them.

#include "consumers/cli/texts.h"

#include "consumers/cli/report_texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koppel::cli {
namespace {

constexpr std::array kLangs = {Lang::kNl, Lang::kEn};

// Never said of a person; "hobbel" and "steun" are.
constexpr std::array<std::string_view, 6> kNever = {
    "afwijz", "afgewezen", "ongeschikt", "reject", "unsuitable", "problem"};

void expect_fit(std::string_view text) {
  EXPECT_FALSE(text.empty());
  for (const std::string_view never : kNever) {
    EXPECT_EQ(text.find(never), std::string_view::npos) << text;
  }
}

template <typename Enum>
void expect_words(Enum last) {
  for (int number = 1; number <= static_cast<int>(std::to_underlying(last)); ++number) {
    for (const Lang lang : kLangs) expect_fit(text(static_cast<Enum>(number), lang));
  }
}

std::vector<std::string> marks_in(std::string_view pattern) {
  std::vector<std::string> marks;
  for (char digit = '0'; digit <= '9'; ++digit) {
    const std::string mark = std::string("{") + digit + "}";
    if (pattern.find(mark) != std::string_view::npos) marks.push_back(mark);
  }
  return marks;
}

TEST(Texts, EveryValueHasWordsInBothLanguages) {
  expect_words(Gate::kCoach);
  expect_words(ReadinessGap::kSupportFirst);
  expect_words(ScorePart::kTravel);
  expect_words(BarrierDomain::kPhysicalLoad);
  expect_words(SkillGroup::kPrecision);
  expect_words(PlacementKind::kSheltered);
  expect_words(Sector::kCultureSport);
  expect_words(Licence::kConduct);
  expect_words(FollowUpAnchor::kEngagementEnded);
  expect_words(Side::kConsultant);
  expect_words(Role::kSupportSystem);
  expect_words(ParticipantState::kErased);
}

TEST(Texts, EveryDimensionOfAnInterestHasWords) {
  for (std::uint32_t dimension = 1; dimension <= 16; ++dimension) {
    for (const Lang lang : kLangs) expect_fit(interest_text(dimension, lang));
  }
}

template <typename Sentence>
void expect_sentences(Sentence end) {
  for (int number = 1; number < static_cast<int>(std::to_underlying(end)); ++number) {
    const auto sentence = static_cast<Sentence>(number);
    expect_fit(text(sentence, Lang::kNl));
    expect_fit(text(sentence, Lang::kEn));
    EXPECT_EQ(marks_in(text(sentence, Lang::kNl)), marks_in(text(sentence, Lang::kEn))) << number;
  }
}

TEST(Texts, BothVersionsOfASentenceTakeTheSameValues) {
  expect_sentences(Phrase::kEnd_);
  expect_sentences(ReportText::kEnd_);
}

TEST(Texts, ChangesAreOneSentence) {
  const std::vector<matching::Change> changes = {{UnlockChange::kTravelMinutes, 15},
                                                 {UnlockChange::kLicence, 2}};
  EXPECT_EQ(text(changes, Lang::kNl), "reizen mag 15 minuten langer en rijbewijs B halen");
  EXPECT_EQ(text(changes, Lang::kEn), "travel 15 minutes more and get: driving licence B");
}

TEST(Texts, EveryUnlockSaysItsAmount) {
  for (int number = 1; number <= static_cast<int>(UnlockChange::kCoach); ++number) {
    const Unlock unlock{.change = static_cast<UnlockChange>(number), .amount = 2, .placements = 3};
    for (const Lang lang : kLangs) {
      const std::string words = text(unlock, lang);
      expect_fit(words);
      EXPECT_EQ(words.find('{'), std::string::npos) << words;
    }
  }
  const Unlock travel{.change = UnlockChange::kTravelMinutes, .amount = 15, .placements = 3};
  EXPECT_EQ(text(travel, Lang::kNl), "reizen mag 15 minuten langer");
  const Unlock licence{.change = UnlockChange::kLicence, .amount = 2, .placements = 3};
  EXPECT_EQ(text(licence, Lang::kEn), "get: driving licence B");
}

TEST(Texts, SayFillsEveryValue) {
  EXPECT_EQ(say(Phrase::kHeld, Lang::kEn, {"3", "1"}), "asked 3, held 1");
  EXPECT_EQ(say(Phrase::kHeld, Lang::kNl, {"3", "1"}), "gevraagd 3, is er 1");
}

}  // namespace
}  // namespace koppel::cli
