// Claim: whatever line comes, the answer is a fact that an engine can take or a reason why not. A
// fact that is read writes a line that reads back as the same fact.

#include "engine/codec/fact_codec.h"
#include "engine/model/invariant.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/taken.h"

namespace koppel {

int fuzz(std::string_view input) {
  codec::keep_parser_quiet();
  const auto fact = codec::fact_from_json(input);
  if (!fact) return 0;
  const auto again = codec::fact_from_json(codec::fact_to_json("fuzz", "1", *fact));
  invariant(again && again->content == fact->content, "a written fact reads back");
  fuzzing::take(*fact);
  return 0;
}

}  // namespace koppel
