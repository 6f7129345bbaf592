#include "tests/consumers/intake/excerpt.h"

#include <array>
#include <cstddef>
#include <fstream>

namespace koppel {
namespace {

constexpr auto kTitles =
    "O*NET-SOC Code\tTitle\tDescription\n"
    "11-1011.00\tChief Executives\tSay \"where to\".\n"
    "37-2012.00\tMaids and Housekeeping Cleaners\tClean, and tidy.\n"
    "47-2111.00\tElectricians\tWire.\n"
    "53-7065.00\tStockers and Order Fillers\tFill.\n";

constexpr auto kJobZones =
    "O*NET-SOC Code\tTitle\tJob Zone\tDate\tDomain Source\n"
    "11-1011.00\tChief Executives\t5\t08/2023\tAnalyst\n"
    "37-2012.00\tMaids\t1\t08/2023\tAnalyst\n"
    "47-2111.00\tElectricians\t3\t08/2023\tAnalyst\n"
    "53-7065.00\tStockers\t2\t08/2023\tAnalyst\n";

std::string interests_of(const std::string& code, const std::array<const char*, 6>& scores) {
  std::string text;
  for (std::size_t at = 0; at < scores.size(); ++at) {
    text += code + "\t1.B.1." + static_cast<char>('a' + at) + "\tOI\t" + scores[at] + "\n";
  }
  return text + code + "\t1.B.1.g\tIH\t5\n";
}

std::string interests() {
  return "O*NET-SOC Code\tElement ID\tScale ID\tData Value\n" +
         interests_of("37-2012.00", {"5.5", "1.01", "1", "3.25", "2", "7"}) +
         interests_of("53-7065.00", {"6", "1.5", "1.2", "2", "2.5", "4.75"});
}

constexpr auto kSkills =
    "O*NET-SOC Code\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
    "37-2012.00\tReading Comprehension\tIM\t4\tN\n"
    "37-2012.00\tReading Comprehension\tLV\t1.75\tN\n"
    "37-2012.00\tWriting\tLV\t1.25\tN\n"
    "37-2012.00\tMathematics\tLV\t6\tY\n"
    "37-2012.00\tQuality Control Analysis\tLV\t0\tN\n"
    "37-2012.00\tRepairing\tLV\t5\tN\n"
    "47-2111.00\tMathematics\tLV\t7\tN\n";

constexpr auto kOccupations =
    "conceptUri,iscoGroup,preferredLabel,altLabels,status,modifiedDate\r\n"
    "http://data.europa.eu/esco/occupation/cleaner,9112,hotel cleaner,\"room maid\r\n"
    "chambermaid, \"\"floor\"\"\",released,2024-01-25T11:28:50.295Z\r\n"
    "http://data.europa.eu/esco/occupation/picker,9333,order picker,,released,2023-12-01T00:00Z\r\n"
    "http://data.europa.eu/esco/occupation/stocker,9334,shelf "
    "filler,,released,2024-04-30T17:23Z\r\n"
    "http://data.europa.eu/esco/occupation/electrician,7411,electrician,,released,2022-01-01T1Z\r\n"
    "http://data.europa.eu/esco/occupation/baker,7512,baker,,released,2022-01-01T00:00Z\r\n"
    "http://data.europa.eu/esco/occupation/manager,4110,office manager,,released,2022-01-01T1Z\r\n"
    "http://data.europa.eu/esco/occupation/executive,1120,chief "
    "executive,,released,2022-01-01T1Z\r\n"
    "http://data.europa.eu/esco/occupation/gone,9112,lamplighter,,deprecated,2022-01-01T1Z\r\n";

constexpr auto kDutch =
    "conceptUri,preferredLabel\n"
    "http://data.europa.eu/esco/occupation/cleaner,kamermeisje/kamerjongen\n"
    "http://data.europa.eu/esco/occupation/stocker,vakkenvuller\n"
    "http://data.europa.eu/esco/occupation/baker,bakker\n";

constexpr auto kRelations =
    "occupationUri,relationType,skillLabel\n"
    "http://data.europa.eu/esco/occupation/cleaner,essential,clean rooms\n"
    "http://data.europa.eu/esco/occupation/cleaner,optional,work in teams\n"
    "http://data.europa.eu/esco/occupation/cleaner,optional,clean rooms\n"
    "http://data.europa.eu/esco/occupation/picker,essential,pick orders\n"
    "http://data.europa.eu/esco/occupation/picker,optional,work in teams\n"
    "http://data.europa.eu/esco/occupation/stocker,essential,fill shelves\n"
    "http://data.europa.eu/esco/occupation/stocker,optional,work in teams\n"
    "http://data.europa.eu/esco/occupation/electrician,essential,fit sockets\n"
    "http://data.europa.eu/esco/occupation/electrician,optional,work in teams\n"
    "http://data.europa.eu/esco/occupation/baker,essential,bake bread\n"
    "http://data.europa.eu/esco/occupation/executive,essential,decide\n";

constexpr auto kCrosswalk =
    "id,onet_code,semantic_similarity,confidence,concept_uri\n"
    "1,37-2012.00,0.9,2.0,http://data.europa.eu/esco/occupation/cleaner\n"
    "2,53-7065.00,0.8,1.0,http://data.europa.eu/esco/occupation/picker\n"
    "3,53-7065.00,0.7,2.0,http://data.europa.eu/esco/occupation/stocker\n"
    "4,47-2111.00,0.7,1.0,http://data.europa.eu/esco/occupation/electrician\n"
    "5,11-1011.00,0.7,0.5,http://data.europa.eu/esco/occupation/manager\n"
    "6,11-1011.00,0.9,2.0,http://data.europa.eu/esco/occupation/executive\n";

constexpr auto kPostcodes =
    "id,postcode,\"woonplaats\",\"gemeente\",\"provincie\",latitude,longitude,\"soort\"\n"
    "1,8232,\"Lelystad\",\"Lelystad\",\"Flevoland\",52.5083,5.4750,\"Adres\"\n"
    "2,1315,\"Almere\",\"Almere\",\"Flevoland\",52.3738,5.2180,\"Adres + Postbus\"\n"
    "3,1300,\"Almere\",\"Almere\",\"Flevoland\",52.3738,5.2180,\"Postbus\"\n"
    "4,2511,\"Den Haag\",\"Den Haag\",\"Zuid-Holland\",52.0769,4.3117,\"Adres\"\n"
    "5,1861,\"Bergen\",\"Bergen\",\"Noord-Holland\",52.6585,4.6854,\"Adres\"\n"
    "6,5854,\"Bergen\",\"Bergen\",\"Limburg\",51.5999,6.0330,\"Adres\"\n"
    "7,9791,\"Glas\",\"Glas\",\"Groningen\",52.9677,6.9658,\"Adres\"\n"
    "8,9792,\"Ten Post\",\"Glas\",\"Groningen\",53.2967,6.7293,\"Adres\"\n";

constexpr auto kRegions =
    "regio_nr,arbeidsmarktregio,gemeente\n"
    "6,Flevoland,Almere\n"
    "6,Flevoland,Lelystad\n"
    "20,Haaglanden,’s-Gravenhage\n"
    "3,Noord-Holland Noord,Bergen NH\n"
    "31,Noord-Limburg,Bergen (L)\n"
    "5,IJsselvechtstreek,Zwolle\n";

constexpr auto kSkillsEnglish =
    "conceptType,conceptUri,skillType,preferredLabel\n"
    "Skill,http://data.europa.eu/esco/skill/1,skill/competence,clean rooms\n"
    "Skill,http://data.europa.eu/esco/skill/2,skill/competence,work in teams\n"
    "Skill,http://data.europa.eu/esco/skill/3,knowledge,bread\n";

constexpr auto kSkillsDutch =
    "conceptUri,preferredLabel\n"
    "http://data.europa.eu/esco/skill/1,kamers schoonmaken\n";

constexpr auto kOfficialRelations =
    "occupationUri,relationType,skillType,skillUri\n"
    "http://data.europa.eu/esco/occupation/cleaner,essential,skill/competence,"
    "http://data.europa.eu/esco/skill/1\n"
    "http://data.europa.eu/esco/occupation/cleaner,optional,skill/competence,"
    "http://data.europa.eu/esco/skill/2\n"
    "http://data.europa.eu/esco/occupation/baker,essential,knowledge,"
    "http://data.europa.eu/esco/skill/3\n"
    "http://data.europa.eu/esco/occupation/baker,optional,knowledge,"
    "http://data.europa.eu/esco/skill/4\n"
    "http://data.europa.eu/esco/occupation/picker,optional,skill/competence,"
    "http://data.europa.eu/esco/skill/2\n";

}  // namespace

Excerpt::Excerpt() {
  for (const char* folder : {"onet", "esco", "nl"}) {
    std::filesystem::create_directory(path() / folder);
  }
  write("onet/Occupation Data.txt", kTitles);
  write("onet/Job Zones.txt", kJobZones);
  write("onet/Interests.txt", interests());
  write("onet/Skills.txt", kSkills);
  write("esco/occupations_en.csv", kOccupations);
  write("esco/occupations_nl.csv", kDutch);
  write("esco/occupation_skill_relations_by_label.csv", kRelations);
  write("esco/esco_onet_crosswalk_Nov2020.csv", kCrosswalk);
  write("nl/4pp.csv", kPostcodes);
  write("nl/arbeidsmarktregio_gemeente_2015.csv", kRegions);
}

void Excerpt::write(const std::string& file, const std::string& text) const {
  std::ofstream(path() / file, std::ios::binary | std::ios::trunc) << text;
}

void Excerpt::append(const std::string& file, const std::string& text) const {
  std::ofstream(path() / file, std::ios::binary | std::ios::app) << text;
}

void Excerpt::remove(const std::string& file) const {
  std::filesystem::remove(path() / file);
}

void Excerpt::write_official() const {
  write("esco/skills_en.csv", kSkillsEnglish);
  write("esco/skills_nl.csv", kSkillsDutch);
  write("esco/occupationSkillRelations_en.csv", kOfficialRelations);
}

std::string occupation_uri(const std::string& name) {
  return "http://data.europa.eu/esco/occupation/" + name;
}

}  // namespace koppel
