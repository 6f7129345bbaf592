#include "consumers/cli/founding.h"

#include "consumers/cli/embedded.h"
#include "consumers/cli/version.h"
#include "engine/codec/fact_codec.h"
#include "engine/model/invariant.h"

#include <random>
#include <string>
#include <utility>

namespace koppel::cli {
namespace {

using Body = std::expected<FactBody, codec::Misfit>;

template <typename Published>
Body body_of(std::expected<Published, codec::Misfit> published) {
  if (!published) return std::unexpected(published.error());
  return FactBody(std::move(*published));
}

Body body_of(const Embedded& file) {
  if (file.name.starts_with("rules/")) return body_of(codec::rules_from_json(file.text));
  if (file.name.starts_with("taxonomy/")) return body_of(codec::taxonomy_from_json(file.text));
  return body_of(codec::programme_from_json(file.text));
}

JournalId random_journal_id() {
  std::random_device device;
  JournalId id;
  for (std::uint8_t& byte : id.bytes) byte = static_cast<std::uint8_t>(device() & 0xFFU);
  return id;
}

}  // namespace

std::expected<std::vector<Fact>, codec::Misfit> default_facts(AreaId area, Instant now) {
  std::vector<Fact> facts;
  for (const Embedded& file : embedded_files()) {
    if (file.name == "areas") continue;
    auto body = body_of(file);
    if (!body) return std::unexpected(body.error());
    Fact fact{.fact_id = codec::fact_id_of("koppel", "default/" + std::string(file.name)),
              .content = {},
              .area = area,
              .occurred_at = now,
              .corrects = {},
              .resubmits = {},
              .body = std::move(*body)};
    fact.content = codec::content_of(fact);
    facts.push_back(std::move(fact));
  }
  return facts;
}

Founding founding_of(AreaId area, Instant now) {
  auto facts = default_facts(area, now);
  invariant(facts.has_value(), "what is embedded from deploy/ fits the schema");
  return {.area = area,
          .journal_id = random_journal_id(),
          .engine_version = std::string(kVersion),
          .facts = std::move(*facts)};
}

}  // namespace koppel::cli
