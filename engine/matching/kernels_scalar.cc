#include "engine/matching/kernel_body.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace koppel::matching {
namespace {

static_assert(std::endian::native == std::endian::little, "the even one of a pair lies lower");

struct Scalar {
  struct Bytes {
    std::array<std::uint8_t, kLanes> at;
  };

  struct Words {
    std::array<std::uint16_t, kLanes> at;
  };

  using ByteMask = std::uint32_t;
  using WordMask = std::uint32_t;

  static Bytes load_bytes(const void* from) {
    Bytes bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
  }

  static Words load_words(const void* from) {
    Words words;
    std::memcpy(&words, from, sizeof words);
    return words;
  }

  static Bytes row_bytes(const Row* row) { return load_bytes(row); }

  static Words row_words(const Row* row) { return load_words(row); }

  static void store(std::int16_t* to, const Words& words) { std::memcpy(to, &words, sizeof words); }

  // Lane by lane.
  template <typename Of>
  static Words each(const Of& of) {
    Words words;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      words.at[lane] = static_cast<std::uint16_t>(of(lane));
    }
    return words;
  }

  template <typename Holds>
  static std::uint32_t where(const Holds& holds) {
    std::uint32_t mask = 0;
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      mask |= static_cast<std::uint32_t>(holds(lane)) << lane;
    }
    return mask;
  }

  static int whole(std::uint16_t word) { return static_cast<std::int16_t>(word); }

  static unsigned even(std::uint16_t pair) { return pair & 255U; }

  static unsigned odd(std::uint16_t pair) { return pair >> 8U; }

  static int whole_byte(unsigned byte) { return static_cast<std::int8_t>(byte); }

  static int limited(int value) { return std::clamp<int>(value, INT16_MIN, INT16_MAX); }

  static Words zero_words() { return same_words(0); }

  static Words same_words(int value) {
    return each([&](std::size_t) { return value; });
  }

  static Words add(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return a.at[lane] + b.at[lane]; });
  }

  static Words subtract(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return a.at[lane] - b.at[lane]; });
  }

  static Words add_to_limit(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return limited(whole(a.at[lane]) + whole(b.at[lane])); });
  }

  static Words subtract_to_limit(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return limited(whole(a.at[lane]) - whole(b.at[lane])); });
  }

  static Words multiply(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return unsigned{a.at[lane]} * b.at[lane]; });
  }

  static Words multiply_pairs(const Words& a, const Words& b) {
    return each([&](std::size_t lane) {
      return limited((static_cast<int>(even(a.at[lane])) * whole_byte(even(b.at[lane]))) +
                     (static_cast<int>(odd(a.at[lane])) * whole_byte(odd(b.at[lane]))));
    });
  }

  static Words three_eighths(const Words& a) {
    return each([&](std::size_t lane) { return (3U * a.at[lane]) >> 3U; });
  }

  static Words least_words(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return std::min(a.at[lane], b.at[lane]); });
  }

  static Words most_words(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return std::max(a.at[lane], b.at[lane]); });
  }

  static Words least_signed(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return std::min(whole(a.at[lane]), whole(b.at[lane])); });
  }

  static Words most_signed(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return std::max(whole(a.at[lane]), whole(b.at[lane])); });
  }

  static Words apart(const Words& a, const Words& b) {
    return subtract(most_words(a, b), least_words(a, b));
  }

  static Words common(const Words& a, const Words& b) {
    return each([&](std::size_t lane) { return a.at[lane] & b.at[lane]; });
  }

  static Words subtract_to_zero_words(const Words& a, const Words& b) {
    return each(
        [&](std::size_t lane) { return a.at[lane] > b.at[lane] ? a.at[lane] - b.at[lane] : 0; });
  }

  static Words subtract_to_zero_bytes(const Words& a, const Words& b) {
    const auto less = [](unsigned more, unsigned by) { return more > by ? more - by : 0U; };
    return each([&](std::size_t lane) {
      return less(even(a.at[lane]), even(b.at[lane])) |
             (less(odd(a.at[lane]), odd(b.at[lane])) << 8U);
    });
  }

  static Words positive_bytes(const Words& a) {
    const auto positive = [](unsigned byte) { return byte < 128U ? byte : 0U; };
    return each([&](std::size_t lane) {
      return positive(even(a.at[lane])) | (positive(odd(a.at[lane])) << 8U);
    });
  }

  static Words negative_bytes(const Words& a) {
    const auto negative = [](unsigned byte) { return byte < 128U ? 0U : byte; };
    return each([&](std::size_t lane) {
      return negative(even(a.at[lane])) | (negative(odd(a.at[lane])) << 8U);
    });
  }

  static Words halves(const std::uint8_t* from) {
    return each([&](std::size_t lane) {
      return (from[lane] & 15U) | ((unsigned{from[lane]} >> 4U) << 8U);
    });
  }

  static Words zero_where_both_zero(const Words& words, const Words& a, const Words& b) {
    return each([&](std::size_t lane) {
      return (a.at[lane] | b.at[lane]) == 0 ? 0U : unsigned{words.at[lane]};
    });
  }

  static Words where_equal(const Words& a, const Words& b, const Words& then) {
    return each([&](std::size_t lane) {
      return a.at[lane] == b.at[lane] ? unsigned{then.at[lane]} : 0x8000U;
    });
  }

  static Words chosen(WordMask mask, const Words& then, const Words& otherwise) {
    return each([&](std::size_t lane) {
      return ((mask >> lane) & 1U) != 0 ? then.at[lane] : otherwise.at[lane];
    });
  }

  static ByteMask at_most(const Bytes& a, const Bytes& b) {
    return where([&](std::size_t lane) { return a.at[lane] <= b.at[lane]; });
  }

  static ByteMask none_common(const Bytes& a, const Bytes& b) {
    return where([&](std::size_t lane) { return (a.at[lane] & b.at[lane]) == 0; });
  }

  static ByteMask some_common(const Bytes& a, const Bytes& b) { return ~none_common(a, b); }

  static ByteMask not_in_table(const Bytes& table, const Bytes& number) {
    return where([&](std::size_t lane) { return table.at[number.at[lane] & 15U] == 0; });
  }

  static WordMask widened(ByteMask mask) { return mask; }

  static WordMask at_most_words(const Words& a, const Words& b) {
    return where([&](std::size_t lane) { return a.at[lane] <= b.at[lane]; });
  }

  static WordMask at_least_signed(const Words& a, const Words& b) {
    return where([&](std::size_t lane) { return whole(a.at[lane]) >= whole(b.at[lane]); });
  }

  static WordMask none_common_words(const Words& a, const Words& b) {
    return where([&](std::size_t lane) { return (a.at[lane] & b.at[lane]) == 0; });
  }

  static WordMask some_common_words(const Words& a, const Words& b) {
    return ~none_common_words(a, b);
  }

  static bool any(WordMask mask) { return mask != 0; }
};

}  // namespace

const Kernels& scalar_kernels() {
  static constexpr Kernels table = Body<Scalar>::table("scalar");
  return table;
}

}  // namespace koppel::matching
