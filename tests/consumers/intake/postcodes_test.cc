// Claim: a postcode is in the area of its municipality, whatever the two tables call it, and what
// cannot be reconciled is listed instead of guessed. Shown by an excerpt, and by every name that
// our own table reconciles.

#include "consumers/intake/postcodes.h"

#include "consumers/intake/municipalities.h"
#include "tests/consumers/intake/excerpt.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace koppel::intake {
namespace {

const AreasByName kAreas = {{"Flevoland", AreaId{11}},
                            {"Groningen", AreaId{1}},
                            {"Haaglanden", AreaId{21}},
                            {"Noord-Holland Noord", AreaId{15}},
                            {"Noord-Limburg", AreaId{29}},
                            {"Zwolle", AreaId{36}}};

struct Imported {
  Postcodes postcodes;
  std::vector<std::string> passed_over;
};

Imported import(const Excerpt& excerpt) {
  Folder folder(excerpt.path());
  auto postcodes = read_postcodes(folder, kAreas);
  if (!postcodes) ADD_FAILURE() << postcodes.error().what;
  return {.postcodes = postcodes.value_or(Postcodes{}), .passed_over = folder.passed_over()};
}

std::vector<std::string> postcodes_of(const Imported& imported, AreaId area) {
  std::vector<std::string> postcodes;
  const auto found = imported.postcodes.by_area.find(area);
  if (found == imported.postcodes.by_area.end()) return postcodes;
  for (const Postcode& each : found->second) postcodes.push_back(each.location.postcode);
  return postcodes;
}

TEST(Postcodes, AreInTheAreaOfTheirMunicipality) {
  const Imported imported = import(Excerpt());
  EXPECT_EQ(postcodes_of(imported, AreaId{11}), (std::vector<std::string>{"8232", "1315"}));
  EXPECT_TRUE(imported.passed_over.empty());
  const Postcode& lelystad = imported.postcodes.by_area.at(AreaId{11}).front();
  EXPECT_EQ(lelystad.town, "Lelystad");
  EXPECT_EQ(lelystad.location, (Location{.postcode = "8232", .x = 1610, .y = 5023}));
}

TEST(Postcodes, OfAMunicipalityWithTwoNamesOrOfTwoWithOneNameFindTheirArea) {
  const Imported imported = import(Excerpt());
  EXPECT_EQ(postcodes_of(imported, AreaId{21}), std::vector<std::string>{"2511"}) << "Den Haag";
  EXPECT_EQ(postcodes_of(imported, AreaId{15}), std::vector<std::string>{"1861"}) << "Bergen (NH)";
  EXPECT_EQ(postcodes_of(imported, AreaId{29}), std::vector<std::string>{"5854"}) << "Bergen (L)";
}

TEST(Postcodes, OfNoKnownMunicipalityAreListedAndNotUsed) {
  const Postcodes postcodes = import(Excerpt()).postcodes;
  ASSERT_EQ(postcodes.left_over.size(), 1);
  EXPECT_EQ(postcodes.left_over.front().municipality, "Glas");
  EXPECT_EQ(postcodes.left_over.front().province, "Groningen");
  EXPECT_EQ(postcodes.left_over.front().postcodes, (std::vector<std::string>{"9791", "9792"}));
}

TEST(Postcodes, OfTenBoerAreItsOwnUnderWhateverNameTheTableHas) {
  const Excerpt excerpt;
  excerpt.append("nl/arbeidsmarktregio_gemeente_2015.csv", "1,Groningen,Ten Boer\n");
  const Imported imported = import(excerpt);
  EXPECT_EQ(postcodes_of(imported, AreaId{1}), (std::vector<std::string>{"9791", "9792"}));
  EXPECT_TRUE(imported.postcodes.left_over.empty());
}

TEST(Postcodes, RowsThatCannotBeUsedAreNamed) {
  const Excerpt excerpt;
  excerpt.append("nl/4pp.csv",
                 "9,82,\"X\",\"Lelystad\",\"Flevoland\",52.5,5.4,\"Adres\"\n"
                 "10,8233,\"X\",\"Lelystad\",\"Flevoland\",5.4,52.5,\"Adres\"\n"
                 "11,8234,\"X\",\"Lelystad\",\"Flevoland\",,,\"Adres\"\n"
                 "12,8232,\"X\",\"Lelystad\",\"Flevoland\",52.5,5.4,\"Adres\"\n");
  excerpt.append("nl/arbeidsmarktregio_gemeente_2015.csv",
                 "36,Atlantis,Poseidonis\n6,Flevoland,Almere\n");
  EXPECT_EQ(import(excerpt).passed_over,
            (std::vector<std::string>{
                "nl/arbeidsmarktregio_gemeente_2015.csv, line 8: is of no region of "
                "deploy/areas.json",
                "nl/arbeidsmarktregio_gemeente_2015.csv, line 9: names a municipality a second "
                "time",
                "nl/4pp.csv, line 10: has no postcode of four digits",
                "nl/4pp.csv, line 11: has no coordinates in the Netherlands",
                "nl/4pp.csv, line 12: has no coordinates in the Netherlands",
                "nl/4pp.csv, line 13: has a postcode a second time"}));
}

TEST(Municipalities, KnownUnderOneNameKeepIt) {
  EXPECT_EQ(municipality_of_2015("Lelystad", "Flevoland"), "Lelystad");
  EXPECT_EQ(municipality_of_2015("Bergen", "Flevoland"), "Bergen") << "in neither of the two";
  EXPECT_EQ(municipality_of_2015("", "Gelderland"), "");
}

TEST(Municipalities, ThatMergedOrAreSpeltOtherwiseAreReconciled) {
  EXPECT_EQ(municipality_of_2015("Den Haag", "Zuid-Holland"), "’s-Gravenhage");
  EXPECT_EQ(municipality_of_2015("'s-Hertogenbosch", "Noord-Brabant"), "’s-Hertogenbosch");
  EXPECT_EQ(municipality_of_2015("Sneek", "Friesland"), "Súdwest Fryslân");
  EXPECT_EQ(municipality_of_2015("Spijkenisse", "Zuid-Holland"), "Nissewaard");
  EXPECT_EQ(region_of_today("IJsselvechtstreek"), "Zwolle");
}

}  // namespace
}  // namespace koppel::intake
