#include "consumers/cli/known_areas.h"

#include "consumers/cli/embedded.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <variant>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using Areas = std::map<std::string, AreaId, std::less<>>;
using Partitions = std::map<AreaId, std::int32_t>;

struct AreaMap {
  Areas names;
  Partitions partitions;
};

AreaMap read_areas() {
  AreaMap known;
  for (const Embedded& file : embedded_files()) {
    if (file.name != "areas") continue;
    const nlohmann::json map = nlohmann::json::parse(file.text);
    for (const auto& area : map.at("areas")) {
      const auto code = parse_area(area.at("code").get<std::string>());
      if (!code) continue;
      known.names.emplace(area.at("name").get<std::string>(), *code);
      known.partitions.emplace(*code, area.at("partition").get<std::int32_t>());
    }
  }
  invariant(!known.names.empty(), "deploy/areas.json names areas");
  return known;
}

const AreaMap& area_map() {
  static const AreaMap known = read_areas();
  return known;
}

}  // namespace

const Areas& known_areas() {
  return area_map().names;
}

std::optional<std::int32_t> partition_of(AreaId area) {
  const auto found = area_map().partitions.find(area);
  if (found == area_map().partitions.end()) return std::nullopt;
  return found->second;
}

std::optional<AreaId> area_at(std::int32_t partition) {
  const Partitions& all = area_map().partitions;
  const auto found = std::ranges::find(all, partition, &Partitions::value_type::second);
  if (found == all.end()) return std::nullopt;
  return found->first;
}

bool is_known(AreaId area) {
  const Areas& known = known_areas();
  return std::ranges::any_of(known, [area](const auto& each) { return each.second == area; });
}

codec::Verdict moves_off_the_map(const Fact& fact) {
  const auto* move = std::get_if<MovedArea>(&fact.body);
  if (move == nullptr || !move->to_area.is_set() || is_known(move->to_area)) return std::nullopt;
  return codec::Misfit{.field = "MovedArea.to_area", .why = "is none of deploy/areas.json"};
}

std::expected<std::vector<AreaId>, std::string> areas_of(const std::vector<std::string>& texts) {
  std::vector<AreaId> areas;
  for (const std::string& text : texts) {
    const auto area = parse_area(text);
    if (!area) return std::unexpected("\"" + text + "\" is no area");
    areas.push_back(*area);
  }
  return areas;
}

}  // namespace koppel::cli
