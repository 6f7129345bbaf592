// Claim: every day has one checkpoint of an area, the newest seven stay, and one folds to what the
// area was.

#include "consumers/cli/checkpoints.h"

#include "consumers/cli/founding.h"
#include "consumers/runtime/area_owner.h"
#include "engine/codec/market_digest.h"
#include "tests/support/seeded_keys.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;
using storage::Access;
using storage::RocksdbStore;

constexpr AreaId kArea{11};

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

TEST(Checkpoints, AreOneADayAndTheNewestSevenStay) {
  const TemporaryDirectory temporary;
  const auto store = RocksdbStore::open(temporary / "AM11", Access::kReadWrite).value();
  const fs::path folder = temporary / "checkpoints/AM11";
  fs::create_directories(folder / "not a day");
  const Date first = parse_date("2026-11-20").value();
  for (int day = 0; day < 9; ++day) {
    ASSERT_TRUE(keep_checkpoint(*store, folder, plus_days(first, day)).has_value());
    ASSERT_TRUE(keep_checkpoint(*store, folder, plus_days(first, day)).has_value());
  }
  EXPECT_EQ(names_in(folder),
            (std::set<std::string>{"2026-11-22",
                                   "2026-11-23",
                                   "2026-11-24",
                                   "2026-11-25",
                                   "2026-11-26",
                                   "2026-11-27",
                                   "2026-11-28",
                                   "not a day"}));
}

TEST(Checkpoints, FoldFromTheirRowsAndFromNothingToTheSameDigest) {
  const TemporaryDirectory temporary;
  const Instant now = parse_instant("2026-11-20T09:00:00Z").value();
  SeededKeys keys(1);
  const auto store = RocksdbStore::open(temporary / "AM11", Access::kReadWrite).value();
  const AreaPorts ports{.journal = *store, .refused = *store, .keys = keys};
  const auto owner = AreaOwner::open(ports, founding_of(kArea, now), now).value();
  const auto lived = codec::digest_of(owner->view().market());
  ASSERT_TRUE(keep_checkpoint(*store, temporary / "kept", local_date(now)).has_value());
  ASSERT_TRUE(owner->advance(plus_ms(now, 3 * kDayMs)).has_value());

  const auto kept = RocksdbStore::open(temporary / "kept/2026-11-20", Access::kReadOnly).value();
  const auto loaded = load_area(*kept, keys).value();
  const auto folded = refold_area(*kept, keys, [](std::uint64_t /*entries*/) {}).value();
  EXPECT_EQ(codec::digest_of(loaded.market()), lived);
  EXPECT_EQ(codec::digest_of(folded.market()), lived);
}

}  // namespace
}  // namespace koppel::cli
