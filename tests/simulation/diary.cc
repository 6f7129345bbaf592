#include "tests/simulation/diary.h"

#include <functional>

namespace koppel::simulation {
namespace {

constexpr std::size_t kLinesKept = 20;
constexpr std::uint64_t kHashPrime = 0x100'0000'01b3;  // of FNV-1a

}  // namespace

void Diary::note(const std::string& what) {
  lines_.push_back("step " + std::to_string(step_) + ": " + what);
  hash_ = (hash_ ^ std::hash<std::string>()(lines_.back())) * kHashPrime;
  if (lines_.size() > kLinesKept) lines_.pop_front();
}

std::string Diary::lines() const {
  std::string lines;
  for (const std::string& line : lines_) lines += "  " + line + "\n";
  return lines;
}

}  // namespace koppel::simulation
