#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Protobuf's bytes (protobuf.dev, "Encoding"), read in place and written by appending.
namespace koppel::codec {

enum class WireType : std::uint8_t {
  kVarint = 0,
  kFixed64 = 1,
  kBytes = 2,
  kFixed32 = 5
};

struct WireTag {
  std::uint32_t number = 0;
  WireType type = WireType::kVarint;
};

// Goes through the fields of one message. Every call answers false when the bytes break off or are
// none of Protobuf's, and then nothing more may be read. The bytes outlive the reader.
class WireIn {
 public:
  explicit WireIn(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] bool more() const { return at_ != end_; }

  [[nodiscard]] bool tag(WireTag& tag) {
    std::uint64_t bits = 0;
    if (!short_varint(bits) || bits > UINT32_MAX || bits < 8) return false;
    const auto type = static_cast<std::uint8_t>(bits & 7U);
    if (type > 2 && type != 5) return false;
    tag = {.number = static_cast<std::uint32_t>(bits >> 3U), .type = static_cast<WireType>(type)};
    return true;
  }

  [[nodiscard]] bool varint(std::uint64_t& value) {
    if (at_ != end_ && static_cast<std::uint8_t>(*at_) < 0x80) {  // most are of one byte
      value = static_cast<std::uint8_t>(*at_++);
      return true;
    }
    return long_varint(value);
  }

  [[nodiscard]] bool fixed64(std::uint64_t& value) {
    if (end_ - at_ < 8) return false;
    value = 0;
    for (unsigned at = 0; at < 8; ++at) {  // little-endian
      value |= std::uint64_t{static_cast<std::uint8_t>(at_[at])} << (8 * at);
    }
    at_ += 8;
    return true;
  }

  [[nodiscard]] bool bytes(std::string_view& value) {
    std::uint64_t size = 0;
    if (!short_varint(size) || size > static_cast<std::uint64_t>(end_ - at_)) return false;
    value = {at_, size};
    at_ += size;
    return true;
  }

  [[nodiscard]] bool skip(WireType type) {
    std::uint64_t number = 0;
    std::string_view passed;
    switch (type) {
      case WireType::kVarint: return varint(number);
      case WireType::kFixed64: return fixed64(number);
      case WireType::kBytes: return bytes(passed);
      case WireType::kFixed32:
        if (end_ - at_ < 4) return false;
        at_ += 4;
        return true;
    }
    return false;
  }

 private:
  // Of at most five bytes, as Protobuf has tags and lengths.
  [[nodiscard]] bool short_varint(std::uint64_t& value) {
    const char* const begin = at_;
    return varint(value) && at_ - begin <= 5;
  }

  [[nodiscard]] bool long_varint(std::uint64_t& value) {
    constexpr unsigned kBitsMax = 70;
    value = 0;
    for (unsigned shift = 0; at_ != end_ && shift < kBitsMax; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(*at_++);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  const char* at_;
  const char* end_;
};

inline std::size_t put_varint(std::uint64_t value, std::array<char, 10>& into) {
  std::size_t size = 0;
  for (; value >= 0x80; value >>= 7U) into[size++] = static_cast<char>((value & 0x7FU) | 0x80U);
  into[size++] = static_cast<char>(value);
  return size;
}

inline void append_varint(std::uint64_t value, std::string& out) {
  if (value < 0x80) {  // most are of one byte
    out.push_back(static_cast<char>(value));
    return;
  }
  std::array<char, 10> digits;
  out.append(digits.data(), put_varint(value, digits));
}

inline void append_fixed64(std::uint64_t value, std::string& out) {
  std::array<char, 8> bytes{};
  for (unsigned at = 0; at < 8; ++at) bytes[at] = static_cast<char>((value >> (8 * at)) & 0xFFU);
  out.append(bytes.data(), bytes.size());
}

inline void append_tag(std::uint32_t number, WireType type, std::string& out) {
  append_varint((std::uint64_t{number} << 3U) | static_cast<std::uint64_t>(type), out);
}

inline void append_number(std::uint32_t number, std::uint64_t value, std::string& out) {
  append_tag(number, WireType::kVarint, out);
  append_varint(value, out);
}

inline void append_bytes(std::uint32_t number, std::string_view bytes, std::string& out) {
  append_tag(number, WireType::kBytes, out);
  append_varint(bytes.size(), out);
  out += bytes;
}

// A field whose bytes `write` appends; their length is put before them afterwards.
template <typename Write>
void append_nested(std::uint32_t number, std::string& out, const Write& write) {
  append_tag(number, WireType::kBytes, out);
  const std::size_t at = out.size();
  out.push_back('\0');
  write();
  std::array<char, 10> digits;
  const std::size_t size = put_varint(out.size() - at - 1, digits);
  out[at] = digits[0];
  if (size > 1) out.insert(at + 1, digits.data() + 1, size - 1);
}

// Signed numbers of either sign in few bytes.
constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}

constexpr std::int64_t unzigzag(std::uint64_t bits) {
  return static_cast<std::int64_t>(bits >> 1U) ^ -static_cast<std::int64_t>(bits & 1U);
}

}  // namespace koppel::codec
