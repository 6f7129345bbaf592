#pragma once

#include "engine/codec/layer.h"
#include "engine/codec/leaf.h"
#include "engine/model/fact.h"
#include "engine/model/instant.h"

#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

// Canonical bytes of every struct that has a table: fields in the table's order, integers as 8
// bytes big-endian, texts and lists with their count before them, a variant with its number before
// it. A field that came later is left out at its default and else has its name before it.
// Protobuf's own bytes are not canonical across versions, so nothing is hashed or digested over
// them.
namespace koppel::codec {

inline void canonical_number(std::uint64_t value, std::string& out) {
  std::array<char, 8> bytes{};
  for (unsigned at = 0; at < 8; ++at)
    bytes[at] = static_cast<char>((value >> (56 - 8 * at)) & 0xFFU);
  out.append(bytes.data(), bytes.size());
}

// What canonical_number() made of a number: the first 8 bytes, which must be there.
inline std::uint64_t number_in(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t at = 0; at < 8; ++at) {
    value = (value << 8U) | static_cast<std::uint8_t>(bytes[at]);
  }
  return value;
}

// In front of the name of a field that came later: no number of a model stands where it does.
inline constexpr std::uint64_t kLaterMark = UINT64_MAX;

template <typename Model>
void canonical(const Model& model, Layer layer, std::string& out);

template <typename Value>
void canonical_value(const Value& value, Layer layer, std::string& out) {
  if constexpr (std::is_same_v<Value, Instant>) {
    canonical_number(static_cast<std::uint64_t>(value.ms), out);
  } else if constexpr (std::is_same_v<Value, Date>) {
    canonical_number(static_cast<std::uint64_t>(value.day), out);
  } else if constexpr (kIsList<Value>) {
    canonical_number(value.size(), out);
    for (const auto& item : value) canonical_value(item, layer, out);
  } else if constexpr (HasTable<Value>) {
    canonical(value, layer, out);
  } else if constexpr (std::is_same_v<Value, std::string>) {
    canonical_number(value.size(), out);
    out += value;
  } else if constexpr (kIsHash<Value>) {
    out.append(value.bytes.begin(), value.bytes.end());
  } else if constexpr (kIsStrong<Value>) {
    canonical_number(value.value(), out);
  } else {
    canonical_number(static_cast<std::uint64_t>(value), out);
  }
}

inline void canonical_name(std::string_view name, std::string& out) {
  canonical_number(kLaterMark, out);
  canonical_number(name.size(), out);
  out += name;
}

template <typename Model, typename Line>
void canonical_line(const Model& model, const Line& line, Layer layer, std::string& out) {
  const auto& value = bare(line.member(model));
  using Value = std::remove_cvref_t<decltype(value)>;
  if (line.seal == Seal::kHousekeeping) return;
  if (line.since == Since::kLater) {
    if (value == Value{}) return;
    const bool sealed = line.seal == Seal::kPersonal;
    if (layer == Layer::kAll || sealed == (layer == Layer::kPersonal)) {
      canonical_name(line.name, out);
    }
  }
  if (line.seal == Seal::kPersonal) {
    if (layer != Layer::kClear) canonical_value(value, Layer::kAll, out);
    return;
  }
  if (layer != Layer::kPersonal) return canonical_value(value, layer, out);
  if constexpr (HasTable<Value>) {
    if constexpr (has_personal<Value>()) canonical_value(value, layer, out);
  }
}

template <typename Model>
void canonical(const Model& model, Layer layer, std::string& out) {
  std::apply([&](const auto&... line) { (canonical_line(model, line, layer, out), ...); },
             TableOf<Model>::fields());
  if constexpr (std::is_same_v<Model, Fact>) {
    canonical_number(model.corrects.value(), out);
    canonical_number(model.resubmits.value(), out);
  }
  if constexpr (requires { model.body; }) {
    canonical_number(model.body.index(), out);
    std::visit([&](const auto& body) { canonical(body, layer, out); }, model.body);
  }
}

}  // namespace koppel::codec
