#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

// The fields of the objects that commands print, by name: "score", and "proposalMade.score" for one
// further down. A list on the way stands for each of its members.
namespace koppel::cli {

// In words, control characters written out; none where the object has no such field.
[[nodiscard]] std::vector<std::string> values_of(const nlohmann::ordered_json& object,
                                                 std::string_view field);

// The names that occurred, of which an object need not have each. What is masked is named.
class FieldNames {
 public:
  explicit FieldNames(std::vector<std::string> asked) : asked_(std::move(asked)) {}

  void see(const nlohmann::ordered_json& object);

  [[nodiscard]] bool all_seen() const { return asked_.empty(); }

  // One that was asked for, though objects were seen and none had it: in words, with the nearest.
  struct Unknown {
    std::string what;
    std::string remedy;
  };

  [[nodiscard]] std::optional<Unknown> unknown() const;

 private:
  void name(const nlohmann::ordered_json& node, const std::string& path);

  std::vector<std::string> asked_;  // and not seen so far
  std::set<std::string> seen_;
};

}  // namespace koppel::cli
