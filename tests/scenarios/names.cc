#include "tests/scenarios/names.h"

#include "engine/model/id_text.h"

#include <cctype>
#include <cstddef>
#include <optional>

namespace koppel::scenarios {
namespace {

constexpr std::uint64_t kFirstNumber = 1'000;
constexpr std::size_t kIdChars = 14;

std::optional<std::uint64_t> number_in(std::string_view token) {
  if (token.size() != kIdChars) return std::nullopt;
  if (const auto id = parse_id<ParticipantId>(token)) return id->value();
  if (const auto id = parse_id<EmployerId>(token)) return id->value();
  if (const auto id = parse_id<PlacementId>(token)) return id->value();
  if (const auto id = parse_id<EngagementId>(token)) return id->value();
  if (const auto id = parse_id<ConsultantId>(token)) return id->value();
  return std::nullopt;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

std::uint64_t Names::number_of(std::string_view name) {
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  const std::uint64_t number = kFirstNumber + numbers_.size();
  numbers_.emplace(name, number);
  names_.emplace(number, name);
  return number;
}

std::string Names::word_for(std::string_view token) const {
  if (const auto hash = hashes_.find(token); hash != hashes_.end()) return hash->second;
  if (const auto number = number_in(token)) {
    if (const auto name = names_.find(*number); name != names_.end()) return name->second;
  }
  return std::string(token);
}

std::string Names::in_words(std::string_view line) const {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && is_word(line[end])) ++end;
    if (end == at) {
      out += line[at++];
      continue;
    }
    out += word_for(line.substr(at, end - at));
    at = end;
  }
  return out;
}

}  // namespace koppel::scenarios
