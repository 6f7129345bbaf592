#pragma once

#include "engine/codec/leaf.h"
#include "engine/model/instant.h"

#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

// A struct that has a table, some days later: every moment and date moves, by the type of its
// field. A birth lies before any history and stays.
namespace koppel::codec {

template <typename Model>
void move_fields(Model& model, std::int32_t days);

template <typename Value>
void move_value(Value& value, std::int32_t days) {
  if constexpr (std::is_same_v<Value, Instant>) {
    // What is later is refused wherever it stands, and would leave the years that can be written.
    if (value.is_set() && value <= kLatest) value = plus_ms(value, days * kDayMs);
  } else if constexpr (std::is_same_v<Value, Date>) {
    if (value.is_set()) value = plus_days(value, days);
  } else if constexpr (HasTable<Value>) {
    move_fields(value, days);
  } else if constexpr (kIsList<Value>) {
    using Item = typename Value::value_type;
    if constexpr (HasTable<Item> || std::is_same_v<Item, Instant> || std::is_same_v<Item, Date>) {
      for (Item& item : value) move_value(item, days);
    }
  }
}

template <typename Model>
void move_fields(Model& model, std::int32_t days) {
  constexpr std::string_view kBirth = "birth_date";
  const auto move = [&](const auto& line) {
    if (line.name != kBirth) move_value(bare(line.member(model)), days);
  };
  std::apply([&](const auto&... line) { (move(line), ...); }, kFieldsOf<Model>);
}

}  // namespace koppel::codec
