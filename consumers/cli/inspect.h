#pragma once

#include "consumers/cli/command.h"

#include <cstdint>
#include <string>

// The questions of `koppel inspect`.
namespace koppel::cli {

// Entries from that sequence, day or moment on ("5927", "2026-11-03", "2026-11-03T09:00:00Z"),
// --limit of them at most, area after area.
int inspect_journal(const Globals& globals, const std::string& from);

// The same of one area, and whatever is recorded from then on, until somebody stops it: says with
// which entry to go on.
int follow_journal(const Globals& globals, const std::string& from);

// The row of an id of any kind, or of AM11-P12 and AM11-R4.
int inspect_entity(const Globals& globals, const std::string& id);

// What the market of each area counts.
int inspect_market(const Globals& globals);

// The digest of each area: markets are equal when these are.
int inspect_digest(const Globals& globals);

}  // namespace koppel::cli
