#include "consumers/monitor/address.h"

#include <algorithm>
#include <charconv>

namespace koppel::monitor {
namespace {

constexpr std::string_view kThisMachine = "127.0.0.1";
constexpr std::size_t kHostBytesMax = 253;  // of a name in DNS

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return port;
}

bool is_of_a_host(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '.' || byte == '-';
}

// In brackets: a number of IPv6.
std::optional<std::string_view> parse_host(std::string_view text) {
  const bool bracketed = text.starts_with('[') && text.ends_with(']');
  if (bracketed) text = text.substr(1, text.size() - 2);
  const bool fits = std::ranges::all_of(
      text, [&](char byte) { return is_of_a_host(byte) || (bracketed && byte == ':'); });
  if (text.empty() || text.size() > kHostBytesMax || !fits) return std::nullopt;
  return text;
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  const auto port = parse_port(colon == std::string_view::npos ? text : text.substr(colon + 1));
  if (!port) return std::nullopt;
  if (colon == std::string_view::npos) {
    return Address{.host = std::string(kThisMachine), .port = *port};
  }
  const auto host = parse_host(text.substr(0, colon));
  if (!host) return std::nullopt;
  return Address{.host = std::string(*host), .port = *port};
}

bool is_loopback(const Address& address) {
  return address.host.starts_with("127.") || address.host == "::1" || address.host == "localhost";
}

}  // namespace koppel::monitor
