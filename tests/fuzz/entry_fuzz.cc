// Claim: an entry of any bytes is read or refused with a reason; what is read is what Protobuf
// itself reads, where it reads it (it also judges text in fields that no entry has, such as a
// fact's source), and is written to bytes that read back as the same entry.

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
  Entry read;
  if (!codec::read_entry(input, sealing, read)) return 0;
  v1::Entry message;
  if (message.ParseFromArray(input.data(), static_cast<int>(input.size()))) {
    Entry through_protobuf;
    invariant(codec::read_entry(message.SerializeAsString(), sealing, through_protobuf) &&
                  through_protobuf == read,
              "Protobuf reads the same");
  }
  invariant(!codec::entry_text(read, codec::Personal::kMasked).empty(), "an entry can be shown");
  std::string written;
  invariant(codec::write_entry(read, sealing, written).has_value(), "a read entry is written");
  Entry again;
  invariant(codec::read_entry(written, sealing, again).has_value() && again == read,
            "a written entry reads back");
  return 0;
}

}  // namespace koppel
