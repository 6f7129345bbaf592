#include "consumers/intake/occupations.h"

#include "consumers/intake/crosswalk.h"
#include "consumers/intake/esco.h"
#include "consumers/intake/identity.h"
#include "consumers/intake/onet.h"
#include "consumers/intake/sector_of_isco.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace koppel::intake {
namespace {

constexpr std::uint32_t kJobZoneMax = 3;
constexpr std::uint32_t kLevelAsked = 1;
constexpr std::uint32_t kRarityMax = 7;
// The codes of deploy/taxonomy and of other taxonomies by hand are below.
constexpr std::uint32_t kCodeMin = 1'000'000;

struct Sources {
  Onet onet;
  Esco esco;
  Crosswalk crosswalk;
};

std::expected<Sources, PortError> read_sources(Folder& folder) {
  auto onet = read_onet(folder);
  if (!onet) return std::unexpected(onet.error());
  auto esco = read_esco(folder);
  if (!esco) return std::unexpected(esco.error());
  auto crosswalk = read_crosswalk(folder);
  if (!crosswalk) return std::unexpected(crosswalk.error());
  return Sources{
      .onet = std::move(*onet), .esco = std::move(*esco), .crosswalk = std::move(*crosswalk)};
}

const OnetOccupation* crossed(const Sources& sources, std::string_view uri) {
  const auto crossing = sources.crosswalk.find(uri);
  if (crossing == sources.crosswalk.end()) return nullptr;
  const auto found = sources.onet.find(crossing->second.onet);
  return found == sources.onet.end() ? nullptr : &found->second;
}

void drop_long_educations(Sources& sources) {
  std::erase_if(sources.esco.occupations, [&sources](const auto& occupation) {
    const OnetOccupation* onet = crossed(sources, occupation.first);
    return onet != nullptr && onet->job_zone.value_or(0) > kJobZoneMax;
  });
}

using Codes = std::map<SkillKey, std::uint32_t>;

std::uint32_t code_of(std::string_view key) {
  return std::max(static_cast<std::uint32_t>(number_of(key) >> 32U), kCodeMin);
}

// Two skills with one hash: the later one takes the next code that is free.
Codes codes_of(const std::map<SkillKey, std::uint32_t>& askers) {
  Codes codes;
  std::set<std::uint32_t> taken;
  for (const auto& [skill, number] : askers) {
    std::uint32_t code = code_of(skill);
    while (!taken.insert(code).second) code = std::max(code + 1, kCodeMin);
    codes[skill] = code;
  }
  return codes;
}

std::map<SkillKey, std::uint32_t> count_askers(const Esco& esco) {
  std::map<SkillKey, std::uint32_t> askers;
  for (const auto& [uri, occupation] : esco.occupations) {
    for (const auto& [skill, importance] : occupation.asked) ++askers[skill];
  }
  return askers;
}

std::uint32_t whole_log2(std::size_t number) {
  return static_cast<std::uint32_t>(std::bit_width(number)) - 1;
}

std::uint32_t rarity_of(std::size_t askers, std::size_t occupations) {
  const std::uint32_t most = whole_log2(occupations);
  return most == 0 ? 0 : kRarityMax * whole_log2(occupations / askers) / most;
}

std::vector<TaxonomyCompetence> competences_of(const Esco& esco,
                                               const std::map<SkillKey, std::uint32_t>& askers,
                                               const Codes& codes) {
  std::vector<TaxonomyCompetence> competences;
  for (const auto& [key, code] : codes) {
    const EscoSkill& skill = esco.skills.at(key);
    competences.push_back({.code = code,
                           .uri = skill.uri,
                           .label_nl = skill.label_nl,
                           .label_en = skill.label_en,
                           .rarity = rarity_of(askers.at(key), esco.occupations.size())});
  }
  std::ranges::sort(competences, {}, &TaxonomyCompetence::code);
  return competences;
}

Occupation occupation_of(std::string_view uri, const EscoOccupation& esco, const Codes& codes) {
  Occupation occupation{.key = std::string(uri.substr(uri.rfind('/') + 1)),
                        .title_nl = esco.title_nl,
                        .title_en = esco.title_en,
                        .isco = esco.isco,
                        .sector = sector_of_isco(esco.isco),
                        .riasec = {},
                        .skills = {},
                        .requirements = {}};
  for (const auto& [skill, importance] : esco.asked) {
    occupation.requirements.push_back(
        {.code = codes.at(skill), .level = kLevelAsked, .importance = importance});
  }
  std::ranges::sort(occupation.requirements, {}, &Requirement::code);
  return occupation;
}

void add_assessed(Occupation& occupation, const OnetOccupation& onet) {
  occupation.riasec = onet.riasec;
  occupation.skills = onet.skills;
}

std::vector<Occupation> esco_occupations(const Sources& sources, const Codes& codes) {
  std::vector<Occupation> occupations;
  for (const auto& [uri, esco] : sources.esco.occupations) {
    Occupation& occupation = occupations.emplace_back(occupation_of(uri, esco, codes));
    if (const OnetOccupation* onet = crossed(sources, uri)) add_assessed(occupation, *onet);
  }
  return occupations;
}

// By O*NET code, the address of the surest ESCO occupation; the first one of equals.
std::map<std::string, std::string> surest_crossings(const Sources& sources) {
  std::map<std::string, std::string> surest;
  for (const auto& [uri, esco] : sources.esco.occupations) {
    if (crossed(sources, uri) == nullptr) continue;
    const Crossing& crossing = sources.crosswalk.at(uri);
    const auto [found, is_new] = surest.try_emplace(crossing.onet, uri);
    if (!is_new && is_surer(crossing, sources.crosswalk.at(found->second))) found->second = uri;
  }
  return surest;
}

std::vector<Occupation> onet_occupations(const Sources& sources, const Codes& codes) {
  std::vector<Occupation> occupations;
  for (const auto& [code, uri] : surest_crossings(sources)) {
    const OnetOccupation& onet = sources.onet.at(code);
    Occupation& occupation =
        occupations.emplace_back(occupation_of(uri, sources.esco.occupations.at(uri), codes));
    occupation.key = code;
    occupation.title_en = onet.title;
    add_assessed(occupation, onet);
  }
  return occupations;
}

}  // namespace

std::expected<Occupations, PortError> read_occupations(Folder& folder) {
  auto sources = read_sources(folder);
  if (!sources) return std::unexpected(sources.error());
  drop_long_educations(*sources);
  const auto askers = count_askers(sources->esco);
  const Codes codes = codes_of(askers);
  return Occupations{.edition = sources->esco.edition,
                     .taxonomy = sources->esco.taxonomy,
                     .competences = competences_of(sources->esco, askers, codes),
                     .esco = esco_occupations(*sources, codes),
                     .onet = onet_occupations(*sources, codes)};
}

}  // namespace koppel::intake
