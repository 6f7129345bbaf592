#pragma once

#include "engine/ports/error.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

namespace rocksdb {
class Status;
}

namespace koppel::storage {

// What the machine or RocksDB answered, told to an operator: "<doing> <where>: <its own words>",
// and what to do about that kind of failure. RocksDB tells a held lock, a missing permission and a
// full disk apart by its text alone (7.8.3), so the text is read here and nowhere else.
[[nodiscard]] PortError port_error(const rocksdb::Status& status,
                                   std::string_view doing,
                                   const std::filesystem::path& where);

[[nodiscard]] PortError port_error(std::error_code error,
                                   std::string_view doing,
                                   const std::filesystem::path& where);

// A failure seen by ourselves, with the usual remedy for its kind.
[[nodiscard]] PortError port_error(PortFailure failure, std::string what);

}  // namespace koppel::storage
