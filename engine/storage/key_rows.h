#pragma once

#include "engine/model/area.h"
#include "engine/model/id.h"
#include "engine/storage/big_endian.h"
#include "engine/storage/database.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Where keys lie in their RocksDB (rocksdb_keys.h).
namespace koppel::storage {

inline constexpr FamilyIndex kWrappedKeys = 0;
inline constexpr std::size_t kKeyRowPrefix = 2;  // before the participant

[[nodiscard]] inline std::string key_row(AreaId area, ParticipantId participant) {
  return std::string{'k', static_cast<char>(area.value())} + big_endian(participant.value());
}

// Of the key of a person or of the area itself; empty for the row of a signing key.
[[nodiscard]] inline std::optional<AreaId> area_of_key(std::string_view row) {
  if (row.size() < kKeyRowPrefix || row.front() != 'k') return std::nullopt;
  return AreaId{static_cast<std::uint8_t>(row[1])};
}

[[nodiscard]] inline std::string signing_row() {
  return "s";
}

[[nodiscard]] inline std::string signing_row(AreaId area) {
  return {'s', static_cast<char>(area.value())};
}

}  // namespace koppel::storage
