#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {

// A line with the fields of an object in it: "{proposal}\t{participant}". "{{" and "}}" are braces;
// \t, \n and \\ are a tab, a new line and a backslash.
class LineTemplate {
 public:
  // What is wrong with it, in words.
  [[nodiscard]] static std::expected<LineTemplate, std::string> parse(std::string_view text);

  // A field that this object has not stays empty; of several values each, with commas between.
  [[nodiscard]] std::string fill(const nlohmann::ordered_json& object) const;

  [[nodiscard]] std::vector<std::string> fields() const;

 private:
  struct Piece {
    std::string before;  // words as they are
    std::string field;   // behind them; empty at the end
  };

  std::vector<Piece> pieces_;
};

}  // namespace koppel::cli
