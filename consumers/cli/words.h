#pragma once

#include "consumers/cli/command.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace koppel::cli {

// One text in both languages; neither is empty, but for the word of an unspecified value.
struct Words {
  std::string_view nl;
  std::string_view en;
};

[[nodiscard]] constexpr std::string_view in(Lang lang, const Words& words) {
  return lang == Lang::kNl ? words.nl : words.en;
}

// The pattern with {0}, {1} … filled in, control characters of the values written out.
[[nodiscard]] std::string filled(std::string_view pattern,
                                 std::initializer_list<std::string_view> values);

}  // namespace koppel::cli
