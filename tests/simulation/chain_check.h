#pragma once

#include "engine/ports/journal.h"
#include "tests/simulation/found.h"

#include <string>
#include <vector>

namespace koppel::simulation {

// Verifies a journal anew, by the format as it is written down and none of the code that writes it:
// sequences contiguous from 1, each frame chained to the one before; and what was there at an
// earlier look is there still, byte for byte.
class ChainCheck {
 public:
  [[nodiscard]] Found look(Journal& journal);

 private:
  std::vector<std::string> links_;  // of the frames seen so far
};

}  // namespace koppel::simulation
