#pragma once

// The folder of published tables in little: our own rows in the columns of O*NET, ESCO, the
// crosswalk and the Dutch tables, with one occupation for each thing that may happen to one.
//
//   cleaner      9112  job zone 1, interests and skill levels
//   picker       9333  job zone 2, interests; crossed with the same O*NET code as stocker
//   stocker      9334  the surer of the two
//   electrician  7411  job zone 3, skill levels only
//   baker        7512  not in the crosswalk
//   manager      4110  job zone 5
//   executive    1120  ISCO group 1

#include "tests/support/temporary_directory.h"

#include <filesystem>
#include <string>

namespace koppel {

// One at a time, as its directory.
class Excerpt {
 public:
  Excerpt();  // writes all tables

  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

  // Instead of what is there.
  void write(const std::string& file, const std::string& text) const;
  void append(const std::string& file, const std::string& text) const;
  void remove(const std::string& file) const;
  // The tables of ESCO's own download, which have addresses on both sides.
  void write_official() const;

 private:
  TemporaryDirectory directory_;
};

// "http://data.europa.eu/esco/occupation/<name>"
[[nodiscard]] std::string occupation_uri(const std::string& name);

}  // namespace koppel
