#pragma once

#include "engine/storage/rocksdb_store.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace koppel {

// Every frame in the directory of an area, by its first sequence.
inline std::map<std::uint64_t, std::string> frames_in(const std::filesystem::path& area) {
  std::map<std::uint64_t, std::string> frames;
  auto store = storage::RocksdbStore::open(area, storage::Access::kReadOnly);
  EXPECT_TRUE(store.has_value());
  const auto read = (*store)->read(Sequence{1}, [&](Sequence first, std::string_view bytes) {
    frames.emplace(first.value(), bytes);
    return Journal::Next::kGoOn;
  });
  EXPECT_TRUE(read.has_value());
  return frames;
}

}  // namespace koppel
