#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/table.h"
#include "consumers/cli/where.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::cli {

// A list, in the form that was asked for: of the lines that --where lets through, the first
// --limit.
class Listing {
 public:
  // Globals outlive it.
  Listing(const Globals& globals, std::vector<Column> columns);

  // Each is called only where it is needed: a line as one JSON object, and as cells.
  using Object = std::function<std::string()>;
  using Row = std::function<std::vector<std::string>()>;
  enum class Shown : std::uint8_t {
    kNo,
    kYes
  };
  Shown add(const Object& object, const Row& row);

  // Behind the last line: prints what is not printed yet, and says on stderr what was left out, or
  // `nothing` when there is no line at all. Answers the exit code.
  [[nodiscard]] int end(std::string_view nothing);

 private:
  const Globals& globals_;
  Table table_;
  Where where_;
  std::size_t seen_ = 0;
  std::size_t through_ = 0;
  std::size_t shown_ = 0;
};

}  // namespace koppel::cli
