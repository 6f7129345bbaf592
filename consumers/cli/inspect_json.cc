#include "consumers/cli/inspect_json.h"

#include "engine/codec/show.h"
#include "engine/model/area.h"

#include <string_view>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using Json = nlohmann::ordered_json;

void name_masked(Json& shown, const Json& whole) {
  if (whole.is_array()) {
    for (std::size_t at = 0; at < shown.size(); ++at) name_masked(shown[at], whole[at]);
  }
  if (!whole.is_object()) return;
  Json masked = Json::array();
  for (const auto& [key, value] : whole.items()) {
    if (shown.contains(key)) {
      name_masked(shown[key], value);
    } else {
      masked.push_back(key);
    }
  }
  if (!masked.empty()) shown["masked"] = std::move(masked);
}

template <typename Ordinal>
void name_row(const Market& market, Json& ordinal) {
  if (!ordinal.is_number_unsigned()) return;  // an id already
  ordinal = std::to_string(market.at(Ordinal{ordinal.get<std::uint32_t>()}).id.value());
}

void name_rows(const Market& market, Json& node) {
  if (!node.is_structured()) return;
  for (auto& [key, value] : node.items()) {
    name_rows(market, value);
    if (key == "participant") name_row<ParticipantOrdinal>(market, value);
    if (key == "placement") name_row<PlacementOrdinal>(market, value);
    if (key == "employer") name_row<EmployerOrdinal>(market, value);
    if (key == "consultant") name_row<ConsultantOrdinal>(market, value);
    if (key != "placements" || !value.is_array()) continue;
    for (Json& each : value) name_row<PlacementOrdinal>(market, each);
  }
}

template <typename ToJson>
Json object_of(AreaId area, codec::Personal personal, const ToJson& to_json) {
  Json object = Json::parse(to_json(personal));
  if (personal == codec::Personal::kMasked) {
    name_masked(object, Json::parse(to_json(codec::Personal::kShown)));
  }
  Json line = {{"area", to_text(area)}};
  line.update(object);
  return line;
}

}  // namespace

std::string entry_json(AreaId area, const Entry& entry, codec::Personal personal) {
  const auto to_json = [&](codec::Personal as) { return codec::entry_json(entry, as); };
  return object_of(area, personal, to_json).dump();
}

std::string row_json(const Market& market, const RowView& row, codec::Personal personal) {
  const auto to_json = [&](codec::Personal as) { return codec::row_json(row, as); };
  Json line = object_of(market.head.area, personal, to_json);
  line.erase("ordinal");
  name_rows(market, line);
  return line.dump();
}

}  // namespace koppel::cli
