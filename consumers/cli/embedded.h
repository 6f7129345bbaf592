#pragma once

#include <span>
#include <string_view>

// Files of deploy/ that are part of the binary, in order of name; embed.cmake writes them.
namespace koppel::cli {

struct Embedded {
  std::string_view name;  // "programmes/learn2work"
  std::string_view text;
};

[[nodiscard]] std::span<const Embedded> embedded_files();

}  // namespace koppel::cli
