#pragma once

#include "consumers/cli/command.h"
#include "consumers/intake/folder.h"

namespace koppel::cli {

// `import onet` and `import esco`: placements of real occupations.
void add_import_occupations(CLI::App& import, Chosen& chosen);

// Says on stderr which rows of the tables were not used, and why.
void tell_passed_over(const Globals& globals, const intake::Folder& folder);

}  // namespace koppel::cli
