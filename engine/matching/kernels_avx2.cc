#include "engine/matching/kernel_sets.h"

#if defined(__x86_64__)

#include "engine/matching/kernel_body.h"

#include <immintrin.h>

// Built with -mavx2 and run only where the processor has it.
namespace koppel::matching {
namespace {

struct Avx2 {
  using Bytes = __m256i;
  using ByteMask = __m256i;

  // Lanes 0 to 15 and 16 to 31.
  struct Words {
    __m256i low;
    __m256i high;
  };

  struct WordMask {
    __m256i low;
    __m256i high;

    WordMask& operator&=(const WordMask& other) {
      low = _mm256_and_si256(low, other.low);
      high = _mm256_and_si256(high, other.high);
      return *this;
    }
  };

  static __m256i load(const void* from) {
    return _mm256_load_si256(static_cast<const __m256i*>(from));
  }

  static Bytes load_bytes(const void* from) { return load(from); }

  static Words load_words(const void* from) {
    return {load(from), load(static_cast<const __m256i*>(from) + 1)};
  }

  static Bytes row_bytes(const Row* row) { return load(row); }

  static Words row_words(const Row* row) {
    const __m256i half = load(row);
    return {half, half};
  }

  static void store(std::int16_t* to, Words words) {
    auto* const both = static_cast<__m256i*>(static_cast<void*>(to));
    _mm256_store_si256(both, words.low);
    _mm256_store_si256(both + 1, words.high);
  }

  static __m256i zero() { return _mm256_setzero_si256(); }

  static Words zero_words() { return {zero(), zero()}; }

  static Words same_words(int value) {
    const __m256i half = _mm256_set1_epi16(static_cast<std::int16_t>(value));
    return {half, half};
  }

  static Words add(Words a, Words b) {
    return {_mm256_add_epi16(a.low, b.low), _mm256_add_epi16(a.high, b.high)};
  }

  static Words subtract(Words a, Words b) {
    return {_mm256_sub_epi16(a.low, b.low), _mm256_sub_epi16(a.high, b.high)};
  }

  static Words add_to_limit(Words a, Words b) {
    return {_mm256_adds_epi16(a.low, b.low), _mm256_adds_epi16(a.high, b.high)};
  }

  static Words subtract_to_limit(Words a, Words b) {
    return {_mm256_subs_epi16(a.low, b.low), _mm256_subs_epi16(a.high, b.high)};
  }

  static Words multiply(Words a, Words b) {
    return {_mm256_mullo_epi16(a.low, b.low), _mm256_mullo_epi16(a.high, b.high)};
  }

  static Words multiply_pairs(Words a, Words b) {
    return {_mm256_maddubs_epi16(a.low, b.low), _mm256_maddubs_epi16(a.high, b.high)};
  }

