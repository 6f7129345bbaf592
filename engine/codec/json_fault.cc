#include "engine/codec/json_fault.h"

#include <algorithm>
#include <optional>

namespace koppel::codec {
namespace {

constexpr auto kNowhere = std::string_view::npos;
constexpr std::size_t kShownFromCaret = 20;  // bytes, where the text has as many

struct Shown {
  std::string_view fault;
  std::string_view around;
  std::size_t caret = 0;  // below that byte of them
};

std::optional<Shown> shown_in(std::string_view message) {
  const auto fault_end = message.find('\n');
  const auto around_end = message.rfind('\n');
  if (fault_end == around_end) return std::nullopt;
  const std::string_view below = message.substr(around_end + 1);
  const auto caret = below.find_first_not_of(' ');
  if (caret == kNowhere || below.substr(caret) != "^") return std::nullopt;
  return Shown{.fault = message.substr(0, fault_end),
               .around = message.substr(fault_end + 1, around_end - fault_end - 1),
               .caret = caret};
}

// Where the fault is in the text; nothing where what is shown of it stands there more than once.
std::optional<std::size_t> place_of(const Shown& shown, std::string_view text) {
  if (shown.around.size() < shown.caret + kShownFromCaret) {  // to the end of the text
    if (!text.ends_with(shown.around)) return std::nullopt;
    return text.size() - shown.around.size() + shown.caret;
  }
  const auto first = text.find(shown.around);
  if (first == kNowhere || first != text.rfind(shown.around)) return std::nullopt;
  return first + shown.caret;
}

// "column 7", or "line 2, column 7" of a text of more than one.
std::string named(std::string_view text, std::size_t at) {
  std::string_view before = text.substr(0, at);
  const auto lines = std::ranges::count(before, '\n');
  if (lines > 0) before.remove_prefix(before.rfind('\n') + 1);
  const auto characters = std::ranges::count_if(before, [](char each) {
    return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U;  // else it goes on with one
  });
  const std::string column = "column " + std::to_string(characters + 1);
  if (text.find('\n') == kNowhere) return column;
  return "line " + std::to_string(lines + 1) + ", " + column;
}

std::string on_one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace(line, '\n', ' ');
  return line;
}

}  // namespace

std::string json_fault(std::string_view message, std::string_view text) {
  const auto shown = shown_in(message);
  if (!shown) return on_one_line(message);
  std::string fault(shown->fault);
  const auto place = place_of(*shown, text);
  if (!place) return fault;
  if (fault.ends_with('.')) fault.pop_back();
  return fault + " at " + named(text, *place);
}

}  // namespace koppel::codec
