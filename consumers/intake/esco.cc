#include "consumers/intake/esco.h"

#include "engine/codec/table.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace koppel::intake {
namespace {

constexpr std::uint32_t kEssential = 3;
constexpr std::uint32_t kOptional = 1;
constexpr std::string_view kSkills = "esco/skills_en.csv";
constexpr std::string_view kRelations = "esco/occupationSkillRelations_en.csv";
constexpr std::string_view kByLabel = "esco/occupation_skill_relations_by_label.csv";

using Reason = std::optional<std::string>;

bool fits_a_fact(std::string_view text) {
  return !text.empty() && text.size() <= static_cast<std::size_t>(codec::kTextMax);
}

std::optional<std::uint32_t> isco_of(std::string_view text) {
  std::uint32_t isco = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    isco = (isco * 10) + static_cast<std::uint32_t>(digit - '0');
  }
  return text.size() == 4 ? std::optional(isco) : std::nullopt;
}

// Work that takes no long education: from clerks to elementary occupations.
bool is_wanted(std::uint32_t isco) {
  constexpr std::uint32_t kClerks = 4'000;
  return isco >= kClerks;
}

std::expected<void, PortError> read_occupations(Folder& folder, Esco& esco) {
  return folder.read("esco/occupations_en.csv",
                     {"conceptUri", "iscoGroup", "preferredLabel", "status", "modifiedDate"},
                     [&esco](const Row& row) -> Reason {
                       constexpr std::size_t kDay = 10;  // 2024-01-25 of 2024-01-25T11:28:50.295Z
                       const auto isco = isco_of(row[1]);
                       const auto modified = parse_date(std::string_view(row[4]).substr(0, kDay));
                       if (row[3] != "released") return std::nullopt;
                       if (!isco) return "has no ISCO group of four digits";
                       if (!modified) return "has no modifiedDate";
                       if (!fits_a_fact(row[0])) return "has no address";
                       if (!fits_a_fact(row[2])) return "has no label of at most 200 bytes";
                       esco.edition = std::max(esco.edition, *modified);
                       if (!is_wanted(*isco)) return std::nullopt;
                       esco.occupations[row[0]] = {
                           .title_en = row[2], .title_nl = row[2], .isco = *isco, .asked = {}};
                       return std::nullopt;
                     });
}

std::expected<void, PortError> read_dutch_titles(Folder& folder, Esco& esco) {
  constexpr std::string_view kTitles = "esco/occupations_nl.csv";
  if (!folder.has(kTitles)) return {};
  return folder.read(kTitles, {"conceptUri", "preferredLabel"}, [&esco](const Row& row) -> Reason {
    const auto occupation = esco.occupations.find(row[0]);
    if (occupation == esco.occupations.end()) return std::nullopt;
    if (!fits_a_fact(row[1])) return "has no label of at most 200 bytes";
    occupation->second.title_nl = row[1];
    return std::nullopt;
  });
}

std::expected<void, PortError> read_skills(Folder& folder, Esco& esco) {
  return folder.read(kSkills, {"conceptUri", "preferredLabel"}, [&esco](const Row& row) -> Reason {
    if (!fits_a_fact(row[0])) return "has no address";
    if (!fits_a_fact(row[1])) return "has no label of at most 200 bytes";
    esco.skills[row[0]] = {.uri = row[0], .label_en = row[1], .label_nl = row[1]};
    return std::nullopt;
  });
}

std::expected<void, PortError> read_dutch_skills(Folder& folder, Esco& esco) {
  constexpr std::string_view kDutch = "esco/skills_nl.csv";
  if (!folder.has(kDutch)) return {};
  return folder.read(kDutch, {"conceptUri", "preferredLabel"}, [&esco](const Row& row) -> Reason {
    const auto skill = esco.skills.find(row[0]);
    if (skill == esco.skills.end()) return std::nullopt;
    if (!fits_a_fact(row[1])) return "has no label of at most 200 bytes";
    skill->second.label_nl = row[1];
    return std::nullopt;
  });
}

// A skill that an occupation asks twice is essential when it is so once.
Reason ask(EscoOccupation& occupation, const SkillKey& skill, std::string_view relation) {
  const bool essential = relation == "essential";
  if (!essential && relation != "optional") return "is neither essential nor optional";
  std::uint32_t& importance = occupation.asked[skill];
  importance = std::max(importance, essential ? kEssential : kOptional);
  return std::nullopt;
}

std::expected<void, PortError> read_relations(Folder& folder, Esco& esco) {
  return folder.read(
      kRelations, {"occupationUri", "skillUri", "relationType"}, [&esco](const Row& row) -> Reason {
        const auto occupation = esco.occupations.find(row[0]);
        if (occupation == esco.occupations.end()) return std::nullopt;
        if (!esco.skills.contains(row[1])) return "names an unknown skill";
        return ask(occupation->second, row[1], row[2]);
      });
}

std::expected<void, PortError> read_relations_by_label(Folder& folder, Esco& esco) {
  return folder.read(
      kByLabel, {"occupationUri", "skillLabel", "relationType"}, [&esco](const Row& row) -> Reason {
        const auto occupation = esco.occupations.find(row[0]);
        if (occupation == esco.occupations.end()) return std::nullopt;
        if (!fits_a_fact(row[1])) return "has no label of at most 200 bytes";
        if (auto fault = ask(occupation->second, row[1], row[2])) return fault;
        esco.skills.try_emplace(row[1],
                                EscoSkill{.uri = {}, .label_en = row[1], .label_nl = row[1]});
        return std::nullopt;
      });
}

// A table that lost rows would make placements that ask nothing, and their facts stand: what the
// whole table says of them afterwards is refused, as other facts of the same ids.
std::expected<void, PortError> has_relations(const Esco& esco, std::string_view table) {
  const auto asking = std::ranges::count_if(
      esco.occupations, [](const auto& occupation) { return !occupation.second.asked.empty(); });
  const auto all = std::ssize(esco.occupations);
  if (asking * 2 >= all) return {};
  return std::unexpected(
      PortError{.failure = PortFailure::kDamaged,
                .what = std::string(table) + " has skills of " + std::to_string(asking) + " of " +
                        std::to_string(all) + " occupations",
                .remedy = "fetch the published table again, whole; nothing was imported"});
}

std::expected<void, PortError> read_official(Folder& folder, Esco& esco) {
  for (const auto& read : {read_skills, read_dutch_skills, read_relations}) {
    if (auto done = read(folder, esco); !done) return done;
  }
  return has_relations(esco, kRelations);
}

std::expected<void, PortError> read_labelled(Folder& folder, Esco& esco) {
  if (auto done = read_relations_by_label(folder, esco); !done) return done;
  return has_relations(esco, kByLabel);
}

}  // namespace

std::expected<Esco, PortError> read_esco(Folder& folder) {
  Esco esco;
  const bool official = folder.has(kSkills) && folder.has(kRelations);
  esco.taxonomy = official ? "esco" : "esco-by-label";
  if (auto done = read_occupations(folder, esco); !done) return std::unexpected(done.error());
  if (auto done = read_dutch_titles(folder, esco); !done) return std::unexpected(done.error());
  const auto done = official ? read_official(folder, esco) : read_labelled(folder, esco);
  if (!done) return std::unexpected(done.error());
  return esco;
}

}  // namespace koppel::intake
