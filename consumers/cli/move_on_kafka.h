#pragma once

#include "consumers/cli/command.h"
#include "consumers/cli/import_journal.h"
#include "consumers/cli/journal_file.h"
#include "consumers/kafka/kafka_settings.h"

#include <cstdio>
#include <expected>
#include <string>

// The journal of an area from Kafka to a file and back. Originals of refused facts stay where they
// are: in a topic nothing can be dropped by itself, and an original outside of it would outlive it.
namespace koppel::cli {

// Whoever owned the area is fenced first, so that the file has all of it; no engine may run.
[[nodiscard]] std::expected<MovedJournal, PortError> write_journal_of(
    const Globals& globals,
    const KafkaSettings& settings,
    AreaId area,
    std::FILE* file,
    const std::string& passphrase);

// All of it in one transaction, which is the claim of the area, after it was proved by folding;
// and it is read back. Needs an area whose journal topic has no valid frame.
[[nodiscard]] std::expected<MovedJournal, PortError> read_journal_into(
    const Globals& globals,
    const KafkaSettings& settings,
    std::FILE* file,
    const std::string& passphrase);

}  // namespace koppel::cli
