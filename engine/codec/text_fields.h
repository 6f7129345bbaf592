#pragma once

#include "engine/codec/layer.h"
#include "engine/codec/leaf.h"
#include "engine/codec/personal.h"
#include "engine/codec/utf8.h"
#include "engine/market/market.h"
#include "engine/model/id_text.h"

#include <cctype>
#include <string>
#include <string_view>

// Every struct that has a table as one line for people: `ProposalMade proposal=1 score=812`. Fields
// at their default are left out.
namespace koppel::codec {

struct TextOptions {
  Personal personal = Personal::kMasked;
  const Market* market = nullptr;  // whose ordinals are shown as ids; without one as they are
};

template <typename Model>
void text_fields(const Model& model, const TextOptions& options, std::string& out);

// "BARRIER_DOMAIN_HOUSING" -> "housing"
template <typename Enum>
std::string enum_text(Enum value) {
  std::string prefix;
  for (const char c : EnumOf<Enum>::kName) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !prefix.empty()) prefix += '_';
    prefix += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  std::string name(EnumOf<Enum>::text(static_cast<int>(value)));
  if (name.starts_with(prefix + "_")) name.erase(0, prefix.size() + 1);
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

template <typename Value>
void text_value(const Value& value, const TextOptions& options, std::string& out) {
  if constexpr (std::is_enum_v<Value>) {
    out += enum_text(value);
  } else if constexpr (kIsList<Value>) {
    out += '[';
    for (std::size_t at = 0; at < value.size(); ++at) {
      if (at != 0) out += ' ';
      text_value(value[at], options, out);
    }
    out += ']';
  } else if constexpr (HasTable<Value>) {
    out += '{';
    text_fields(value, options, out);
    out += '}';
  } else if constexpr (std::is_same_v<Value, bool>) {
    out += value ? "yes" : "no";
  } else if constexpr (std::is_same_v<Value, std::string>) {
    out += visible(value);
  } else if constexpr (std::is_integral_v<Value>) {
    out += std::to_string(value);
  } else if constexpr (kIsHash<Value>) {
    constexpr std::string_view kHex = "0123456789abcdef";
    for (const std::uint8_t byte : value.bytes) {
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  } else if constexpr (requires { to_text(value); }) {
    out += to_text(value);
  } else if constexpr (requires { options.market->at(value).id; }) {
    out += options.market == nullptr ? std::to_string(value.value())
                                     : to_text(options.market->at(value).id);
  } else {
    out += std::to_string(value.value());
  }
}

template <typename Model, typename Line>
void text_line(const Model& model, const Line& line, const TextOptions& options, std::string& out) {
  const auto& value = bare(line.member(model));
  using Value = std::remove_cvref_t<decltype(value)>;
  if (value == Value{}) return;
  if (options.market != nullptr && line.name == "ordinal") return;  // its id is there
  if (!out.empty() && out.back() != '{') out += ' ';
  out += line.name;
  out += '=';
  if (line.seal == Seal::kPersonal && options.personal == Personal::kMasked) {
    out += "***";
    return;
  }
  text_value(value, options, out);
}

template <typename Model>
void text_fields(const Model& model, const TextOptions& options, std::string& out) {
  std::apply([&](const auto&... line) { (text_line(model, line, options, out), ...); },
             TableOf<Model>::fields());
}

}  // namespace koppel::codec
