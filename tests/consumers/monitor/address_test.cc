// Claim: where a process listens is this machine alone unless a host is named.
#include "consumers/monitor/address.h"

#include <gtest/gtest.h>

namespace koppel::monitor {
namespace {

TEST(AnAddress, OfAPortAloneIsOfThisMachineAlone) {
  EXPECT_EQ(parse_address("9464"), (Address{.host = "127.0.0.1", .port = 9'464}));
  EXPECT_TRUE(is_loopback(*parse_address("9464")));
}

TEST(AnAddress, NamesItsHost) {
  EXPECT_EQ(parse_address("10.0.0.7:80"), (Address{.host = "10.0.0.7", .port = 80}));
  EXPECT_EQ(parse_address("[::1]:80"), (Address{.host = "::1", .port = 80}));
  EXPECT_EQ(parse_address("matcher.example.org:0"),
            (Address{.host = "matcher.example.org", .port = 0}));
  EXPECT_FALSE(is_loopback(*parse_address("0.0.0.0:80")));
  EXPECT_FALSE(is_loopback(*parse_address("[::]:80")));
  EXPECT_TRUE(is_loopback(*parse_address("localhost:80")));
  EXPECT_TRUE(is_loopback(*parse_address("[::1]:80")));
}

TEST(AnAddress, IsNothingElse) {
  for (const auto* text :
       {"", "off", "65536", "-1", "80 ", ":80", "host:", "::1:80", "[]:80", "a b:80", "a/b:80"}) {
    EXPECT_FALSE(parse_address(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace koppel::monitor