  // ⌊a · 24,576 / 65,536⌋
  static Words three_eighths(Words a) {
    const __m256i factor = _mm256_set1_epi16(24'576);
    return {_mm256_mulhi_epu16(a.low, factor), _mm256_mulhi_epu16(a.high, factor)};
  }

  static Words least_words(Words a, Words b) {
    return {_mm256_min_epu16(a.low, b.low), _mm256_min_epu16(a.high, b.high)};
  }

  static Words most_words(Words a, Words b) {
    return {_mm256_max_epu16(a.low, b.low), _mm256_max_epu16(a.high, b.high)};
  }

  static Words least_signed(Words a, Words b) {
    return {_mm256_min_epi16(a.low, b.low), _mm256_min_epi16(a.high, b.high)};
  }

  static Words most_signed(Words a, Words b) {
    return {_mm256_max_epi16(a.low, b.low), _mm256_max_epi16(a.high, b.high)};
  }

  // Both are at most 32,767, so their difference has a sign.
  static Words apart(Words a, Words b) {
    return {_mm256_abs_epi16(_mm256_sub_epi16(a.low, b.low)),
            _mm256_abs_epi16(_mm256_sub_epi16(a.high, b.high))};
  }

  static Words common(Words a, Words b) {
    return {_mm256_and_si256(a.low, b.low), _mm256_and_si256(a.high, b.high)};
  }

  static Words subtract_to_zero_words(Words a, Words b) {
    return {_mm256_subs_epu16(a.low, b.low), _mm256_subs_epu16(a.high, b.high)};
  }

  static Words subtract_to_zero_bytes(Words a, Words b) {
    return {_mm256_subs_epu8(a.low, b.low), _mm256_subs_epu8(a.high, b.high)};
  }

  static Words positive_bytes(Words a) {
    return {_mm256_max_epi8(a.low, zero()), _mm256_max_epi8(a.high, zero())};
  }

  static Words negative_bytes(Words a) {
    return {_mm256_min_epi8(a.low, zero()), _mm256_min_epi8(a.high, zero())};
  }

  // A byte hl as a word becomes 0h0l.
  static __m256i spread(const void* from) {
    const __m256i both = _mm256_cvtepu8_epi16(_mm_load_si128(static_cast<const __m128i*>(from)));
    return _mm256_and_si256(_mm256_or_si256(both, _mm256_slli_epi16(both, 4)),
                            _mm256_set1_epi8(15));
  }

  static Words halves(const std::uint8_t* from) { return {spread(from), spread(from + 16)}; }

  static __m256i is_zero(__m256i words) { return _mm256_cmpeq_epi16(words, zero()); }

  static __m256i is_zero_bytes(__m256i bytes) { return _mm256_cmpeq_epi8(bytes, zero()); }

  static __m256i turned(__m256i mask) { return _mm256_xor_si256(mask, _mm256_set1_epi8(-1)); }

  static Words zero_where_both_zero(Words words, Words a, Words b) {
    return {_mm256_andnot_si256(is_zero(_mm256_or_si256(a.low, b.low)), words.low),
            _mm256_andnot_si256(is_zero(_mm256_or_si256(a.high, b.high)), words.high)};
  }

  static Words where_equal(Words a, Words b, Words then) {
    const WordMask mask{_mm256_cmpeq_epi16(a.low, b.low), _mm256_cmpeq_epi16(a.high, b.high)};
    return chosen(mask, then, same_words(INT16_MIN));
  }

  static Words chosen(WordMask mask, Words then, Words otherwise) {
    return {_mm256_blendv_epi8(otherwise.low, then.low, mask.low),
            _mm256_blendv_epi8(otherwise.high, then.high, mask.high)};
  }

  static ByteMask at_most(Bytes a, Bytes b) { return _mm256_cmpeq_epi8(_mm256_min_epu8(a, b), a); }

  static ByteMask none_common(Bytes a, Bytes b) { return is_zero_bytes(_mm256_and_si256(a, b)); }

  static ByteMask some_common(Bytes a, Bytes b) { return turned(none_common(a, b)); }

  static ByteMask not_in_table(Bytes table, Bytes number) {
    return is_zero_bytes(_mm256_shuffle_epi8(table, number));
  }

  static WordMask widened(ByteMask mask) {
    return {_mm256_cvtepi8_epi16(_mm256_castsi256_si128(mask)),
            _mm256_cvtepi8_epi16(_mm256_extracti128_si256(mask, 1))};
  }

  static WordMask at_most_words(Words a, Words b) {
    return {is_zero(_mm256_subs_epu16(a.low, b.low)), is_zero(_mm256_subs_epu16(a.high, b.high))};
  }

  static WordMask at_least_signed(Words a, Words b) {
    return {turned(_mm256_cmpgt_epi16(b.low, a.low)), turned(_mm256_cmpgt_epi16(b.high, a.high))};
  }

  static WordMask none_common_words(Words a, Words b) {
    return {is_zero(_mm256_and_si256(a.low, b.low)), is_zero(_mm256_and_si256(a.high, b.high))};
  }

  static WordMask some_common_words(Words a, Words b) {
    const WordMask none = none_common_words(a, b);
    return {turned(none.low), turned(none.high)};
  }

  static bool any(WordMask mask) {
    const __m256i either = _mm256_or_si256(mask.low, mask.high);
    return _mm256_testz_si256(either, either) == 0;
  }
};

}  // namespace

const Kernels* avx2_kernels() {
  static constexpr Kernels table = Body<Avx2>::table("avx2");
  return __builtin_cpu_supports("avx2") ? &table : nullptr;
}

}  // namespace koppel::matching

#else

namespace koppel::matching {

const Kernels* avx2_kernels() {
  return nullptr;
}

}  // namespace koppel::matching

#endif
