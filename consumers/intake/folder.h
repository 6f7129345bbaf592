#pragma once

#include "consumers/intake/text_table.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koppel::intake {

inline constexpr std::uint64_t kTableBytesMax = 500'000'000;

// The folder that holds the published tables, as onet/, esco/ and nl/ within it. Reading keeps a
// list of the rows that were passed over.
class Folder {
 public:
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}

  [[nodiscard]] bool has(std::string_view file) const;

  // "esco/occupations_en.csv": comma separated; "onet/Skills.txt": by tabs. An error says which
  // file, what is wrong there and what to do.
  [[nodiscard]] std::expected<void, PortError> read(std::string_view file,
                                                    std::initializer_list<std::string_view> columns,
                                                    const Visit& visit);

  // "esco/occupations_en.csv, line 12: has 3 fields instead of 14".
  [[nodiscard]] const std::vector<std::string>& passed_over() const { return passed_over_; }

 private:
  std::filesystem::path path_;
  std::vector<std::string> passed_over_;
};

}  // namespace koppel::intake
