#pragma once

#include "engine/codec/misfit.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace koppel::codec {

inline constexpr std::size_t kFactBytesMax = 1'048'576;

// One fact as it enters: the Protobuf JSON mapping on one line, or Protobuf bytes. What does not
// parse, is too long, lacks source, id, area, time or body, or is out of range answers why, in
// words for the sender. fact_id and content are filled in.
[[nodiscard]] std::expected<Fact, Misfit> fact_from_json(std::string_view line);
[[nodiscard]] std::expected<Fact, Misfit> fact_from_bytes(std::string_view bytes);

// A fact with who says so and the id there, which it has only a hash of.
struct SourcedFact {
  std::string source;
  std::string id;
  Fact fact;
};

[[nodiscard]] std::expected<SourcedFact, Misfit> sourced_fact_from_json(std::string_view line);

// The line that fact_from_json() reads back.
[[nodiscard]] std::string fact_to_json(std::string_view source,
                                       std::string_view id,
                                       const Fact& fact);

// As if it had happened so many days later: its moments and dates move, but for a birth, and the
// content is that of the moved fact.
void move_days(Fact& fact, std::int32_t days);

// BLAKE2b-128 of source and id, each with its length before it.
[[nodiscard]] FactId fact_id_of(std::string_view source, std::string_view id);

// BLAKE2b-128 of the canonical bytes of everything but fact_id and content.
[[nodiscard]] ContentHash content_of(const Fact& fact);

// The parser says nothing on stderr of bytes that it cannot read: the callers say it better.
void keep_parser_quiet();

// Default programmes, rules and taxonomy are kept as the JSON of the bodies.
[[nodiscard]] std::expected<ProgrammePublished, Misfit> programme_from_json(std::string_view text);
[[nodiscard]] std::expected<RulesPublished, Misfit> rules_from_json(std::string_view text);
[[nodiscard]] std::expected<TaxonomyPublished, Misfit> taxonomy_from_json(std::string_view text);

}  // namespace koppel::codec
