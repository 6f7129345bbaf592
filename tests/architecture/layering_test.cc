// Claim: nobody includes or links what is not below them in the picture of DESIGN and ARCHITECTURE.
// Shown by a table of that picture, held against every include and every link line of the tree.

#include "tests/architecture/source_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koppel::architecture {
namespace {

enum class Kind : std::uint8_t {
  kPure,     // std only, without clock, thread, log, hash order or float
  kPlain,    // std, and what the table names
  kOutside,  // that, and the operating system's headers
};

constexpr std::string_view kNothing = "nothing";

// Everything is a prefix of a path: "engine/model/" is a folder, "engine/market/row" some files.
struct Room {
  std::string_view folder;
  Kind kind;
  std::vector<std::string_view> may_include;
  std::string_view may_not_include = kNothing;
};

constexpr std::string_view kSchemas = ".pb.h";

// What every process may stand on; storage and brokers reach it through ports alone.
std::vector<std::string_view> above_core() {
  return {"consumers/runtime/",
          "engine/core/",
          "engine/decide/",
          "engine/matching/",
          "engine/market/",
          "engine/model/",
          "engine/codec/",
          "engine/ports/",
          "nlohmann/",
          "google/protobuf/"};
}

template <typename... Prefixes>
std::vector<std::string_view> above_core_and(Prefixes... more) {
  std::vector<std::string_view> allowed = above_core();
  (allowed.emplace_back(more), ...);
  return allowed;
}

// Also the order of the house, from the inside out. The same folder is always allowed.
const std::vector<Room>& house() {
  static const std::vector<Room> rooms = {
      {.folder = "engine/model/", .kind = Kind::kPure, .may_include = {}},
      {.folder = "engine/market/", .kind = Kind::kPure, .may_include = {"engine/model/"}},
      {.folder = "engine/matching/",
       .kind = Kind::kPure,
       .may_include = {"engine/market/", "engine/model/"},
       .may_not_include = "engine/model/criminal.h"},
      {.folder = "engine/decide/",
       .kind = Kind::kPure,
       .may_include = {"engine/matching/", "engine/market/", "engine/model/"}},
      {.folder = "engine/core/",
       .kind = Kind::kPure,
       .may_include = {"engine/decide/", "engine/matching/", "engine/market/", "engine/model/"}},
      {.folder = "engine/ports/", .kind = Kind::kPlain, .may_include = {"engine/model/"}},
      {.folder = "engine/codec/",
       .kind = Kind::kPlain,
       .may_include = {"engine/ports/",
                       "engine/model/",
                       "engine/market/market.h",
                       "engine/market/row",
                       "engine/market/touched.h",
                       kSchemas,
                       "google/protobuf/",
                       "sodium.h",
                       "openssl/"}},
      {.folder = "engine/storage/",
       .kind = Kind::kOutside,
       .may_include = {"engine/ports/", "engine/model/", "rocksdb/", "sodium.h"}},
      {.folder = "consumers/runtime/",
       .kind = Kind::kPlain,
       .may_include = {"engine/ports/",
                       "engine/codec/",
                       "engine/core/",
                       "engine/decide/",
                       "engine/matching/",
                       "engine/market/",
                       "engine/model/"}},
      {.folder = "consumers/monitor/",
       .kind = Kind::kOutside,
       .may_include = above_core_and("prometheus/", "httplib.h")},
      {.folder = "consumers/kafka/",
       .kind = Kind::kOutside,
       .may_include = {"engine/ports/", "engine/model/", "librdkafka/"}},
      {.folder = "consumers/intake/",
       .kind = Kind::kPlain,
       .may_include =
           {"consumers/operator/", "engine/codec/", "engine/model/", "engine/ports/error.h"}},
      {.folder = "consumers/operator/",
       .kind = Kind::kOutside,
       .may_include = above_core_and(kSchemas)},
      {.folder = "consumers/matcher/", .kind = Kind::kOutside, .may_include = above_core()},
      {.folder = "consumers/inbox/", .kind = Kind::kOutside, .may_include = above_core()},
      {.folder = "consumers/followup/", .kind = Kind::kOutside, .may_include = above_core()},
      {.folder = "consumers/feed/", .kind = Kind::kOutside, .may_include = above_core()},
      {.folder = "consumers/cli/",
       .kind = Kind::kOutside,
       .may_include =
           {"consumers/", "engine/", kSchemas, "google/protobuf/", "CLI/", "nlohmann/", "toml++/"}},
  };
  return rooms;
}

constexpr std::array<std::string_view, 11> kImpure = {"chrono",
                                                      "random",
                                                      "thread",
                                                      "mutex",
                                                      "atomic",
                                                      "iostream",
                                                      "fstream",
                                                      "cstdio",
                                                      "unordered_map",
                                                      "unordered_set",
                                                      "ctime"};

// The one pure file that speaks, and only as its last word.
constexpr std::string_view kLastWord = "engine/model/invariant.h";

// Vector instructions have no name in std; they compute the same integers on every processor, which
// scalar kernels and tests hold them to.
constexpr std::array<std::string_view, 2> kVectorFiles = {"engine/matching/kernels_avx2.cc",
                                                          "engine/matching/kernels_avx512.cc"};
constexpr std::string_view kVectorHeader = "immintrin.h";

const Room* room_of(std::string_view path) {
  for (const Room& room : house()) {
    if (path.starts_with(room.folder)) return &room;
  }
  return nullptr;
}

bool any_prefix(const std::vector<std::string_view>& prefixes, std::string_view path) {
  return std::ranges::any_of(prefixes, [path](auto prefix) { return path.starts_with(prefix); });
}

bool is_std(std::string_view header) {
  return header.find_first_of("./") == std::string_view::npos;
}

bool is_of_the_system(std::string_view header) {
  const bool nested = header.find('/') != std::string_view::npos;
  const bool known = header.starts_with("sys/") || header.starts_with("netinet/") ||
                     header.starts_with("arpa/") || header.starts_with("linux/");
  static constexpr std::array<std::string_view, 7> kPosix = {
      "fcntl.h", "netdb.h", "poll.h", "pwd.h", "signal.h", "termios.h", "unistd.h"};
  return known || (!nested && std::ranges::find(kPosix, header) != kPosix.end());
}

bool may_include(const Room& room, std::string_view file, std::string_view header) {
  if (header == room.may_not_include) return false;
  if (header == kVectorHeader) return std::ranges::find(kVectorFiles, file) != kVectorFiles.end();
  if (is_std(header)) {
    const bool impure = std::ranges::find(kImpure, header) != kImpure.end();
    const bool last_word = file == kLastWord && header == "cstdio";
    return room.kind != Kind::kPure || !impure || last_word;
  }
  if (header.ends_with(kSchemas)) {
    return std::ranges::find(room.may_include, kSchemas) != room.may_include.end();
  }
  if (is_of_the_system(header)) return room.kind == Kind::kOutside;
  return header.starts_with(room.folder) || any_prefix(room.may_include, header);
}

std::string allowed_in(const Room& room) {
  std::string text = "allowed: std";
  if (room.kind == Kind::kPure) text += " (no clock, thread, log, hash order, float)";
  if (room.kind == Kind::kOutside) text += ", system";
  text += ", " + std::string(room.folder);
  for (const std::string_view prefix : room.may_include) text += ", " + std::string(prefix);
  if (room.may_not_include != kNothing) text += ", not " + std::string(room.may_not_include);
  return text;
}

// The header that the line includes, without quotes or brackets; empty when it includes none.
std::string_view included_by(std::string_view line) {
  const std::size_t hash = line.find_first_not_of(" \t");
  if (hash == std::string_view::npos || line[hash] != '#') return {};
  const std::size_t directive = line.find_first_not_of(" \t", hash + 1);
  if (directive == std::string_view::npos || !line.substr(directive).starts_with("include")) {
    return {};
  }
  const std::size_t open = line.find_first_of("\"<", directive);
  if (open == std::string_view::npos) return {};
  const std::size_t close = line.find_first_of("\">", open + 1);
  if (close == std::string_view::npos) return {};
  return line.substr(open + 1, close - open - 1);
}

Violations check_includes(const SourceFile& file) {
  const Room* room = room_of(file.path);
  if (room == nullptr) {
    return {at(file, 0) + "this folder has no line in the table of layering_test.cc"};
  }
  Violations found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string_view header = included_by(file.lines[i]);
    if (!header.empty() && !may_include(*room, file.path, header)) {
      found.push_back(at(file, i) + std::string(room->folder) + " may not include " +
                      std::string(header) + "; " + allowed_in(*room));
    }
    if (room->kind != Kind::kPure) continue;
    const std::string code = code_of(file.lines[i]);
    for (const std::string_view type : {"float", "double"}) {
      if (!has_word(code, type)) continue;
      found.push_back(at(file, i) + std::string(room->folder) + " may not use " +
                      std::string(type) + "; allowed: integers with the unit in the name");
    }
  }
  return found;
}

