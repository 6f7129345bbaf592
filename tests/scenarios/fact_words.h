#pragma once

#include "tests/scenarios/names.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

// A fact in the words of a scenario, `IntakeHeld participant=ada`, as the JSON line that a source
// would send. Keys are the names of the schema's fields, dotted where messages nest; what is in
// `details` needs no prefix. A value is a word (of an enum, without its prefix), a number, a date,
// a name where the schema has an id, a comma list, `a:b:c` for a message's fields in their order,
// or JSON in braces.
namespace koppel::scenarios {

struct Word {
  std::string key;
  std::string value;
};

// Who says it, when and where; and what it corrects or resubmits (a sequence, or empty).
struct Envelope {
  std::string source;
  std::string id;
  std::string area;
  std::string occurred_at;
  std::string corrects;
  std::string resubmits;
};

// Splits at spaces outside quotes and braces; a word without `=` has an empty key.
[[nodiscard]] std::vector<Word> words_of(std::string_view line);

// Whether facts of that kind have that field, by itself or in their details.
[[nodiscard]] bool has_field(std::string_view kind, std::string_view key);

[[nodiscard]] std::expected<std::string, std::string> fact_json(const Envelope& envelope,
                                                                std::string_view kind,
                                                                const std::vector<Word>& words,
                                                                Names& names);

}  // namespace koppel::scenarios
