#pragma once

#include "consumers/intake/folder.h"
#include "engine/model/area.h"
#include "engine/model/values.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace koppel::intake {

// A four-digit postcode at which people can work, and the town that it is in.
struct Postcode {
  Location location;
  std::string town;
};

// A municipality that no region is known for, and its postcodes: they are not used.
struct LeftOver {
  std::string municipality;
  std::string province;
  std::vector<std::string> postcodes;
};

struct Postcodes {
  std::map<AreaId, std::vector<Postcode>> by_area;
  std::vector<LeftOver> left_over;
};

// The areas by the name that deploy/areas.json gives them.
using AreasByName = std::map<std::string, AreaId, std::less<>>;

// nl/4pp.csv through nl/arbeidsmarktregio_gemeente_2015.csv; without postcodes that are post office
// boxes only or of an unknown kind. Postcodes are in the order of the table, what is left over in
// that of its names.
[[nodiscard]] std::expected<Postcodes, PortError> read_postcodes(Folder& folder,
                                                                 const AreasByName& areas);

}  // namespace koppel::intake
