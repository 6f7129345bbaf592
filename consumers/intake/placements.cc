#include "consumers/intake/placements.h"

#include "consumers/intake/identity.h"
#include "consumers/operator/places.h"
#include "consumers/operator/random.h"
#include "consumers/operator/sectors.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

namespace koppel::intake {
namespace {

using simulate::Random;
using simulate::SeedStream;

// With addresses and two labels a competence takes some 250 bytes of JSON; kFactBytesMax is a
// mebibyte.
constexpr std::size_t kCompetencesPerFact = 2'000;

// 0 is the id of nobody.
std::uint64_t id_number(std::string_view text) {
  return std::max(number_of(text), std::uint64_t{1});
}

// One placement to be: what it is known by.
struct Chosen {
  const Occupation* occupation;
  const Postcode* postcode;
  std::string id;
};

template <typename Value>
std::vector<const Value*> shuffled(std::span<const Value> values, std::uint64_t seed) {
  std::vector<const Value*> order;
  for (const Value& value : values) order.push_back(&value);
  Random random(seed);
  random.shuffle(order);
  return order;
}

// The same occupation at the same postcode a second time is another place.
std::string numbered(std::map<std::string, std::uint32_t>& times, const std::string& id) {
  const std::uint32_t time = ++times[id];
  return time == 1 ? id : id + "-" + std::to_string(time);
}

std::map<AreaId, std::vector<Chosen>> choose(std::span<const Occupation> occupations,
                                             const Postcodes& postcodes,
                                             const PlacementOptions& options) {
  const auto works = shuffled(occupations, options.seed);
  SeedStream seeds(options.seed);
  std::vector<std::vector<const Postcode*>> spots;
  for (const AreaId area : options.areas) {
    const std::vector<Postcode>& all = postcodes.by_area.at(area);
    spots.push_back(shuffled(std::span(all), seeds.next()));
  }
  const std::size_t count = options.placements == 0 ? works.size() : options.placements;
  std::map<AreaId, std::vector<Chosen>> chosen;
  std::map<std::string, std::uint32_t> times;
  for (std::size_t at = 0; at < count; ++at) {
    const std::size_t turn = at % spots.size();
    const Postcode* spot = spots[turn][(at / spots.size()) % spots[turn].size()];
    const Occupation* work = works[at % works.size()];
    const std::string id = "placement-" + std::to_string(options.seed) + "-" +
                           spot->location.postcode + "-" + work->key;
    chosen[options.areas[turn]].push_back(
        {.occupation = work, .postcode = spot, .id = numbered(times, id)});
  }
  return chosen;
}

// Everything that is told of one area.
class Telling {
 public:
  Telling(AreaId area, Date day, const std::function<void(const ImportedFact&)>& visit)
      : area_(area), day_(day), visit_(&visit) {}

  void taxonomy(const TaxonomyPublished& taxonomy) { tell(taxonomy.code, taxonomy); }

  void placement(const Chosen& chosen) {
    const EmployerId employer = employer_at(*chosen.postcode, chosen.occupation->sector);
    const std::string id = dated(chosen.id);
    tell(chosen.id,
         PlacementOpened{.placement = PlacementId(id_number(id)),
                         .employer = employer,
                         .details = details_of(chosen, Random(number_of(id)))});
  }

 private:
  // Of another edition everything is another thing.
  [[nodiscard]] std::string dated(const std::string& id) const { return to_text(day_) + "/" + id; }

  EmployerId employer_at(const Postcode& postcode, Sector sector) {
    const std::string id =
        "employer-" + postcode.location.postcode + "-" + std::to_string(std::to_underlying(sector));
    const EmployerId employer(id_number(dated(id)));
    if (employers_.insert(employer).second) {
      Random random(employer.value());
      const std::string_view firm = random.pick(simulate::profile_of(sector).firms);
      tell(id,
           EmployerRegistered{
               .employer = employer,
               .details = {.name = std::string(firm) + " in " + postcode.town + " (voorbeeld)",
                           .sector = sector,
                           .location = postcode.location}});
    }
    return employer;
  }

  [[nodiscard]] PlacementDetails details_of(const Chosen& chosen, Random random) const {
    const Occupation& work = *chosen.occupation;
    PlacementDetails details = simulate::draw_place(random,
                                                    {.kind = simulate::draw_kind(random),
                                                     .sector = work.sector,
                                                     .location = chosen.postcode->location,
                                                     .coach_team = {},
                                                     .opens = day_});
    details.title_nl = work.title_nl;
    details.title_en = work.title_en;
    details.isco = work.isco;
    details.interests = {
        .instrument = InterestInstrument::kUnspecified, .riasec = {}, .sectors = {}};
    if (!work.riasec.empty()) {
      details.interests.instrument = InterestInstrument::kOnet;
      details.interests.riasec = work.riasec;
    }
    details.requirements = work.requirements;
    details.skills = work.skills;
    // Nothing is known of these, and a made-up one would speak of what is not there.
    details.until = {};
    details.crebo = 0;
    details.coach_hours = 0;
    return details;
  }

  void tell(const std::string& id, FactBody body) const {
    constexpr int kMorning = 9;
    ImportedFact fact{.id = dated(id), .fact = {}};
    fact.fact.area = area_;
    fact.fact.occurred_at = at_local_hour(day_, kMorning);
    fact.fact.body = std::move(body);
    (*visit_)(fact);
  }

  AreaId area_;
  Date day_;
  const std::function<void(const ImportedFact&)>* visit_;
  std::set<EmployerId> employers_;
};

}  // namespace

std::optional<std::string> fault_of(const PlacementOptions& options, const Postcodes& postcodes) {
  if (options.placements > kPlacementsMax) return "at most 1000000 placements";
  if (options.areas.empty()) return "at least one area is needed";
  for (auto area = options.areas.begin(); area != options.areas.end(); ++area) {
    if (!postcodes.by_area.contains(*area)) {
      return "the folder has no postcodes of area " + to_text(*area);
    }
    if (std::find(options.areas.begin(), area, *area) != area) {
      return "area " + to_text(*area) + " is named twice";
    }
  }
  return std::nullopt;
}

std::vector<TaxonomyPublished> taxonomies_of(const Occupations& published) {
  const auto version = static_cast<std::uint32_t>(published.edition.day);  // days since 1970
  std::vector<TaxonomyPublished> parts;
  for (const TaxonomyCompetence& competence : published.competences) {
    if (parts.empty() || parts.back().competences.size() == kCompetencesPerFact) {
      const std::string part = std::to_string(parts.size() + 1);
      parts.push_back(
          {.code = published.taxonomy + "-" + part, .version = version, .competences = {}});
    }
    parts.back().competences.push_back(competence);
  }
  return parts;
}

void generate(const Occupations& published,
              std::span<const Occupation> occupations,
              const Postcodes& postcodes,
              const PlacementOptions& options,
              const std::function<void(const ImportedFact&)>& visit) {
  invariant(!fault_of(options, postcodes), "the options of an import have no fault");
  invariant(!occupations.empty(), "an import has an occupation");
  const auto taxonomies = taxonomies_of(published);
  for (const auto& [area, places] : choose(occupations, postcodes, options)) {
    Telling telling(area, published.edition, visit);
    for (const TaxonomyPublished& taxonomy : taxonomies) telling.taxonomy(taxonomy);
    for (const Chosen& chosen : places) telling.placement(chosen);
  }
}

}  // namespace koppel::intake
