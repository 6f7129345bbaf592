#pragma once

#include "engine/codec/leaf.h"
#include "engine/codec/misfit.h"
#include "engine/model/entry.h"
#include "engine/model/fact.h"
#include "engine/model/instant.h"

#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <tuple>
#include <variant>

// Protobuf -> model, for every struct that has a table, with all checks that a schema cannot
// express: ranges, lengths, dates, values of enums and kinds that this version does not know.
namespace koppel::codec {

template <typename Message, typename Model>
Verdict from_proto(const Message& message, Model& model);

inline Verdict misfit(std::string_view field, std::string why) {
  return Misfit{.field = std::string(field), .why = std::move(why)};
}

inline Verdict inside(std::string_view field, Verdict verdict) {
  if (!verdict) return std::nullopt;
  verdict->field = std::string(field) + "." + verdict->field;
  return verdict;
}

inline Verdict read_timestamp(const google::protobuf::Timestamp& message,
                              std::string_view field,
                              Instant& out) {
  constexpr std::int64_t kSecondsMax = 253'402'300'799;
  if (message.seconds() < -kSecondsMax || message.seconds() > kSecondsMax) {
    return misfit(field, "is not a moment between the years 1 and 9999");
  }
  out.ms = (message.seconds() * 1'000) + (message.nanos() / 1'000'000);
  return std::nullopt;
}

inline Verdict check_range(std::int64_t value,
                           Range range,
                           std::string_view field,
                           const char* of) {
  if (value >= range.low && value <= range.high) return std::nullopt;
  return misfit(field,
                of + std::to_string(value) + " is not between " + std::to_string(range.low) +
                    " and " + std::to_string(range.high));
}

inline Range or_usual(Range range, std::int64_t usual_max) {
  return range.high < 0 ? Range{.low = 0, .high = usual_max} : range;
}

template <typename Enum>
Verdict read_enum(int value, std::string_view field, Enum& out) {
  if (!EnumOf<Enum>::is_valid(value)) {
    return misfit(field,
                  "has value " + std::to_string(value) + ", which " +
                      std::string(EnumOf<Enum>::kName) +
                      " of this version does not have; a newer Koppel may have written it");
  }
  out = static_cast<Enum>(value);
  return std::nullopt;
}

inline Verdict read_date(const std::string& text, std::string_view field, Date& out) {
  if (text.empty()) return std::nullopt;
  const auto date = parse_date(text);
  if (!date) return misfit(field, "is not a date like 2026-11-22 between 1900 and 2199");
  out = *date;
  return std::nullopt;
}

inline Verdict read_area(const std::string& text, std::string_view field, AreaId& out) {
  if (text.empty()) return std::nullopt;
  const auto area = parse_area(text);
  if (!area) return misfit(field, "is not an area like AM11");
  out = *area;
  return std::nullopt;
}

template <typename Hash>
Verdict read_hash(const std::string& bytes, std::string_view field, Hash& out) {
  if (bytes.empty()) return std::nullopt;
  if (bytes.size() != out.bytes.size()) return misfit(field, "is not 16 bytes");
  std::ranges::copy(bytes, out.bytes.begin());
  return std::nullopt;
}

template <typename Scalar, typename Value>
Verdict read_scalar(const Scalar& scalar, Range range, std::string_view field, Value& out) {
  if constexpr (std::is_same_v<Value, AreaId>) {
    return read_area(scalar, field, out);
  } else if constexpr (std::is_same_v<Value, Date>) {
    return read_date(scalar, field, out);
  } else if constexpr (kIsHash<Value>) {
    return read_hash(scalar, field, out);
  } else if constexpr (kIsStrong<Value>) {
    out = Value{scalar};
    return std::nullopt;
  } else if constexpr (std::is_enum_v<Value>) {
    return read_enum(static_cast<int>(scalar), field, out);
  } else if constexpr (std::is_same_v<Value, std::string>) {
    out = scalar;
    return check_range(
        static_cast<std::int64_t>(scalar.size()), or_usual(range, kTextMax), field, "length ");
  } else {
    out = scalar;
    if constexpr (std::is_same_v<Value, bool>) return std::nullopt;
    if (range.high < 0) return std::nullopt;
    return check_range(static_cast<std::int64_t>(scalar), range, field, "");
  }
}

template <typename List, typename Item>
Verdict read_items(const List& list, Range range, std::string_view field, std::vector<Item>& out) {
  if (auto bad = check_range(list.size(), or_usual(range, kListMax), field, "count ")) {
    // An absent list is as good as none: what must be there is the domain's to say.
    if (!list.empty()) return bad;
  }
  out.reserve(static_cast<std::size_t>(list.size()));
  for (const auto& item : list) {
    Item& made = out.emplace_back();
    if constexpr (HasTable<Item>) {
      if (auto bad = inside(field, from_proto(item, made))) return bad;
    } else {
      if (auto bad = read_scalar(item, kUsual, field, made)) return bad;
    }
  }
  return std::nullopt;
}

template <typename Message, typename Line, typename Model>
Verdict read_line(const Message& message, const Line& line, Model& model) {
  auto& out = bare(line.member(model));
  using Value = std::remove_reference_t<decltype(out)>;
  if constexpr (std::is_same_v<Value, Instant>) {
    return read_timestamp(line.read(message), line.name, out);
  } else if constexpr (kIsVector<Value>) {
    return read_items(line.read(message), line.range, line.name, out);
  } else if constexpr (HasTable<Value>) {
    return inside(line.name, from_proto(line.read(message), out));
  } else {
    return read_scalar(line.read(message), line.range, line.name, out);
  }
}

template <typename Message, typename Variant>
Verdict read_case(const Message& message, int number, Variant& variant) {
  static constexpr auto kCases = CasesOf<Variant>::cases();
  bool known = false;
  Verdict verdict;
  std::apply(
      [&](const auto&... line) {
        const auto one = [&](const auto& alternative) {
          using Type = typename std::remove_cvref_t<decltype(alternative)>::Type;
          if (alternative.number != number) return false;
          known = true;
          if (auto bad = from_proto(alternative.read(message), variant.template emplace<Type>())) {
            verdict = inside(alternative.name, std::move(bad));
          }
          return true;
        };
        (one(line) || ...);
      },
      kCases);
  if (known) return verdict;
  return misfit("body", "names no kind that this version knows");
}

inline Verdict read_wrapped(const v1::Fact& inner, std::string_view field, Fact& fact) {
  if (inner.body_case() == v1::Fact::kFactCorrected ||
      inner.body_case() == v1::Fact::kFactResubmitted) {
    return misfit(field, "wraps a wrapped fact");
  }
  return inside(field, read_case(inner, inner.body_case(), fact.body));
}

inline Verdict read_body(const v1::Fact& message, Fact& fact) {
  if (message.has_fact_corrected()) {
    fact.corrects = Sequence{message.fact_corrected().cause()};
    if (!fact.corrects.is_set()) return misfit("factCorrected.cause", "is missing");
    return read_wrapped(message.fact_corrected().fact(), "factCorrected", fact);
  }
  if (message.has_fact_resubmitted()) {
    fact.resubmits = Sequence{message.fact_resubmitted().cause()};
    if (!fact.resubmits.is_set()) return misfit("factResubmitted.cause", "is missing");
    return read_wrapped(message.fact_resubmitted().fact(), "factResubmitted", fact);
  }
  return read_case(message, message.body_case(), fact.body);
}

template <typename Message, typename Model>
Verdict from_proto(const Message& message, Model& model) {
  static constexpr auto kFields = TableOf<Model>::fields();
  Verdict verdict;
  const auto fits = [&](const auto& line) {
    auto bad = read_line(message, line, model);
    if (bad) verdict = std::move(bad);
    return !verdict;
  };
  const bool whole = std::apply([&](const auto&... line) { return (fits(line) && ...); }, kFields);
  if (!whole) return verdict;
  if constexpr (std::is_same_v<Model, Fact>) {
    // An empty fact stands inside FactWaiting{again}: no body, nothing to read.
    if (message.body_case() == v1::Fact::BODY_NOT_SET && !message.has_occurred_at()) {
      return std::nullopt;
    }
    return read_body(message, model);
  } else if constexpr (requires { model.body; }) {
    return read_case(message, message.body_case(), model.body);
  } else {
    return std::nullopt;
  }
}

}  // namespace koppel::codec
