// Claim: the hashes are the published ones, in pieces or at once, so that any standard tool can
// check a journal. Shown by the standards' own examples and by a chain that sha256sum gives.
#include "engine/codec/hash.h"

#include <gtest/gtest.h>

#include <utility>

namespace koppel {
namespace {

constexpr std::string_view kSha256OfAbc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

std::string sha256(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes);
  return to_hex(sha.finish());
}

TEST(Blake2b128, IsWhatB2sumWithLength128Gives) {
  EXPECT_EQ(to_hex(blake2b_128("")), "cae66941d9efbd404e4d88758ea67670");
  EXPECT_EQ(to_hex(blake2b_128("abc")), "cf4ab791c62b8d2b2109c90275287816");
}

TEST(Sha256, IsThatOfTheStandard) {
  EXPECT_EQ(sha256("abc"), kSha256OfAbc);
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, PiecesGiveTheSameAsTheWhole) {
  Sha256 sha;
  for (const std::string_view piece : {"a", "", "b", "c"}) sha.update(piece);
  EXPECT_EQ(to_hex(sha.finish()), kSha256OfAbc);
}

TEST(Sha256, BeginsAnewAfterFinishAndAfterReset) {
  Sha256 sha;
  sha.update("something else");
  (void)sha.finish();
  sha.update("abc");
  EXPECT_EQ(to_hex(sha.finish()), kSha256OfAbc);
  sha.update("something else");
  sha.reset();
  sha.update("abc");
  Sha256 moved = std::move(sha);
  EXPECT_EQ(to_hex(moved.finish()), kSha256OfAbc);
}

TEST(ChainOfFrames, IsSha256OfThePreviousLinkAndTheBytes) {
  const Chain none{};
  const Chain first = chain(none, "abc");
  EXPECT_EQ(to_hex(first), sha256(std::string(32, '\0') + "abc"));
  EXPECT_EQ(to_hex(chain(first, "def")), sha256(std::string(first.begin(), first.end()) + "def"));
  EXPECT_NE(chain(first, "def"), chain(none, "def"));
}

TEST(Hex, IsLowerCaseWithLeadingZeros) {
  EXPECT_EQ(to_hex(std::array<std::uint8_t, 4>{0x00, 0x0f, 0xa0, 0xff}), "000fa0ff");
}

}  // namespace
}  // namespace koppel
