#include "engine/matching/kernel_sets.h"

#if defined(__x86_64__)

#include "engine/matching/kernel_body.h"

#include <immintrin.h>

// Built with -mavx512bw and run only where the processor has it.
namespace koppel::matching {
namespace {

struct Avx512 {
  using Bytes = __m256i;
  using Words = __m512i;
  using ByteMask = __mmask32;
  using WordMask = __mmask32;

  static Bytes load_bytes(const void* from) {
    return _mm256_load_si256(static_cast<const __m256i*>(from));
  }

  // Columns stand at multiples of 32 bytes: behind an odd number of byte columns not of 64.
  static Words load_words(const void* from) { return _mm512_loadu_si512(from); }

  static Bytes row_bytes(const Row* row) { return load_bytes(row); }

  static Words row_words(const Row* row) { return load_words(row); }

  static void store(std::int16_t* to, Words words) { _mm512_store_si512(to, words); }

  static Words zero_words() { return _mm512_setzero_si512(); }

  static Words same_words(int value) { return _mm512_set1_epi16(static_cast<std::int16_t>(value)); }

  static Words add(Words a, Words b) { return _mm512_add_epi16(a, b); }

  static Words subtract(Words a, Words b) { return _mm512_sub_epi16(a, b); }

  static Words add_to_limit(Words a, Words b) { return _mm512_adds_epi16(a, b); }

  static Words subtract_to_limit(Words a, Words b) { return _mm512_subs_epi16(a, b); }

  static Words multiply(Words a, Words b) { return _mm512_mullo_epi16(a, b); }

  static Words multiply_pairs(Words a, Words b) { return _mm512_maddubs_epi16(a, b); }

  // ⌊a · 24,576 / 65,536⌋
  static Words three_eighths(Words a) { return _mm512_mulhi_epu16(a, _mm512_set1_epi16(24'576)); }

  static Words least_words(Words a, Words b) { return _mm512_min_epu16(a, b); }

  static Words most_words(Words a, Words b) { return _mm512_max_epu16(a, b); }

  static Words least_signed(Words a, Words b) { return _mm512_min_epi16(a, b); }

  static Words most_signed(Words a, Words b) { return _mm512_max_epi16(a, b); }

  // Both are at most 32,767, so their difference has a sign.
  static Words apart(Words a, Words b) { return _mm512_abs_epi16(_mm512_sub_epi16(a, b)); }

  static Words common(Words a, Words b) { return _mm512_and_si512(a, b); }

  static Words subtract_to_zero_words(Words a, Words b) { return _mm512_subs_epu16(a, b); }

  static Words subtract_to_zero_bytes(Words a, Words b) { return _mm512_subs_epu8(a, b); }

  static Words positive_bytes(Words a) { return _mm512_max_epi8(a, _mm512_setzero_si512()); }

  static Words negative_bytes(Words a) { return _mm512_min_epi8(a, _mm512_setzero_si512()); }

  // A byte hl as a word becomes 0h0l.
  static Words halves(const std::uint8_t* from) {
    const Words both = _mm512_cvtepu8_epi16(load_bytes(from));
    return _mm512_and_si512(_mm512_or_si512(both, _mm512_slli_epi16(both, 4)),
                            _mm512_set1_epi8(15));
  }

  static Words zero_where_both_zero(Words words, Words a, Words b) {
    const Words either = _mm512_or_si512(a, b);
    return _mm512_maskz_mov_epi16(_mm512_test_epi16_mask(either, either), words);
  }

  static Words where_equal(Words a, Words b, Words then) {
    return chosen(_mm512_cmpeq_epi16_mask(a, b), then, same_words(INT16_MIN));
  }

  static Words chosen(WordMask mask, Words then, Words otherwise) {
    return _mm512_mask_mov_epi16(otherwise, mask, then);
  }

  // Masks of the lower 32 of 64 bytes.
  static ByteMask lower(__mmask64 mask) { return static_cast<ByteMask>(mask); }

  static __m512i wide(Bytes bytes) { return _mm512_castsi256_si512(bytes); }

  static ByteMask at_most(Bytes a, Bytes b) {
    return lower(_mm512_cmple_epu8_mask(wide(a), wide(b)));
  }

  static ByteMask none_common(Bytes a, Bytes b) {
    return lower(_mm512_testn_epi8_mask(wide(a), wide(b)));
  }

  static ByteMask some_common(Bytes a, Bytes b) {
    return lower(_mm512_test_epi8_mask(wide(a), wide(b)));
  }

  static ByteMask not_in_table(Bytes table, Bytes number) {
    const __m512i found = wide(_mm256_shuffle_epi8(table, number));
    return lower(_mm512_testn_epi8_mask(found, found));
  }

  static WordMask widened(ByteMask mask) { return mask; }

  static WordMask at_most_words(Words a, Words b) { return _mm512_cmple_epu16_mask(a, b); }

  static WordMask at_least_signed(Words a, Words b) { return _mm512_cmpge_epi16_mask(a, b); }

  static WordMask none_common_words(Words a, Words b) { return _mm512_testn_epi16_mask(a, b); }

  static WordMask some_common_words(Words a, Words b) { return _mm512_test_epi16_mask(a, b); }

  static bool any(WordMask mask) { return mask != 0; }
};

}  // namespace

const Kernels* avx512_kernels() {
  static constexpr Kernels table = Body<Avx512>::table("avx512");
  return __builtin_cpu_supports("avx512bw") ? &table : nullptr;
}

}  // namespace koppel::matching

#else

namespace koppel::matching {

const Kernels* avx512_kernels() {
  return nullptr;
}

}  // namespace koppel::matching

#endif
