#pragma once

#include "engine/market/rows.h"
#include "engine/ports/error.h"
#include "engine/ports/journal.h"
#include "engine/ports/keys.h"

#include <expected>
#include <set>
#include <string>
#include <string_view>

// Rows of the state store. Key: one byte RowKind, then what names the row: 8 bytes big-endian, the
// code, or the 16 bytes of a fact id. Key 00 is the JournalHead. Values: v1::Row, personal fields
// sealed with the person's key; associated data: "row" and the key.
namespace koppel::codec {

[[nodiscard]] std::string row_key(const RowRef& ref);
[[nodiscard]] std::string head_key();

// The row as it stands, or its deletion when the market does not have it any more.
[[nodiscard]] std::expected<RowChange, PortError> write_row(const Market& market,
                                                            const RowRef& ref,
                                                            Keys& keys);

// Answers kDamaged for a row that does not parse. Where the key is missing the personal fields are
// at their defaults and the person is added to `keyless`: rows of the erased have nothing sealed,
// so that is right only if the erasure is recorded behind the rows.
[[nodiscard]] std::expected<RowBody, PortError> read_row(std::string_view key,
                                                         std::string_view value,
                                                         AreaId area,
                                                         Keys& keys,
                                                         std::set<ParticipantId>& keyless);

}  // namespace koppel::codec
