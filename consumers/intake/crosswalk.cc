#include "consumers/intake/crosswalk.h"

#include "consumers/intake/fixed_point.h"

#include <optional>
#include <tuple>

namespace koppel::intake {

bool is_surer(const Crossing& one, const Crossing& other) {
  return std::tie(one.confidence, one.similarity) > std::tie(other.confidence, other.similarity);
}

std::expected<Crosswalk, PortError> read_crosswalk(Folder& folder) {
  Crosswalk crosswalk;
  const auto read =
      folder.read("esco/esco_onet_crosswalk_Nov2020.csv",
                  {"concept_uri", "onet_code", "confidence", "semantic_similarity"},
                  [&crosswalk](const Row& row) -> std::optional<std::string> {
                    if (row[0].empty() || row[1].empty()) return "names no pair of occupations";
                    const auto confidence = fixed_point(row[2], kFixedPointDigitsMax);
                    const auto similarity = fixed_point(row[3], kFixedPointDigitsMax);
                    if (!confidence || !similarity) return "has no confidence or no similarity";
                    const Crossing crossing{
                        .onet = row[1], .confidence = *confidence, .similarity = *similarity};
                    const auto [found, is_new] = crosswalk.try_emplace(row[0], crossing);
                    if (!is_new && is_surer(crossing, found->second)) found->second = crossing;
                    return std::nullopt;
                  });
  if (!read) return std::unexpected(read.error());
  return crosswalk;
}

}  // namespace koppel::intake
