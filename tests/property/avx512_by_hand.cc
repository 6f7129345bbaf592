#include "tests/property/avx512_by_hand.h"

#if defined(__x86_64__)

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include <immintrin.h>

namespace koppel::by_hand {
namespace {

using Vector = __m512i;

template <typename Number>
using Lanes = std::array<Number, 64 / sizeof(Number)>;

template <typename Number>
Lanes<Number> lanes(const Vector& vector) {
  Lanes<Number> numbers;
  std::memcpy(&numbers, &vector, sizeof numbers);
  return numbers;
}

template <typename Number, typename Of>
Vector each(const Of& of) {
  Lanes<Number> numbers;
  for (std::size_t at = 0; at < numbers.size(); ++at) numbers[at] = static_cast<Number>(of(at));
  Vector vector;
  std::memcpy(&vector, &numbers, sizeof vector);
  return vector;
}

template <typename Number, typename Of>
Vector each_of(const Vector& a, const Vector& b, const Of& of) {
  const auto x = lanes<Number>(a);
  const auto y = lanes<Number>(b);
  return each<Number>([&](std::size_t at) { return of(x[at], y[at]); });
}

template <typename Mask, typename Number, typename Holds>
Mask where(const Vector& a, const Vector& b, const Holds& holds) {
  const auto x = lanes<Number>(a);
  const auto y = lanes<Number>(b);
  Mask mask = 0;
  for (std::size_t at = 0; at < x.size(); ++at) {
    if (holds(x[at], y[at])) mask |= Mask{1} << at;
  }
  return mask;
}

int limited(int value) {
  return std::clamp<int>(value, INT16_MIN, INT16_MAX);
}

using Word = std::int16_t;
using Bits = std::uint16_t;
using Byte = std::uint8_t;

constexpr auto kPlus = [](int a, int b) { return a + b; };
constexpr auto kMinus = [](int a, int b) { return a - b; };
constexpr auto kPlusLimited = [](int a, int b) { return limited(a + b); };
constexpr auto kMinusLimited = [](int a, int b) { return limited(a - b); };
constexpr auto kMinusToZero = [](int a, int b) { return std::max(0, a - b); };
constexpr auto kTimes = [](unsigned a, unsigned b) { return a * b; };
constexpr auto kTimesHigh = [](unsigned a, unsigned b) { return (a * b) >> 16U; };
constexpr auto kLess = [](int a, int b) { return std::min(a, b); };
constexpr auto kMore = [](int a, int b) { return std::max(a, b); };
constexpr auto kAnd = [](int a, int b) { return a & b; };
constexpr auto kOr = [](int a, int b) { return a | b; };
constexpr auto kAtMost = [](int a, int b) { return a <= b; };
constexpr auto kAtLeast = [](int a, int b) { return a >= b; };
constexpr auto kSame = [](int a, int b) { return a == b; };
constexpr auto kCommon = [](int a, int b) { return (a & b) != 0; };
constexpr auto kNoneCommon = [](int a, int b) { return (a & b) == 0; };

Vector load(const void* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}

void store(void* to, const Vector& vector) {
  std::memcpy(to, &vector, sizeof vector);
}

Vector multiplied_pairs(const Vector& a, const Vector& b) {
  const auto x = lanes<Byte>(a);
  const auto y = lanes<std::int8_t>(b);
  return each<Word>([&](std::size_t at) {
    return limited((x[2 * at] * y[2 * at]) + (x[(2 * at) + 1] * y[(2 * at) + 1]));
  });
}

Vector widened(__m256i bytes) {
  std::array<Byte, 32> numbers;
  std::memcpy(&numbers, &bytes, sizeof numbers);
  return each<Bits>([&](std::size_t at) { return numbers[at]; });
}

// The upper half is anything: not 0 here, so that a use of it is seen.
Vector lower_half(__m256i bytes) {
  Vector vector = each<Byte>([](std::size_t) { return 0xA5; });
  std::memcpy(&vector, &bytes, sizeof bytes);
  return vector;
}

Vector chosen(const Vector& otherwise, std::uint32_t mask, const Vector& then) {
  const auto x = lanes<Word>(then);
  const auto y = lanes<Word>(otherwise);
  return each<Word>([&](std::size_t at) { return ((mask >> at) & 1U) != 0 ? x[at] : y[at]; });
}

Vector same(int value) {
  return each<Word>([&](std::size_t) { return value; });
}

Vector same_bytes(int value) {
  return each<Byte>([&](std::size_t) { return value; });
}

Vector magnitude(const Vector& a) {
  return each_of<Word>(a, a, [](int x, int) { return std::abs(x); });
}

Vector shifted(const Vector& a, unsigned by) {
  return each_of<Bits>(a, a, [by](unsigned x, unsigned) { return x << by; });
}

}  // namespace
}  // namespace koppel::by_hand

