#pragma once

#include "engine/codec/frame_codec.h"
#include "engine/ports/journal.h"
#include "tests/simulation/found.h"

#include <vector>

namespace koppel::simulation {

// Reads a journal as it grows. An entry is kept as it was when it was first seen: an erasure later
// on does not change it here.
class EntryReader {
 public:
  // Reads what came since the last time.
  [[nodiscard]] Found read_on(Journal& journal, Keys& keys);

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  codec::JournalHead head_;
  std::vector<Entry> entries_;
};

}  // namespace koppel::simulation