// koppel_market is the library of engine/market; nullptr for what is no room (koppel_options).
const Room* room_of_library(std::string_view library) {
  if (!library.starts_with("koppel_")) return nullptr;
  const std::string ending = "/" + std::string(library.substr(7)) + "/";
  for (const Room& room : house()) {
    if (room.folder.ends_with(ending)) return &room;
  }
  return nullptr;
}

// A library may be linked by who may include at least one of its headers.
bool may_link(const Room& room, const Room& linked) {
  return &room == &linked || std::ranges::any_of(room.may_include, [&](std::string_view prefix) {
    return prefix.starts_with(linked.folder) || linked.folder.starts_with(prefix);
  });
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (is_word_character(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

// The first word of a link call is the target; its folder counts when it is named like no room.
Violations check_links(const SourceFile& file) {
  static constexpr std::string_view kCall = "target_link_libraries(";
  Violations found;
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::size_t call = file.lines[i].find(kCall);
    if (call == std::string::npos || file.lines[i].find('#') < call) continue;
    std::string text = file.lines[i].substr(call + kCall.size());
    for (std::size_t j = i + 1; text.find(')') == std::string::npos && j < file.lines.size(); ++j) {
      text += " " + file.lines[j].substr(0, file.lines[j].find('#'));
    }
    const std::vector<std::string> words = words_of(text.substr(0, text.find(')')));
    const Room* room = room_of_library(words.front());
    if (room == nullptr) room = room_of(file.path);
    for (const std::string& word : words) {
      const Room* linked = room_of_library(word);
      if (room == nullptr || linked == nullptr || may_link(*room, *linked)) continue;
      found.push_back(at(file, i) + std::string(room->folder) + " may not link " + word + "; " +
                      allowed_in(*room));
    }
  }
  return found;
}

Violations check_line(std::string path, std::string_view line) {
  return check_includes(source_from_text(std::move(path), line));
}

TEST(Layering, NobodyIncludesWhatIsNotBelow) {
  Violations found;
  for (const std::string_view folder : {"engine", "consumers"}) {
    for (const SourceFile& file : sources_below(folder, {".h", ".cc"})) {
      std::ranges::copy(check_includes(file), std::back_inserter(found));
    }
  }
  EXPECT_EQ(joined(found), "");
}

TEST(Layering, NobodyLinksWhatIsNotBelow) {
  Violations found;
  for (const std::string_view folder : {"engine", "consumers"}) {
    for (const SourceFile& file : sources_below(folder, {"CMakeLists.txt"})) {
      std::ranges::copy(check_links(file), std::back_inserter(found));
    }
  }
  EXPECT_EQ(joined(found), "");
}

using Example = std::pair<std::string_view, std::string_view>;  // path, line

TEST(Layering, EveryForbiddenIncludeIsFound) {
  const std::vector<Example> forbidden = {
      {"engine/model/a.h", "#include \"engine/market/market.h\""},
      {"engine/model/a.h", "#include <cstdio>"},
      {"engine/market/a.h", "#include \"engine/matching/score.h\""},
      {"engine/market/a.cc", "#include <unordered_map>"},
      {"engine/matching/a.cc", "#include \"engine/decide/accept.h\""},
      {"engine/matching/a.cc", "#include \"engine/model/criminal.h\""},
      {"engine/matching/search.cc", "#include <immintrin.h>"},
      {"engine/decide/a.cc", "#include \"engine/core/engine.h\""},
      {"engine/decide/a.cc", "double score = 0;"},
      {"engine/core/a.cc", "#include \"engine/codec/fact.h\""},
      {"engine/core/a.cc", "#include <chrono>"},
      {"engine/core/a.cc", "# include <rocksdb/db.h>"},
      {"engine/core/a.cc", "#include \"tests/support/clock.h\""},
      {"engine/ports/a.h", "#include \"engine/market/market.h\""},
      {"engine/ports/a.h", "#include <unistd.h>"},
      {"engine/codec/a.cc", "#include \"engine/market/evolve.h\""},
      {"engine/codec/a.cc", "#include <nlohmann/json.hpp>"},
      {"engine/storage/a.cc", "#include \"engine/codec/fact.h\""},
      {"engine/storage/a.cc", "#include \"koppel/v1/journal.pb.h\""},
      {"consumers/runtime/a.cc", "#include \"engine/storage/store.h\""},
      {"consumers/runtime/a.cc", "#include <rocksdb/db.h>"},
      {"consumers/kafka/a.cc", "#include \"engine/codec/fact.h\""},
      {"consumers/intake/a.cc", "#include \"engine/storage/store.h\""},
      {"consumers/intake/a.cc", "#include \"engine/matching/requirement.h\""},
      {"consumers/operator/a.cc", "#include \"consumers/intake/import.h\""},
      {"consumers/matcher/a.cc", "#include <librdkafka/rdkafka.h>"},
      {"consumers/inbox/a.cc", "#include \"koppel/v1/fact.pb.h\""},
      {"consumers/followup/a.cc", "#include <CLI/CLI.hpp>"},
      {"consumers/monitor/a.cc", "#include \"engine/storage/store.h\""},
      {"consumers/feed/a.cc", "#include \"consumers/kafka/sink.h\""},
      {"consumers/cli/a.cc", "#include <rocksdb/db.h>"},
      {"engine/unknown/a.cc", "int x;"},
  };
  for (const auto& [path, line] : forbidden) {
    EXPECT_EQ(check_line(std::string(path), line).size(), 1) << path << ": " << line;
  }
}

TEST(Layering, WhatIsBelowPasses) {
  const std::vector<Example> allowed = {
      {"engine/model/invariant.h", "#include <cstdio>"},
      {"engine/model/a.h", "#include \"engine/model/id.h\""},
      {"engine/matching/kernels_avx2.cc", "#include <immintrin.h>"},
      {"engine/model/a.h", "// as a double would be"},
      {"engine/decide/a.cc", "fail(\"double counting\"); int doubled = 10'000;"},
      {"engine/core/a.cc", "#include \"engine/model/fact.h\""},
      {"engine/codec/a.cc", "#include \"engine/market/rows.h\""},
      {"engine/codec/a.cc", "#include \"koppel/v1/fact.pb.h\""},
      {"engine/storage/a.cc", "#include <rocksdb/db.h>"},
      {"engine/storage/a.cc", "#include <unistd.h>"},
      {"consumers/runtime/a.cc", "#include <chrono>"},
      {"consumers/intake/a.cc", "#include \"consumers/operator/random.h\""},
      {"consumers/kafka/a.cc", "#include <librdkafka/rdkafka.h>"},
      {"consumers/monitor/a.cc", "#include <prometheus/gauge.h>"},
      {"consumers/cli/a.cc", "#include \"engine/storage/store.h\""},
      {"consumers/cli/a.cc", "#include <toml++/toml.h>"},
  };
  for (const auto& [path, line] : allowed) {
    EXPECT_EQ(joined(check_line(std::string(path), line)), "");
  }
}

TEST(Layering, ForbiddenLinksAreFound) {
  const auto check = [](std::string path, std::string_view text) {
    return check_links(source_from_text(std::move(path), text)).size();
  };
  const std::string_view two_lines =
      "target_link_libraries(koppel_core PUBLIC koppel_decide\n  PRIVATE koppel_storage)\n";
  EXPECT_EQ(check("engine/CMakeLists.txt", two_lines), 1);
  EXPECT_EQ(check("engine/model/CMakeLists.txt",
                  "target_link_libraries(koppel_model PUBLIC koppel_market)"),
            1);
  EXPECT_EQ(check("consumers/intake/CMakeLists.txt",
                  "target_link_libraries(anything PRIVATE koppel_storage)"),
            1);
  EXPECT_EQ(check("engine/codec/CMakeLists.txt",
                  "target_link_libraries(koppel_codec PUBLIC koppel_market koppel_options)"),
            0);
  EXPECT_EQ(check("consumers/cli/CMakeLists.txt",
                  "target_link_libraries(koppel PRIVATE koppel_storage koppel_cli)"),
            0);
}

TEST(Layering, AFailureSaysWhereAndWhatIsAllowed) {
  EXPECT_EQ(joined(check_line("engine/market/a.cc", "#include <chrono>")),
            "engine/market/a.cc:1: engine/market/ may not include chrono; allowed: std (no clock, "
            "thread, log, hash order, float), engine/market/, engine/model/\n");
}

}  // namespace
}  // namespace koppel::architecture
