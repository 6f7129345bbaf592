#pragma once

#include "engine/model/fact.h"

#include <vector>

namespace koppel::bench {

// The programmes and the taxonomy that `koppel` founds a journal with, out of deploy/.
[[nodiscard]] std::vector<FactBody> deployed_programmes_and_taxonomy();
[[nodiscard]] RulesPublished deployed_rules();

}  // namespace koppel::bench
