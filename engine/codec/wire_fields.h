#pragma once

#include "engine/codec/leaf.h"

#include <google/protobuf/descriptor.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>

namespace koppel::codec {

// How the schema has the field of a table's line.
struct WireField {
  std::uint32_t number = 0;
  bool is_signed = false;   // sint32, sint64: zigzag
  bool is_fixed64 = false;  // fixed64; any other number is a varint
};

inline WireField wire_field(const google::protobuf::Descriptor& message, std::string_view name) {
  using google::protobuf::FieldDescriptor;
  const FieldDescriptor* field = message.FindFieldByName(std::string(name));
  if (field == nullptr) return {};  // the tests hold every table against its schema
  const auto type = field->type();
  return {.number = static_cast<std::uint32_t>(field->number()),
          .is_signed = type == FieldDescriptor::TYPE_SINT32 || type == FieldDescriptor::TYPE_SINT64,
          .is_fixed64 = type == FieldDescriptor::TYPE_FIXED64};
}

// The fields of a table, in its order.
template <typename Model>
const std::array<WireField, kFieldCount<Model>>& wire_fields() {
  static const auto kFields = std::apply(
      [](const auto&... line) {
        const auto& message = *TableOf<Model>::Message::descriptor();
        return std::array<WireField, kFieldCount<Model>>{wire_field(message, line.name)...};
      },
      kFieldsOf<Model>);
  return kFields;
}

// Where a message keeps what is sealed of it; 0: nothing of it is.
template <typename Model>
std::uint32_t sealed_number() {
  static const std::uint32_t kNumber =
      wire_field(*TableOf<Model>::Message::descriptor(), "sealed").number;
  return kNumber;
}

}  // namespace koppel::codec
