#include "consumers/cli/where.h"

#include <algorithm>

namespace koppel::cli {
namespace {

constexpr std::string_view kAny = "*";

std::vector<std::string> fields_of(const std::vector<Condition>& conditions) {
  std::vector<std::string> fields;
  for (const Condition& condition : conditions) fields.push_back(condition.field);
  return fields;
}

}  // namespace

std::expected<std::vector<Condition>, std::string> parse_conditions(
    const std::vector<std::string>& given) {
  std::vector<Condition> conditions;
  for (const std::string& text : given) {
    const std::size_t first = conditions.size();
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(',', at), text.size());
      const std::string piece = text.substr(at, comma - at);
      const std::size_t equals = piece.find('=');
      at = comma + 1;
      if (equals != std::string::npos && equals > 0) {
        conditions.push_back({.field = piece.substr(0, equals), .value = piece.substr(equals + 1)});
      } else if (equals == std::string::npos && conditions.size() > first) {
        conditions.back().value += "," + piece;
      } else {
        return std::unexpected('"' + piece + "\" is no field=value");
      }
    }
  }
  return conditions;
}

Where::Where(const std::vector<Condition>& conditions)
    : conditions_(conditions), names_(fields_of(conditions)) {}

bool Where::lets_through(std::string_view object) {
  if (!asks()) return true;
  const auto json = nlohmann::ordered_json::parse(object, nullptr, false);
  names_.see(json);
  return std::ranges::all_of(conditions_, [&](const Condition& condition) {
    const auto values = values_of(json, condition.field);
    if (condition.value == kAny) return !values.empty();
    return std::ranges::find(values, condition.value) != values.end();
  });
}

}  // namespace koppel::cli
