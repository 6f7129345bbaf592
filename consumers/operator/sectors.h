#pragma once

#include "consumers/operator/random.h"
#include "engine/model/values.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

// What elementary work looks like in each of the ten sectors. Made up, but plausible.
namespace koppel::simulate {

inline constexpr std::size_t kSectors = 10;

struct Work {
  std::string_view title_nl;
  std::string_view title_en;
  std::uint32_t isco = 0;
};

struct SectorProfile {
  Sector sector = Sector::kUnspecified;
  std::array<std::uint32_t, 6> riasec{};  // typical of the work, 0 to 40
  std::array<Work, 4> work{};
  std::array<std::string_view, 3> firms{};  // what an employer is called, before its own name
  std::uint32_t crebo = 0;                  // the qualification it teaches
  Licence licence = Licence::kUnspecified;  // what the law asks at some of its places
};

[[nodiscard]] std::span<const SectorProfile, kSectors> sector_profiles();
[[nodiscard]] const SectorProfile& profile_of(Sector sector);

// deploy/taxonomy/default.json: eleven competences a sector in the order of the sectors, and then
// ten that every work asks.
inline constexpr std::string_view kTaxonomy = "elementary-work";
inline constexpr std::uint32_t kCodesPerSector = 11;
inline constexpr std::uint32_t kCodesGeneral = 10;
inline constexpr std::uint32_t kCodeMax = (kSectors * kCodesPerSector) + kCodesGeneral;

// Different codes in ascending order: of the sector, and of those that every work asks.
struct CodeCounts {
  std::uint32_t sector = 0;   // at most kCodesPerSector
  std::uint32_t general = 0;  // at most kCodesGeneral
};

[[nodiscard]] std::vector<std::uint32_t> draw_codes(Random& random,
                                                    Sector sector,
                                                    CodeCounts counts);

// Between `fewest` and `most` different skill groups in ascending order, levels within the two.
struct SkillRange {
  std::uint32_t fewest = 0;
  std::uint32_t most = 0;
  std::uint32_t level_min = 0;
  std::uint32_t level_max = 0;
};

[[nodiscard]] std::vector<SkillLevel> draw_skills(Random& random, SkillRange range);

// What is typical of the sector, with at most `spread` more or less on each, within 0 to 40.
[[nodiscard]] std::vector<std::uint32_t> draw_riasec(Random& random,
                                                     Sector sector,
                                                     std::uint32_t spread);

}  // namespace koppel::simulate
