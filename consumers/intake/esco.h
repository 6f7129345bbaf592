#pragma once

#include "consumers/intake/folder.h"
#include "engine/model/calendar.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace koppel::intake {

// What tells skills apart: the address, or the English label where the table has no addresses.
using SkillKey = std::string;

struct EscoSkill {
  std::string uri;  // empty where the table has none
  std::string label_en;
  std::string label_nl;  // the English one where there is no Dutch one
};

struct EscoOccupation {
  std::string title_en;
  std::string title_nl;  // the English one where there is no Dutch one
  std::uint32_t isco = 0;
  std::map<SkillKey, std::uint32_t> asked;  // 3 essential, 1 optional, as Requirement has it
};

struct Esco {
  Date edition;          // the day on which an occupation was last modified
  std::string taxonomy;  // "esco", or "esco-by-label" where the table has no addresses
  std::map<std::string, EscoOccupation, std::less<>> occupations;  // by address
  std::map<SkillKey, EscoSkill> skills;                            // those that are asked, at least
};

// The released occupations of ISCO groups 4 to 9 in esco/, with what they ask. The tables of the
// official download are read when they are there: skills_en.csv, skills_nl.csv (optional) and
// occupationSkillRelations_en.csv; otherwise occupation_skill_relations_by_label.csv.
// kDamaged: a table of relations in which fewer than half of the occupations ask anything.
[[nodiscard]] std::expected<Esco, PortError> read_esco(Folder& folder);

}  // namespace koppel::intake
