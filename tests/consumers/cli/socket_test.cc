// Claim: what fails on the socket is told with what to do about just that. Shown with real sockets,
// and with what else may lie where one should be.
#include "consumers/cli/socket.h"

#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>

#include <sys/socket.h>
#include <unistd.h>

namespace koppel::cli {
namespace {

TEST(SocketsTell, ThatTheOtherSideIsGone) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  const Socket socket(ends[0]);
  ::close(ends[1]);
  const auto sent = socket.send_all("a fact\n");
  ASSERT_FALSE(sent.has_value());
  EXPECT_TRUE(sent.error().what.starts_with("the running koppel is gone")) << sent.error().what;
  EXPECT_TRUE(
      sent.error().remedy.starts_with("start koppel run again and give the same command again"))
      << sent.error().remedy;
}

void expect_in_the_way(const std::filesystem::path& path) {
  const auto listening = listen_on(path);
  ASSERT_FALSE(listening.has_value());
  EXPECT_EQ(listening.error().what, path.string() + " is no socket, and koppel run listens there");
  EXPECT_TRUE(listening.error().remedy.starts_with("remove that file")) << listening.error().remedy;
}

TEST(SocketsTell, WhatIsInTheWayAndLeaveItThere) {
  const TemporaryDirectory directory;
  const auto path = directory / "koppel.sock";
  std::ofstream(path) << "mine";
  expect_in_the_way(path);
  EXPECT_EQ(std::filesystem::file_size(path), 4U);
  std::filesystem::remove(path);
  std::filesystem::create_symlink("nowhere", path);
  expect_in_the_way(path);
  std::filesystem::remove(path);
  std::filesystem::create_directory(path);
  expect_in_the_way(path);
}

TEST(SocketsTell, ThatSomebodyElseListens) {
  const TemporaryDirectory directory;
  const auto first = listen_on(directory / "koppel.sock");
  ASSERT_TRUE(first.has_value());
  const auto second = listen_on(directory / "koppel.sock");
  ASSERT_FALSE(second.has_value());
  EXPECT_TRUE(second.error().remedy.starts_with("end the process that listens there"))
      << second.error().remedy;
}

TEST(SocketsTell, ThatTheDirectoryIsNotThere) {
  const TemporaryDirectory directory;
  const auto listening = listen_on(directory / "nowhere" / "koppel.sock");
  ASSERT_FALSE(listening.has_value());
  EXPECT_EQ(listening.error().remedy, "check that the data directory is writable");
}

}  // namespace
}  // namespace koppel::cli
