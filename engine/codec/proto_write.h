#pragma once

#include "engine/codec/leaf.h"
#include "engine/model/entry.h"
#include "engine/model/fact.h"
#include "engine/model/instant.h"

#include <google/protobuf/timestamp.pb.h>

#include <tuple>
#include <variant>

// Model -> Protobuf, for every struct that has a table. Default values are not written.
namespace koppel::codec {

// Which fields: those in clear, those that are sealed, or both.
enum class Layer : std::uint8_t {
  kAll,
  kClear,
  kPersonal
};

template <typename Model, typename Message>
void to_proto(const Model& model, Message& message, Layer layer);

inline void write_timestamp(Instant at, google::protobuf::Timestamp& message) {
  constexpr std::int64_t kNanosPerMs = 1'000'000;
  const std::int64_t millis = ((at.ms % 1'000) + 1'000) % 1'000;
  message.set_seconds((at.ms - millis) / 1'000);
  message.set_nanos(static_cast<std::int32_t>(millis * kNanosPerMs));
}

template <typename Item, typename List>
void write_items(const std::vector<Item>& items, List& list, Layer layer) {
  for (const Item& item : items) {
    if constexpr (HasTable<Item>) {
      to_proto(item, *list.Add(), layer);
    } else {
      list.Add(proto_value(item));
    }
  }
}

template <typename Value, typename Line, typename Message>
void write_value(const Value& value, const Line& line, Message& message, Layer layer) {
  if (value == Value{}) return;
  if constexpr (std::is_same_v<Value, Instant>) {
    write_timestamp(value, *line.write(message));
  } else if constexpr (kIsVector<Value>) {
    write_items(value, *line.write(message), layer);
  } else if constexpr (HasTable<Value>) {
    to_proto(value, *line.write(message), layer);
  } else {
    line.set(message, proto_value(value));
  }
}

template <typename Model, typename Line, typename Message>
void write_line(const Model& model, const Line& line, Message& message, Layer layer) {
  const auto& value = bare(line.member(model));
  using Value = std::remove_cvref_t<decltype(value)>;
  if (line.seal == Seal::kPersonal) {
    if (layer != Layer::kClear) write_value(value, line, message, Layer::kAll);
    return;
  }
  if (layer != Layer::kPersonal) return write_value(value, line, message, layer);
  if constexpr (HasTable<Value>) {
    if constexpr (has_personal<Value>()) write_value(value, line, message, layer);
  }
}

template <typename Variant, typename Message>
void write_case(const Variant& variant, Message& message, Layer layer) {
  std::apply(
      [&](const auto&... line) {
        const auto one = [&](const auto& alternative) {
          using Type = typename std::remove_cvref_t<decltype(alternative)>::Type;
          const auto* value = std::get_if<Type>(&variant);
          if (value == nullptr) return;
          if constexpr (!has_personal<Type>() && !std::is_same_v<Type, Fact>) {
            if (layer == Layer::kPersonal) return;
          }
          to_proto(*value, *alternative.write(message), layer);
        };
        (one(line), ...);
      },
      CasesOf<Variant>::cases());
}

template <typename Model, typename Message>
void write_fields(const Model& model, Message& message, Layer layer) {
  std::apply([&](const auto&... line) { (write_line(model, line, message, layer), ...); },
             TableOf<Model>::fields());
}

// The wrapped fact holds the body alone: who, where and when are the outer fact's.
template <typename Message>
void write_body(const Fact& fact, Message& message, Layer layer) {
  if (fact.corrects.is_set()) {
    auto* wrapper = message.mutable_fact_corrected();
    if (layer != Layer::kPersonal) wrapper->set_cause(fact.corrects.value());
    write_case(fact.body, *wrapper->mutable_fact(), layer);
  } else if (fact.resubmits.is_set()) {
    auto* wrapper = message.mutable_fact_resubmitted();
    if (layer != Layer::kPersonal) wrapper->set_cause(fact.resubmits.value());
    write_case(fact.body, *wrapper->mutable_fact(), layer);
  } else {
    write_case(fact.body, message, layer);
  }
}

template <typename Model, typename Message>
void to_proto(const Model& model, Message& message, Layer layer) {
  write_fields(model, message, layer);
  if constexpr (std::is_same_v<Model, Fact>) {
    write_body(model, message, layer);
  } else if constexpr (requires { model.body; }) {
    write_case(model.body, message, layer);
  }
}

}  // namespace koppel::codec
