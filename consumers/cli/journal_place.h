#pragma once

#include "engine/codec/frame_codec.h"
#include "engine/ports/error.h"

#include <expected>
#include <filesystem>
#include <optional>

// A journal says in each frame which area it is of. Under the name of another area it would be a
// second market of the same people: the directory was renamed, copied or linked.
namespace koppel::cli {

// Where the journal in that directory stands after its first frame, so its id and area; empty when
// none begins there, or what begins cannot be read.
[[nodiscard]] std::optional<codec::JournalHead> beginning_of(
    const std::filesystem::path& directory);

// kDamaged: the directory of that area holds the journal of another. Nothing is said of a journal
// that cannot be read.
[[nodiscard]] std::expected<void, PortError> is_in_place(const std::filesystem::path& data,
                                                         AreaId area);
// The same of every area there.
[[nodiscard]] std::expected<void, PortError> are_in_place(const std::filesystem::path& data);

}  // namespace koppel::cli
