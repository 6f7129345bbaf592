#include "consumers/cli/known_areas.h"

#include "consumers/cli/embedded.h"
#include "engine/model/invariant.h"

#include <set>
#include <string>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

std::set<AreaId> read_areas() {
  std::set<AreaId> known;
  for (const Embedded& file : embedded_files()) {
    if (file.name != "areas") continue;
    const nlohmann::json map = nlohmann::json::parse(file.text);
    for (const auto& area : map.at("areas")) {
      if (const auto code = parse_area(area.at("code").get<std::string>())) known.insert(*code);
    }
  }
  invariant(!known.empty(), "deploy/areas.json names areas");
  return known;
}

}  // namespace

bool is_known(AreaId area) {
  static const std::set<AreaId> known = read_areas();
  return known.contains(area);
}

}  // namespace koppel::cli
