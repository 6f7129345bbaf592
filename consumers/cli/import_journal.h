#pragma once

#include "consumers/cli/command.h"
#include "engine/codec/market_digest.h"

#include <cstdint>
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
};

[[nodiscard]] std::string text_of(const MovedJournal& moved, Format format);

}  // namespace koppel::cli
