#pragma once

#include "consumers/cli/submission.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

// What goes over DIR/koppel.sock: one JSON object a line each way, answers in order.
//   {"fact":"<the line>","input":"…","offset":7,"timing":"live"}   ->  an Answered
//   {"positions":"<input>"}                                        ->  {"AM11":120,…}
//   {"advance":true}                                               ->  {}
// Any answer may be {"error":"<what>","remedy":"<what to do>"}.
namespace koppel::cli {

struct PositionsAsked {
  std::string input;
};

struct AdvanceAsked {};

using Asked = std::variant<Submitted, PositionsAsked, AdvanceAsked>;

inline constexpr std::size_t kSocketLineMax = 4'194'304;

[[nodiscard]] std::string write_asked(const Asked& asked);
[[nodiscard]] std::optional<Asked> read_asked(std::string_view line);

[[nodiscard]] std::string write_answered(const Answered& answered);
[[nodiscard]] std::string write_positions(const std::map<std::string, std::uint64_t>& positions);
[[nodiscard]] std::string write_error(const PortError& error);

[[nodiscard]] std::expected<Answered, PortError> read_answered(std::string_view line);
[[nodiscard]] std::expected<std::map<std::string, std::uint64_t>, PortError> read_positions(
    std::string_view line);

}  // namespace koppel::cli
