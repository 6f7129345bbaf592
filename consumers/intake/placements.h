#pragma once

#include "consumers/intake/occupations.h"
#include "consumers/intake/postcodes.h"
#include "engine/model/area.h"
#include "engine/model/fact.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::intake {

inline constexpr std::uint32_t kPlacementsMax = 1'000'000;
inline constexpr std::string_view kSource = "occupations";

struct PlacementOptions {
  std::uint32_t placements = 0;  // 0: one of each occupation
  std::vector<AreaId> areas;     // in turn
  std::uint64_t seed = 1;
};

// `fact` is without fact_id and content, which follow from kSource and id.
struct ImportedFact {
  std::string id;
  Fact fact;
};

// What is wrong with the options, in words for who chose them; empty when nothing is.
[[nodiscard]] std::optional<std::string> fault_of(const PlacementOptions& options,
                                                  const Postcodes& postcodes);

// Placements of `occupations`, which are some of `published`, spread over the postcodes of the
// areas. Area by area: the taxonomy, then every employer before its first place. Title, ISCO group,
// interests, requirements and skill levels are those of the occupation, postcode and town are real;
// kind, hours, seats, support and what the law asks are made up as in a simulation, and so are the
// employers: one for a sector at a postcode. All of it on the day of the edition and without an
// end.
// A placement is known by its occupation, its postcode and the seed: other numbers and areas give
// the same ones under the same ids, so that what is already there leaves no entry. Needs options
// without fault and at least one occupation.
void generate(const Occupations& published,
              std::span<const Occupation> occupations,
              const Postcodes& postcodes,
              const PlacementOptions& options,
              const std::function<void(const ImportedFact&)>& visit);

// The taxonomy in as many facts as keep each within the limits of a fact.
[[nodiscard]] std::vector<TaxonomyPublished> taxonomies_of(const Occupations& published);

}  // namespace koppel::intake
