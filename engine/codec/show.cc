#include "engine/codec/show.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/text_fields.h"
#include "engine/codec/wire_write.h"
#include "engine/model/invariant.h"

#include <google/protobuf/util/json_util.h>

namespace koppel::codec {
namespace {

template <typename Model>
std::string json_of(const Model& model, Layer layer) {
  typename TableOf<Model>::Message message;
  invariant(message.ParseFromString(wire_of(model, layer)), "our own bytes parse");
  std::string line;
  const auto status = google::protobuf::util::MessageToJsonString(message, &line);
  invariant(status.ok(), "a message of ours has a JSON mapping");
  return line;
}

template <typename Model>
std::string named_text(const Model& model, const TextOptions& options) {
  std::string fields;
  text_fields(model, options, fields);
  std::string text(TableOf<Model>::kName);
  return fields.empty() ? text : text + " " + fields;
}

std::string fact_text(const Fact& fact, Personal personal) {
  std::string text =
      std::visit([&](const auto& body) { return named_text(body, {personal}); }, fact.body);
  if (fact.corrects.is_set()) text += " corrects=#" + std::to_string(fact.corrects.value());
  if (fact.resubmits.is_set()) text += " resubmits=#" + std::to_string(fact.resubmits.value());
  return text;
}

std::string waiting_text(const FactWaiting& waiting, Personal personal) {
  std::string text = "FactWaiting missing=" + enum_text(waiting.missing.kind);
  if (waiting.again.is_set()) return text + " again=#" + std::to_string(waiting.again.value());
  return text + " fact={" + fact_text(waiting.fact, personal) + "}";
}

Layer layer_of(Personal personal) {
  return personal == Personal::kShown ? Layer::kAll : Layer::kClear;
}

}  // namespace

std::string_view kind_of(const FactBody& body) {
  return std::visit(
      [](const auto& one) { return TableOf<std::remove_cvref_t<decltype(one)>>::kName; }, body);
}

std::string_view kind_of(const EntryBody& body) {
  if (const auto* fact = std::get_if<Fact>(&body)) return kind_of(fact->body);
  return std::visit(
      [](const auto& one) { return TableOf<std::remove_cvref_t<decltype(one)>>::kName; }, body);
}

std::string body_text(const EntryBody& body, Personal personal) {
  if (const auto* fact = std::get_if<Fact>(&body)) return fact_text(*fact, personal);
  if (const auto* waiting = std::get_if<FactWaiting>(&body))
    return waiting_text(*waiting, personal);
  return std::visit([&](const auto& one) { return named_text(one, {personal}); }, body);
}

std::string entry_text(const Entry& entry, Personal personal) {
  return "#" + std::to_string(entry.sequence.value()) + " " + koppel::to_text(entry.recorded_at) +
         " " + body_text(entry.body, personal);
}

std::string row_text(const RowView& row, Personal personal, const Market* market) {
  return std::visit([&](const auto* one) { return named_text(*one, {personal, market}); }, row);
}

std::string entry_json(const Entry& entry, Personal personal) {
  return json_of(entry, layer_of(personal));
}

std::string row_json(const RowView& row, Personal personal) {
  return std::visit([&](const auto* one) { return json_of(*one, layer_of(personal)); }, row);
}

std::string word(RefusalReason reason) {
  return enum_text(reason);
}

std::string word(Gate gate) {
  return enum_text(gate);
}

std::string word(ReadinessGap gap) {
  return enum_text(gap);
}

std::string word(ScorePart part) {
  return enum_text(part);
}

std::string word(BarrierDomain domain) {
  return enum_text(domain);
}

std::string word(SkillGroup group) {
  return enum_text(group);
}

std::string word(UnlockChange change) {
  return enum_text(change);
}

std::string word(PlacementKind kind) {
  return enum_text(kind);
}

std::string word(Sector sector) {
  return enum_text(sector);
}

std::string word(Licence licence) {
  return enum_text(licence);
}

std::string word(Role role) {
  return enum_text(role);
}

std::string word(Side side) {
  return enum_text(side);
}

std::string word(FollowUpAnchor anchor) {
  return enum_text(anchor);
}

std::string word(DeclineReason reason) {
  return enum_text(reason);
}

std::string word(DeferCondition condition) {
  return enum_text(condition);
}

std::string word(EngagementEndCause cause) {
  return enum_text(cause);
}

std::string word(FollowUpResult result) {
  return enum_text(result);
}

}  // namespace koppel::codec
