#include "consumers/cli/inspect.h"
#include "consumers/cli/inspect_json.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/table.h"
#include "consumers/cli/until_stopped.h"
#include "consumers/cli/views.h"
#include "consumers/cli/where.h"
#include "engine/codec/show.h"
#include "engine/model/calendar.h"

#include <charconv>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace koppel::cli {
namespace {

// Opening an area to read takes some hundredths of a second.
constexpr std::chrono::milliseconds kLookAgainAfter(300);

struct From {
  Sequence sequence{1};
  Instant moment;
};

std::optional<From> parse_from(const std::string& text) {
  if (const auto day = parse_date(text)) return From{.moment = at_local_hour(*day, 0)};
  if (const auto moment = parse_instant(text)) return From{.moment = *moment};
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  return From{.sequence = Sequence{number}};
}

// Entries on their way out: those that --where lets through, --limit of them.
class Lines {
 public:
  explicit Lines(const Globals& globals)
      : globals_(globals),
        where_(globals.where),
        left_(globals.limit ? std::uint64_t{*globals.limit} : UINT64_MAX) {}

  [[nodiscard]] bool are_any() const { return printed_ > 0; }

  [[nodiscard]] bool are_enough() const { return left_ == 0; }

  Journal::Next print(AreaId area, const Entry& entry) {
    if (are_enough()) return Journal::Next::kStop;
    ++seen_;
    const bool object = globals_.format == Format::kJson || where_.asks();
    const std::string json = object ? entry_json(area, entry, globals_.personal) : "";
    if (!where_.lets_through(json)) return Journal::Next::kGoOn;
    if (globals_.format == Format::kJson) {
      print_object(json);
    } else {
      print_line(codec::entry_text(entry, globals_.personal));
    }
    ++printed_;
    --left_;
    return are_enough() ? Journal::Next::kStop : Journal::Next::kGoOn;
  }

  // Answers the exit code.
  [[nodiscard]] int end(const std::string& asked) const {
    if (printed_ > 0 || globals_.limit == 0U) return kExitDone;
    if (const auto unknown = where_.unknown()) {
      return complain_usage(unknown->what, unknown->remedy);
    }
    if (seen_ > 0) {
      remark(globals_, "--where lets none of " + grouped(seen_) + " entries through");
      return kExitNothing;
    }
    return complain({.failure = PortFailure::kNotFound,
                     .what = "there is no entry from " + asked + " on",
                     .remedy = "koppel inspect market names the last entry of each area"});
  }

 private:
  const Globals& globals_;
  Where where_;
  std::uint64_t left_;
  std::uint64_t seen_ = 0;
  std::uint64_t printed_ = 0;
};

// An area that is read, once or again and again.
struct Looking {
  AreaId area;
  From from;
  EntryReader reader = {};
};

// What was recorded since the time before.
std::expected<void, PortError> print_new(Journal& journal,
                                         Keys& keys,
                                         Looking& looking,
                                         Lines& lines) {
  return looking.reader.read_on(journal, keys, looking.from.sequence, [&](const Entry& entry) {
    if (entry.recorded_at < looking.from.moment) return Journal::Next::kGoOn;
    return lines.print(looking.area, entry);
  });
}

std::expected<void, PortError> print_area(const Globals& globals, Looking& looking, Lines& lines) {
  auto reading = open_reading(globals.data, looking.area);
  if (!reading) return std::unexpected(reading.error());
  return print_new(*reading->store, *reading->keys, looking, lines);
}

// The same until somebody asks to stop, on the way too.
std::expected<void, PortError> follow_area(const Globals& globals,
                                           Looking& looking,
                                           Lines& lines,
                                           const StopSignals& stop) {
  while (!lines.are_enough() && !stop.asked()) {
    auto reading = open_reading(globals.data, looking.area);
    if (!reading) return std::unexpected(reading.error());
    UntilStopped journal(*reading->store, stop);
    if (auto done = print_new(journal, *reading->keys, looking, lines); !done) return done;
    if (lines.are_any()) hold_nothing_back();
    flush();
    if (!lines.are_enough()) (void)stop.comes_within(kLookAgainAfter);
  }
  return {};
}

// The line that was typed, from another entry on.
std::string command_from(const Globals& globals, Sequence sequence) {
  constexpr std::string_view kFrom = " --from";
  std::string command = globals.command;
  if (const auto at = command.find(kFrom); at != std::string::npos) {
    command.erase(at, command.find(' ', at + kFrom.size() + 1) - at);
  }
  return command + std::string(kFrom) + " " + std::to_string(sequence.value());
}

std::optional<From> from_or_complain(const std::string& asked) {
  const auto from = parse_from(asked);
  if (!from) {
    complain_usage("--from: \"" + asked + "\" is no entry, day or moment",
                   "write 5927, 2026-11-03 or 2026-11-03T09:00:00Z");
  }
  return from;
}

}  // namespace

int inspect_journal(const Globals& globals, const std::string& asked) {
  const auto from = from_or_complain(asked);
  if (!from) return kExitUsage;
  Lines lines(globals);
  const auto areas = asked_areas(globals);
  for (const AreaId area : areas) {
    if (lines.are_enough()) break;
    if (areas.size() > 1 && globals.format == Format::kTable) {
      remark(globals, to_text(area) + ":");
    }
    Looking looking{.area = area, .from = *from};
    if (auto done = print_area(globals, looking, lines); !done) return complain(done.error());
  }
  return areas.empty() ? kExitNothing : lines.end(asked);
}

int follow_journal(const Globals& globals, const std::string& asked) {
  const auto from = from_or_complain(asked);
  if (!from) return kExitUsage;
  if (waits_for_the_end()) {
    return complain_usage("--follow has no end, and --output waits for it",
                          "send stdout to the file: > FILE");
  }
  const StopSignals stop;
  const auto areas = asked_areas(globals);
  if (areas.empty()) return kExitNothing;
  if (areas.size() > 1) {
    return complain_usage("there is more than one area to follow", "add --area AMnn");
  }
  Lines lines(globals);
  Looking looking{.area = areas.front(), .from = *from};
  if (auto done = follow_area(globals, looking, lines, stop); !done) {
    return complain(done.error());
  }
  if (lines.are_enough()) return kExitDone;
  const std::uint64_t last = looking.reader.last().value();
  return tell_stopped("behind entry " + grouped(last) + " of " + to_text(looking.area),
                      "go on with: " + command_from(globals, Sequence{last + 1}));
}

}  // namespace koppel::cli
