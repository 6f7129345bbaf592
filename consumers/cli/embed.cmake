# cmake -DINTO=embedded.cc -DROOT=deploy "-DFILES=rules/default.json;…" -P embed.cmake
# Writes the files as raw strings, for embedded.h.
set(items "")
list(SORT FILES)
foreach(file IN LISTS FILES)
  file(READ ${ROOT}/${file} text)
  string(REGEX REPLACE "\\.json$" "" name ${file})
  string(APPEND items "    {\"${name}\", R\"koppel(${text})koppel\"},\n")
endforeach()
list(LENGTH FILES count)
file(WRITE ${INTO} "#include \"consumers/cli/embedded.h\"

#include <array>

namespace koppel::cli {
namespace {

constexpr std::array<Embedded, ${count}> kFiles{{
${items}}};

}  // namespace

std::span<const Embedded> embedded_files() {
  return kFiles;
}

}  // namespace koppel::cli
")
