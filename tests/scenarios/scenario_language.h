#pragma once

#include "engine/core/engine.h"
#include "engine/model/entry.h"

#include <string>
#include <string_view>
#include <vector>

// A scenario is a text: blocks of input lines, `----`, and every entry that they lead to. `# `
// opens a comment. Input lines:
//
//   at 2026-12-01T09:00Z          now; the engine moves on with the next line
//   advance                       what is due until now
//   Kind key=value …              a fact (fact_words.h); of the envelope may be given: id, source,
//                                 area, occurred, corrects (a sequence), resubmits (a sequence)
//   ready ada key=value …         registered, intake held, consent given, availability set
//   place p1 employer=e1 …        the employer, when it is new, and the placement, opened
//   repeat 1000 Kind …            the same with fresh ids; printed as a count per outcome
//   note ErasureCompleted participant=ada
//   show times | hide times       whether the moment of recording is printed
//   begin without rules           only as the first line: an area with programmes and no rules
//   begin shown                   only as the first line: prints what the journal starts with
//
// A run of days on which nothing happens is printed on one line. Sequence 1 is JournalStarted; the
// programmes and rules that every scenario starts from follow it and are not printed.
namespace koppel::scenarios {

// Published when the journal starts, one fact a line.
struct Preamble {
  std::string programmes;
  std::string rules;
};

struct Played {
  std::string text;  // the scenario with the output that it has now
  std::vector<Entry> entries;
  Market market;
};

[[nodiscard]] Played play(std::string_view text, const Preamble& preamble);

}  // namespace koppel::scenarios
