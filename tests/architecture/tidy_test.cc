// Claim: sources keep the sizes, names and habits of the house.
// Shown by small checks of every source line, each of which is also seen to fail.

#include "tests/architecture/source_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koppel::architecture {
namespace {

constexpr std::size_t kFileLinesMax = 500;
constexpr std::size_t kColumnsMax = 100;
constexpr std::size_t kFunctionLinesMax = 70;

// Here the banned marks stand as examples.
constexpr std::string_view kSelf = "tests/architecture/";

// UTF-8: a character counts once, by its first byte.
std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Violations check_sizes(const SourceFile& file) {
  Violations found;
  if (file.lines.size() > kFileLinesMax) {
    found.push_back(at(file, kFileLinesMax) + "file has " + std::to_string(file.lines.size()) +
                    " lines; allowed: " + std::to_string(kFileLinesMax));
  }
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    if (columns(file.lines[i]) <= kColumnsMax) continue;
    found.push_back(at(file, i) + "line has " + std::to_string(columns(file.lines[i])) +
                    " columns; allowed: " + std::to_string(kColumnsMax));
  }
  return found;
}

// Relies on the formatter: a function outside a class starts in column 0 and ends with a line "}";
// types end with "};" and namespaces with a comment.
Violations check_functions(const SourceFile& file) {
  Violations found;
  std::size_t start = 0;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    if (line == "}") {
      const std::size_t lines = i - start + 1;
      if (lines > kFunctionLinesMax) {
        found.push_back(at(file, start) + "function has " + std::to_string(lines) +
                        " lines; allowed: " + std::to_string(kFunctionLinesMax));
      }
    } else if (!line.empty() && std::string_view(" }#/").find(line[0]) == std::string_view::npos) {
      start = i;
    }
  }
  return found;
}

Violations check_file_name(const SourceFile& file) {
  static constexpr std::array<std::string_view, 8> kBanned = {
      "manager", "helper", "util", "utils", "impl", "misc", "common", "base"};
  std::string stem = std::filesystem::path(file.path).stem().string();
  std::ranges::replace(stem, '_', ' ');
  for (const std::string_view word : kBanned) {
    if (!has_word(stem, word) && !has_word(stem, std::string(word) + "s")) continue;
    return {at(file, 0) + "file name says '" + std::string(word) +
            "'; allowed: the noun of what is in it"};
  }
  return {};
}

std::string_view word_at(std::string_view text, std::size_t from) {
  const std::size_t start = std::min(text.find_first_not_of(' ', from), text.size());
  std::size_t end = start;
  while (end < text.size() && is_word_character(text[end])) ++end;
  return text.substr(start, end - start);
}

Violations check_type_names(const SourceFile& file) {
  static constexpr std::array<std::string_view, 5> kBanned = {
      "Manager", "Helper", "Util", "Utils", "Impl"};
  Violations found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string code = code_of(file.lines[i]);
    for (const std::string_view keyword : {"class", "struct", "enum", "using", "concept"}) {
      const std::size_t place = find_word(code, keyword);
      if (place == std::string::npos) continue;
      const std::string_view name = word_at(code, place + keyword.size());
      const auto ends = [name](std::string_view word) { return name.ends_with(word); };
      if (!std::ranges::any_of(kBanned, ends)) continue;
      found.push_back(at(file, i) + "type name " + std::string(name) +
                      "; allowed: a noun of the domain");
    }
  }
  return found;
}

Violations check_marks(const SourceFile& file) {
  Violations found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    for (const std::string_view mark : {"TODO", "FIXME", "XXX", "HACK"}) {
      if (!has_word(file.lines[i], mark)) continue;
      found.push_back(at(file, i) + std::string(mark) + "; allowed: done, or not begun");
    }
  }
  return found;
}

