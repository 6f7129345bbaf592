#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/fields.h"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::cli {

// "state=accepted,score=812": what stands between commas is one condition if it has a "=", and else
// goes on with the value before it. What is wrong with it, in words.
[[nodiscard]] std::expected<std::vector<Condition>, std::string> parse_conditions(
    const std::vector<std::string>& given);

// --where, as the objects of a list go by.
class Where {
 public:
  explicit Where(const std::vector<Condition>& conditions);

  [[nodiscard]] bool asks() const { return !conditions_.empty(); }

  // Whether every condition holds of that object, in JSON: one of the values of its field is the
  // value, letter by letter; of "*", whether it has the field at all.
  [[nodiscard]] bool lets_through(std::string_view object);

  // A field that none of the objects had.
  [[nodiscard]] std::optional<FieldNames::Unknown> unknown() const { return names_.unknown(); }

 private:
  std::vector<Condition> conditions_;
  FieldNames names_;
};

}  // namespace koppel::cli
