#pragma once

#include "engine/codec/leaf.h"
#include "engine/codec/misfit.h"
#include "engine/codec/utf8.h"
#include "engine/model/fact.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

// Whether every text of a fact is free of control characters. Asked where a fact comes in, and
// nowhere else: journals may hold older texts.
namespace koppel::codec {

inline Verdict no_plain_text(std::string_view field) {
  return Misfit{.field = std::string(field), .why = "has a control character"};
}

template <typename Value>
Verdict plain_value(const Value& value, std::string_view name);

// The first text that is not plain; empty: all are.
template <typename Model>
Verdict plain_fields(const Model& model) {
  Verdict bad;
  const auto is_bad = [&](const auto& line) {
    bad = plain_value(bare(line.member(model)), line.name);
    return bad.has_value();
  };
  (void)std::apply([&](const auto&... line) { return (is_bad(line) || ...); }, kFieldsOf<Model>);
  return bad;
}

template <typename Value>
Verdict plain_value(const Value& value, std::string_view name) {
  if constexpr (std::is_same_v<Value, std::string>) {
    return is_plain(value) ? std::nullopt : no_plain_text(name);
  } else if constexpr (HasTable<Value>) {
    auto bad = plain_fields(value);
    if (bad) bad->field = std::string(name) + "." + bad->field;
    return bad;
  } else if constexpr (kIsList<Value>) {
    for (const auto& item : value) {
      if (auto bad = plain_value(item, name)) return bad;
    }
  }
  return std::nullopt;
}

inline Verdict plain(const Fact& fact) {
  return std::visit(
      [](const auto& body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        return plain_value(body, TableOf<Body>::kName);
      },
      fact.body);
}

}  // namespace koppel::codec