#define _mm512_loadu_si512(p) ::koppel::by_hand::load(p)
#define _mm512_store_si512(p, a) ::koppel::by_hand::store(p, a)
#define _mm512_setzero_si512() ::koppel::by_hand::same(0)
#define _mm512_set1_epi16(a) ::koppel::by_hand::same(a)
#define _mm512_set1_epi8(a) ::koppel::by_hand::same_bytes(a)
#define BY_HAND(Number, a, b, of) \
  ::koppel::by_hand::each_of<::koppel::by_hand::Number>(a, b, ::koppel::by_hand::of)
#define WHERE_BY_HAND(Mask, Number, a, b, of) \
  ::koppel::by_hand::where<Mask, ::koppel::by_hand::Number>(a, b, ::koppel::by_hand::of)
#define _mm512_add_epi16(a, b) BY_HAND(Word, a, b, kPlus)
#define _mm512_sub_epi16(a, b) BY_HAND(Word, a, b, kMinus)
#define _mm512_adds_epi16(a, b) BY_HAND(Word, a, b, kPlusLimited)
#define _mm512_subs_epi16(a, b) BY_HAND(Word, a, b, kMinusLimited)
#define _mm512_mullo_epi16(a, b) BY_HAND(Bits, a, b, kTimes)
#define _mm512_mulhi_epu16(a, b) BY_HAND(Bits, a, b, kTimesHigh)
#define _mm512_maddubs_epi16(a, b) ::koppel::by_hand::multiplied_pairs(a, b)
#define _mm512_min_epu16(a, b) BY_HAND(Bits, a, b, kLess)
#define _mm512_max_epu16(a, b) BY_HAND(Bits, a, b, kMore)
#define _mm512_min_epi16(a, b) BY_HAND(Word, a, b, kLess)
#define _mm512_max_epi16(a, b) BY_HAND(Word, a, b, kMore)
#define _mm512_abs_epi16(a) ::koppel::by_hand::magnitude(a)
#define _mm512_and_si512(a, b) BY_HAND(Bits, a, b, kAnd)
#define _mm512_or_si512(a, b) BY_HAND(Bits, a, b, kOr)
#define _mm512_subs_epu16(a, b) BY_HAND(Bits, a, b, kMinusToZero)
#define _mm512_subs_epu8(a, b) BY_HAND(Byte, a, b, kMinusToZero)
#define _mm512_max_epi8(a, b) \
  ::koppel::by_hand::each_of<std::int8_t>(a, b, ::koppel::by_hand::kMore)
#define _mm512_min_epi8(a, b) \
  ::koppel::by_hand::each_of<std::int8_t>(a, b, ::koppel::by_hand::kLess)
#define _mm512_cvtepu8_epi16(a) ::koppel::by_hand::widened(a)
#define _mm512_castsi256_si512(a) ::koppel::by_hand::lower_half(a)
#undef _mm512_slli_epi16  // a macro where nothing is optimised
#define _mm512_slli_epi16(a, by) ::koppel::by_hand::shifted(a, by)
#define _mm512_maskz_mov_epi16(mask, a) \
  ::koppel::by_hand::chosen(::koppel::by_hand::same(0), mask, a)
#define _mm512_mask_mov_epi16(otherwise, mask, a) ::koppel::by_hand::chosen(otherwise, mask, a)
#define _mm512_test_epi16_mask(a, b) WHERE_BY_HAND(__mmask32, Bits, a, b, kCommon)
#define _mm512_testn_epi16_mask(a, b) WHERE_BY_HAND(__mmask32, Bits, a, b, kNoneCommon)
#define _mm512_cmpeq_epi16_mask(a, b) WHERE_BY_HAND(__mmask32, Bits, a, b, kSame)
#define _mm512_cmple_epu16_mask(a, b) WHERE_BY_HAND(__mmask32, Bits, a, b, kAtMost)
#define _mm512_cmpge_epi16_mask(a, b) WHERE_BY_HAND(__mmask32, Word, a, b, kAtLeast)
#define _mm512_cmple_epu8_mask(a, b) WHERE_BY_HAND(__mmask64, Byte, a, b, kAtMost)
#define _mm512_test_epi8_mask(a, b) WHERE_BY_HAND(__mmask64, Byte, a, b, kCommon)
#define _mm512_testn_epi8_mask(a, b) WHERE_BY_HAND(__mmask64, Byte, a, b, kNoneCommon)

// The same source as the engine's, under another name.
#define avx512_kernels avx512_kernels_by_hand
#define __builtin_cpu_supports(name) true
#include "engine/matching/kernels_avx512.cc"
#undef __builtin_cpu_supports

namespace koppel::matching {

const Kernels* avx512_by_hand() {
  return __builtin_cpu_supports("avx2") ? avx512_kernels_by_hand() : nullptr;
}

}  // namespace koppel::matching

#else

namespace koppel::matching {

const Kernels* avx512_by_hand() {
  return nullptr;
}

}  // namespace koppel::matching

#endif
