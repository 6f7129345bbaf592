// Claim: a file of output is there when it is whole, and else what was there before is; a device is
// written as it is. Shown on files that are kept and that are not.

#include "consumers/cli/output_file.h"

#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

class AnOutputFile : public ::testing::Test {
 protected:
  [[nodiscard]] std::string text() const {
    std::ifstream in(path_);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }

  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(path_.parent_path()), fs::directory_iterator());
  }

  [[nodiscard]] OutputFile made() const {
    auto file = OutputFile::make(path_);
    EXPECT_TRUE(file);
    std::fputs("new", file->stream());
    return std::move(*file);
  }

  TemporaryDirectory directory_;
  fs::path path_ = directory_ / "list.csv";
};

TEST_F(AnOutputFile, IsThereWhenItIsKept) {
  auto file = made();
  EXPECT_FALSE(fs::exists(path_));
  ASSERT_TRUE(file.keep());
  EXPECT_EQ(text(), "new");
  EXPECT_EQ(files(), 1);
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(AnOutputFile, LeavesWhatWasThereWhereItIsNotKept) {
  std::ofstream(path_) << "old";
  { const auto file = made(); }
  EXPECT_EQ(text(), "old");
  EXPECT_EQ(files(), 1);
  ASSERT_TRUE(made().keep());
  EXPECT_EQ(text(), "new");
}

TEST_F(AnOutputFile, GoesWhereALinkLeads) {
  const fs::path link = directory_ / "link";
  std::ofstream(path_) << "old";
  fs::create_symlink(path_, link);
  auto file = OutputFile::make(link);
  ASSERT_TRUE(file);
  std::fputs("new", file->stream());
  ASSERT_TRUE(file->keep());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(text(), "new");
}

TEST_F(AnOutputFile, ADeviceStaysOne) {
  auto file = OutputFile::make("/dev/null");
  ASSERT_TRUE(file);
  std::fputs("new", file->stream());
  EXPECT_TRUE(file->keep());
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(AnOutputFile, SaysWhereNoneCanBe) {
  EXPECT_FALSE(OutputFile::make(directory_ / "none" / "list.csv"));
  EXPECT_FALSE(OutputFile::make(path_.parent_path()));
}

}  // namespace
}  // namespace koppel::cli
