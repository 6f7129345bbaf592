#include "consumers/cli/commands.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/submission.h"
#include "consumers/cli/system_clock.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using nlohmann::json;

struct AnswerOptions {
  std::string id;
  std::string verdict;
  std::string side = "consultant";
  std::string reason;
  std::vector<std::string> missing_support;
  std::string until;
  std::string condition;
  std::string cause;
};

// "support_missing" -> "DECLINE_REASON_SUPPORT_MISSING"
std::string coded(const std::string& prefix, std::string word) {
  std::ranges::replace(word, '-', '_');
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::toupper(c); });
  return prefix + "_" + word;
}

PortError unknown(const std::string& what, const std::string& list) {
  return {.failure = PortFailure::kNotFound,
          .what = what + " is not there",
          .remedy = "`koppel " + list + "` lists what can be answered"};
}

std::string random_id() {
  std::random_device device;
  std::uint64_t number = device();
  number = (number << 32U) | device();
  return std::to_string(number);
}

json envelope(AreaId area) {
  SystemClock clock;
  return {{"source", "koppel-cli"},
          {"id", random_id()},
          {"area", to_text(area)},
          {"occurredAt", to_text(clock.wall())}};
}

template <typename IdType>
std::string number_of(IdType id) {
  return std::to_string(id.value());
}

std::expected<json, PortError> proposal_answer(const Globals& globals,
                                               const AnswerOptions& options,
                                               const AreaNumber<ProposalNumber>& id) {
  const auto view = open_view(globals.data, id.area);
  if (!view) return std::unexpected(view.error());
  const Proposal* proposal = view->market().find(id.number);
  if (proposal == nullptr) return std::unexpected(unknown(options.id, "proposals"));
  json body{{"participant", number_of(view->market().at(proposal->participant).id)},
            {"placement", number_of(view->market().at(proposal->placement).id)},
            {"proposal", id.number.value()}};
  json fact = envelope(id.area);
  if (options.verdict == "accept") {
    fact["proposalAccepted"] = body;
  } else if (options.verdict == "decline") {
    body["side"] = coded("SIDE", options.side);
    body["reason"] = coded("DECLINE_REASON", options.reason.empty() ? "other" : options.reason);
    for (const std::string& domain : options.missing_support) {
      body["missingSupport"].push_back(coded("BARRIER_DOMAIN", domain));
    }
    fact["proposalDeclined"] = body;
  } else {
    if (!options.until.empty()) body["until"] = options.until;
    if (!options.condition.empty()) {
      body["condition"] = coded("DEFER_CONDITION", options.condition);
    }
    fact["proposalDeferred"] = body;
  }
  return fact;
}

std::expected<json, PortError> reminder_answer(const Globals& globals,
                                               const AnswerOptions& options,
                                               const AreaNumber<ReminderNumber>& id) {
  const auto view = open_view(globals.data, id.area);
  if (!view) return std::unexpected(view.error());
  const Reminder* reminder = view->market().find(id.number);
  if (reminder == nullptr || !reminder->engagement.is_set()) {
    return std::unexpected(unknown(options.id, "reminders"));
  }
  json body{{"engagement", number_of(reminder->engagement)},
            {"participant", number_of(view->market().at(reminder->participant).id)},
            {"placement", number_of(view->market().at(reminder->placement).id)},
            {"reminder", id.number.value()},
            {"result", coded("FOLLOW_UP_RESULT", options.verdict)}};
  if (!options.cause.empty()) body["cause"] = coded("ENGAGEMENT_END_CAUSE", options.cause);
  json fact = envelope(id.area);
  fact["followUpAnswered"] = body;
  return fact;
}

int submit(const Globals& globals, const AnswerOptions& options, const json& fact) {
  const auto submission = open_submission(globals.data);
  if (!submission) return complain(submission.error());
  const Submitted submitted{.line = fact.dump()};
  const auto answers = (*submission)->submit({&submitted, 1});
  if (!answers) return complain(answers.error());
  const Answered& answered = answers->front();
  if (globals.format == Format::kJson) {
    print_line(json{{"id", options.id},
                    {"disposition", answered.disposition},
                    {"reason", answered.reason},
                    {"sequence", answered.sequence},
                    {"results", answered.results}}
                   .dump());
  } else if (answered.disposition == "taken") {
    print_line(options.id + ": " + options.verdict + ", recorded as entry " +
               std::to_string(answered.sequence) + "; " + std::to_string(answered.results) +
               " entries followed");
  } else {
    print_line(options.id + ": " + answered.disposition + ": " + answered.reason +
               (answered.field.empty() ? "" : " (" + answered.field + ")"));
  }
  return answered.disposition == "taken" || answered.disposition == "waiting" ? kExitDone
                                                                              : kExitPartlyRefused;
}

bool is_one_of(const std::string& word, const std::vector<std::string>& words) {
  return std::ranges::find(words, word) != words.end();
}

int answer(const Globals& globals, const AnswerOptions& options) {
  std::expected<json, PortError> fact;
  if (const auto proposal = parse_proposal(options.id)) {
    if (!is_one_of(options.verdict, {"accept", "decline", "defer"})) {
      return complain_usage("a proposal is answered with accept, decline or defer",
                            "koppel answer " + options.id + " accept");
    }
    fact = proposal_answer(globals, options, *proposal);
  } else if (const auto reminder = parse_reminder(options.id)) {
    if (!is_one_of(options.verdict, {"still-there", "left", "unreachable"})) {
      return complain_usage("a reminder is answered with still-there, left or unreachable",
                            "koppel answer " + options.id + " still-there");
    }
    fact = reminder_answer(globals, options, *reminder);
  } else {
    return complain_usage("\"" + options.id + "\" is no proposal or reminder",
                          "ids look like AM11-P12 and AM11-R4");
  }
  if (!fact) return complain(fact.error());
  return submit(globals, options, *fact);
}

}  // namespace

void add_answer(CLI::App& koppel, Chosen& chosen) {
  CLI::App* command = koppel.add_subcommand("answer", "Answer a proposal or a reminder, by its id");
  auto options = std::make_shared<AnswerOptions>();
  command->add_option("ID", options->id, "AM11-P12 or AM11-R4")->required();
  command
      ->add_option("VERDICT",
                   options->verdict,
                   "accept, decline or defer; for a reminder still-there, left or unreachable")
      ->required();
  command->add_option("--side", options->side, "Who declines: participant, employer, consultant");
  command->add_option("--reason",
                      options->reason,
                      "support-missing, travel, hours, interest, tasks, employer-chose-other, "
                      "participant-wish, unreachable, other");
  command->add_option("--missing-support",
                      options->missing_support,
                      "Which support was missing, by domain: travel, childcare, finances, …");
  command->add_option("--until", options->until, "Defer to this day, YYYY-MM-DD");
  command->add_option("--condition",
                      options->condition,
                      "Defer until support-arranged, participant-changed or placement-changed");
  command->add_option("--cause", options->cause, "Why somebody left: travel, language, …");
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return answer(globals, *options); };
  });
}

}  // namespace koppel::cli
