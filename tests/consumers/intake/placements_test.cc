// Claim: placements are decided by tables, seed and options alone, are complete and valid facts,
// and stay the same places when another number or other areas are asked for. Shown by generating
// them from an excerpt and comparing.

#include "consumers/intake/placements.h"

#include "consumers/intake/experience.h"
#include "engine/codec/fact_codec.h"
#include "tests/consumers/intake/excerpt.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace koppel::intake {
namespace {

using Facts = std::vector<ImportedFact>;

class Placements : public ::testing::Test {
 protected:
  Placements() {
    Folder folder(excerpt_.path());
    occupations_ = read_occupations(folder).value();
    const AreasByName areas = {{"Flevoland", AreaId{11}},
                               {"Haaglanden", AreaId{21}},
                               {"Noord-Holland Noord", AreaId{15}},
                               {"Noord-Limburg", AreaId{29}},
                               {"Zwolle", AreaId{36}}};
    postcodes_ = read_postcodes(folder, areas).value();
  }

  [[nodiscard]] Facts facts_of(const PlacementOptions& options) const {
    Facts facts;
    generate(
        occupations_, occupations_.esco, postcodes_, options, [&facts](const ImportedFact& fact) {
          facts.push_back(fact);
        });
    return facts;
  }

  Excerpt excerpt_;
  Occupations occupations_;
  Postcodes postcodes_;
};

PlacementOptions both() {
  return {.placements = 12, .areas = {AreaId{11}, AreaId{21}}, .seed = 5};
}

std::map<std::string, FactBody> by_id(const Facts& facts) {
  std::map<std::string, FactBody> bodies;
  for (const ImportedFact& fact : facts) bodies.emplace(fact.id, fact.fact.body);
  return bodies;
}

std::vector<PlacementOpened> opened(const Facts& facts) {
  std::vector<PlacementOpened> placements;
  for (const ImportedFact& fact : facts) {
    if (const auto* placement = std::get_if<PlacementOpened>(&fact.fact.body)) {
      placements.push_back(*placement);
    }
  }
  return placements;
}

TEST_F(Placements, TheSameSeedTellsTheSameFactsUnderTheSameIds) {
  const Facts once = facts_of(both());
  const Facts again = facts_of(both());
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t at = 0; at < once.size(); ++at) {
    EXPECT_EQ(once[at].id, again[at].id);
    EXPECT_TRUE(once[at].fact == again[at].fact) << once[at].id;
  }
}

TEST_F(Placements, AnotherSeedTellsOtherPlaces) {
  PlacementOptions other = both();
  other.seed = 6;
  std::set<PlacementId> ids;
  for (const auto& options : {both(), other}) {
    for (const PlacementOpened& placement : opened(facts_of(options))) {
      EXPECT_TRUE(ids.insert(placement.placement).second);
    }
  }
}

TEST_F(Placements, MorePlacesLeaveThoseThereAreAsTheyAre) {
  PlacementOptions more = both();
  more.placements = 40;
  const auto fewer = by_id(facts_of(both()));
  const auto all = by_id(facts_of(more));
  EXPECT_GT(all.size(), fewer.size());
  for (const auto& [id, body] : fewer) {
    ASSERT_TRUE(all.contains(id)) << id;
    EXPECT_TRUE(all.at(id) == body) << id;
  }
}

TEST_F(Placements, AreOfRealWorkAtARealPostcode) {
  const Facts facts = facts_of(both());
  EXPECT_EQ(opened(facts).size(), 12);
  for (const PlacementOpened& placement : opened(facts)) {
    const PlacementDetails& details = placement.details;
    const auto work = std::ranges::find(occupations_.esco, details.title_nl, &Occupation::title_nl);
    ASSERT_NE(work, occupations_.esco.end()) << details.title_nl;
    EXPECT_EQ(details.isco, work->isco);
    EXPECT_EQ(details.interests.riasec, work->riasec);
    EXPECT_EQ(details.requirements, work->requirements);
    EXPECT_EQ(details.skills, work->skills);
    EXPECT_TRUE(std::ranges::count(std::vector<std::string>{"8232", "1315", "2511"},
                                   details.location.postcode))
        << details.location.postcode;
    EXPECT_FALSE(details.until.is_set());
  }
}

TEST_F(Placements, UnknownInterestsStayUnknown) {
  for (const PlacementOpened& placement : opened(facts_of(both()))) {
    const InterestProfile& interests = placement.details.interests;
    EXPECT_EQ(interests.riasec.empty(), interests.instrument == InterestInstrument::kUnspecified);
    EXPECT_TRUE(interests.sectors.empty()) << "the employer's sector says it";
    const bool is_known =
        placement.details.title_en != "baker" && placement.details.title_en != "electrician";
    EXPECT_EQ(interests.instrument == InterestInstrument::kOnet, is_known);
  }
}

// Every area hears of the taxonomy first, then of every employer before its first place.
TEST_F(Placements, ComeAfterWhatTheySpeakOf) {
  std::map<AreaId, std::set<std::uint32_t>> codes;
  std::set<EmployerId> employers;
  for (const ImportedFact& fact : facts_of(both())) {
    if (const auto* taxonomy = std::get_if<TaxonomyPublished>(&fact.fact.body)) {
      for (const auto& each : taxonomy->competences) codes[fact.fact.area].insert(each.code);
    } else if (const auto* employer = std::get_if<EmployerRegistered>(&fact.fact.body)) {
      EXPECT_TRUE(employers.insert(employer->employer).second);
    } else {
      const auto& placement = std::get<PlacementOpened>(fact.fact.body);
      EXPECT_TRUE(employers.contains(placement.employer));
      for (const Requirement& requirement : placement.details.requirements) {
        EXPECT_TRUE(codes[fact.fact.area].contains(requirement.code));
      }
    }
  }
}

