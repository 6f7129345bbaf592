#include "engine/codec/utf8.h"

#include <cstddef>
#include <cstdint>

namespace koppel::codec {
namespace {

struct Lead {
  std::size_t followers = 0;
  std::uint8_t low = 0x80;  // of the first follower; every further one is 80 to BF
  std::uint8_t high = 0xBF;
};

constexpr std::size_t kNoLead = 4;

constexpr Lead lead_of(std::uint8_t byte) {
  if (byte < 0x80) return {.followers = 0};
  if (byte < 0xC2 || byte > 0xF4) return {.followers = kNoLead};
  if (byte < 0xE0) return {.followers = 1};
  if (byte == 0xE0) return {.followers = 2, .low = 0xA0};
  if (byte == 0xED) return {.followers = 2, .high = 0x9F};
  if (byte < 0xF0) return {.followers = 2};
  if (byte == 0xF0) return {.followers = 3, .low = 0x90};
  if (byte == 0xF4) return {.followers = 3, .high = 0x8F};
  return {.followers = 3};
}

void write_out(std::uint8_t control, std::string& into) {
  constexpr std::string_view kHex = "0123456789abcdef";
  into += "\\x";
  into += kHex[control >> 4U];
  into += kHex[control & 15U];
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    Lead lead = lead_of(static_cast<std::uint8_t>(bytes[at++]));
    if (lead.followers == kNoLead || bytes.size() - at < lead.followers) return false;
    for (; lead.followers > 0; --lead.followers) {
      const auto follower = static_cast<std::uint8_t>(bytes[at++]);
      if (follower < lead.low || follower > lead.high) return false;
      lead.low = 0x80;
      lead.high = 0xBF;
    }
  }
  return true;
}

std::string visible(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<std::uint8_t>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<std::uint8_t>(text[at + 1]) : 0U;
    if (byte < 0x20 || byte == 0x7F) {
      write_out(byte, shown);
    } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
      write_out(static_cast<std::uint8_t>(next), shown);
      ++at;
    } else {
      shown += text[at];
    }
  }
  return shown;
}

bool is_plain(std::string_view text) {
  std::uint8_t before = 0;
  for (const char each : text) {
    const auto byte = static_cast<std::uint8_t>(each);
    if (byte < 0x20 || byte == 0x7F || (before == 0xC2 && byte < 0xA0)) return false;
    before = byte;
  }
  return true;
}

}  // namespace koppel::codec
