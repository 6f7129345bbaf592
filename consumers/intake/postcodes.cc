#include "consumers/intake/postcodes.h"

#include "consumers/intake/dutch_grid.h"
#include "consumers/intake/fixed_point.h"
#include "consumers/intake/municipalities.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace koppel::intake {
namespace {

using AreaOfMunicipality = std::map<std::string, AreaId, std::less<>>;

std::expected<AreaOfMunicipality, PortError> read_regions(Folder& folder,
                                                          const AreasByName& areas) {
  AreaOfMunicipality regions;
  const auto read = folder.read("nl/arbeidsmarktregio_gemeente_2015.csv",
                                {"arbeidsmarktregio", "gemeente"},
                                [&](const Row& row) -> std::optional<std::string> {
                                  const auto area = areas.find(region_of_today(row[0]));
                                  if (area == areas.end())
                                    return "is of no region of deploy/areas.json";
                                  if (regions.emplace(row[1], area->second).second)
                                    return std::nullopt;
                                  return "names a municipality a second time";
                                });
  if (!read) return std::unexpected(read.error());
  return regions;
}

bool is_four_digits(std::string_view text) {
  return text.size() == 4 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<GridPoint> point_of(std::string_view latitude, std::string_view longitude) {
  const auto north = fixed_point(latitude, kFixedPointDigitsMax);
  const auto east = fixed_point(longitude, kFixedPointDigitsMax);
  return north && east ? grid_point(*north, *east) : std::nullopt;
}

class Reading {
 public:
  explicit Reading(AreaOfMunicipality regions) : regions_(std::move(regions)) {}

  // Columns: postcode, town, municipality, province, latitude, longitude, kind.
  std::optional<std::string> use(const Row& row) {
    if (!row[6].starts_with("Adres")) return std::nullopt;
    const auto point = point_of(row[4], row[5]);
    if (!is_four_digits(row[0])) return "has no postcode of four digits";
    if (!point) return "has no coordinates in the Netherlands";
    if (!seen_.insert(row[0]).second) return "has a postcode a second time";
    const auto area = regions_.find(municipality_of_2015(row[2], row[3]));
    if (area == regions_.end()) {
      left_over_[{row[2], row[3]}].push_back(row[0]);
    } else {
      postcodes_.by_area[area->second].push_back(
          {.location = {.postcode = row[0], .x = point->x, .y = point->y}, .town = row[1]});
    }
    return std::nullopt;
  }

  Postcodes finish() {
    for (auto& [name, postcodes] : left_over_) {
      postcodes_.left_over.push_back(
          {.municipality = name.first, .province = name.second, .postcodes = std::move(postcodes)});
    }
    return std::move(postcodes_);
  }

 private:
  AreaOfMunicipality regions_;
  std::set<std::string> seen_;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> left_over_;
  Postcodes postcodes_;
};

}  // namespace

std::expected<Postcodes, PortError> read_postcodes(Folder& folder, const AreasByName& areas) {
  auto regions = read_regions(folder, areas);
  if (!regions) return std::unexpected(regions.error());
  Reading reading(std::move(*regions));
  const auto read = folder.read(
      "nl/4pp.csv",
      {"postcode", "woonplaats", "gemeente", "provincie", "latitude", "longitude", "soort"},
      [&reading](const Row& row) { return reading.use(row); });
  if (!read) return std::unexpected(read.error());
  return reading.finish();
}

}  // namespace koppel::intake
