#pragma once

#include "consumers/runtime/area_owner.h"
#include "engine/codec/misfit.h"

#include <expected>
#include <vector>

namespace koppel::cli {

// What the journal of an area begins with when it is founded here and now: a fresh random journal
// id, and the rules, taxonomy and programmes that this binary carries. Their fact ids are those of
// the source "koppel" and the id "default/<file>".
[[nodiscard]] Founding founding_of(AreaId area, Instant now);

// The embedded files as facts; a misfit is a mistake in deploy/.
[[nodiscard]] std::expected<std::vector<Fact>, codec::Misfit> default_facts(AreaId area,
                                                                            Instant now);

}  // namespace koppel::cli
