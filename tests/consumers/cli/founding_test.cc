// Claim: every journal can be founded: what deploy/ publishes fits the schema, each under an id of
// its own. Shown by reading all that is embedded.

#include "consumers/cli/founding.h"

#include <gtest/gtest.h>

#include <set>
#include <variant>

namespace koppel::cli {
namespace {

constexpr Instant kNow{.ms = 1'750'000'000'000};

template <typename Body>
std::size_t count_of(const std::vector<Fact>& facts) {
  std::size_t count = 0;
  for (const Fact& fact : facts) count += std::holds_alternative<Body>(fact.body) ? 1U : 0U;
  return count;
}

TEST(Founding, HasProgrammesRulesAndATaxonomy) {
  const auto facts = default_facts(AreaId{11}, kNow);
  ASSERT_TRUE(facts) << facts.error().field << ": " << facts.error().why;
  EXPECT_GE(count_of<ProgrammePublished>(*facts), 1U);
  EXPECT_EQ(count_of<RulesPublished>(*facts), 1U);
  EXPECT_EQ(count_of<TaxonomyPublished>(*facts), 1U);
}

TEST(Founding, EveryFactHasAnIdOfItsOwn) {
  const auto facts = default_facts(AreaId{11}, kNow);
  ASSERT_TRUE(facts);
  std::set<FactId> ids;
  for (const Fact& fact : *facts) ids.insert(fact.fact_id);
  EXPECT_EQ(ids.size(), facts->size());
}

TEST(Founding, TwoJournalsAreNeverTheSame) {
  EXPECT_NE(founding_of(AreaId{11}, kNow).journal_id, founding_of(AreaId{11}, kNow).journal_id);
}

}  // namespace
}  // namespace koppel::cli
