#pragma once

#include <string>
#include <string_view>

namespace koppel::codec {

// What Protobuf says of JSON that it cannot read, on one line. Of a fault of syntax it shows some
// bytes around it and, below, a caret; instead of these the column is told, where they stand but
// once in the text.
[[nodiscard]] std::string json_fault(std::string_view message, std::string_view text);

}  // namespace koppel::codec
