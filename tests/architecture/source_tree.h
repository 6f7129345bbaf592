#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What both architecture tests need to read sources: files as lines, and lines as words.
namespace koppel::architecture {

struct SourceFile {
  std::string path;  // from the root of the project, with '/'
  std::vector<std::string> lines;
};

// One line each: "file:line: what is wrong, and what is allowed".
using Violations = std::vector<std::string>;

inline std::string at(const SourceFile& file, std::size_t index) {
  return file.path + ":" + std::to_string(index + 1) + ": ";
}

inline std::string joined(const Violations& violations) {
  std::string text;
  for (const std::string& violation : violations) text += violation + "\n";
  return text;
}

inline SourceFile source_from_text(std::string path, std::string_view text) {
  SourceFile file{.path = std::move(path), .lines = {}};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    file.lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return file;
}

inline SourceFile read_source(const std::filesystem::path& root, std::string path) {
  SourceFile file{.path = std::move(path), .lines = {}};
  std::ifstream in(root / file.path);
  for (std::string line; std::getline(in, line);) file.lines.push_back(line);
  return file;
}

// Every file below the folder whose name ends so, in order of path. A missing folder has none.
inline std::vector<SourceFile> sources_below(std::string_view folder,
                                             const std::vector<std::string_view>& endings) {
  const std::filesystem::path root = KOPPEL_SOURCE_DIR;
  std::vector<std::string> paths;
  if (std::filesystem::is_directory(root / folder)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string path = entry.path().lexically_relative(root).generic_string();
      const auto ends = [&path](std::string_view ending) { return path.ends_with(ending); };
      if (entry.is_regular_file() && std::ranges::any_of(endings, ends)) paths.push_back(path);
    }
  }
  std::ranges::sort(paths);
  std::vector<SourceFile> files;
  files.reserve(paths.size());
  for (const std::string& path : paths) files.push_back(read_source(root, path));
  return files;
}

inline bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Where the whole word first stands at or after `from`; npos when nowhere.
inline std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0) {
  for (std::size_t i = text.find(word, from); i != std::string_view::npos;
       i = text.find(word, i + 1)) {
    const std::size_t end = i + word.size();
    const bool starts = i == 0 || !is_word_character(text[i - 1]);
    if (starts && (end == text.size() || !is_word_character(text[end]))) return i;
  }
  return std::string_view::npos;
}

inline bool has_word(std::string_view text, std::string_view word) {
  return find_word(text, word) != std::string_view::npos;
}

// The line without comment and without what stands between quotes. Block comments are not ours.
inline std::string code_of(std::string_view line) {
  std::string code;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '/' && line.substr(i).starts_with("//")) break;
    code += c;
    // A quote after a letter or digit separates digits (10'000) or prefixes a raw string.
    if (c != '"' && (c != '\'' || (i > 0 && is_word_character(line[i - 1])))) continue;
    for (++i; i < line.size() && line[i] != c; ++i) {
      if (line[i] == '\\') ++i;
    }
    code += c;
  }
  return code;
}

}  // namespace koppel::architecture