Violations check_sleep(const SourceFile& file) {
  if (!file.path.starts_with("tests/")) return {};
  Violations found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string code = code_of(file.lines[i]);
    for (const std::string_view call : {"sleep_for", "sleep_until", "usleep"}) {
      if (!has_word(code, call)) continue;
      found.push_back(at(file, i) + std::string(call) + "; allowed: a clock that the test moves");
    }
  }
  return found;
}

Violations check_default(const SourceFile& file) {
  static constexpr std::string_view kLabel = "default";
  if (!file.path.starts_with("engine/")) return {};
  Violations found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string code = code_of(file.lines[i]);
    const std::size_t label = find_word(code, kLabel);
    if (label == std::string::npos) continue;
    const std::size_t colon = code.find_first_not_of(' ', label + kLabel.size());
    if (colon == std::string::npos || code[colon] != ':') continue;
    found.push_back(at(file, i) + "default in a switch; allowed: a case for every value, so that " +
                    "the compiler finds a forgotten one");
  }
  return found;
}

Violations check_pragma(const SourceFile& file) {
  if (!file.path.ends_with(".h")) return {};
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    if (line.empty() || line.starts_with("//")) continue;
    if (line == "#pragma once") return {};
    return {at(file, i) +
            "header does not start so; allowed: #pragma once, after a comment if any"};
  }
  return {at(file, 0) + "header is empty; allowed: #pragma once, after a comment if any"};
}

// What is open at a place of the code, innermost last. '<' counts only where a type could stand.
struct Brackets {
  std::string open;
  std::string word_before_paren;

  void read(std::string_view code, std::size_t i) {
    static constexpr std::string_view kOpening = "({[";
    static constexpr std::string_view kClosing = ")}]";
    const char c = code[i];
    if (c == '(') word_before_paren = last_word(code.substr(0, i));
    if (kOpening.find(c) != std::string_view::npos || starts_template(code, i)) open += c;
    if (c == '>' && open.ends_with('<')) open.pop_back();
    const std::size_t closing = kClosing.find(c);
    if (closing == std::string_view::npos) return;
    const std::size_t last = open.rfind(kOpening[closing]);
    open.resize(last == std::string::npos ? 0 : last);
  }

  static bool starts_template(std::string_view code, std::size_t i) {
    return code[i] == '<' && i > 0 && is_word_character(code[i - 1]);
  }

  [[nodiscard]] bool in_parameters() const {
    static constexpr std::array<std::string_view, 4> kNotAFunction = {
        "if", "while", "for", "switch"};
    return !open.empty() && open.back() == '(' &&
           std::ranges::find(kNotAFunction, word_before_paren) == kNotAFunction.end();
  }

  static std::string last_word(std::string_view code) {
    while (code.ends_with(' ')) code.remove_suffix(1);
    std::size_t start = code.size();
    while (start > 0 && is_word_character(code[start - 1])) --start;
    return std::string(code.substr(start));
  }
};

Violations check_bool_parameters(const SourceFile& file) {
  const bool is_engine_header = file.path.starts_with("engine/") && file.path.ends_with(".h");
  if (!is_engine_header || file.path == "engine/model/invariant.h") return {};
  Violations found;
  Brackets brackets;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string code = code_of(file.lines[i]);
    if (code.starts_with("#")) continue;
    for (std::size_t j = 0; j < code.size(); ++j) {
      if (find_word(code, "bool", j) == j && brackets.in_parameters()) {
        found.push_back(at(file, i) + "bool parameter; allowed: an enum class, or two functions");
      }
      brackets.read(code, j);
    }
  }
  return found;
}

Violations check_all(const SourceFile& file) {
  Violations found;
  const auto add = [&found](const Violations& more) {
    std::ranges::copy(more, std::back_inserter(found));
  };
  add(check_sizes(file));
  add(check_functions(file));
  add(check_file_name(file));
  add(check_type_names(file));
  add(check_pragma(file));
  add(check_bool_parameters(file));
  add(check_sleep(file));
  add(check_default(file));
  if (!file.path.starts_with(kSelf)) add(check_marks(file));
  return found;
}

