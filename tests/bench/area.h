#pragma once

#include "consumers/runtime/area_owner.h"
#include "engine/ports/error.h"
#include "engine/storage/rocksdb_keys.h"
#include "engine/storage/rocksdb_store.h"
#include "tests/bench/mix/mix.h"

#include <cstdio>
#include <cstdlib>
#include <expected>
#include <filesystem>
#include <memory>
#include <span>
#include <utility>

namespace koppel::bench {

// The result; an error of the world ends the process with what happened: nothing can be measured.
template <typename Result>
Result must(std::expected<Result, PortError> result) {
  if (!result) {
    std::fprintf(stderr,
                 "%s\n  what to do: %s\n",
                 result.error().what.c_str(),
                 result.error().remedy.c_str());
    std::exit(EXIT_FAILURE);
  }
  if constexpr (!std::is_void_v<Result>) return std::move(*result);
}

// Where an area lies on disk: its journal and rows, and the keys beside it.
struct Place {
  std::filesystem::path directory;

  [[nodiscard]] std::filesystem::path store() const { return directory / "AM11"; }

  [[nodiscard]] std::filesystem::path keys() const { return directory / "keys"; }
};

struct Area {
  std::unique_ptr<storage::RocksdbStore> store;
  std::unique_ptr<storage::RocksdbKeys> keys;
};

[[nodiscard]] Area open_area(const Place& place, storage::Access access);

// As many facts as `import` and a busy `run` hand over at once.
inline constexpr std::size_t kFactsPerCommit = 256;

// The owner of a new area.
[[nodiscard]] std::unique_ptr<AreaOwner> found(const AreaPorts& ports, const Mix& mix);
// Commits them in groups; every fact must be taken.
void take_all(AreaOwner& owner, std::span<const Incoming> facts, std::size_t group);

}  // namespace koppel::bench
