#pragma once

#include "engine/storage/rocksdb_store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

// What the tests of this folder look at: a store's content, and the files below it.
namespace koppel::storage {

struct Contents {
  std::map<std::uint64_t, std::string> frames;
  std::map<std::string, std::string> rows;
};

inline std::expected<Contents, PortError> contents_of(RocksdbStore& store) {
  Contents contents;
  auto read = store.read(Sequence{1}, [&](Sequence first, std::string_view bytes) {
    contents.frames.emplace(first.value(), bytes);
    return Journal::Next::kGoOn;
  });
  if (read)
    read = store.read_rows([&](std::string_view key, std::string_view value) {
      contents.rows.emplace(key, value);
      return Journal::Next::kGoOn;
    });
  if (!read) return std::unexpected(read.error());
  return contents;
}

// Commit number n of a test: two frames of 10 KB and two rows, each of which names n.
inline Commit numbered(std::uint64_t n) {
  std::string bytes;
  while (bytes.size() < 10'000) bytes += std::to_string(n * bytes.size()) + ' ';
  return {.frames = {{.first = Sequence{(10 * n) + 1}, .bytes = bytes},
                     {.first = Sequence{(10 * n) + 6}, .bytes = bytes}},
          .rows = {{.key = "head", .value = std::to_string(n)},
                   {.key = "row " + std::to_string(n % 7), .value = bytes}}};
}

// How many numbered commits, from 1, a store holds; fails when one is there in part.
inline std::uint64_t whole_commits(const Contents& contents) {
  Contents expected;
  std::uint64_t n = 0;
  while (expected.frames.size() < contents.frames.size()) {
    const Commit commit = numbered(++n);
    for (const auto& frame : commit.frames)
      expected.frames.emplace(frame.first.value(), frame.bytes);
    for (const auto& row : commit.rows) expected.rows.insert_or_assign(row.key, *row.value);
  }
  EXPECT_EQ(contents.frames, expected.frames);
  EXPECT_EQ(contents.rows, expected.rows);
  return n;
}

inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& directory,
                                                   const std::string& extension) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(directory))
    if (extension.empty() || file.path().extension() == extension) files.push_back(file.path());
  return files;
}

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

// How many files of a directory hold these bytes.
inline std::size_t files_holding(const std::filesystem::path& directory, const std::string& bytes) {
  std::size_t count = 0;
  for (const auto& file : files_in(directory, ""))
    if (bytes_of(file).find(bytes) != std::string::npos) ++count;
  return count;
}

}  // namespace koppel::storage
