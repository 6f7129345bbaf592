#pragma once

#include "consumers/intake/folder.h"
#include "engine/model/calendar.h"
#include "engine/model/control_fact.h"
#include "engine/model/values.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::intake {

// An occupation as a placement can be of it.
struct Occupation {
  std::string key;  // the last part of ESCO's address, or the O*NET-SOC code
  std::string title_nl;
  std::string title_en;
  std::uint32_t isco = 0;
  Sector sector = Sector::kUnspecified;
  std::vector<std::uint32_t> riasec;  // six numbers in hundredths of O*NET's 1 to 7; none: unknown
  std::vector<SkillLevel> skills;     // none: unknown
  std::vector<Requirement> requirements;  // ascending codes; level 1, for ESCO names no levels
};

struct Occupations {
  Date edition;                                 // of ESCO
  std::string taxonomy;                         // what the codes of the competences belong to
  std::vector<TaxonomyCompetence> competences;  // all that is asked, ascending codes
  std::vector<Occupation> esco;
  std::vector<Occupation> onet;
};

// Work for people with a distance to the labour market: ISCO groups 4 to 9 and, where the crosswalk
// leads to an O*NET occupation with one, a job zone of at most 3.
//   esco   the occupations of ESCO, with interests and skill levels where the crosswalk has them
//   onet   the occupations of O*NET that the crosswalk knows, each with what the ESCO occupation
//          asks that is surest to be like it
// A competence's code follows from what identifies the skill, so that another edition of ESCO
// gives the same skill the same code. Its rarity is 0 when more than half of the ESCO occupations
// ask it and 7 when one does, by the logarithm between.
[[nodiscard]] std::expected<Occupations, PortError> read_occupations(Folder& folder);

// What the licences of the sources ask to be said wherever their data are used.
inline constexpr std::string_view kAttribution =
    "This service uses the ESCO classification of the European Commission.\n"
    "It includes information from the O*NET Database by the U.S. Department of Labor, Employment "
    "and Training Administration (USDOL/ETA), used under the CC BY 4.0 licence and modified.\n"
    "The crosswalk between the two is by Nesta (MIT licence).";

}  // namespace koppel::intake
