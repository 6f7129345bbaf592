#pragma once

#include "consumers/cli/command.h"
#include "engine/codec/market_digest.h"
#include "engine/model/id.h"
#include "engine/ports/error.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

namespace koppel::cli {

// koppel import journal FILE --passphrase-file FILE
void add_import_journal(CLI::App& import, Chosen& chosen);

// What was moved; both commands say it in the same words, so that the two can be laid side by side.
struct MovedJournal {
  AreaId area;
  std::uint64_t entries = 0;
  std::uint64_t frames = 0;
  std::uint64_t keys = 0;
  std::uint64_t originals = 0;
  codec::MarketDigest digest;
  std::optional<std::string> stopped;  // where, when a stop was asked: then nothing was moved
};

// A journal comes into an area that is not there yet.
[[nodiscard]] std::expected<void, PortError> is_empty_here(const Globals& globals, AreaId area);

// "at entry 5,000": where a journal was on its way.
[[nodiscard]] std::string place_at(Sequence sequence);

[[nodiscard]] std::string text_of(const MovedJournal& moved);
// That, or the same as an object.
void print_moved(const Globals& globals, const MovedJournal& moved);

}  // namespace koppel::cli
