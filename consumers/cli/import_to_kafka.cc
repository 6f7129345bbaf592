#include "consumers/cli/import_to_kafka.h"

#include "consumers/cli/kafka_options.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/submission.h"
#include "consumers/cli/system_clock.h"
#include "consumers/cli/table.h"
#include "consumers/kafka/fact_feeder.h"
#include "consumers/runtime/log_failure.h"
#include "engine/codec/cloud_event.h"
#include "engine/codec/fact_codec.h"

#include <optional>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

constexpr std::uint64_t kSentAtOnce = 10'000;  // before the brokers are waited for

struct Tally {
  std::uint64_t sent = 0;
  std::optional<std::uint64_t> stopped;  // behind so many lines
  bool settled = true;                   // else some that were sent may stand or not
  std::vector<Reject> rejects;
};

std::expected<void, LogError> send_line(FactFeeder& feeder,
                                        const Fact& fact,
                                        const std::string& line,
                                        Instant now) {
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  return feeder.send(
      codec::fact_event_of(fact, line, json.value("source", ""), json.value("id", ""), now),
      *partition_of(fact.area));
}

// False when a stop is asked while brokers do not answer.
bool settle(FactFeeder& feeder, const StopSignals& stop) {
  while (!feeder.is_settled()) {
    if (stop.asked()) return false;
  }
  return true;
}

std::expected<Tally, LogError> send_all(FactFeeder& feeder,
                                        const InputLines& input,
                                        const StopSignals& stop,
                                        const Globals& globals) {
  Progress progress(globals, "Sending", "facts", input.lines.size());
  SystemClock clock;
  Tally tally;
  for (std::uint64_t at = 0; at < input.lines.size(); ++at) {
    const std::string& line = input.lines[at];
    progress.at(at);
    const bool pause = tally.sent % kSentAtOnce == 0;
    if (stop.asked() || (pause && !settle(feeder, stop))) {
      tally.stopped = at;
      break;
    }
    if (line.empty()) continue;
    const auto fact = fact_of(line);
    if (!fact) {
      tally.rejects.push_back({.line = at + 1,
                               .reason = fact.error().reason,
                               .field = fact.error().field,
                               .original = line});
      continue;
    }
    if (auto sent = send_line(feeder, *fact, line, clock.wall()); !sent) {
      return std::unexpected(sent.error());
    }
    ++tally.sent;
  }
  tally.settled = settle(feeder, stop);
  if (!tally.settled) return tally;
  if (auto done = feeder.finish(); !done) return std::unexpected(done.error());
  return tally;
}

void report(const Globals& globals, const Tally& tally, const std::filesystem::path& rejects) {
  if (globals.format == Format::kJson) {
    nlohmann::json object{{"sent", tally.sent}, {"unreadable", tally.rejects.size()}};
    if (!tally.rejects.empty()) object["rejects"] = rejects.string();
    return print_object(object.dump());
  }
  print_line("sent " + std::to_string(tally.sent) + ", unreadable " +
             std::to_string(tally.rejects.size()) +
             "; all that was sent stands in the input topics");
  if (!tally.rejects.empty()) {
    print_line("What was not sent, with line and reason: " + rejects.string());
  }
}

}  // namespace

int import_to_kafka(const Globals& globals,
                    const InputLines& input,
                    const std::string& brokers,
                    const HistoryOptions& options) {
  const auto settings = kafka_settings_of(globals, brokers);
  if (!settings) return complain_usage(settings.error().what, settings.error().remedy);
  KafkaTalk talk(settings->asks_debug() ? KafkaTalk::Debug::kOn : KafkaTalk::Debug::kOff);
  auto feeder = FactFeeder::make(
      *settings, [&talk](int level, std::string_view facility, std::string_view text) {
        talk.line(level, facility, text);
      });
  if (!feeder) return complain(port_error(feeder.error()));
  const auto tally = send_all(**feeder, input, options.stop, globals);
  if (!tally) {
    PortError error = port_error(tally.error());
    if (const std::string wrong = talk.last_wrong(); !wrong.empty())
      error.what += " (" + wrong + ")";
    (void)complain(error);
    return kExitUnreachable;
  }
  if (auto written = write_rejects(options.rejects, tally->rejects); !written) {
    return complain(written.error());
  }
  if (!tally->settled) {
    return tell_stopped("while the brokers did not answer; what was sent may stand or not",
                        options.again);
  }
  report(globals, *tally, options.rejects);
  if (tally->stopped) {
    return tell_stopped("behind line " + grouped(*tally->stopped) + " of " +
                            grouped(input.lines.size()) + "; what was sent stands",
                        options.again);
  }
  return tally->rejects.empty() ? kExitDone : kExitPartlyRefused;
}

}  // namespace koppel::cli
