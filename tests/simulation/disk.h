#pragma once

#include "engine/ports/error.h"

#include <expected>
#include <string>
#include <string_view>

namespace koppel::simulation {

// Files as an operating system offers them: what is written lies in its cache until it is synced.
// After an error of a file nothing may be assumed of what was written to it since its last sync.
class Disk {
 public:
  virtual ~Disk() = default;

  // The whole file as the cache has it; empty when there is none.
  [[nodiscard]] virtual std::expected<std::string, PortError> read(const std::string& file) = 0;
  [[nodiscard]] virtual std::expected<void, PortError> append(const std::string& file,
                                                              std::string_view bytes) = 0;
  // Durable on return: all that was appended.
  [[nodiscard]] virtual std::expected<void, PortError> sync(const std::string& file) = 0;
  // Another content under the same name, whole or not at all, durable on return: written aside,
  // synced and renamed. Of the old content nothing is left.
  [[nodiscard]] virtual std::expected<void, PortError> replace(const std::string& file,
                                                               std::string_view bytes) = 0;
};

}  // namespace koppel::simulation
