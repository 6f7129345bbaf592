#include "tests/bench/mix/deployed.h"

#include "engine/codec/fact_codec.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <expected>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace koppel::bench {
namespace {

const std::filesystem::path kDeploy = KOPPEL_DEPLOY;

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

template <typename Published>
Published sound(std::expected<Published, codec::Misfit> published) {
  invariant(published.has_value(), "what is in deploy/ fits the schema");
  return std::move(*published);
}

std::vector<std::filesystem::path> programme_files() {
  const std::filesystem::directory_iterator files(kDeploy / "programmes");
  std::vector<std::filesystem::path> paths(begin(files), end(files));
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

std::vector<FactBody> deployed_programmes_and_taxonomy() {
  std::vector<FactBody> bodies;
  for (const auto& path : programme_files())
    bodies.emplace_back(sound(codec::programme_from_json(text_of(path))));
  bodies.emplace_back(sound(codec::taxonomy_from_json(text_of(kDeploy / "taxonomy/default.json"))));
  return bodies;
}

RulesPublished deployed_rules() {
  return sound(codec::rules_from_json(text_of(kDeploy / "rules/default.json")));
}

}  // namespace koppel::bench
