#pragma once

#include "engine/codec/table.h"
#include "engine/model/area.h"
#include "engine/model/calendar.h"
#include "engine/model/criminal.h"
#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/special.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <type_traits>
#include <vector>

// What a table's members are made of.
namespace koppel::codec {

template <typename T>
inline constexpr bool kIsStrong = false;
template <typename Tag, typename Number>
inline constexpr bool kIsStrong<Strong<Tag, Number>> = true;

template <typename T>
inline constexpr bool kIsHash = false;
template <typename Tag>
inline constexpr bool kIsHash<Hash128<Tag>> = true;

template <typename T>
inline constexpr bool kIsList = false;
template <typename T>
inline constexpr bool kIsList<std::vector<T>> = true;
template <typename T>
inline constexpr bool kIsList<std::deque<T>> = true;

template <typename T>
inline constexpr bool kIsSpecial = false;
template <typename T>
inline constexpr bool kIsSpecial<Special<T>> = true;

template <typename T>
inline constexpr bool kIsCriminal = false;
template <typename T>
inline constexpr bool kIsCriminal<Criminal<T>> = true;

// Opens the wrappers of special and criminal data: recording is what their keys are for.
template <typename T>
auto& bare(T& value) {
  using Plain = std::remove_const_t<T>;
  if constexpr (kIsSpecial<Plain>) {
    return value.reveal();
  } else if constexpr (kIsCriminal<Plain>) {
    return value.reveal(CriminalAccess::ForRecord::key());
  } else {
    return value;
  }
}

// Whether any field of the struct is sealed, its nested structs included.
template <typename Model>
constexpr bool has_personal();

template <typename Model, typename Line>
constexpr bool line_is_personal(const Line& line) {
  if (line.seal == Seal::kPersonal) return true;
  using Member = std::remove_cvref_t<decltype(line.member(std::declval<Model&>()))>;
  if constexpr (HasTable<Member>) {
    return has_personal<Member>();
  } else {
    return false;
  }
}

template <typename Model>
constexpr bool has_personal() {
  return std::apply([](const auto&... line) { return (line_is_personal<Model>(line) || ...); },
                    TableOf<Model>::fields());
}

}  // namespace koppel::codec
