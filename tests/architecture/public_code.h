#pragma once

#include <string>
#include <vector>

namespace koppel::architecture {

// What the text has against the publiccode.yml standard (https://yml.publiccode.tools, core 0.7):
// keys that must be there and may be there, enumerations and vocabularies, lengths, dates, and what
// each kind of maintenance asks for. Empty: it is valid.
[[nodiscard]] std::vector<std::string> faults_of_public_code(const std::string& text);

}  // namespace koppel::architecture
