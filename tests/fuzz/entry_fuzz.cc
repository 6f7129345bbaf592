// Claim: an entry of any bytes is read or refused with a reason; one that is read is written to
// bytes that read back as the same entry.

#include "engine/codec/entry_codec.h"
#include "engine/codec/show.h"
#include "engine/model/invariant.h"
#include "tests/fuzz/input.h"
#include "tests/support/seeded_keys.h"

#include "koppel/v1/entry.pb.h"

namespace koppel {

int fuzz(std::string_view input) {
  SeededKeys keys(1);
  const codec::Sealing sealing{.keys = keys, .area = AreaId{11}, .journal_id = {.bytes = {7}}};
  v1::Entry message;
  if (!message.ParseFromArray(input.data(), static_cast<int>(input.size()))) return 0;
  Entry read;
  if (!codec::read_entry(message, sealing, read)) return 0;
  invariant(!codec::entry_text(read, codec::Personal::kMasked).empty(), "an entry can be shown");
  v1::Entry written;
  invariant(codec::write_entry(read, sealing, written).has_value(), "a read entry is written");
  Entry again;
  invariant(codec::read_entry(written, sealing, again).has_value() && again == read,
            "a written entry reads back");
  return 0;
}

}  // namespace koppel
