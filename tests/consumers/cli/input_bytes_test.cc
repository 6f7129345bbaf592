// Claim: what is not read to its end, or is larger than it may be, is not read at all, whatever it
// comes from. Shown with a file, and with devices of Linux that have no size.

#include "consumers/cli/input_bytes.h"

#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>

namespace koppel::cli {
namespace {

constexpr std::uint64_t kThreeMegabytes = 3'000'000;

class InputBytes : public testing::Test {
 protected:
  [[nodiscard]] std::expected<std::string, PortError> read(
      const std::filesystem::path& path) const {
    return read_input_bytes(path, stop_, kThreeMegabytes);
  }

  [[nodiscard]] std::filesystem::path file_of(std::size_t bytes) const {
    const auto path = directory_ / "facts.jsonl";
    std::ofstream(path) << std::string(bytes, 'x');
    return path;
  }

  TemporaryDirectory directory_;
  StopSignals stop_;
};

TEST_F(InputBytes, AFileIsReadAsAWhole) {
  const auto bytes = read(file_of(kThreeMegabytes));
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*bytes, std::string(kThreeMegabytes, 'x'));
}

TEST_F(InputBytes, TheLimitCountsForWhatHasNoSizeToo) {
  for (const std::filesystem::path& path :
       {file_of(kThreeMegabytes + 1), std::filesystem::path("/dev/zero")}) {
    const auto bytes = read(path);
    ASSERT_FALSE(bytes) << path;
    EXPECT_EQ(bytes.error().what, path.string() + " is larger than 3 MB");
    EXPECT_NE(bytes.error().remedy.find("split it"), std::string::npos) << bytes.error().remedy;
  }
}

TEST_F(InputBytes, AnErrorIsNoEnd) {
  const auto bytes = read("/proc/self/mem");
  ASSERT_FALSE(bytes);
  EXPECT_NE(bytes.error().what.find("/proc/self/mem behind byte 0: Input/output error"),
            std::string::npos)
      << bytes.error().what;
}

}  // namespace
}  // namespace koppel::cli
