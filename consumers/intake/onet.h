#pragma once

#include "consumers/intake/folder.h"
#include "engine/model/values.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace koppel::intake {

// An occupation as O*NET knows it. What was not assessed is empty.
struct OnetOccupation {
  std::string title;
  std::optional<std::uint32_t> job_zone;  // 1 (little preparation) to 5
  std::vector<std::uint32_t> riasec;      // six numbers in hundredths of O*NET's 1 to 7, or none
  std::vector<SkillLevel> skills;         // by group, levels 0 to 4
};

// By O*NET-SOC code, "43-5053.00".
using Onet = std::map<std::string, OnetOccupation, std::less<>>;

// onet/Occupation Data.txt, Job Zones.txt, Interests.txt and Skills.txt. A group's level is the
// mean of the levels (0 to 7) of its O*NET skills, brought to 0 to 4 and rounded to the nearest.
// Which skills those are is our choice; O*NET measures neither working with a computer in general
// nor pace, so that those two groups stay unknown.
[[nodiscard]] std::expected<Onet, PortError> read_onet(Folder& folder);

}  // namespace koppel::intake
