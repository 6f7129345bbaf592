#pragma once

#include <optional>
#include <string>
#include <vector>

// What was typed behind `koppel answer`.
namespace koppel::cli {

struct AnswerOptions {
  std::string id;
  std::string verdict;
  std::string side;
  std::string reason;
  std::vector<std::string> missing_support;
  std::string until;
  std::string condition;
  std::string cause;
  bool confirm_clock = false;
  bool dry_run = false;
};

// The words that an option takes: "support-missing, travel, …".
[[nodiscard]] std::string side_words();
[[nodiscard]] std::string reason_words();
[[nodiscard]] std::string support_words();
[[nodiscard]] std::string condition_words();
[[nodiscard]] std::string cause_words();

struct AnswerFault {
  std::string what;
  std::string remedy;
};

// What is wrong with them, before anything is recorded: a verdict that is none of that kind of id,
// an option that is of another verdict, a word that is none, or one that is missing.
[[nodiscard]] std::optional<AnswerFault> fault_of(const AnswerOptions& options);

// "support-missing" -> "DECLINE_REASON_SUPPORT_MISSING"
[[nodiscard]] std::string coded(const std::string& prefix, std::string word);

}  // namespace koppel::cli
