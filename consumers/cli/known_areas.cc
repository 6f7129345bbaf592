#include "consumers/cli/known_areas.h"

#include "consumers/cli/embedded.h"
#include "engine/model/invariant.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using Areas = std::map<std::string, AreaId, std::less<>>;

Areas read_areas() {
  Areas known;
  for (const Embedded& file : embedded_files()) {
    if (file.name != "areas") continue;
    const nlohmann::json map = nlohmann::json::parse(file.text);
    for (const auto& area : map.at("areas")) {
      const auto code = parse_area(area.at("code").get<std::string>());
      if (code) known.emplace(area.at("name").get<std::string>(), *code);
    }
  }
  invariant(!known.empty(), "deploy/areas.json names areas");
  return known;
}

}  // namespace

const Areas& known_areas() {
  static const Areas known = read_areas();
  return known;
}

bool is_known(AreaId area) {
  const Areas& known = known_areas();
  return std::ranges::any_of(known, [area](const auto& each) { return each.second == area; });
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
