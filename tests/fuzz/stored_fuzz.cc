// Claim: a frame, a head or a row of any bytes is read or refused with a reason; a head that is
// read can be gone on from.

#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"
#include "tests/fuzz/input.h"
#include "tests/support/seeded_keys.h"

#include <algorithm>
#include <set>

namespace koppel {

// The first byte is the length of a row's key.
int fuzz(std::string_view input) {
  if (input.empty()) return 0;
  SeededKeys keys(1);
  const std::size_t key_bytes =
      std::min<std::size_t>(static_cast<unsigned char>(input.front()), input.size() - 1);
  input.remove_prefix(1);
  std::set<ParticipantId> keyless;
  (void)codec::read_row(
      input.substr(0, key_bytes), input.substr(key_bytes), AreaId{11}, keys, keyless);
  codec::JournalHead of_any;
  (void)codec::read_frame(of_any, input, keys);
  if (auto head = codec::read_head(input)) (void)codec::read_frame(*head, input, keys);
  return 0;
}

}  // namespace koppel
