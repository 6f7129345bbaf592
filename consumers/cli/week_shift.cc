#include "consumers/cli/week_shift.h"

#include "consumers/cli/installation.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

namespace koppel::cli {
namespace {

constexpr std::int32_t kWeek = 7;
constexpr char kUnit = 'w';

// What the name of an input ends with that was moved so.
std::string mark_of(std::int32_t weeks) {
  return "+" + std::to_string(weeks) + kUnit;
}

std::optional<std::int32_t> weeks_in(std::string_view name, std::string_view unmoved) {
  if (!name.starts_with(unmoved)) return std::nullopt;
  name.remove_prefix(unmoved.size());
  if (!name.starts_with('+') || !name.ends_with(kUnit)) return std::nullopt;
  const std::string_view digits = name.substr(1, name.size() - 2);
  std::int32_t weeks = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), weeks);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return weeks;
}

// How far each input was read; none where the area cannot be read, which taking facts tells.
std::map<std::string, codec::Position> positions_of(const std::filesystem::path& data,
                                                    AreaId area) {
  std::map<std::string, codec::Position> positions;
  const auto reading = open_reading(data, area);
  if (!reading) return positions;
  (void)reading->store->read_rows([&](std::string_view key, std::string_view value) {
    if (key != codec::head_key()) return Journal::Next::kGoOn;
    if (auto head = codec::read_head(value)) positions = std::move(head->positions);
    return Journal::Next::kStop;
  });
  return positions;
}

}  // namespace

WeekShift::WeekShift(const InputLines& input) : input_(input) {
  for (std::size_t line = 0; line < input.lines.size(); ++line) {
    auto fact = codec::sourced_fact_from_json(input.lines[line]);
    if (!fact) continue;
    latest_ = std::max(latest_, fact->fact.occurred_at);
    facts_.emplace_hint(facts_.end(), line, std::move(*fact));
  }
}

std::int32_t WeekShift::weeks_until(Date today) const {
  if (!latest_.is_set()) return 0;
  return std::max((today.day - local_date(latest_).day) / kWeek, 0);
}

InputLines WeekShift::moved_by(std::int32_t weeks) const {
  InputLines moved{.name = input_.name + mark_of(weeks), .lines = input_.lines};
  if (weeks == 0) return moved;
  for (const auto& [line, sourced] : facts_) {
    Fact fact = sourced.fact;
    codec::move_days(fact, weeks * kWeek);
    moved.lines[line] = codec::fact_to_json(sourced.source, sourced.id, fact);
  }
  return moved;
}

std::optional<std::int32_t> WeekShift::begun_in(const std::filesystem::path& data) const {
  std::optional<std::int32_t> begun;
  for (const AreaId area : areas_in(data)) {
    for (const auto& [name, position] : positions_of(data, area)) {
      if (const auto weeks = weeks_in(name, input_.name)) begun = std::max(begun, weeks);
    }
  }
  return begun;
}

}  // namespace koppel::cli
