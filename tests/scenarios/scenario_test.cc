// Claim: the engine does what every file of this folder says, and together they show all it can
// say. Shown by playing each file and comparing the whole text; KOPPEL_REWRITE=1 writes what comes
// out.

#include "engine/codec/all_tables.h"
#include "engine/codec/leaf.h"
#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/market/evolve.h"
#include "engine/matching/readiness.h"
#include "tests/scenarios/scenario_language.h"

#include "koppel/v1/values.pb.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
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

// The words of each enumeration, by their numbers: "Gate" -> 1, 3, …
using Words = std::map<std::string, std::set<int>>;

template <typename Model>
void hear(const Model& model, Words& words);

template <typename Value>
void hear_value(const Value& value, Words& words) {
  if constexpr (std::is_enum_v<Value>) {
    words[std::string(codec::EnumOf<Value>::kName)].insert(static_cast<int>(value));
  } else if constexpr (codec::kIsList<Value>) {
    for (const auto& item : value) hear_value(item, words);
  } else if constexpr (codec::HasTable<Value>) {
    hear(value, words);
  }
}

template <typename Model>
void hear(const Model& model, Words& words) {
  std::apply(
      [&](const auto&... line) { (hear_value(codec::bare(line.member(model)), words), ...); },
      codec::kFieldsOf<Model>);
  if constexpr (requires { model.body; }) {
    std::visit([&](const auto& body) { hear(body, words); }, model.body);
  }
}

// Everything that all scenarios together recorded; and what kept anybody from being ready.
struct Said {
  std::set<std::string> kinds;
  Words words;
};

void listen(const std::vector<Entry>& entries, Said& said) {
  Market market;
  for (const Entry& entry : entries) {
    said.kinds.emplace(codec::kind_of(entry.body));
    std::visit([&](const auto& body) { hear(body, said.words); }, entry.body);
    for (const ParticipantOrdinal touched : evolve(market, entry).participants) {
      const Participant& who = market.at(touched);
      if (who.state != ParticipantState::kActive) continue;
      for (const ReadinessGap gap : matching::all_gaps(market.programme(who.programme), who)) {
        said.words["ReadinessGap"].insert(static_cast<int>(gap));
      }
    }
  }
}

const Said& said_by_all() {
  static const Said all = [] {
    Said said;
    for (const std::string& name : scenario_names()) {
      listen(play(content_of(path_of(name)), preamble()).entries, said);
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

// Every word that says why something was, or what came of it.
const std::vector<const google::protobuf::EnumDescriptor*>& reasons() {
  static const std::vector all = {v1::RefusalReason_descriptor(),
                                  v1::WithdrawalReason_descriptor(),
                                  v1::ReminderCancelReason_descriptor(),
                                  v1::Gate_descriptor(),
                                  v1::UnlockChange_descriptor(),
                                  v1::ReadinessGap_descriptor(),
                                  v1::ScorePart_descriptor(),
                                  v1::DeclineReason_descriptor(),
                                  v1::DeferCondition_descriptor(),
                                  v1::EngagementEndCause_descriptor(),
                                  v1::FollowUpAnchor_descriptor(),
                                  v1::FollowUpResult_descriptor(),
                                  v1::OutcomeKind_descriptor(),
                                  v1::LeaveReason_descriptor(),
                                  v1::CloseReason_descriptor()};
  return all;
}

class Reason : public testing::TestWithParam<const google::protobuf::EnumDescriptor*> {};

TEST_P(Reason, IsShownWithEveryWordItHas) {
  // An edge that reads bytes says UNREADABLE; here facts are read already. A reminder that was
  // answered goes with its answer, and none cancels it.
  const std::set<std::string> not_here = {"REFUSAL_REASON_UNREADABLE",
                                          "REMINDER_CANCEL_REASON_ANSWERED"};
  const auto heard = said_by_all().words.find(GetParam()->name());
  ASSERT_NE(heard, said_by_all().words.end());
  for (int at = 0; at < GetParam()->value_count(); ++at) {
    const google::protobuf::EnumValueDescriptor& word = *GetParam()->value(at);
    if (word.number() == 0) continue;
    EXPECT_NE(heard->second.contains(word.number()), not_here.contains(word.name())) << word.name();
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Reason, testing::ValuesIn(reasons()), [](const auto& word) {
  return word.param->name();
});

}  // namespace
}  // namespace koppel::scenarios
