#pragma once

#include "engine/codec/layer.h"
#include "engine/codec/wire.h"
#include "engine/codec/wire_fields.h"
#include "engine/model/entry.h"
#include "engine/model/fact.h"
#include "engine/model/instant.h"

#include "koppel/v1/fact.pb.h"

#include <concepts>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

// Model -> Protobuf's bytes, for every struct that has a table, without a message in between.
// Default values are not written.
namespace koppel::codec {

template <typename Model>
void write_wire(const Model& model, Layer layer, std::string& out);

// google.protobuf.Timestamp
inline void write_timestamp(Instant at, std::string& out) {
  constexpr std::int64_t kNanosPerMs = 1'000'000;
  const std::int64_t millis = ((at.ms % 1'000) + 1'000) % 1'000;
  const std::int64_t seconds = (at.ms - millis) / 1'000;
  if (seconds != 0) append_number(1, static_cast<std::uint64_t>(seconds), out);
  if (millis != 0) append_number(2, static_cast<std::uint64_t>(millis * kNanosPerMs), out);
}

// The bits of a number, an enum, an id or a truth.
template <typename Value>
std::uint64_t wire_bits(const Value& value, WireField field) {
  if constexpr (kIsStrong<Value>) {
    return value.value();
  } else if constexpr (std::is_enum_v<Value>) {
    return static_cast<std::uint64_t>(value);
  } else {
    return field.is_signed ? zigzag(static_cast<std::int64_t>(value))
                           : static_cast<std::uint64_t>(value);
  }
}

template <typename Value>
inline constexpr bool kIsText =
    std::is_same_v<Value, std::string> || std::is_same_v<Value, AreaId> ||
    std::is_same_v<Value, Date> || kIsHash<Value>;

template <typename Value>
void write_text(std::uint32_t number, const Value& value, std::string& out) {
  if constexpr (kIsHash<Value>) {
    append_bytes(
        number, {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()}, out);
  } else if constexpr (std::is_same_v<Value, std::string>) {
    append_bytes(number, value, out);
  } else {
    append_bytes(number, to_text(value), out);
  }
}

template <typename Value>
void write_number(const Value& value, WireField field, std::string& out) {
  const std::uint64_t bits = wire_bits(value, field);
  if (field.is_fixed64) return append_fixed64(bits, out);
  append_varint(bits, out);
}

template <typename List>
void write_items(const List& items, WireField field, Layer layer, std::string& out) {
  using Item = typename List::value_type;
  if constexpr (HasTable<Item>) {
    for (const Item& item : items) {
      append_nested(field.number, out, [&] { write_wire(item, layer, out); });
    }
  } else if constexpr (kIsText<Item>) {
    for (const Item& item : items) write_text(field.number, item, out);
  } else {
    append_nested(field.number, out, [&] {  // packed
      for (const auto& item : items) write_number(item, field, out);
    });
  }
}

template <typename Value>
void write_value(const Value& value, WireField field, Layer layer, std::string& out) {
  if (value == Value{}) return;
  if constexpr (std::is_same_v<Value, Instant>) {
    append_nested(field.number, out, [&] { write_timestamp(value, out); });
  } else if constexpr (kIsList<Value>) {
    write_items(value, field, layer, out);
  } else if constexpr (HasTable<Value>) {
    append_nested(field.number, out, [&] { write_wire(value, layer, out); });
  } else if constexpr (kIsText<Value>) {
    write_text(field.number, value, out);
  } else {
    append_tag(field.number, field.is_fixed64 ? WireType::kFixed64 : WireType::kVarint, out);
    write_number(value, field, out);
  }
}

template <typename Model, typename Line>
void write_line(
    const Model& model, const Line& line, WireField field, Layer layer, std::string& out) {
  const auto& value = bare(line.member(model));
  using Value = std::remove_cvref_t<decltype(value)>;
  if (line.seal == Seal::kPersonal) {
    if (layer != Layer::kClear) write_value(value, field, Layer::kAll, out);
    return;
  }
  if (layer != Layer::kPersonal) return write_value(value, field, layer, out);
  if constexpr (HasTable<Value>) {
    if constexpr (has_personal<Value>()) write_value(value, field, layer, out);
  }
}

// One alternative as the member of its oneof.
template <typename Body>
void write_case(std::uint32_t number, const Body& body, Layer layer, std::string& out) {
  if constexpr (!has_personal<Body>() && !std::is_same_v<Body, Fact>) {
    if (layer == Layer::kPersonal) return;
  }
  append_nested(number, out, [&] { write_wire(body, layer, out); });
}

template <typename Variant>
void write_cases(const Variant& variant, Layer layer, std::string& out) {
  const auto one = [&](const auto& line) {
    using Type = typename std::remove_cvref_t<decltype(line)>::Type;
    const auto* body = std::get_if<Type>(&variant);
    if (body != nullptr) write_case(static_cast<std::uint32_t>(line.number), *body, layer, out);
    return body != nullptr;
  };
  std::apply([&](const auto&... line) { (one(line) || ...); }, kCasesOf<Variant>);
}

// The wrapped fact holds the body alone: who, where and when are the outer fact's.
template <std::same_as<FactBody> Body>
void write_wrapped(int number, Sequence cause, const Body& body, Layer layer, std::string& out) {
  append_nested(static_cast<std::uint32_t>(number), out, [&] {
    if (layer != Layer::kPersonal) {
      append_number(v1::FactCorrected::kCauseFieldNumber, cause.value(), out);
    }
    append_nested(v1::FactCorrected::kFactFieldNumber, out, [&] { write_cases(body, layer, out); });
  });
}

template <std::same_as<Fact> AFact>
void write_body(const AFact& fact, Layer layer, std::string& out) {
  if (fact.corrects.is_set()) {
    write_wrapped(v1::Fact::kFactCorrectedFieldNumber, fact.corrects, fact.body, layer, out);
  } else if (fact.resubmits.is_set()) {
    write_wrapped(v1::Fact::kFactResubmittedFieldNumber, fact.resubmits, fact.body, layer, out);
  } else {
    write_cases(fact.body, layer, out);
  }
}

template <typename Model>
void write_wire(const Model& model, Layer layer, std::string& out) {
  const auto& fields = wire_fields<Model>();
  std::size_t at = 0;
  std::apply([&](const auto&... line) { (write_line(model, line, fields[at++], layer, out), ...); },
             kFieldsOf<Model>);
  if constexpr (std::is_same_v<Model, Fact>) {
    write_body(model, layer, out);
  } else if constexpr (requires { model.body; }) {
    write_cases(model.body, layer, out);
  }
}

template <typename Model>
std::string wire_of(const Model& model, Layer layer) {
  std::string out;
  write_wire(model, layer, out);
  return out;
}

}  // namespace koppel::codec
