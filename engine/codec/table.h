#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>

// One table a struct: each model struct is described once, one line a field. Everything that walks
// a struct (to and from Protobuf, text, limits, digest) is one generic function over these tables.
//
//   KOPPEL_TABLE(Support, v1::Support,
//     KOPPEL_FIELD(kClear, domain),
//     KOPPEL_RANGE(kClear, capacity, 0, 5));
//
// A line names the member, which is also the name of the field in the schema, who may read it
// (kPersonal fields are sealed with the key of the person concerned), and its range: the value of a
// number, the length of a string, the count of a list. KOPPEL_LATER is a KOPPEL_FIELD that came
// later.
namespace koppel::codec {

// kHousekeeping fields are in clear and left out of the digest: where a thing stands in the journal
// says nothing about the market.
enum class Seal : std::uint8_t {
  kClear,
  kPersonal,
  kHousekeeping
};

struct Range {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

inline constexpr std::int64_t kTextMax = 200;
inline constexpr std::int64_t kListMax = 5'000;

// No range named: any number, texts up to kTextMax bytes, lists up to kListMax.
inline constexpr Range kUsual{.low = 0, .high = -1};

// A field that came after journals were kept: it counts in hashes and digests only where it is set,
// so that what was written before it hashes and digests as it did then.
enum class Since : std::uint8_t {
  kBeginning,
  kLater
};

template <typename Member>
struct Field {
  std::string_view name;
  Seal seal;
  Range range;
  Since since;
  Member member;  // model& -> member&
};

template <typename Member>
Field(std::string_view, Seal, Range, Since, Member) -> Field<Member>;

// One alternative of a variant and its member of the oneof.
template <typename Alternative>
struct Case {
  using Type = Alternative;
  std::string_view name;
  int number;  // of the oneof member
};

// Specialised by KOPPEL_TABLE: kName, Message, fields().
template <typename Model>
struct TableOf;

template <typename Model>
concept HasTable = requires {
  typename TableOf<Model>::Message;
};

// Specialised by KOPPEL_CASES for the variants: cases().
template <typename Variant>
struct CasesOf;

// Specialised by KOPPEL_ENUM: the generated enum.
template <typename Enum>
struct EnumOf;

template <typename Model>
inline constexpr auto kFieldsOf = TableOf<Model>::fields();
template <typename Model>
inline constexpr std::size_t kFieldCount = std::tuple_size_v<decltype(TableOf<Model>::fields())>;

template <typename Variant>
inline constexpr auto kCasesOf = CasesOf<Variant>::cases();
template <typename Variant>
inline constexpr std::size_t kCaseCount = std::tuple_size_v<decltype(CasesOf<Variant>::cases())>;

}  // namespace koppel::codec

#define KOPPEL_LINE(seal_, name_, low_, high_, since_)           \
  ::koppel::codec::Field {                                       \
#name_, ::koppel::codec::Seal::seal_,                        \
        ::koppel::codec::Range{.low = (low_), .high = (high_) }, \
        ::koppel::codec::Since::since_,                          \
        [](auto& model) -> auto& {                               \
      return model.name_;                                        \
    }                                                            \
  }

#define KOPPEL_RANGE(seal_, name_, low_, high_) KOPPEL_LINE(seal_, name_, low_, high_, kBeginning)

#define KOPPEL_FIELD(seal_, name_) \
  KOPPEL_RANGE(seal_, name_, ::koppel::codec::kUsual.low, ::koppel::codec::kUsual.high)

#define KOPPEL_LATER(seal_, name_) \
  KOPPEL_LINE(seal_, name_, ::koppel::codec::kUsual.low, ::koppel::codec::kUsual.high, kLater)

#define KOPPEL_TABLE(model_, message_, ...)                                 \
  template <>                                                               \
  struct koppel::codec::TableOf<koppel::model_> {                           \
    using Message = koppel::message_;                                       \
    static constexpr std::string_view kName = #model_;                      \
    static constexpr auto fields() { return std::make_tuple(__VA_ARGS__); } \
  }

#define KOPPEL_CASE(owner_, type_) KOPPEL_NAMED_CASE(owner_::k##type_, type_)

#define KOPPEL_NAMED_CASE(number_, type_)     \
  ::koppel::codec::Case<koppel::type_> {      \
    .name = #type_, .number = koppel::number_ \
  }

#define KOPPEL_CASES(variant_, ...)                                        \
  template <>                                                              \
  struct koppel::codec::CasesOf<koppel::variant_> {                        \
    static constexpr auto cases() { return std::make_tuple(__VA_ARGS__); } \
  }

#define KOPPEL_ENUM(name_)                                                         \
  template <>                                                                      \
  struct koppel::codec::EnumOf<koppel::name_> {                                    \
    using Proto = koppel::v1::name_;                                               \
    static bool is_valid(int value) { return koppel::v1::name_##_IsValid(value); } \
    static std::string_view text(int value) {                                      \
      return koppel::v1::name_##_Name(static_cast<Proto>(value));                  \
    }                                                                              \
    static constexpr std::string_view kName = #name_;                              \
  }
