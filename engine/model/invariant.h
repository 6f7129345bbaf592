#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string_view>

namespace koppel {

// Stops the process when we were wrong. Always on, in every build: restart is recovery.
inline void invariant(bool holds,
                      std::string_view what,
                      std::source_location at = std::source_location::current()) {
  if (holds) [[likely]]
    return;
  std::fprintf(stderr,
               "%s:%u: invariant broken: %.*s\n",
               at.file_name(),
               at.line(),
               static_cast<int>(what.size()),
               what.data());
  std::abort();
}

}  // namespace koppel
