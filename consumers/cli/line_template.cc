#include "consumers/cli/line_template.h"

#include "consumers/cli/fields.h"

#include <utility>

namespace koppel::cli {
namespace {

char escaped(char letter) {
  if (letter == 't') return '\t';
  if (letter == 'n') return '\n';
  return letter;
}

}  // namespace

std::expected<LineTemplate, std::string> LineTemplate::parse(std::string_view text) {
  LineTemplate parsed;
  std::string words;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char each = text[at];
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (each == '\\' && (next == 't' || next == 'n' || next == '\\')) {
      words += escaped(next);
      ++at;
    } else if ((each == '{' || each == '}') && next == each) {
      words += each;
      ++at;
    } else if (each == '}') {
      return std::unexpected("a \"}\" has no \"{\" before it");
    } else if (each == '{') {
      const std::size_t end = text.find_first_of("{}", at + 1);
      if (end == std::string_view::npos || text[end] != '}' || end == at + 1) {
        return std::unexpected("a \"{\" has no field and \"}\" behind it");
      }
      parsed.pieces_.push_back({.before = std::exchange(words, {}),
                                .field = std::string(text.substr(at + 1, end - at - 1))});
      at = end;
    } else {
      words += each;
    }
  }
  parsed.pieces_.push_back({.before = std::move(words), .field = {}});
  return parsed;
}

std::string LineTemplate::fill(const nlohmann::ordered_json& object) const {
  std::string line;
  for (const Piece& piece : pieces_) {
    line += piece.before;
    std::string_view between;
    for (const std::string& value : values_of(object, piece.field)) {
      line += between;
      line += value;
      between = ",";
    }
  }
  return line;
}

std::vector<std::string> LineTemplate::fields() const {
  std::vector<std::string> fields;
  for (const Piece& piece : pieces_) {
    if (!piece.field.empty()) fields.push_back(piece.field);
  }
  return fields;
}

}  // namespace koppel::cli
