#pragma once

#include <filesystem>
#include <string>

namespace koppel {

// In a directory that a suite shares: a directory for one test alone.
inline std::filesystem::path room_in(const std::filesystem::path& directory) {
  static int rooms = 0;
  auto room = directory / ("room" + std::to_string(++rooms));
  std::filesystem::create_directory(room);
  return room;
}

}  // namespace koppel
