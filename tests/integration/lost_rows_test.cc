// Claim: what was recorded and is lost is told, by every command that reads or writes, and nothing
// makes the traces of it go away; rows that are lost or wrong are told too, and made anew from the
// journal. Shown with the real binary on a real directory of which frames or rows were taken away.
#include "engine/codec/row_codec.h"
#include "engine/storage/rocksdb_store.h"
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace koppel {
namespace {

namespace fs = std::filesystem;
using storage::Access;
using storage::RocksdbStore;

Commit content_of(const fs::path& area) {
  Commit content;
  const auto store = RocksdbStore::open(area, Access::kReadOnly).value();
  EXPECT_TRUE(store->read(Sequence{1}, [&](Sequence first, std::string_view bytes) {
    content.frames.push_back({.first = first, .bytes = std::string(bytes)});
    return Journal::Next::kGoOn;
  }));
  EXPECT_TRUE(store->read_rows([&](std::string_view key, std::string_view value) {
    content.rows.push_back({.key = std::string(key), .value = std::string(value)});
    return Journal::Next::kGoOn;
  }));
  return content;
}

bool same_rows(const Commit& a, const Commit& b) {
  const auto same = [](const RowChange& one, const RowChange& other) {
    return one.key == other.key && one.value == other.value;
  };
  return std::ranges::equal(a.rows, b.rows, same);
}

class Loss : public ::testing::Test {
 protected:
  void SetUp() override {
    write_lines(facts_, sample_facts());
    ASSERT_EQ(koppel({"import", "facts", facts_.string()}).code, 0);
  }

  // The area as it would be if that had been written and nothing else.
  void have_instead(const Commit& content) const {
    fs::remove_all(area_);
    ASSERT_TRUE(RocksdbStore::open(area_, Access::kReadWrite).value()->commit(content));
  }

  [[nodiscard]] Ended koppel(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--data", data_});
    return run_koppel(words);
  }

  TemporaryDirectory temporary_;
  fs::path facts_ = temporary_ / "facts.jsonl";
  std::string data_ = (temporary_ / "data").string();
  fs::path area_ = fs::path(data_) / "AM11";
};

TEST_F(Loss, OfTheLastEntriesIsToldAndItsTracesStay) {
  const Commit whole = content_of(area_);
  for (const std::size_t left : {whole.frames.size() - 1, std::size_t{0}}) {
    Commit cut = whole;
    cut.frames.resize(left);
    have_instead(cut);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"proposals"},
                                                  {"import", "facts", facts_.string()},
                                                  {"replay", "--verify"},
                                                  {"replay", "--rebuild"},
                                                  {"doctor"},
                                                  {"doctor", "--fix"}}) {
      const Ended ended = koppel(words);
      EXPECT_EQ(ended.code, 3) << words.back() << "\n" << ended.out << ended.err;
      EXPECT_NE((ended.out + ended.err).find("entries that were recorded are lost"),
                std::string::npos)
          << words.back() << "\n"
          << ended.out << ended.err;
    }
    const Commit now = content_of(area_);
    EXPECT_EQ(now.frames.size(), left);
    EXPECT_TRUE(same_rows(now, whole));
  }
}

TEST_F(Loss, OfAHeadRowIsToldAndMended) {
  const Commit whole = content_of(area_);
  for (const std::string& key : {codec::head_key(), codec::row_key({.kind = RowKind::kHead})}) {
    Commit without = whole;
    std::erase_if(without.rows, [&](const RowChange& row) { return row.key == key; });
    ASSERT_EQ(without.rows.size() + 1, whole.rows.size());
    have_instead(without);
    const Ended told = koppel({"proposals"});
    EXPECT_EQ(told.code, 3) << told.err;
    EXPECT_NE(told.err.find("koppel replay --rebuild"), std::string::npos) << told.err;
    EXPECT_EQ(koppel({"doctor"}).code, 3);
    EXPECT_EQ(koppel({"doctor", "--fix"}).code, 0);
    EXPECT_EQ(koppel({"replay", "--verify"}).code, 0);
  }
}

TEST_F(Loss, OfARowOrItsPlaceIsToldAndMended) {
  const Commit whole = content_of(area_);
  const auto is_participant = [](const RowChange& row) {
    return row.key.front() == static_cast<char>(RowKind::kParticipant);
  };
  const auto first = static_cast<std::size_t>(std::ranges::find_if(whole.rows, is_participant) -
                                              whole.rows.begin());
  for (const bool is_lost : {true, false}) {
    Commit other = whole;
    if (is_lost) {
      other.rows.erase(other.rows.begin() + static_cast<std::ptrdiff_t>(first));
    } else {
      other.rows[first].value = other.rows[first + 1].value;
    }
    have_instead(other);
    EXPECT_EQ(koppel({"proposals"}).code, 3);
    EXPECT_EQ(koppel({"replay", "--rebuild"}).code, 0);
    EXPECT_EQ(koppel({"replay", "--verify"}).code, 0);
  }
}

}  // namespace
}  // namespace koppel