TEST(Tidy, EverySourceKeepsTheRules) {
  Violations found;
  for (const std::string_view folder : {"engine", "consumers", "tests"}) {
    for (const SourceFile& file : sources_below(folder, {".h", ".cc"})) {
      std::ranges::copy(check_all(file), std::back_inserter(found));
    }
  }
  EXPECT_EQ(joined(found), "");
}

std::string repeated(std::string_view line, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += line;
  return text;
}

using Example = std::pair<std::string_view, std::string>;  // path, text

TEST(Tidy, EveryBrokenRuleIsFound) {
  const std::string once = "#pragma once\n";
  const std::vector<Example> broken = {
      {"engine/core/a.cc", repeated("\n", kFileLinesMax + 1)},
      {"engine/core/a.cc", "// " + repeated("é", kColumnsMax - 2)},
      {"engine/core/a.cc", "void f(int a,\n       int b) {\n" + repeated("  g();\n", 68) + "}\n"},
      {"engine/core/market_utils.cc", ""},
      {"engine/core/base.cc", ""},
      {"engine/core/helpers.cc", ""},
      {"engine/core/a.cc", "class MarketManager {"},
      {"engine/core/a.cc", "struct JournalImpl;"},
      {"engine/core/a.cc", "using Utils = int;"},
      {"engine/core/a.cc", "int x;  // TODO later"},
      {"consumers/cli/a.cc", "// FIXME"},
      {"tests/engine/a_test.cc", "std::this_thread::sleep_for(delay);"},
      {"tests/engine/a_test.cc", "usleep(10);"},
      {"engine/core/a.cc", "    default: return 1;"},
      {"engine/core/a.h", "#include <string>\n#pragma once\n"},
      {"engine/core/a.h", ""},
      {"engine/core/a.h", once + "void f(bool quick);"},
      {"engine/core/a.h", once + "void f(std::map<int, int> map,\n       const bool& quick);"},
      {"engine/core/a.h", once + "explicit operator bool(); void f(int (*g)(bool));"},
  };
  for (const auto& [path, text] : broken) {
    const Violations found = check_all(source_from_text(std::string(path), text));
    EXPECT_EQ(found.size(), 1) << path << ":\n" << text << "\n" << joined(found);
  }
}

TEST(Tidy, WhatKeepsTheRulesPasses) {
  const std::string once = "// A comment first.\n\n#pragma once\n";
  const std::vector<Example> kept = {
      {"engine/core/a.cc", repeated("\n", kFileLinesMax)},
      {"engine/core/a.cc", "// " + repeated("é", kColumnsMax - 3)},
      {"engine/core/a.cc", "void f() {\n" + repeated("  g();\n", 68) + "}\n"},
      {"engine/core/a.cc", "struct S {\n" + repeated("  int x;\n", 90) + "};\n"},
      {"engine/storage/database.cc", "using Simple = int;"},
      {"engine/core/a.cc", "S(const S&) = default;"},
      {"consumers/cli/a.cc", "    default: return 1;"},
      {"consumers/runtime/a.cc", "std::this_thread::sleep_for(delay);"},
      {"engine/core/a.h", once + "bool f(std::vector<bool> seen, std::map<int, bool> quick);"},
      {"engine/core/a.h", once + "bool g();  // says (bool)\nbool member = false;"},
      {"engine/core/a.h", once + "inline void f() {\n  if (bool x = g()) h(x);\n}"},
      {"engine/core/a.h", once + "auto y = f(static_cast<bool>(x), a < b);"},
      {"engine/model/invariant.h", once + "void invariant(bool holds);"},
      {"consumers/cli/a.h", once + "void f(bool quick);"},
  };
  for (const auto& [path, text] : kept) {
    const SourceFile file = source_from_text(std::string(path), text);
    EXPECT_EQ(joined(check_all(file)), "") << text;
  }
}

}  // namespace
}  // namespace koppel::architecture
