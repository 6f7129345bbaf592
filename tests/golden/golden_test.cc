// Claim: a journal that an earlier version wrote folds to the market it folded to then, for ever,
// also when the keys of those who were erased in it are gone.
// Shown by journals kept beside this file, a folder a journal format, a pair of files a journal:
//
//   NAME.journal   each frame as it was stored, its length before it (4 bytes, big-endian)
//   NAME.digest    what the market came to
//
// A file that is there is never written again. After a change of format or of what is recorded:
// KOPPEL_GOLDEN=NAME adds a journal of the version as it stands.

#include "engine/codec/frame_codec.h"
#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/core/engine.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace koppel {
namespace {

namespace fs = std::filesystem;

constexpr AreaId kArea{11};
constexpr std::uint64_t kSeed = 1;
constexpr int kFacts = 1'200;
constexpr std::array kErased = {ParticipantId{1}, ParticipantId{2}};
constexpr std::size_t kEntriesACommit = 40;
constexpr Instant kBegun{.ms = 1'760'000'000'000};

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using People = std::set<ParticipantId>;

// Whoever has a key when the journal is read: everybody but those.
class KeysLeft final : public Keys {
 public:
  explicit KeysLeft(People destroyed = {}) : destroyed_(std::move(destroyed)) {}

  std::expected<std::optional<Key>, PortError> find(AreaId area, ParticipantId who) override {
    if (destroyed_.contains(who)) return std::nullopt;
    return keys_.find_or_make(area, who);
  }

  std::expected<Key, PortError> find_or_make(AreaId area, ParticipantId who) override {
    return keys_.find_or_make(area, who);
  }

  std::expected<void, PortError> sync() override { return keys_.sync(); }

  std::expected<void, PortError> destroy(AreaId area, ParticipantId who) override {
    return keys_.destroy(area, who);
  }

  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override { keys_.fill_nonce(nonce); }

  std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override {
    return keys_.sign(message);
  }

  std::array<std::uint8_t, 32> verify_key() override { return keys_.verify_key(); }

 private:
  SeededKeys keys_{kSeed};
  People destroyed_;
};

std::vector<std::string> frames_in(const std::string& bytes) {
  std::vector<std::string> frames;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t size = 0;
    for (int digit = 0; digit < 4; ++digit) {
      size = size << 8U | static_cast<unsigned char>(bytes.at(at++));
    }
    frames.push_back(bytes.substr(at, size));
    at += size;
  }
  return frames;
}

std::string with_length(const std::string& frame) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes += static_cast<char>(frame.size() >> static_cast<unsigned>(shift) & 0xFFU);
  }
  return bytes + frame;
}

struct Folded {
  Engine engine;
  std::set<std::string> kinds;  // of entries and of the facts they hold
  People keyless;               // whose key was missed
};

Folded fold(const std::string& journal, const People& destroyed = {}) {
  Folded folded;
  KeysLeft keys(destroyed);
  codec::JournalHead head;
  for (const std::string& frame : frames_in(journal)) {
    const auto read = codec::read_frame(head, frame, keys);
    EXPECT_TRUE(read.has_value()) << read.error().what;
    if (!read) break;
    folded.keyless.insert(read->keyless.begin(), read->keyless.end());
    for (const Entry& entry : read->entries) {
      folded.engine.fold(entry, Engine::Indexing::kLater);
      folded.kinds.emplace(codec::kind_of(entry.body));
    }
  }
  return folded;
}

People erased_in(const Market& market) {
  People erased;
  for (const Participant& one : market.participants) {
    if (one.state == ParticipantState::kErased) erased.insert(one.id);
  }
  return erased;
}

std::vector<fs::path> journals() {
  std::vector<fs::path> paths;
  for (const auto& file : fs::recursive_directory_iterator(GOLDEN)) {
    if (file.path().extension() == ".journal") paths.push_back(file.path());
  }
  std::ranges::sort(paths);
  return paths;
}

fs::path digest_beside(fs::path journal) {
  return journal.replace_extension(".digest");
}

