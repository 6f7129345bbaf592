#pragma once

#include "engine/ports/error.h"

#include <cstdio>
#include <expected>
#include <filesystem>

namespace koppel::cli {

// A file that is there when it is whole: written beside its place, for its owner alone, and named
// when it is kept; whoever is killed before leaves none. What is no ordinary file, a device or a
// pipe, is written as it is.
class OutputFile {
 public:
  // kNotFound and kNoPermission: nothing can be written there.
  [[nodiscard]] static std::expected<OutputFile, PortError> make(const std::filesystem::path& path);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();  // not kept: nothing is there, or what was there before

  [[nodiscard]] std::FILE* stream() const { return stream_; }

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  // Once: with the disk, under its name.
  [[nodiscard]] std::expected<void, PortError> keep();

 private:
  OutputFile(std::filesystem::path path, std::filesystem::path beside, std::FILE* stream)
      : path_(std::move(path)), beside_(std::move(beside)), stream_(stream) {}

  std::filesystem::path path_;
  std::filesystem::path beside_;  // its name on the way; empty: written in its place
  std::FILE* stream_;
};

}  // namespace koppel::cli
