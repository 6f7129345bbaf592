#include "consumers/intake/sector_of_isco.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <array>

namespace koppel::intake {
namespace {

struct Group {
  std::uint32_t from = 0;
  std::uint32_t to = 0;  // belongs to it
  Sector sector = Sector::kUnspecified;
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table with one row a group
constexpr auto kGroups = std::to_array<Group>({
    {4000, 4223, Sector::kOffice},
    {4224, 4224, Sector::kHospitality},  // hotel receptionists
    {4225, 4319, Sector::kOffice},
    {4320, 4329, Sector::kLogistics},  // material recording and transport clerks
    {4330, 4410, Sector::kOffice},
    {4411, 4411, Sector::kCultureSport},  // library clerks
    {4412, 4999, Sector::kOffice},
    {5000, 5112, Sector::kLogistics},     // travel attendants and conductors
    {5113, 5119, Sector::kCultureSport},  // guides
    {5120, 5139, Sector::kHospitality},   // cooks, waiting staff
    {5140, 5149, Sector::kCare},          // hairdressers, beauticians
    {5150, 5159, Sector::kFacility},      // housekeeping, caretakers
    {5160, 5161, Sector::kCultureSport},
    {5162, 5163, Sector::kCare},   // companions, undertakers
    {5164, 5164, Sector::kGreen},  // animal care
    {5165, 5165, Sector::kLogistics},
    {5166, 5199, Sector::kCultureSport},
    {5200, 5245, Sector::kTrade},
    {5246, 5246, Sector::kHospitality},  // food service counter attendants
    {5247, 5299, Sector::kTrade},
    {5300, 5399, Sector::kCare},
    {5400, 5999, Sector::kFacility},  // protective services
    {6000, 6999, Sector::kGreen},
    {7000, 7199, Sector::kConstruction},
    {7200, 7409, Sector::kIndustry},
    {7410, 7419, Sector::kConstruction},  // electricians
    {7420, 8156, Sector::kIndustry},
    {8157, 8157, Sector::kFacility},  // laundry machine operators
    {8158, 8299, Sector::kIndustry},
    {8300, 8340, Sector::kLogistics},
    {8341, 8341, Sector::kGreen},         // mobile farm and forestry plant operators
    {8342, 8343, Sector::kConstruction},  // earthmoving plant, cranes
    {8344, 8999, Sector::kLogistics},
    {9000, 9199, Sector::kFacility},  // cleaners
    {9200, 9299, Sector::kGreen},
    {9300, 9319, Sector::kConstruction},
    {9320, 9329, Sector::kIndustry},
    {9330, 9399, Sector::kLogistics},
    {9400, 9499, Sector::kHospitality},
    {9500, 9599, Sector::kTrade},
    {9600, 9620, Sector::kFacility},  // refuse workers
    {9621, 9621, Sector::kLogistics},
    {9622, 9999, Sector::kFacility},
});
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace

Sector sector_of_isco(std::uint32_t isco) {
  const auto found = std::ranges::lower_bound(kGroups, isco, {}, &Group::to);
  invariant(found != kGroups.end() && found->from <= isco, "an occupation of ISCO group 4 to 9");
  return found->sector;
}

}  // namespace koppel::intake
