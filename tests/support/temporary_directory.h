#pragma once

#include <filesystem>
#include <string>

namespace koppel {

// An empty directory, removed at the end. One at a time; a death test's child process, which runs
// the test again up to its own statement, gets the directory of its parent and leaves it alone.
class TemporaryDirectory final {
 public:
  TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }

 private:
  int made_by_ = 0;  // process id; 0: inherited
  std::filesystem::path path_;
};

}  // namespace koppel
