#include "consumers/cli/answer_options.h"

#include "engine/codec/show.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

namespace koppel::cli {
namespace {

using Words = std::vector<std::string>;
using Fault = std::optional<AnswerFault>;

// Every word of the enumeration, as it is typed.
template <typename Enum>
Words words_of() {
  Words words;
  for (std::uint8_t number = 1;; ++number) {
    std::string word = codec::word(static_cast<Enum>(number));
    if (word.empty()) return words;
    std::ranges::replace(word, '_', '-');
    words.push_back(std::move(word));
  }
}

std::string listed(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

bool is_one_of(std::string word, const Words& words) {
  std::ranges::replace(word, '_', '-');
  return std::ranges::find(words, word) != words.end();
}

struct Option {
  std::string_view name;
  Words values;  // as typed; none: not given
  Words words;   // those it takes; none: any
};

std::vector<Option> options_of(const AnswerOptions& given) {
  const auto one = [](const std::string& value) { return value.empty() ? Words{} : Words{value}; };
  return {{"--side", one(given.side), words_of<Side>()},
          {"--reason", one(given.reason), words_of<DeclineReason>()},
          {"--missing-support", given.missing_support, words_of<BarrierDomain>()},
          {"--until", one(given.until), {}},
          {"--condition", one(given.condition), words_of<DeferCondition>()},
          {"--cause", one(given.cause), words_of<EngagementEndCause>()}};
}

struct Verdict {
  std::string_view word;
  Words takes;
};

const std::vector<Verdict>& verdicts_on_proposals() {
  static const std::vector<Verdict> all{{"accept", {}},
                                        {"decline", {"--side", "--reason", "--missing-support"}},
                                        {"defer", {"--until", "--condition"}}};
  return all;
}

const std::vector<Verdict>& verdicts_on_reminders() {
  static const std::vector<Verdict> all{
      {"still-there", {}}, {"left", {"--cause"}}, {"unreachable", {}}};
  return all;
}

Fault wrong_option(const Verdict& verdict, const AnswerOptions& given) {
  const std::string word(verdict.word);
  for (const Option& option : options_of(given)) {
    if (option.values.empty()) continue;
    const std::string name(option.name);
    if (!is_one_of(name, verdict.takes)) {
      return AnswerFault{.what = name + " says nothing about " + word,
                         .remedy = word + " takes " +
                                   (verdict.takes.empty() ? "no option" : listed(verdict.takes))};
    }
    for (const std::string& value : option.values) {
      if (option.words.empty() || is_one_of(value, option.words)) continue;
      return AnswerFault{.what = name + " cannot be \"" + value + '"',
                         .remedy = "one of: " + listed(option.words)};
    }
  }
  return std::nullopt;
}

// Nothing about a person is recorded that nobody said.
Fault missing_option(const AnswerOptions& given) {
  if (given.verdict == "decline" && given.reason.empty()) {
    return AnswerFault{.what = "decline needs a --reason", .remedy = "one of: " + reason_words()};
  }
  if (given.verdict == "decline" && given.side.empty()) {
    return AnswerFault{.what = "decline needs the --side that declines",
                       .remedy = "one of: " + side_words()};
  }
  if (given.verdict == "defer" && given.until.empty() && given.condition.empty()) {
    return AnswerFault{
        .what = "defer needs a day or a condition",
        .remedy = "add --until YYYY-MM-DD, or --condition with one of: " + condition_words()};
  }
  if (!given.until.empty() && !parse_date(given.until)) {
    return AnswerFault{.what = "--until: \"" + given.until + "\" is no day",
                       .remedy = "days look like 2026-12-10"};
  }
  return std::nullopt;
}

Fault fault_among(const std::vector<Verdict>& verdicts,
                  const std::string& what,
                  const AnswerOptions& given) {
  const auto verdict = std::ranges::find(verdicts, given.verdict, &Verdict::word);
  if (verdict == verdicts.end()) {
    Words words;
    for (const Verdict& each : verdicts) words.emplace_back(each.word);
    return AnswerFault{.what = "\"" + given.verdict + "\" is no answer to " + what,
                       .remedy = "one of: " + listed(words)};
  }
  if (auto wrong = wrong_option(*verdict, given)) return wrong;
  return missing_option(given);
}

}  // namespace

std::string side_words() {
  return listed(words_of<Side>());
}

std::string reason_words() {
  return listed(words_of<DeclineReason>());
}

std::string support_words() {
  return listed(words_of<BarrierDomain>());
}

std::string condition_words() {
  return listed(words_of<DeferCondition>());
}

std::string cause_words() {
  return listed(words_of<EngagementEndCause>());
}

Fault fault_of(const AnswerOptions& options) {
  if (parse_proposal(options.id)) {
    return fault_among(verdicts_on_proposals(), "a proposal", options);
  }
  if (parse_reminder(options.id)) {
    return fault_among(verdicts_on_reminders(), "a reminder", options);
  }
  return AnswerFault{.what = "\"" + options.id + "\" is no proposal or reminder",
                     .remedy = "ids look like AM11-P12 and AM11-R4"};
}

std::string coded(const std::string& prefix, std::string word) {
  std::ranges::replace(word, '-', '_');
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::toupper(c); });
  return prefix + "_" + word;
}

}  // namespace koppel::cli
