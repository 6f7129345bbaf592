#pragma once

#include "engine/model/area.h"
#include "engine/model/id.h"
#include "engine/storage/big_endian.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <string>

// Where keys lie in their RocksDB (rocksdb_keys.h).
namespace koppel::storage {

inline constexpr FamilyIndex kWrappedKeys = 0;
inline constexpr std::size_t kKeyRowPrefix = 2;  // before the participant

[[nodiscard]] inline std::string key_row(AreaId area, ParticipantId participant) {
  return std::string{'k', static_cast<char>(area.value())} + big_endian(participant.value());
}

[[nodiscard]] inline std::string signing_row() {
  return "s";
}

[[nodiscard]] inline std::string signing_row(AreaId area) {
  return {'s', static_cast<char>(area.value())};
}

}  // namespace koppel::storage
