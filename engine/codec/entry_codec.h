#pragma once

#include "engine/model/entry.h"
#include "engine/ports/error.h"
#include "engine/ports/keys.h"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

// Entry <-> Protobuf's bytes with the personal fields sealed. Associated data of a seal: journal
// id, sequence and kind, so that no sealed body fits another place.
namespace koppel::codec {

struct Sealing {
  Keys& keys;
  AreaId area;
  JournalId journal_id;
};

// Appends the bytes of a v1::Entry.
[[nodiscard]] std::expected<void, PortError> write_entry(const Entry& entry,
                                                         const Sealing& sealing,
                                                         std::string& out);

// Reads into a default entry. Answers the person whose key is missing, if one is: then the personal
// fields are at their defaults, which is right only if that person's erasure is recorded further
// on.
[[nodiscard]] std::expected<std::optional<ParticipantId>, PortError> read_entry(
    std::string_view bytes, const Sealing& sealing, Entry& entry);

}  // namespace koppel::codec
