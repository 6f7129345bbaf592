#include "consumers/cli/answer_options.h"
#include "consumers/cli/commands.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/submission.h"
#include "consumers/cli/system_clock.h"
#include "consumers/cli/table.h"
#include "consumers/cli/trial.h"
#include "consumers/cli/views.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using nlohmann::json;

// `made`: a number that was given out stands for something that is over.
PortError not_open(const std::string& id,
                   const std::string& list,
                   std::uint32_t number,
                   std::uint32_t made) {
  return {.failure = PortFailure::kNotFound,
          .what = id + (number > 0 && number <= made ? " is no longer open" : " was never made"),
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
  const auto view = view_of(globals, id.area);
  if (!view) return std::unexpected(view.error());
  const Proposal* proposal = view->market().find(id.number);
  if (proposal == nullptr) {
    return std::unexpected(
        not_open(options.id, "proposals", id.number.value(), view->market().head.proposals_made));
  }
  json body{{"participant", number_of(view->market().at(proposal->participant).id)},
            {"placement", number_of(view->market().at(proposal->placement).id)},
            {"proposal", id.number.value()}};
  json fact = envelope(id.area);
  if (options.verdict == "accept") {
    fact["proposalAccepted"] = body;
  } else if (options.verdict == "decline") {
    body["side"] = coded("SIDE", options.side);
    body["reason"] = coded("DECLINE_REASON", options.reason);
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
  const auto view = view_of(globals, id.area);
  if (!view) return std::unexpected(view.error());
  const Reminder* reminder = view->market().find(id.number);
  if (reminder == nullptr) {
    return std::unexpected(not_open(
        options.id, "reminders", id.number.value(), view->market().head.reminders_planned));
  }
  json body{{"participant", number_of(view->market().at(reminder->participant).id)},
            {"placement", number_of(view->market().at(reminder->placement).id)},
            {"reminder", id.number.value()},
            {"result", coded("FOLLOW_UP_RESULT", options.verdict)}};
  // Without one it is about an accepted proposal, and nobody is there yet who could leave.
  if (reminder->engagement.is_set()) body["engagement"] = number_of(reminder->engagement);
  if (!options.cause.empty()) body["cause"] = coded("ENGAGEMENT_END_CAUSE", options.cause);
  json fact = envelope(id.area);
  fact["followUpAnswered"] = body;
  return fact;
}

void tell(const Globals& globals, const AnswerOptions& options, const Answered& answered) {
  if (globals.format == Format::kJson) {
    print_object(json{{"id", options.id},
                      {"disposition", answered.disposition},
                      {"reason", answered.reason},
                      {"sequence", answered.sequence},
                      {"results", answered.results}}
                     .dump());
  } else if (answered.disposition == "taken") {
    print_line(options.id + ": " + options.verdict +
               (options.dry_run ? ", would be recorded as entry " : ", recorded as entry ") +
               std::to_string(answered.sequence) + "; " +
               counted(answered.results, "entry", "entries") +
               (options.dry_run ? " would follow" : " followed"));
  } else {
    print_line(options.id + ": " + answered.disposition + ": " + answered.reason +
               (answered.field.empty() ? "" : " (" + answered.field + ")"));
    remark(globals, "  what to do: koppel inspect entity " + options.id + " shows how it stands");
  }
}

int submit(const Globals& globals, const AnswerOptions& options, const json& fact) {
  const WallClock clock = options.confirm_clock ? WallClock::kVouchedFor : WallClock::kAsItIs;
  const auto submission =
      options.dry_run ? open_trial(globals.data, clock) : open_submission(globals.data, clock);
  if (!submission) return complain(submission.error());
  const Submitted submitted{.line = fact.dump()};
  const auto answers = (*submission)->submit({&submitted, 1});
  if (!answers) return complain(answers.error());
  const Answered& answered = answers->front();
  tell(globals, options, answered);
  if (options.dry_run) tell_trial_beside_a_run(globals);
  const bool done = answered.disposition == "taken" || answered.disposition == "waiting";
  return done ? kExitDone : kExitPartlyRefused;
}

int answer(const Globals& globals, const AnswerOptions& options) {
  if (const auto fault = fault_of(options)) return complain_usage(fault->what, fault->remedy);
  const auto proposal = parse_proposal(options.id);
  const auto fact = proposal ? proposal_answer(globals, options, *proposal)
                             : reminder_answer(globals, options, *parse_reminder(options.id));
  if (!fact) return complain(fact.error());
  return submit(globals, options, *fact);
}

// As help and shells name them: "participant|employer".
std::string alternatives(const std::string& listed) {
  std::string text;
  for (const char each : listed) {
    if (each == ',') text += '|';
    if (each != ',' && each != ' ') text += each;
  }
  return text;
}

}  // namespace

void add_answer(CLI::App& koppel, Chosen& chosen) {
  CLI::App* command = koppel.add_subcommand("answer", "Answer a proposal or a reminder, by its id");
  auto options = std::make_shared<AnswerOptions>();
  command->add_option("ID", options->id, "AM11-P12 or AM11-R4")->required();
  command
      ->add_option("VERDICT", options->verdict, "Of a proposal; or, the last three, of a reminder")
      ->type_name("accept|decline|defer|still-there|left|unreachable")
      ->required();
  command->add_option("--side", options->side, "With decline: who declines")
      ->type_name(alternatives(side_words()));
  command->add_option("--reason", options->reason, "With decline: why")
      ->type_name(alternatives(reason_words()));
  command
      ->add_option(
          "--missing-support", options->missing_support, "With decline: which support was missing")
      ->type_name(alternatives(support_words()));
  command->add_option("--until", options->until, "Defer to this day")->type_name("YYYY-MM-DD");
  command->add_option("--condition", options->condition, "Defer until then")
      ->type_name(alternatives(condition_words()));
  command->add_option("--cause", options->cause, "Why somebody left")
      ->type_name(alternatives(cause_words()));
  command->add_flag("--confirm-clock",
                    options->confirm_clock,
                    "The wall clock is right, though it is far ahead of the last entry");
  command->add_flag(
      "--dry-run", options->dry_run, "Tell what would become of it, and record nothing");
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return answer(globals, *options); };
  });
}

}  // namespace koppel::cli
