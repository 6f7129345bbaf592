#include "consumers/cli/commands.h"
#include "consumers/cli/output.h"
#include "consumers/cli/run_on_kafka.h"
#include "consumers/cli/server.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/surveillance.h"
#include "consumers/cli/version.h"

#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <unistd.h>

namespace koppel::cli {
namespace {

using monitor::LogValue;

struct RunOptions {
  bool confirm_clock = false;
  bool accept_gap = false;
  std::string kafka;
};

// What is lost stays as it is, and the other areas go on; with none there is nothing to run.
std::expected<void, PortError> tell_lost(const LocalSubmission& submission,
                                         Instant last,
                                         const monitor::Log& log) {
  for (const auto& [area, lost] : submission.lost()) {
    if (!last.is_set()) return std::unexpected(lost);
    log.error("a journal is lost, and its facts are turned away",
              {{"area", area},
               {"what", LogValue::said(lost.what)},
               {"remedy", LogValue::said(lost.remedy + "; then start run again")}});
  }
  return {};
}

std::expected<void, PortError> start(LocalSubmission& submission,
                                     const RunOptions& options,
                                     const monitor::Log& log) {
  const auto last = submission.open_all();
  if (!last) return std::unexpected(last.error());
  if (auto told = tell_lost(submission, *last, log); !told) return told;
  if (options.confirm_clock) return submission.confirm_clock();
  return submission.believe_clock();
}

std::expected<void, PortError> serve(const Globals& globals,
                                     const RunOptions& options,
                                     Surveillance& surveillance,
                                     int stop) {
  auto installation = Installation::open_for_writing(globals.data);
  if (!installation) return std::unexpected(installation.error());
  LocalSubmission submission(std::move(*installation));
  submission.report_to(surveillance.monitor());
  if (auto started = start(submission, options, surveillance.log()); !started) return started;
  const std::filesystem::path path = socket_path(globals.data);
  auto listening = listen_on(path);
  if (!listening) return std::unexpected(listening.error());
  surveillance.log().info("running; facts are taken until Ctrl-C", {{"socket", path}});
  Server server(submission, std::move(*listening), surveillance.monitor());
  const auto served = server.serve(stop);
  ::unlink(path.c_str());
  return served;
}

int serve_on_kafka(const Globals& globals,
                   const RunOptions& options,
                   Surveillance& surveillance,
                   int stop) {
  KafkaRun run{.brokers = options.kafka, .consents = {}};
  if (options.accept_gap) run.consents.insert(AreaThreads::Consent::kAcceptGaps);
  if (options.confirm_clock) run.consents.insert(AreaThreads::Consent::kConfirmClock);
  return run_on_kafka(globals, run, surveillance.monitor(), stop);
}

int run(const Globals& globals, const RunOptions& options) {
  const StopSignals stop;  // before any thread
  Surveillance surveillance(globals);
  surveillance.log().info("starting",
                          {{"version", LogValue::code(kVersion)}, {"data", globals.data}});
  auto done = surveillance.listen(globals);
  if (done && !options.kafka.empty()) {
    return serve_on_kafka(globals, options, surveillance, stop.descriptor());
  }
  if (done) done = serve(globals, options, surveillance, stop.descriptor());
  if (!done) return surveillance.give_up(done.error());
  surveillance.log().info("stopped; all that was answered is recorded");
  return kExitDone;
}

}  // namespace

void add_run(CLI::App& koppel, Chosen& chosen) {
  CLI::App* command = koppel.add_subcommand(
      "run", "The engine: takes facts from other commands and lets time move, until Ctrl-C");
  auto options = std::make_shared<RunOptions>();
  command->add_flag("--confirm-clock",
                    options->confirm_clock,
                    "The wall clock is right, though it is far ahead of the last entry");
  CLI::Option* kafka =
      command
          ->add_option("--kafka",
                       options->kafka,
                       "Own areas whose facts and journals are in Kafka, with others that run so")
          ->type_name("HOST:PORT,...");
  command
      ->add_flag("--accept-gap",
                 options->accept_gap,
                 "What an input topic lost is lost: record it and go on (input_lost)")
      ->needs(kafka);
  command->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return run(globals, *options); };
  });
}

}  // namespace koppel::cli
