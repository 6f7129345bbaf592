#include "tests/simulation/entry_reader.h"

#include <string_view>

namespace koppel::simulation {

Found EntryReader::read_on(Journal& journal, Keys& keys) {
  const Sequence from{head_.sequence.value() + 1};
  Found wrong;
  const auto read = journal.read(from, [&](Sequence first, std::string_view bytes) {
    if (first < from) return Journal::Next::kGoOn;  // the frame that ends before `from`
    auto frame = codec::read_frame(head_, bytes, keys);
    if (!frame) {
      wrong = frame.error().what;
      return Journal::Next::kStop;
    }
    entries_.insert(entries_.end(), frame->entries.begin(), frame->entries.end());
    return Journal::Next::kGoOn;
  });
  if (!read) return read.error().what;
  return wrong;
}

}  // namespace koppel::simulation
