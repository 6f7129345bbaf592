// Claim: the engine does what every file of this folder says, and together they show all it can
// say. Shown by playing each file and comparing the whole text; KOPPEL_REWRITE=1 writes what comes
// out.

#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/market/evolve.h"
#include "tests/scenarios/scenario_language.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace koppel::scenarios {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const Preamble& preamble() {
  static const Preamble facts{.programmes = content_of(fs::path(KOPPEL_SCENARIOS) / "programmes"),
                              .rules = content_of(fs::path(KOPPEL_SCENARIOS) / "rules")};
  return facts;
}

std::vector<std::string> scenario_names() {
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator(KOPPEL_SCENARIOS)) {
    const fs::path& path = file.path();
    if (path.extension() != ".txt" || path.filename() == "CMakeLists.txt") continue;
    names.push_back(path.stem().string());
  }
  std::ranges::sort(names);
  return names;
}

fs::path path_of(const std::string& name) {
  return fs::path(KOPPEL_SCENARIOS) / (name + ".txt");
}

class Scenario : public testing::TestWithParam<std::string> {};

TEST_P(Scenario, PlaysAsItIsWritten) {
  const fs::path path = path_of(GetParam());
  const std::string expected = content_of(path);
  const Played played = play(expected, preamble());
  if (std::getenv("KOPPEL_REWRITE") != nullptr) {
    std::ofstream(path) << played.text;
  } else {
    EXPECT_EQ(played.text, expected);
  }
  EXPECT_EQ(played.text.find("error: "), std::string::npos);
}

TEST_P(Scenario, FoldsFromItsEntriesToTheSameMarket) {
  const Played played = play(content_of(path_of(GetParam())), preamble());
  Market folded;
  for (const Entry& entry : played.entries) (void)evolve(folded, entry);
  EXPECT_EQ(codec::digest_of(folded), codec::digest_of(played.market));
}

INSTANTIATE_TEST_SUITE_P(Of, Scenario, testing::ValuesIn(scenario_names()), [](const auto& name) {
  return name.param;
});

// Everything that all scenarios together recorded.
struct Said {
  std::set<std::string> kinds;
  std::set<RefusalReason> refusals;
};

const Said& said_by_all() {
  static const Said all = [] {
    Said said;
    for (const std::string& name : scenario_names()) {
      for (const Entry& entry : play(content_of(path_of(name)), preamble()).entries) {
        said.kinds.emplace(codec::kind_of(entry.body));
        const auto* refused = std::get_if<FactRefused>(&entry.body);
        if (refused != nullptr) said.refusals.insert(refused->reason);
      }
    }
    return said;
  }();
  return all;
}

template <typename Variant, std::size_t... At>
std::vector<std::string> kinds_in(std::index_sequence<At...> /*alternatives*/) {
  return {std::string(codec::kind_of(Variant(std::in_place_index<At>)))...};
}

TEST(Scenarios, ShowEveryKindOfFact) {
  constexpr auto kAll = std::make_index_sequence<std::variant_size_v<FactKinds>>();
  for (const std::string& kind : kinds_in<FactBody>(kAll)) {
    EXPECT_TRUE(said_by_all().kinds.contains(kind)) << kind;
  }
}

TEST(Scenarios, ShowEveryKindOfEntryThatThisVersionMakes) {
  // The owner of an area on Kafka records it; a scenario has no log to own.
  const std::set<std::string> not_here = {"AreaAcquired"};
  constexpr auto kAll = std::make_index_sequence<std::variant_size_v<EntryKinds>>();
  for (const std::string& kind : kinds_in<EntryBody>(kAll)) {
    EXPECT_NE(said_by_all().kinds.contains(kind), not_here.contains(kind)) << kind;
  }
}

TEST(Scenarios, ShowEveryReasonForRefusal) {
  // An edge that reads bytes says UNREADABLE; here facts are read already.
  const std::set<RefusalReason> not_here = {RefusalReason::kUnreadable};
  constexpr int kReserved = 25;
  for (int number = 1; number <= std::to_underlying(RefusalReason::kOlderVersion); ++number) {
    if (number == kReserved) continue;
    const auto reason = static_cast<RefusalReason>(number);
    EXPECT_NE(said_by_all().refusals.contains(reason), not_here.contains(reason))
        << codec::word(reason);
  }
}

}  // namespace
}  // namespace koppel::scenarios
