#include "consumers/cli/inspect.h"
#include "consumers/cli/inspect_json.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/views.h"
#include "engine/codec/show.h"
#include "engine/model/calendar.h"

#include <charconv>
#include <optional>
#include <string>

namespace koppel::cli {
namespace {

struct Left {
  std::uint64_t lines;
};

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

std::expected<void, PortError> print_area(const Globals& globals,
                                          AreaId area,
                                          const From& from,
                                          Left& left) {
  auto reading = open_reading(globals.data, area);
  if (!reading) return std::unexpected(reading.error());
  return read_entries(*reading->store, *reading->keys, from.sequence, [&](const Entry& entry) {
    if (left.lines == 0) return Journal::Next::kStop;
    if (entry.recorded_at < from.moment) return Journal::Next::kGoOn;
    print_line(globals.format == Format::kJson ? entry_json(area, entry, globals.personal)
                                               : codec::entry_text(entry, globals.personal));
    return --left.lines == 0 ? Journal::Next::kStop : Journal::Next::kGoOn;
  });
}

}  // namespace

int inspect_journal(const Globals& globals, const std::string& asked) {
  const auto from = parse_from(asked);
  if (!from) {
    return complain_usage("--from: \"" + asked + "\" is no entry, day or moment",
                          "write 5927, 2026-11-03 or 2026-11-03T09:00:00Z");
  }
  const std::uint64_t limit = globals.limit ? *globals.limit : UINT64_MAX;
  Left left{.lines = limit};
  const auto areas = asked_areas(globals);
  for (const AreaId area : areas) {
    if (left.lines == 0) break;
    if (areas.size() > 1 && globals.format == Format::kTable) {
      remark(globals, to_text(area) + ":");
    }
    if (auto done = print_area(globals, area, *from, left); !done) return complain(done.error());
  }
  if (areas.empty() || left.lines < limit || limit == 0)
    return areas.empty() ? kExitNothing : kExitDone;
  return complain({.failure = PortFailure::kNotFound,
                   .what = "there is no entry from " + asked + " on",
                   .remedy = "koppel inspect market names the last entry of each area"});
}

}  // namespace koppel::cli
