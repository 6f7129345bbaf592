#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace koppel::scenarios {

// Names instead of ids: a name gets its number when it is first used, and every id in a printed
// line is put back to its name. The hashes of fact ids go by the id that the scenario gave.
class Names {
 public:
  [[nodiscard]] std::uint64_t number_of(std::string_view name);

  void call_hash(const std::string& hex, const std::string& id) { hashes_.emplace(hex, id); }

  [[nodiscard]] std::string in_words(std::string_view line) const;

 private:
  [[nodiscard]] std::string word_for(std::string_view token) const;

  std::map<std::string, std::uint64_t, std::less<>> numbers_;
  std::map<std::uint64_t, std::string> names_;
  std::map<std::string, std::string, std::less<>> hashes_;
};

}  // namespace koppel::scenarios
