#pragma once

#include <string_view>

namespace koppel::codec {

// Whether the bytes are UTF-8 as The Unicode Standard 15, table 3-7, has it: no overlong forms, no
// surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace koppel::codec
