#pragma once

#include "engine/codec/misfit.h"
#include "engine/codec/utf8.h"
#include "engine/codec/wire.h"
#include "engine/codec/wire_fields.h"
#include "engine/model/entry.h"
#include "engine/model/fact.h"
#include "engine/model/instant.h"

#include "koppel/v1/fact.pb.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

// Protobuf's bytes -> model, for every struct that has a table, without a message in between. What
// a table's ranges say is checked afterwards: fit.h.
namespace koppel::codec {

inline Verdict misfit(std::string_view field, std::string why) {
  return Misfit{.field = std::string(field), .why = std::move(why)};
}

// One message being read, with all that is nested in it.
struct Reading {
  Verdict verdict;                 // what does not fit; whoever sees it set stops
  std::string_view sealed;         // found in a field of that name
  bool adds_sealed = false;        // these bytes were sealed: they add to what was read in clear
  bool has_bodiless_fact = false;  // an empty fact stands inside FactWaiting{again}

  // Out of the way of what fits.
  [[gnu::cold]] bool fail(std::string_view field, std::string why) {
    verdict = misfit(field, std::move(why));
    return false;
  }

  [[gnu::cold]] bool broken(std::string_view field) {
    return fail(field, "is cut off or not Protobuf");
  }

  // Puts where it was in front of what does not fit.
  [[gnu::cold]] bool inside(std::string_view field) {
    verdict->field = std::string(field) + "." + verdict->field;
    return false;
  }
};

// Adds what the bytes say to the model. False: reading.verdict says what does not fit.
template <typename Model>
bool read_wire(std::string_view bytes, Model& model, Reading& reading);

inline bool read_timestamp(std::string_view bytes,
                           std::string_view name,
                           Instant& out,
                           Reading& reading) {
  constexpr std::int64_t kSecondsMax = 253'402'300'799;
  constexpr std::int64_t kNanosPerMs = 1'000'000;
  WireIn in(bytes);
  std::int64_t nanos = ((out.ms % 1'000 + 1'000) % 1'000) * kNanosPerMs;  // a second one adds
  std::int64_t seconds = (out.ms - (nanos / kNanosPerMs)) / 1'000;
  while (in.more()) {
    WireTag tag;
    std::uint64_t bits = 0;
    if (!in.tag(tag)) return reading.broken(name);
    if (tag.type != WireType::kVarint) {
      if (!in.skip(tag.type)) return reading.broken(name);
      continue;
    }
    if (!in.varint(bits)) return reading.broken(name);
    if (tag.number == 1) seconds = static_cast<std::int64_t>(bits);
    if (tag.number == 2) nanos = static_cast<std::int32_t>(bits);
  }
  const bool is_part = nanos >= 0 && nanos < 1'000 * kNanosPerMs;
  if (!is_part || seconds < -kSecondsMax || seconds > kSecondsMax) {
    return reading.fail(name, "is not a moment between the years 1 and 9999");
  }
  out.ms = (seconds * 1'000) + (nanos / kNanosPerMs);
  return true;
}

inline bool read_text(std::string_view text, std::string_view name, Date& out, Reading& reading) {
  out = {};
  if (text.empty()) return true;
  const auto date = parse_date(text);
  if (!date) return reading.fail(name, "is not a date like 2026-11-22 between 1900 and 2199");
  out = *date;
  return true;
}

inline bool read_text(std::string_view text, std::string_view name, AreaId& out, Reading& reading) {
  out = {};
  if (text.empty()) return true;
  const auto area = parse_area(text);
  if (!area) return reading.fail(name, "is not an area like AM11");
  out = *area;
  return true;
}

inline bool read_text(std::string_view text,
                      std::string_view name,
                      std::string& out,
                      Reading& reading) {
  if (!is_utf8(text)) return reading.fail(name, "is not UTF-8");
  out = text;
  return true;
}

template <typename Tag>
bool read_text(std::string_view bytes, std::string_view name, Hash128<Tag>& out, Reading& reading) {
  out = {};
  if (bytes.empty()) return true;
  if (bytes.size() != out.bytes.size()) return reading.fail(name, "is not 16 bytes");
  std::ranges::copy(bytes, out.bytes.begin());
  return true;
}

template <typename Enum>
bool read_enum(std::uint64_t bits, std::string_view name, Enum& out, Reading& reading) {
  const auto value = static_cast<std::int32_t>(bits);
  if (!EnumOf<Enum>::is_valid(value)) {
    return reading.fail(name,
                        "has value " + std::to_string(value) + ", which " +
                            std::string(EnumOf<Enum>::kName) +
                            " of this version does not have; a newer Koppel may have written it");
  }
  out = static_cast<Enum>(value);
  return true;
}

// Wider numbers than the field's are cut, as Protobuf has it.
template <typename Value>
bool read_bits(
    std::uint64_t bits, WireField field, std::string_view name, Value& out, Reading& reading) {
  if constexpr (std::is_enum_v<Value>) {
    return read_enum(bits, name, out, reading);
  } else if constexpr (kIsStrong<Value>) {
    out = Value{static_cast<decltype(out.value())>(bits)};
  } else if constexpr (std::is_same_v<Value, bool>) {
    out = bits != 0;
  } else {
    out = field.is_signed ? static_cast<Value>(unzigzag(bits)) : static_cast<Value>(bits);
  }
  return true;
}

template <typename Value>
inline constexpr bool kIsOfBytes =
    HasTable<Value> || std::is_same_v<Value, Instant> || std::is_same_v<Value, std::string> ||
    std::is_same_v<Value, AreaId> || std::is_same_v<Value, Date> || kIsHash<Value>;

template <typename Value>
constexpr WireType type_of(WireField field) {
  if (kIsOfBytes<Value>) return WireType::kBytes;
  return field.is_fixed64 ? WireType::kFixed64 : WireType::kVarint;
}

// One value that is no list, of the field's type.
template <typename Value>
bool read_one(WireIn& in, WireField field, std::string_view name, Value& out, Reading& reading) {
  if constexpr (kIsOfBytes<Value>) {
    std::string_view bytes;
    if (!in.bytes(bytes)) return reading.broken(name);
    if constexpr (HasTable<Value>) {
      return read_wire(bytes, out, reading) || reading.inside(name);
    } else if constexpr (std::is_same_v<Value, Instant>) {
      return read_timestamp(bytes, name, out, reading);
    } else {
      return read_text(bytes, name, out, reading);
    }
  } else {
    std::uint64_t bits = 0;
    const bool whole = field.is_fixed64 ? in.fixed64(bits) : in.varint(bits);
    if (!whole) return reading.broken(name);
    return read_bits(bits, field, name, out, reading);
  }
}

// Numbers stand packed in one field, or each in one of its own.
template <typename List>
bool read_items(
    WireIn& in, WireTag tag, WireField field, std::string_view name, List& out, Reading& reading) {
  using Item = typename List::value_type;
  if constexpr (!kIsOfBytes<Item>) {
    if (tag.type == WireType::kBytes) {
      std::string_view packed;
      if (!in.bytes(packed)) return reading.broken(name);
      WireIn items(packed);
      while (items.more()) {
        std::uint64_t bits = 0;
        const bool whole = field.is_fixed64 ? items.fixed64(bits) : items.varint(bits);
        if (!whole) return reading.broken(name);
        if (!read_bits(bits, field, name, out.emplace_back(), reading)) return false;
      }
      return true;
    }
  }
  if (tag.type != type_of<Item>(field)) return in.skip(tag.type) || reading.broken(name);
  return read_one(in, field, name, out.emplace_back(), reading);
}

// How a field of that number enters the model; no reader where there is none. A field of another
// type than the table's is passed over, as Protobuf has it.
template <typename Model>
struct WireLine {
  WireField field;
  bool (*read)(WireIn& in, WireTag tag, WireField field, Model& model, Reading& reading) = nullptr;
};

template <typename Model, std::size_t At>
bool read_line(WireIn& in, WireTag tag, WireField field, Model& model, Reading& reading) {
  constexpr const auto& kLine = std::get<At>(kFieldsOf<Model>);
  auto& out = bare(kLine.member(model));
  if constexpr (kIsList<std::remove_reference_t<decltype(out)>>) {
    return read_items(in, tag, field, kLine.name, out, reading);
  } else {
    using Value = std::remove_cvref_t<decltype(out)>;
    if (tag.type != type_of<Value>(field)) return in.skip(tag.type) || reading.broken(kLine.name);
    return read_one(in, field, kLine.name, out, reading);
  }
}

template <typename Variant, std::size_t At>
bool read_case(WireIn& in, WireTag tag, Variant& body, Reading& reading) {
  constexpr const auto& kCase = std::get<At>(kCasesOf<Variant>);
  using Type = typename std::remove_cvref_t<decltype(kCase)>::Type;
  std::string_view bytes;
  if (tag.type != WireType::kBytes || !in.bytes(bytes)) return reading.broken(kCase.name);
  Type* held = std::get_if<Type>(&body);
  if (held == nullptr) held = &body.template emplace<Type>();
  return read_wire(bytes, *held, reading) || reading.inside(kCase.name);
}

constexpr std::size_t kWireNumbers = 96;  // no message has a field with a higher number

template <typename Variant>
class WireCases {
 public:
  using Reader = bool (*)(WireIn& in, WireTag tag, Variant& body, Reading& reading);

  [[nodiscard]] static Reader find(std::uint32_t number) {
    static constexpr auto kReaders = made(std::make_index_sequence<kCaseCount<Variant>>());
    return number < kWireNumbers ? kReaders[number] : nullptr;
  }

 private:
  template <std::size_t... At>
  static constexpr std::array<Reader, kWireNumbers> made(std::index_sequence<At...> /*cases*/) {
    std::array<Reader, kWireNumbers> readers{};
    ((readers[static_cast<std::size_t>(std::get<At>(kCasesOf<Variant>).number)] =
          read_case<Variant, At>),
     ...);
    return readers;
  }
};

template <typename Model>
class WireLines {
 public:
  [[nodiscard]] static const std::array<WireLine<Model>, kWireNumbers>& all() {
    static const auto kLines = made(std::make_index_sequence<kFieldCount<Model>>());
    return kLines;
  }

 private:
  template <std::size_t... At>
  static std::array<WireLine<Model>, kWireNumbers> made(std::index_sequence<At...> /*lines*/) {
    std::array<WireLine<Model>, kWireNumbers> lines{};
    ((lines.at(wire_fields<Model>()[At].number) = {.field = wire_fields<Model>()[At],
                                                   .read = read_line<Model, At>}),
     ...);
    return lines;
  }
};

// The fact inside FactCorrected or FactResubmitted, `name`: only its body counts.
template <std::same_as<Fact> AFact>
bool read_wrapped_body(std::string_view bytes,
                       std::string_view name,
                       AFact& fact,
                       std::uint32_t& body_number,
                       Reading& reading) {
  WireIn in(bytes);
  while (in.more()) {
    WireTag tag;
    if (!in.tag(tag)) return reading.broken(name);
    if (tag.number == v1::Fact::kFactCorrectedFieldNumber ||
        tag.number == v1::Fact::kFactResubmittedFieldNumber) {
      return reading.fail(name, "wraps a wrapped fact");
    }
    const auto reader = WireCases<FactBody>::find(tag.number);
    if (reader == nullptr) {
      if (!in.skip(tag.type)) return reading.broken(name);
      continue;
    }
    if (!reader(in, tag, fact.body, reading)) return reading.inside(name);
    body_number = tag.number;
  }
  return true;
}

template <std::same_as<Fact> AFact>
bool read_wrapper(WireIn& outer,
                  WireTag tag,
                  std::string_view name,
                  AFact& fact,
                  Sequence& cause,
                  Reading& reading) {
  std::string_view bytes;
  if (tag.type != WireType::kBytes || !outer.bytes(bytes)) return reading.broken(name);
  WireIn in(bytes);
  std::uint32_t body_number = 0;
  while (in.more()) {
    WireTag inner;
    std::uint64_t number = 0;
    if (!in.tag(inner)) return reading.broken(name);
    if (inner.number == v1::FactCorrected::kCauseFieldNumber && inner.type == WireType::kVarint) {
      if (!in.varint(number)) return reading.broken(name);
      cause = Sequence{number};
    } else if (inner.number == v1::FactCorrected::kFactFieldNumber &&
               inner.type == WireType::kBytes) {
      if (!in.bytes(bytes)) return reading.broken(name);
      if (!read_wrapped_body(bytes, name, fact, body_number, reading)) return false;
    } else if (!in.skip(inner.type)) {
      return reading.broken(name);
    }
  }
  if (!cause.is_set()) return reading.fail("cause", "is missing") || reading.inside(name);
  if (body_number != 0 || reading.adds_sealed) return true;
  return reading.fail("body", "names no kind that this version knows") || reading.inside(name);
}

// A body comes, in that wrapper or in none (null): of the members of a oneof the last counts, so
// what another one had said goes.
template <std::same_as<Fact> AFact>
void begin_body(AFact& fact, Sequence AFact::*wrapper) {
  const bool goes_on = wrapper == nullptr ? !fact.corrects.is_set() && !fact.resubmits.is_set()
                                          : (fact.*wrapper).is_set();
  if (goes_on) return;
  fact.corrects = {};
  fact.resubmits = {};
  fact.body = FactBody();
}

enum class BodyField : std::uint8_t {
  kNone,
  kRead,
  kFailed
};

// One field, where it is one of the body.
template <typename Model>
BodyField read_body_field(WireIn& in, WireTag tag, Model& model, Reading& reading) {
  bool read = false;
  if constexpr (std::is_same_v<Model, Fact>) {
    if (tag.number == v1::Fact::kFactCorrectedFieldNumber) {
      begin_body(model, &Model::corrects);
      read = read_wrapper(in, tag, "factCorrected", model, model.corrects, reading);
      return read ? BodyField::kRead : BodyField::kFailed;
    }
    if (tag.number == v1::Fact::kFactResubmittedFieldNumber) {
      begin_body(model, &Model::resubmits);
      read = read_wrapper(in, tag, "factResubmitted", model, model.resubmits, reading);
      return read ? BodyField::kRead : BodyField::kFailed;
    }
  }
  const auto reader = WireCases<decltype(model.body)>::find(tag.number);
  if (reader == nullptr) return BodyField::kNone;
  if constexpr (std::is_same_v<Model, Fact>) {
    constexpr Sequence Fact::*kNoWrapper = nullptr;
    begin_body(model, kNoWrapper);
  }
  read = reader(in, tag, model.body, reading);
  return read ? BodyField::kRead : BodyField::kFailed;
}

// No body was there.
template <typename Model>
bool without_body(const Model& model, Reading& reading) {
  if (reading.adds_sealed) return true;
  if constexpr (std::is_same_v<Model, Fact>) {
    if (!model.occurred_at.is_set()) {
      reading.has_bodiless_fact = true;
      return true;
    }
  }
  return reading.fail("body", "names no kind that this version knows");
}

template <typename Model>
bool read_wire(std::string_view bytes, Model& model, Reading& reading) {
  const auto& lines = WireLines<Model>::all();
  WireIn in(bytes);
  bool has_body = false;
  while (in.more()) {
    WireTag tag;
    if (!in.tag(tag)) return reading.broken(TableOf<Model>::kName);
    if (tag.number < kWireNumbers && lines[tag.number].read != nullptr) {
      const WireLine<Model>& line = lines[tag.number];
      if (!line.read(in, tag, line.field, model, reading)) return false;
      continue;
    }
    if constexpr (requires { model.body; }) {
      const BodyField field = read_body_field(in, tag, model, reading);
      if (field == BodyField::kFailed) return false;
      if (field == BodyField::kRead) {
        has_body = true;
        continue;
      }
      if (tag.number == sealed_number<Model>() && tag.type == WireType::kBytes) {
        if (!in.bytes(reading.sealed)) return reading.broken("sealed");
        continue;
      }
    }
    if (!in.skip(tag.type)) return reading.broken(TableOf<Model>::kName);
  }
  if constexpr (requires { model.body; }) {
    return has_body || without_body(model, reading);
  } else {
    return true;
  }
}

}  // namespace koppel::codec
