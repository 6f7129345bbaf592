#include "tests/fuzz/input.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

// The name is libFuzzer's.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  return koppel::fuzz({reinterpret_cast<const char*>(bytes), size});
}
