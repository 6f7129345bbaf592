#pragma once

#include "engine/codec/leaf.h"
#include "engine/codec/misfit.h"
#include "engine/model/entry.h"
#include "engine/model/fact.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

// Whether a model keeps to the ranges of its tables: values of numbers, lengths of texts, counts of
// lists.
namespace koppel::codec {

template <typename Model>
bool fits(const Model& model, Misfit& bad);

// Empty: it fits.
template <typename Model>
Verdict fit(const Model& model) {
  Misfit bad;
  return fits(model, bad) ? std::nullopt : Verdict(std::move(bad));
}

// Puts where it was in front of what does not fit.
[[gnu::cold]] inline bool inside(std::string_view field, Misfit& bad) {
  bad.field = std::string(field) + "." + bad.field;
  return false;
}

[[gnu::cold]] inline bool out_of_range(
    std::int64_t value, Range range, std::string_view field, const char* of, Misfit& bad) {
  bad = {.field = std::string(field),
         .why = of + std::to_string(value) + " is not between " + std::to_string(range.low) +
                " and " + std::to_string(range.high)};
  return false;
}

inline bool in_range(
    std::int64_t value, Range range, std::string_view field, const char* of, Misfit& bad) {
  if (value >= range.low && value <= range.high) return true;
  return out_of_range(value, range, field, of, bad);
}

constexpr Range or_usual(Range range, std::int64_t usual_max) {
  return range.high < 0 ? Range{.low = 0, .high = usual_max} : range;
}

template <typename Value>
bool value_fits(const Value& value, Range range, std::string_view name, Misfit& bad) {
  if constexpr (HasTable<Value>) {
    return fits(value, bad) || inside(name, bad);
  } else if constexpr (std::is_same_v<Value, std::string>) {
    const auto size = static_cast<std::int64_t>(value.size());
    return in_range(size, or_usual(range, kTextMax), name, "length ", bad);
  } else if constexpr (kIsList<Value>) {
    // An absent list is as good as none: what must be there is the domain's to say.
    if (value.empty()) return true;
    const auto size = static_cast<std::int64_t>(value.size());
    if (!in_range(size, or_usual(range, kListMax), name, "count ", bad)) return false;
    return std::ranges::all_of(
        value, [&](const auto& item) { return value_fits(item, kUsual, name, bad); });
  } else if constexpr (std::is_integral_v<Value> && !std::is_same_v<Value, bool>) {
    return range.high < 0 || in_range(static_cast<std::int64_t>(value), range, name, "", bad);
  } else {
    return true;
  }
}

template <typename Variant>
bool body_fits(const Variant& variant, Misfit& bad) {
  return std::visit(
      [&](const auto& body) {
        using Body = std::remove_cvref_t<decltype(body)>;
        return fits(body, bad) || inside(TableOf<Body>::kName, bad);
      },
      variant);
}

template <typename Model>
bool fits(const Model& model, Misfit& bad) {
  const auto line_fits = [&](const auto& line) {
    return value_fits(bare(line.member(model)), line.range, line.name, bad);
  };
  const bool lines_fit =
      std::apply([&](const auto&... line) { return (line_fits(line) && ...); }, kFieldsOf<Model>);
  if constexpr (std::is_same_v<Model, Fact>) {
    // An empty fact stands inside FactWaiting{again}: it has no body.
    if (!lines_fit || !model.occurred_at.is_set()) return lines_fit;
    if (body_fits(model.body, bad)) return true;
    if (model.corrects.is_set()) return inside("factCorrected", bad);
    if (model.resubmits.is_set()) return inside("factResubmitted", bad);
    return false;
  } else if constexpr (requires { model.body; }) {
    return lines_fit && body_fits(model.body, bad);
  } else {
    return lines_fit;
  }
}

}  // namespace koppel::codec
