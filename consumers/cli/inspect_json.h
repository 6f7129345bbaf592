#pragma once

#include "engine/codec/personal.h"
#include "engine/market/market.h"
#include "engine/market/rows.h"
#include "engine/model/entry.h"

#include <string>

// Entries and rows as programs get them: their Protobuf JSON mapping on one line, with the area
// they are of. What is masked is left out, and each object says which of its fields are: "masked":
// […].
namespace koppel::cli {

[[nodiscard]] std::string entry_json(AreaId area, const Entry& entry, codec::Personal personal);

// Other rows are named by their ids.
[[nodiscard]] std::string row_json(const Market& market,
                                   const RowView& row,
                                   codec::Personal personal);

}  // namespace koppel::cli
