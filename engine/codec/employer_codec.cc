#include "engine/codec/employer_codec.h"

#include "engine/codec/proto_write.h"
#include "engine/codec/tables/employer_message_table.h"

namespace koppel::codec {

std::string employer_message(const WorkArrangement& arrangement) {
  employer::v1::WorkArrangement message;
  to_proto(arrangement, message, Layer::kClear);
  return message.SerializeAsString();
}

}  // namespace koppel::codec
