#pragma once

#include <string_view>

namespace koppel::intake {

// The municipality of the official table of 2015 that a name of the postcode table of about 2014
// means; the name itself when both tables write it alike. The province tells apart what bears the
// same name. Who merged within that time, is spelt otherwise, or was divided over municipalities of
// one region is reconciled by a table of ours, from the municipal divisions of 2009 to 2015.
[[nodiscard]] std::string_view municipality_of_2015(std::string_view name,
                                                    std::string_view province);

// The region as deploy/areas.json names it, of a name of the table of 2015.
[[nodiscard]] std::string_view region_of_today(std::string_view name);

}  // namespace koppel::intake
