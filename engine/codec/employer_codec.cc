#include "engine/codec/employer_codec.h"

#include "engine/codec/tables/employer_message_table.h"
#include "engine/codec/wire_write.h"

namespace koppel::codec {

std::string employer_message(const WorkArrangement& arrangement) {
  return wire_of(arrangement, Layer::kClear);
}

}  // namespace koppel::codec