// Every kind of fact and answer, some refused, some waiting; in the middle two people are erased.
std::string journal_of_today() {
  std::vector<Entry> entries;
  const auto recorded = [&](const Entry& entry, const Touched& /*touched*/) {
    entries.push_back(entry);
  };
  examples::RandomHistory history(kSeed);
  Engine engine;
  engine.start(
      {.journal_id = {.bytes = {7}}, .area = kArea, .format = kJournalFormat}, kBegun, recorded);
  const auto tell = [&](const examples::Told& told) {
    if (std::holds_alternative<ParticipantErased>(told.fact.body)) return;
    engine.take(told.fact, {}, {.now = told.now, .not_after = told.now}, recorded);
  };
  for (const examples::Told& told : history.founding()) tell(told);
  const auto erase = [&](ParticipantId who) {
    const examples::Told told = history.erasure(who);
    engine.take(told.fact, {}, {.now = told.now, .not_after = told.now}, recorded);
    engine.note(ErasureCompleted{.participant = who}, told.now, recorded);
  };
  for (int left = kFacts; left > 0; --left) {
    tell(history.next(engine.market()));
    if (left == kFacts / 2) std::ranges::for_each(kErased, erase);
  }
  KeysLeft keys;
  codec::JournalHead head;
  std::string bytes;
  for (std::size_t at = 0; at < entries.size(); at += kEntriesACommit) {
    const std::size_t count = std::min(kEntriesACommit, entries.size() - at);
    const auto frames = codec::write_frames(head, std::span(entries).subspan(at, count), keys);
    EXPECT_TRUE(frames.has_value());
    for (const StoredFrame& frame : *frames) bytes += with_length(frame.bytes);
  }
  return bytes;
}

TEST(GoldenJournals, FoldToTheMarketTheyFoldedToWhenTheyWereWritten) {
  ASSERT_FALSE(journals().empty());
  for (const fs::path& path : journals()) {
    SCOPED_TRACE(path.filename());
    const Folded folded = fold(read_file(path));
    EXPECT_EQ(codec::to_text(codec::digest_of(folded.engine.market())) + "\n",
              read_file(digest_beside(path)));
  }
}

TEST(GoldenJournals, FoldToTheSameWithoutTheKeysOfTheErased) {
  std::size_t erased = 0;
  for (const fs::path& path : journals()) {
    SCOPED_TRACE(path.filename());
    const std::string journal = read_file(path);
    const People destroyed = erased_in(fold(journal).engine.market());
    const Folded without = fold(journal, destroyed);
    EXPECT_EQ(without.keyless, destroyed);
    EXPECT_EQ(codec::to_text(codec::digest_of(without.engine.market())) + "\n",
              read_file(digest_beside(path)));
    erased += destroyed.size();
  }
  EXPECT_GT(erased, 0U);
}

TEST(GoldenJournals, HoldEveryKindOfFactThatARandomHistoryTells) {
  std::set<std::string> kept;
  for (const fs::path& path : journals()) kept.merge(fold(read_file(path)).kinds);
  for (const std::string& kind : fold(journal_of_today()).kinds) {
    EXPECT_TRUE(kept.contains(kind)) << kind;
  }
}

TEST(GoldenJournals, AreAddedOnRequestAndNeverWrittenAgain) {
  const char* name = std::getenv("KOPPEL_GOLDEN");
  if (name == nullptr) GTEST_SKIP() << "KOPPEL_GOLDEN=NAME adds one";
  const fs::path path = fs::path(GOLDEN) / ("format-" + std::to_string(kJournalFormat)) /
                        (std::string(name) + ".journal");
  ASSERT_FALSE(fs::exists(path)) << "is kept as it is: " << path;
  fs::create_directories(path.parent_path());
  const std::string journal = journal_of_today();
  std::ofstream(path, std::ios::binary) << journal;
  std::ofstream(digest_beside(path))
      << codec::to_text(codec::digest_of(fold(journal).engine.market())) << '\n';
}

}  // namespace
}  // namespace koppel
