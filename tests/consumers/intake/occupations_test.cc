// Claim: occupations have the interests, skill levels and skills that the published tables give
// them and nothing else: what is unknown stays unknown, and what does not suit is left out. Shown
// by an excerpt with one occupation for each case, whole and with damaged rows.

#include "consumers/intake/occupations.h"

#include "tests/consumers/intake/excerpt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace koppel::intake {
namespace {

struct Imported {
  Occupations occupations;
  std::vector<std::string> passed_over;
};

Imported import(const Excerpt& excerpt) {
  Folder folder(excerpt.path());
  auto occupations = read_occupations(folder);
  if (!occupations) ADD_FAILURE() << occupations.error().what;
  return {.occupations = occupations.value_or(Occupations{}), .passed_over = folder.passed_over()};
}

PortError error_of(const Excerpt& excerpt) {
  Folder folder(excerpt.path());
  const auto occupations = read_occupations(folder);
  if (occupations) ADD_FAILURE() << "reads what cannot be read";
  return occupations ? PortError{} : occupations.error();
}

const Occupation& find(const std::vector<Occupation>& all, const std::string& key) {
  const auto found = std::ranges::find(all, key, &Occupation::key);
  if (found == all.end()) throw std::runtime_error("no occupation " + key);
  return *found;
}

// What is asked, by English label, with its importance.
std::map<std::string, std::uint32_t> asked(const Occupations& all, const Occupation& one) {
  std::map<std::string, std::uint32_t> labels;
  for (const Requirement& requirement : one.requirements) {
    const auto found =
        std::ranges::find(all.competences, requirement.code, &TaxonomyCompetence::code);
    labels[found == all.competences.end() ? "unknown" : found->label_en] = requirement.importance;
  }
  return labels;
}

std::vector<std::string> keys(const std::vector<Occupation>& all) {
  std::vector<std::string> keys;
  std::ranges::transform(all, std::back_inserter(keys), &Occupation::key);
  return keys;
}

const TaxonomyCompetence& labelled(const Occupations& all, const std::string& label) {
  const auto found = std::ranges::find(all.competences, label, &TaxonomyCompetence::label_en);
  if (found == all.competences.end()) throw std::runtime_error("no competence " + label);
  return *found;
}

TEST(Occupations, OfHigherGroupsAndJobZonesAreLeftOut) {
  const Imported imported = import(Excerpt());
  EXPECT_EQ(keys(imported.occupations.esco),
            (std::vector<std::string>{"baker", "cleaner", "electrician", "picker", "stocker"}));
  EXPECT_EQ(keys(imported.occupations.onet),
            (std::vector<std::string>{"37-2012.00", "47-2111.00", "53-7065.00"}));
  EXPECT_TRUE(imported.passed_over.empty());
  EXPECT_EQ(to_text(imported.occupations.edition), "2024-04-30");
}

TEST(Occupations, OfEscoHaveTitlesGroupSectorAndWhatTheyAsk) {
  const Occupations all = import(Excerpt()).occupations;
  const Occupation& cleaner = find(all.esco, "cleaner");
  EXPECT_EQ(cleaner.title_en, "hotel cleaner");
  EXPECT_EQ(cleaner.title_nl, "kamermeisje/kamerjongen");
  EXPECT_EQ(cleaner.isco, 9112);
  EXPECT_EQ(cleaner.sector, Sector::kFacility);
  EXPECT_EQ(asked(all, cleaner),
            (std::map<std::string, std::uint32_t>{{"clean rooms", 3}, {"work in teams", 1}}));
  EXPECT_EQ(find(all.esco, "picker").title_nl, "order picker") << "no Dutch title";
}

TEST(Occupations, HaveInterestsAndSkillLevelsThroughTheCrosswalk) {
  const Occupations all = import(Excerpt()).occupations;
  const Occupation& cleaner = find(all.esco, "cleaner");
  EXPECT_EQ(cleaner.riasec, (std::vector<std::uint32_t>{550, 101, 100, 325, 200, 700}));
  // Reading 1.75 and writing 1.25 of 7 are 1 of 4; the level that O*NET advises against is not
  // used.
  EXPECT_EQ(cleaner.skills,
            (std::vector<SkillLevel>{{.group = SkillGroup::kReadingWriting, .level = 1},
                                     {.group = SkillGroup::kPrecision, .level = 0}}));
  const Occupation& electrician = find(all.esco, "electrician");
  EXPECT_TRUE(electrician.riasec.empty());
  EXPECT_EQ(electrician.skills,
            (std::vector<SkillLevel>{{.group = SkillGroup::kNumeracy, .level = 4}}));
}

TEST(Occupations, ThatTheCrosswalkDoesNotKnowHaveUnknownInterests) {
  const Occupations all = import(Excerpt()).occupations;
  const Occupation& baker = find(all.esco, "baker");
  EXPECT_TRUE(baker.riasec.empty());
  EXPECT_TRUE(baker.skills.empty());
}

TEST(Occupations, OfOnetAskWhatTheSurestOccupationOfEscoAsks) {
  const Occupations all = import(Excerpt()).occupations;
  const Occupation& stockers = find(all.onet, "53-7065.00");
  EXPECT_EQ(stockers.title_en, "Stockers and Order Fillers");
  EXPECT_EQ(stockers.title_nl, "vakkenvuller");
  EXPECT_EQ(stockers.isco, 9334);
  EXPECT_EQ(stockers.riasec, (std::vector<std::uint32_t>{600, 150, 120, 200, 250, 475}));
  EXPECT_EQ(asked(all, stockers),
            (std::map<std::string, std::uint32_t>{{"fill shelves", 3}, {"work in teams", 1}}));
}

TEST(Occupations, WhatFewAskIsRare) {
  const Occupations all = import(Excerpt()).occupations;
  EXPECT_EQ(labelled(all, "work in teams").rarity, 0) << "four of five ask it";
  EXPECT_EQ(labelled(all, "bake bread").rarity, 7) << "one of five asks it";
  EXPECT_TRUE(std::ranges::none_of(all.competences, [](const TaxonomyCompetence& one) {
    return one.label_en == "decide";
  })) << "what only others ask";
}

TEST(Occupations, TheOfficialTablesAreReadWhenTheyAreThere) {
  const Excerpt excerpt;
  excerpt.write_official();
  const Imported imported = import(excerpt);
  const Occupations& all = imported.occupations;
  EXPECT_EQ(all.taxonomy, "esco");
  EXPECT_EQ(asked(all, find(all.esco, "cleaner")),
            (std::map<std::string, std::uint32_t>{{"clean rooms", 3}, {"work in teams", 1}}));
  const TaxonomyCompetence& cleaning = labelled(all, "clean rooms");
  EXPECT_EQ(cleaning.uri, "http://data.europa.eu/esco/skill/1");
  EXPECT_EQ(cleaning.label_nl, "kamers schoonmaken");
  EXPECT_EQ(labelled(all, "bread").label_nl, "bread") << "no Dutch label";
  EXPECT_EQ(imported.passed_over,
            std::vector<std::string>{
                "esco/occupationSkillRelations_en.csv, line 5: names an unknown skill"});
}

TEST(Occupations, AreNotReadWhereFewerThanHalfAskAnything) {
  const std::string table = "esco/occupation_skill_relations_by_label.csv";
  const std::string header = "occupationUri,relationType,skillLabel\n";
  const Excerpt excerpt;
  excerpt.write(table, header);
  EXPECT_EQ(error_of(excerpt).what, table + " has skills of 0 of 6 occupations");
  EXPECT_EQ(error_of(excerpt).failure, PortFailure::kDamaged);
  excerpt.write(table,
                header + occupation_uri("cleaner") + ",essential,clean rooms\n" +
                    occupation_uri("baker") + ",essential,bake bread\n");
  EXPECT_EQ(error_of(excerpt).what, table + " has skills of 2 of 6 occupations");
  excerpt.append(table, occupation_uri("picker") + ",optional,pick orders\n");
  EXPECT_EQ(import(excerpt).occupations.esco.size(), 5U);
}

TEST(Occupations, WithoutTheOfficialTablesSkillsAreKnownByTheirLabel) {
  const Occupations all = import(Excerpt()).occupations;
  EXPECT_EQ(all.taxonomy, "esco-by-label");
  EXPECT_EQ(labelled(all, "bake bread").uri, "");
  EXPECT_EQ(labelled(all, "bake bread").label_nl, "bake bread");
}

TEST(Occupations, ASkillKeepsItsCodeWhateverElseIsThere) {
  const Excerpt excerpt;
  const std::uint32_t before = labelled(import(excerpt).occupations, "bake bread").code;
  excerpt.append("esco/occupation_skill_relations_by_label.csv",
                 occupation_uri("baker") + ",optional,a skill that comes first\n");
  EXPECT_EQ(labelled(import(excerpt).occupations, "bake bread").code, before);
  EXPECT_GE(before, 1'000'000) << "clear of taxonomies by hand";
}

struct BadRow {
  std::string file;
  std::string row;
  std::string told;
};

std::vector<BadRow> bad_rows() {
  const std::string zones = "onet/Job Zones.txt";
  const std::string interests = "onet/Interests.txt";
  const std::string skills = "onet/Skills.txt";
  const std::string occupations = "esco/occupations_en.csv";
  const std::string relations = "esco/occupation_skill_relations_by_label.csv";
  const std::string new_one = occupation_uri("new");
  return {
      {zones, "47-2111.00\tElectricians\t9\t\t", "line 6: has no job zone from 1 to 5"},
      {zones,
       "99-9999.00\tNobody\t1\t\t",
       "line 6: names an occupation that Occupation Data.txt does not have"},
      {interests, "47-2111.00\t1.B.1.a\tOI\t7.5", "line 16: has no score from 1 to 7"},
      {interests, "47-2111.00\t1.B.1.a\tOI\tmuch", "line 16: has no score from 1 to 7"},
      {interests, "47-2111.00\t1.B.1.z\tOI\t7", "line 16: is of no RIASEC type"},
      {skills, "47-2111.00\tWriting\tLV\t-1\tN", "line 9: has no level from 0 to 7"},
      {skills, "47-2111.00\tWriting", "line 9: has 2 fields instead of 5"},
      {occupations,
       new_one + ",91,a,,released,2024-01-01T1Z",
       "line 11: has no ISCO group of four digits"},
      {occupations, new_one + ",9112,b,,released,lately", "line 11: has no modifiedDate"},
      {occupations, ",9112,c,,released,2024-01-01T1Z", "line 11: has no address"},
      {occupations,
       new_one + ",9112," + std::string(201, 'd') + ",,released,2024-01-01T1Z",
       "line 11: has no label of at most 200 bytes"},
      {occupations, new_one + ",9112,caf\xE9,,released,2024-01-01T1Z", "line 11: is not UTF-8"},
      {relations,
       occupation_uri("baker") + ",forbidden,be late",
       "line 13: is neither essential nor optional"},
      {"esco/esco_onet_crosswalk_Nov2020.csv",
       "7,37-2012.00,near,2.0," + occupation_uri("baker"),
       "line 8: has no confidence or no similarity"},
  };
}

TEST(Occupations, RowsThatCannotBeUsedAreNamedAndTheOthersUsed) {
  for (const BadRow& bad : bad_rows()) {
    const Excerpt excerpt;
    excerpt.append(bad.file, bad.row + "\n");
    const Imported imported = import(excerpt);
    EXPECT_EQ(imported.passed_over, std::vector<std::string>{bad.file + ", " + bad.told});
    EXPECT_EQ(imported.occupations.esco.size(), 5) << bad.row;
  }
}

TEST(Occupations, AFolderWithoutATableIsAnErrorThatNamesIt) {
  const Excerpt excerpt;
  excerpt.remove("onet/Skills.txt");
  const PortError error = error_of(excerpt);
  EXPECT_EQ(error.failure, PortFailure::kNotFound);
  EXPECT_EQ(error.what, "cannot read " + (excerpt.path() / "onet/Skills.txt").string());
}

TEST(Occupations, ATableThatIsCutOffIsAnErrorWithItsLine) {
  const Excerpt excerpt;
  excerpt.append("esco/occupations_en.csv", occupation_uri("cut") + ",9112,\"cut o");
  const PortError error = error_of(excerpt);
  EXPECT_EQ(error.failure, PortFailure::kDamaged);
  EXPECT_TRUE(
      error.what.ends_with("esco/occupations_en.csv, line 11: opens a quote that is never closed"))
      << error.what;
}

}  // namespace
}  // namespace koppel::intake
