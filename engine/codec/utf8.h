#pragma once

#include <string>
#include <string_view>

namespace koppel::codec {

// Whether the bytes are UTF-8 as The Unicode Standard 15, table 3-7, has it: no overlong forms, no
// surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view bytes);

// The text as a terminal may have it: every control character of it (C0, DEL, C1) is written
// out, as in "\\x1b", so that what came in with the data moves no cursor and begins no
// line.
[[nodiscard]] std::string visible(std::string_view text);

// Whether the text, which is UTF-8, has none of the control characters: U+0000 to U+001F, U+007F to
// U+009F.
[[nodiscard]] bool is_plain(std::string_view text);

}  // namespace koppel::codec
