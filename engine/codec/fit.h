#pragma once

#include "engine/codec/leaf.h"
#include "engine/codec/misfit.h"
#include "engine/model/entry.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>

// Whether a model keeps to the ranges of its tables: values of numbers, lengths of texts, counts of
// lists.
namespace koppel::codec {

template <typename Model>
Verdict fit(const Model& model);

inline Verdict inside(std::string_view field, Verdict verdict) {
  if (!verdict) return std::nullopt;
  verdict->field = std::string(field) + "." + verdict->field;
  return verdict;
}

inline Verdict check_range(std::int64_t value,
                           Range range,
                           std::string_view field,
                           const char* of) {
  if (value >= range.low && value <= range.high) return std::nullopt;
  return Misfit{.field = std::string(field),
                .why = of + std::to_string(value) + " is not between " + std::to_string(range.low) +
                       " and " + std::to_string(range.high)};
}

constexpr Range or_usual(Range range, std::int64_t usual_max) {
  return range.high < 0 ? Range{.low = 0, .high = usual_max} : range;
}

template <typename Value>
Verdict fit_value(const Value& value, Range range, std::string_view name) {
  if constexpr (HasTable<Value>) {
    return inside(name, fit(value));
  } else if constexpr (std::is_same_v<Value, std::string>) {
    const auto size = static_cast<std::int64_t>(value.size());
    return check_range(size, or_usual(range, kTextMax), name, "length ");
  } else if constexpr (kIsVector<Value>) {
    // An absent list is as good as none: what must be there is the domain's to say.
    if (value.empty()) return std::nullopt;
    const auto size = static_cast<std::int64_t>(value.size());
    if (auto bad = check_range(size, or_usual(range, kListMax), name, "count ")) return bad;
    for (const auto& item : value) {
      if (auto bad = fit_value(item, kUsual, name)) return bad;
    }
    return std::nullopt;
  } else if constexpr (std::is_integral_v<Value> && !std::is_same_v<Value, bool>) {
    if (range.high < 0) return std::nullopt;
    return check_range(static_cast<std::int64_t>(value), range, name, "");
  } else {
    return std::nullopt;
  }
}

template <typename Variant>
Verdict fit_body(const Variant& variant) {
  return std::visit(
      [](const auto& body) {
        return inside(TableOf<std::remove_cvref_t<decltype(body)>>::kName, fit(body));
      },
      variant);
}

template <typename Model>
Verdict fit(const Model& model) {
  Verdict verdict;
  const auto fits = [&](const auto& line) {
    if (auto bad = fit_value(bare(line.member(model)), line.range, line.name)) {
      verdict = std::move(bad);
    }
    return !verdict;
  };
  std::apply([&](const auto&... line) { return (fits(line) && ...); }, kFieldsOf<Model>);
  if constexpr (std::is_same_v<Model, Fact>) {
    // An empty fact stands inside FactWaiting{again}: it has no body.
    if (verdict || !model.occurred_at.is_set()) return verdict;
    if (model.corrects.is_set()) return inside("factCorrected", fit_body(model.body));
    if (model.resubmits.is_set()) return inside("factResubmitted", fit_body(model.body));
    return fit_body(model.body);
  } else if constexpr (requires { model.body; }) {
    return verdict ? verdict : fit_body(model.body);
  } else {
    return verdict;
  }
}

}  // namespace koppel::codec