TEST_F(Placements, AreFactsThatTheCodecReadsBack) {
  for (const ImportedFact& fact : facts_of(both())) {
    const std::string line = codec::fact_to_json(kSource, fact.id, fact.fact);
    const auto read = codec::fact_from_json(line);
    ASSERT_TRUE(read) << read.error().field << " " << read.error().why;
    EXPECT_TRUE(read->body == fact.fact.body) << line;
  }
}

TEST_F(Placements, WithoutANumberThereIsOneOfEachOccupation) {
  PlacementOptions options = both();
  options.placements = 0;
  std::set<std::string> titles;
  const auto placements = opened(facts_of(options));
  for (const PlacementOpened& placement : placements) titles.insert(placement.details.title_en);
  EXPECT_EQ(placements.size(), occupations_.esco.size());
  EXPECT_EQ(titles.size(), occupations_.esco.size());
}

TEST_F(Placements, OptionsThatCannotBeServedHaveAFault) {
  PlacementOptions options = both();
  options.areas.push_back(AreaId{36});
  EXPECT_EQ(fault_of(options, postcodes_), "the folder has no postcodes of area AM36");
  options.areas = {AreaId{11}, AreaId{11}};
  EXPECT_EQ(fault_of(options, postcodes_), "area AM11 is named twice");
  options.areas = {};
  EXPECT_TRUE(fault_of(options, postcodes_));
  EXPECT_FALSE(fault_of(both(), postcodes_));
}

// A taxonomy as large as the real one stays within the size of a fact, part by part.
TEST(Taxonomies, AreCutIntoPartsThatFitAFact) {
  Occupations published{.edition = make_date(2024, 4, 30).value(),
                        .taxonomy = "esco",
                        .competences = {},
                        .esco = {},
                        .onet = {}};
  for (std::uint32_t code = 1; code <= 4'500; ++code) {
    published.competences.push_back({.code = code,
                                     .uri = std::string(90, 'u'),
                                     .label_nl = std::string(150, 'n'),
                                     .label_en = std::string(150, 'e'),
                                     .rarity = 7});
  }
  std::set<std::string> names;
  std::size_t competences = 0;
  for (const TaxonomyPublished& part : taxonomies_of(published)) {
    names.insert(part.code);
    competences += part.competences.size();
    const Fact fact{.area = AreaId{11}, .occurred_at = Instant{.ms = 1}, .body = part};
    EXPECT_LT(codec::fact_to_json("s", "i", fact).size(), codec::kFactBytesMax);
  }
  EXPECT_EQ(names, (std::set<std::string>{"esco-1", "esco-2", "esco-3"}));
  EXPECT_EQ(competences, 4'500);
}

Fact assessed(FactBody body) {
  return {.area = AreaId{11}, .occurred_at = Instant{.ms = 1'000'000}, .body = std::move(body)};
}

TEST_F(Placements, PeopleWithExperienceHoldWhatTheyAsk) {
  const Experience experience(occupations_, 3);
  std::set<std::uint32_t> asked;
  for (const TaxonomyCompetence& each : occupations_.competences) asked.insert(each.code);
  std::size_t held = 0;
  for (std::uint64_t person = 1; person <= 50; ++person) {
    Fact fact = assessed(CompetencesAssessed{.participant = ParticipantId(person),
                                             .taxonomy = "elementary-work",
                                             .competences = {{.code = 7, .level = 1}},
                                             .skills = {}});
    experience.bring_to(fact);
    const auto& competences = std::get<CompetencesAssessed>(fact.body);
    EXPECT_EQ(competences.taxonomy, occupations_.taxonomy);
    EXPECT_TRUE(std::ranges::is_sorted(competences.competences, {}, &CompetenceLevel::code));
    for (const CompetenceLevel& each : competences.competences) {
      EXPECT_TRUE(asked.contains(each.code));
      EXPECT_TRUE(each.level >= 1 && each.level <= 4) << each.level;
    }
    held += competences.competences.size();
  }
  EXPECT_GT(held, 25) << "60 % of an essential skill each";
}

TEST_F(Placements, PeopleWithExperienceLikeThatWork) {
  const Experience experience(occupations_, 3);
  for (std::uint64_t person = 1; person <= 50; ++person) {
    Fact fact = assessed(
        InterestsAssessed{.participant = ParticipantId(person),
                          .interests = {.instrument = InterestInstrument::kShortForm,
                                        .riasec = {1, 2, 3, 4, 5, 6},
                                        .sectors = {{.sector = Sector::kOffice, .strength = 2}}},
                          .excluded_sectors = {Sector::kFacility}});
    experience.bring_to(fact);
    const auto& interests = std::get<InterestsAssessed>(fact.body);
    ASSERT_EQ(interests.interests.sectors.size(), 2);
    EXPECT_TRUE(std::ranges::is_sorted(interests.interests.sectors, {}, &SectorWish::sector));
    ASSERT_EQ(interests.interests.riasec.size(), 6);
    EXPECT_LE(std::ranges::max(interests.interests.riasec), 40);
    for (const SectorWish& wish : interests.interests.sectors) {
      EXPECT_EQ(std::ranges::count(interests.excluded_sectors, wish.sector), 0);
    }
  }
}

TEST_F(Placements, ExperienceLeavesEveryOtherFactAsItIs) {
  const Fact before = assessed(IntakeHeld{.participant = ParticipantId(1)});
  Fact after = before;
  Experience(occupations_, 3).bring_to(after);
  EXPECT_TRUE(after == before);
}

}  // namespace
}  // namespace koppel::intake
