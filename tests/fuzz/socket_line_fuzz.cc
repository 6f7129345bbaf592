// Claim: whatever another process writes into the socket, the line is understood or refused; one
// that is understood is written as a line that is understood the same.

#include "consumers/cli/socket_line.h"
#include "engine/model/invariant.h"
#include "tests/fuzz/input.h"

namespace koppel {

int fuzz(std::string_view input) {
  (void)cli::read_answered(input);
  (void)cli::read_positions(input);
  const auto asked = cli::read_asked(input);
  if (!asked) return 0;
  const auto again = cli::read_asked(cli::write_asked(*asked));
  invariant(again && again->index() == asked->index(), "a written question reads back");
  return 0;
}

}  // namespace koppel
