#include "consumers/cli/resumed_history.h"

#include "consumers/cli/installation.h"
#include "consumers/cli/submission.h"
#include "consumers/cli/table.h"
#include "engine/model/calendar.h"

#include <algorithm>

namespace koppel::cli {
namespace {

// An area whose part of the input was begun and not ended.
struct Begun {
  std::uint64_t next = 0;  // the line behind the last that was taken
  Instant told;            // the latest moment until the first line that is left
  bool ends = true;        // no fact is left
};

struct Stand {
  Instant now;
  Instant taken;  // when the last fact of the input was; unset where all were repeats
};

std::map<AreaId, Begun> begun_areas(const InputLines& input,
                                    const std::map<std::string, std::uint64_t>& positions) {
  std::map<AreaId, Begun> begun;
  for (const auto& [name, next] : positions) {
    if (const auto area = parse_area(name)) begun[*area].next = next;
  }
  for (std::uint64_t line = 0; line < input.lines.size(); ++line) {
    const auto fact = fact_of(input.lines[line]);
    const auto found = fact ? begun.find(fact->area) : begun.end();
    if (found == begun.end() || !found->second.ends) continue;
    found->second.told = std::max(found->second.told, fact->occurred_at);
    found->second.ends = line < found->second.next;
  }
  return begun;
}

std::expected<Stand, PortError> stand_of(const std::filesystem::path& data,
                                         AreaId area,
                                         const std::string& input) {
  const auto reading = open_reading(data, area);
  if (!reading) return std::unexpected(reading.error());
  Stand stand;
  const auto read =
      read_entries(*reading->store, *reading->keys, Sequence{1}, [&](const Entry& entry) {
        stand.now = entry.recorded_at;
        if (entry.cause.input == input) stand.taken = entry.recorded_at;
        return Journal::Next::kGoOn;
      });
  if (!read) return std::unexpected(read.error());
  return stand;
}

PortError moved_on(AreaId area, const Begun& begun, Instant now) {
  const std::string name = to_text(area);
  return {.failure = PortFailure::kUnavailable,
          .what = name + ": time has moved on to " + to_text(now) + " since line " +
                  grouped(begun.next) +
                  " was taken; the rest of this history would be judged as of then",
          .remedy = "import the whole of it into a new directory (--data), or put " + name +
                    " back as it was, from a backup or checkpoint of before, and give the same "
                    "command again; import facts --as-of-now takes the rest as it is"};
}

}  // namespace

std::expected<void, PortError> may_go_on(const std::filesystem::path& data,
                                         const InputLines& input,
                                         const std::map<std::string, std::uint64_t>& positions) {
  if (positions.empty()) return {};
  for (const auto& [area, begun] : begun_areas(input, positions)) {
    if (begun.ends) continue;
    const auto stand = stand_of(data, area, input.name);
    if (!stand) return std::unexpected(stand.error());
    const Instant as_told = plus_ms(begun.told, kDayMs);
    if (stand->now > as_told && stand->taken.is_set() && stand->taken <= as_told) {
      return std::unexpected(moved_on(area, begun, stand->now));
    }
  }
  return {};
}

}  // namespace koppel::cli
