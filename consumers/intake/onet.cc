#include "consumers/intake/onet.h"

#include "consumers/intake/fixed_point.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <string_view>

namespace koppel::intake {
namespace {

constexpr std::uint32_t kHundredths = 2;  // digits behind the point
constexpr std::int64_t kInterestMin = 100;
constexpr std::int64_t kInterestMax = 700;
constexpr std::uint32_t kSkillMax = 700;
constexpr std::uint32_t kLevelMax = 4;
constexpr std::size_t kRiasec = 6;
constexpr std::string_view kInterest = "1.B.1.";  // then a to f, in the order of RIASEC
constexpr auto kNoOccupation = "names an occupation that Occupation Data.txt does not have";

struct GroupOf {
  std::string_view skill;
  SkillGroup group = SkillGroup::kUnspecified;
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table with one row a skill
constexpr auto kGroups = std::to_array<GroupOf>({
    {"Reading Comprehension", SkillGroup::kReadingWriting},
    {"Writing", SkillGroup::kReadingWriting},
    {"Mathematics", SkillGroup::kNumeracy},
    {"Active Listening", SkillGroup::kCommunication},
    {"Speaking", SkillGroup::kCommunication},
    {"Coordination", SkillGroup::kCooperation},
    {"Service Orientation", SkillGroup::kCooperation},
    {"Social Perceptiveness", SkillGroup::kCooperation},
    {"Monitoring", SkillGroup::kSelfDirection},
    {"Time Management", SkillGroup::kSelfDirection},
    {"Quality Control Analysis", SkillGroup::kPrecision},
});
// NOLINTEND(modernize-use-designated-initializers)

using Reason = std::optional<std::string>;

std::optional<std::uint32_t> within(std::string_view text, std::int64_t low, std::int64_t high) {
  const auto value = fixed_point(text, kHundredths);
  if (!value || *value < low || *value > high) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

std::expected<void, PortError> read_titles(Folder& folder, Onet& onet) {
  return folder.read(
      "onet/Occupation Data.txt", {"O*NET-SOC Code", "Title"}, [&onet](const Row& row) -> Reason {
        if (row[0].empty() || row[1].empty()) return "has no code or no title";
        onet[row[0]].title = row[1];
        return std::nullopt;
      });
}

std::expected<void, PortError> read_job_zones(Folder& folder, Onet& onet) {
  return folder.read(
      "onet/Job Zones.txt", {"O*NET-SOC Code", "Job Zone"}, [&onet](const Row& row) -> Reason {
        const auto occupation = onet.find(row[0]);
        if (occupation == onet.end()) return kNoOccupation;
        const bool is_zone = row[1].size() == 1 && row[1] >= "1" && row[1] <= "5";
        if (!is_zone) return "has no job zone from 1 to 5";
        occupation->second.job_zone = static_cast<std::uint32_t>(row[1][0] - '0');
        return std::nullopt;
      });
}

std::expected<void, PortError> read_interests(Folder& folder, Onet& onet) {
  const auto read =
      folder.read("onet/Interests.txt",
                  {"O*NET-SOC Code", "Element ID", "Scale ID", "Data Value"},
                  [&onet](const Row& row) -> Reason {
                    if (row[2] != "OI") return std::nullopt;  // the high points repeat these
                    const auto occupation = onet.find(row[0]);
                    if (occupation == onet.end()) return kNoOccupation;
                    const auto score = within(row[3], kInterestMin, kInterestMax);
                    if (!score) return "has no score from 1 to 7";
                    const std::string_view type = row[1];
                    if (!type.starts_with(kInterest) || type.size() != kInterest.size() + 1 ||
                        type.back() < 'a' || type.back() > 'f') {
                      return "is of no RIASEC type";
                    }
                    auto& riasec = occupation->second.riasec;
                    riasec.resize(kRiasec);
                    riasec[static_cast<std::size_t>(type.back() - 'a')] = *score;
                    return std::nullopt;
                  });
  if (!read) return read;
  for (auto& [code, occupation] : onet) {
    if (std::ranges::count(occupation.riasec, 0U) > 0) occupation.riasec.clear();
  }
  return {};
}

// Levels as they are found, until they become those of the groups.
using Levels = std::map<SkillGroup, std::vector<std::uint32_t>>;

std::vector<SkillLevel> levels_of_groups(const Levels& levels) {
  std::vector<SkillLevel> skills;
  for (const auto& [group, found] : levels) {
    const auto scale = static_cast<std::uint32_t>(found.size()) * kSkillMax;
    const std::uint32_t sum = std::accumulate(found.begin(), found.end(), std::uint32_t{0});
    skills.push_back({.group = group, .level = ((sum * kLevelMax) + (scale / 2)) / scale});
  }
  return skills;
}

std::expected<void, PortError> read_skills(Folder& folder, Onet& onet) {
  std::map<std::string, Levels> levels;
  const auto read = folder.read(
      "onet/Skills.txt",
      {"O*NET-SOC Code", "Element Name", "Scale ID", "Data Value", "Recommend Suppress"},
      [&](const Row& row) -> Reason {
        // O*NET advises not to show what too few people were asked about.
        if (row[2] != "LV" || row[4] == "Y") return std::nullopt;
        const auto group = std::ranges::find(kGroups, row[1], &GroupOf::skill);
        if (group == kGroups.end()) return std::nullopt;
        if (!onet.contains(row[0])) return kNoOccupation;
        const auto level = within(row[3], 0, kSkillMax);
        if (!level) return "has no level from 0 to 7";
        levels[row[0]][group->group].push_back(*level);
        return std::nullopt;
      });
  if (!read) return read;
  for (const auto& [code, found] : levels) onet[code].skills = levels_of_groups(found);
  return {};
}

}  // namespace

std::expected<Onet, PortError> read_onet(Folder& folder) {
  Onet onet;
  for (const auto& read : {read_titles, read_job_zones, read_interests, read_skills}) {
    if (auto done = read(folder, onet); !done) return std::unexpected(done.error());
  }
  return onet;
}

}  // namespace koppel::intake
