#include "engine/codec/fact_codec.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/canonical.h"
#include "engine/codec/fit.h"
#include "engine/codec/hash.h"
#include "engine/codec/json_fault.h"
#include "engine/codec/move_days.h"
#include "engine/codec/plain_text.h"
#include "engine/codec/utf8.h"
#include "engine/codec/wire_read.h"
#include "engine/codec/wire_write.h"
#include "engine/model/invariant.h"

#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/util/json_util.h>

namespace koppel::codec {
namespace {

namespace json = google::protobuf::util;

std::unexpected<Misfit> wrong(std::string field, std::string why) {
  return std::unexpected(Misfit{.field = std::move(field), .why = std::move(why)});
}

template <typename Message>
std::expected<Message, Misfit> parse_json(std::string_view text) {
  Message message;
  const auto status =
      json::JsonStringToMessage({text.data(), text.size()}, &message, json::JsonParseOptions{});
  if (status.ok()) return message;
  const std::string said(status.message());
  return wrong("", "not a fact in JSON: " + json_fault(said, text));
}

template <typename Model>
std::expected<Model, Misfit> model_from_bytes(const std::string& bytes) {
  Model model;
  Reading reading;
  if (!read_wire(bytes, model, reading)) return std::unexpected(*reading.verdict);
  if (auto bad = fit(model)) return std::unexpected(*bad);
  return model;
}

Verdict check_envelope(const v1::Fact& message) {
  const auto missing = [](const char* field) { return misfit(field, "is missing"); };
  if (message.source().empty()) return missing("source");
  if (message.id().empty()) return missing("id");
  if (message.area().empty()) return missing("area");
  if (!message.has_occurred_at()) return missing("occurredAt");
  if (message.body_case() == v1::Fact::BODY_NOT_SET) return missing("body");
  if (!message.fact_id().empty()) return misfit("factId", "is the engine's to fill in");
  if (!message.content().empty()) return misfit("content", "is the engine's to fill in");
  if (message.source().size() > kTextMax) return misfit("source", "is too long");
  if (message.id().size() > kTextMax) return misfit("id", "is too long");
  if (!is_plain(message.source())) return no_plain_text("source");
  if (!is_plain(message.id())) return no_plain_text("id");
  return std::nullopt;
}

std::expected<Fact, Misfit> read_fact(const v1::Fact& message) {
  if (auto bad = check_envelope(message)) return std::unexpected(*bad);
  auto fact = model_from_bytes<Fact>(message.SerializeAsString());
  if (!fact) return fact;
  if (!fact->occurred_at.is_set()) return wrong("occurredAt", "is missing");  // there, and empty
  if (auto bad = plain(*fact)) return std::unexpected(*bad);
  fact->fact_id = fact_id_of(message.source(), message.id());
  fact->content = content_of(*fact);
  return fact;
}

template <typename Model, typename Message>
std::expected<Model, Misfit> model_from_json(std::string_view text) {
  const auto message = parse_json<Message>(text);
  if (!message) return std::unexpected(message.error());
  return model_from_bytes<Model>(message->SerializeAsString());
}

}  // namespace

std::expected<Fact, Misfit> fact_from_json(std::string_view line) {
  auto sourced = sourced_fact_from_json(line);
  if (!sourced) return std::unexpected(std::move(sourced.error()));
  return std::move(sourced->fact);
}

std::expected<SourcedFact, Misfit> sourced_fact_from_json(std::string_view line) {
  if (line.size() > kFactBytesMax) {
    return wrong("", "longer than " + std::to_string(kFactBytesMax) + " bytes");
  }
  const auto message = parse_json<v1::Fact>(line);
  if (!message) return std::unexpected(message.error());
  auto fact = read_fact(*message);
  if (!fact) return std::unexpected(std::move(fact.error()));
  return SourcedFact{.source = message->source(), .id = message->id(), .fact = std::move(*fact)};
}

std::expected<Fact, Misfit> fact_from_bytes(std::string_view bytes) {
  if (bytes.size() > kFactBytesMax) {
    return wrong("", "longer than " + std::to_string(kFactBytesMax) + " bytes");
  }
  v1::Fact message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return wrong("", "not a fact in Protobuf");
  }
  return read_fact(message);
}

std::string fact_to_json(std::string_view source, std::string_view id, const Fact& fact) {
  v1::Fact message;
  Fact bare_fact = fact;
  bare_fact.fact_id = {};
  bare_fact.content = {};
  invariant(message.ParseFromString(wire_of(bare_fact, Layer::kAll)), "our own bytes parse");
  message.set_source(std::string(source));
  message.set_id(std::string(id));
  std::string line;
  const auto status = json::MessageToJsonString(message, &line, json::JsonPrintOptions{});
  invariant(status.ok(), "a fact of the model has a JSON mapping");
  return line;
}

void move_days(Fact& fact, std::int32_t days) {
  move_fields(fact, days);
  std::visit([&](auto& body) { move_fields(body, days); }, fact.body);
  fact.content = content_of(fact);
}

FactId fact_id_of(std::string_view source, std::string_view id) {
  std::string bytes;
  canonical_number(source.size(), bytes);
  bytes += source;
  canonical_number(id.size(), bytes);
  bytes += id;
  return FactId{.bytes = blake2b_128(bytes)};
}

ContentHash content_of(const Fact& fact) {
  Fact plain = fact;
  plain.fact_id = {};
  plain.content = {};
  std::string bytes;
  canonical(plain, Layer::kAll, bytes);
  return ContentHash{.bytes = blake2b_128(bytes)};
}

void keep_parser_quiet() {
  google::protobuf::SetLogHandler(nullptr);
}

std::expected<ProgrammePublished, Misfit> programme_from_json(std::string_view text) {
  return model_from_json<ProgrammePublished, v1::ProgrammePublished>(text);
}

std::expected<RulesPublished, Misfit> rules_from_json(std::string_view text) {
  return model_from_json<RulesPublished, v1::RulesPublished>(text);
}

std::expected<TaxonomyPublished, Misfit> taxonomy_from_json(std::string_view text) {
  return model_from_json<TaxonomyPublished, v1::TaxonomyPublished>(text);
}

}  // namespace koppel::codec
