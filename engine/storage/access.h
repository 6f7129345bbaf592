#pragma once

#include <cstdint>

namespace koppel::storage {

enum class Access : std::uint8_t {
  kReadWrite,  // makes what is missing and holds the directory's lock: one opener at a time
  kReadOnly    // takes no lock and changes nothing; works beside one that writes
};

}  // namespace koppel::storage
