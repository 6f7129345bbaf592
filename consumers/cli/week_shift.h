#pragma once

#include "consumers/cli/import_lines.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/calendar.h"
#include "engine/model/instant.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace koppel::cli {

// The facts of an input, moved by whole weeks: moments and dates, whichever way the line spells
// them; births stay. Lines that are no fact stay as they are.
class WeekShift {
 public:
  explicit WeekShift(const InputLines& input);

  // So that the latest occurredAt lies within the seven days before `today`; never backwards.
  [[nodiscard]] std::int32_t weeks_until(Date today) const;

  // With the weeks in its name: moved by others it is another input.
  [[nodiscard]] InputLines moved_by(std::int32_t weeks) const;

  // By how many weeks the same file was moved when an import into that directory began to take it.
  // Nothing where none did, or where that cannot be read.
  [[nodiscard]] std::optional<std::int32_t> begun_in(const std::filesystem::path& data) const;

 private:
  const InputLines& input_;
  std::map<std::size_t, codec::SourcedFact> facts_;  // by line
  Instant latest_;
};

}  // namespace koppel::cli
