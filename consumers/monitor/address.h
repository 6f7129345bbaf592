#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace koppel::monitor {

// Where a process listens.
struct Address {
  std::string host;
  std::uint16_t port = 0;  // 0: any that is free

  friend bool operator==(const Address&, const Address&) = default;
};

// "9464": that port of this machine alone. "host:9464", "[::1]:9464": of that name or number.
[[nodiscard]] std::optional<Address> parse_address(std::string_view text);

// Whether only this machine can reach it.
[[nodiscard]] bool is_loopback(const Address& address);

}  // namespace koppel::monitor
