#pragma once

#include <string_view>

namespace koppel {

// What a fuzzer does with one input; it ends the process when its claim does not hold.
int fuzz(std::string_view input);

}  // namespace koppel
