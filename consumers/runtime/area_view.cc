#include "consumers/runtime/area_view.h"

#include "consumers/runtime/used_beside.h"
#include "engine/codec/outward_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/market/outward.h"
#include "engine/market/rows.h"
#include "engine/model/id_text.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace koppel {
namespace {

constexpr std::uint64_t kProgressEvery = 1'000;

PortError key_missing(AreaId area, ParticipantId participant) {
  return {.failure = PortFailure::kDamaged,
          .what = "key_missing: the journal of " + to_text(area) + " has sealed entries about " +
                  to_text(participant) +
                  ", whose key is not there and whose erasure is not recorded",
          .remedy = "put back the key store (DIR/keys) that belongs to this journal"};
}

constexpr std::size_t kItemsABatch = 256;

enum class Rows : std::uint8_t {
  kNoted,  // which of them the frames change
  kIgnored
};

// Folds entry after entry behind what is there already.
struct Folder {
  Engine engine;
  Rows rows = Rows::kNoted;
  Journal* told = nullptr;  // what the entries tell is derived again for it
  std::vector<RowRef> behind = {};
  BeforeEntry before = {};

  // Until still().
  void listen() {
    engine.before_each(
        [this](const Market& market, const Entry& entry) { before = before_entry(market, entry); });
  }

  void still() { engine.before_each({}); }

  void tell(const Entry& entry) {
    std::uint32_t number = 0;
    for (const OutwardEvent& event : outward_of(before, entry, engine.market())) {
      told->derived(codec::write_outward(event, entry.sequence, number++));
    }
  }

  void fold(const Entry& entry) {
    if (rows == Rows::kIgnored) return engine.refold(entry);
    const Touched touched = engine.fold(entry, Engine::Indexing::kLater);
    behind.insert(behind.end(), touched.rows.begin(), touched.rows.end());
    if (told != nullptr) tell(entry);
  }
};

// A head on its way through a journal.
struct Reading {
  Journal& journal;
  Keys& keys;
  codec::JournalHead head;
  codec::FrameReader reader = {};

  // Hands over every entry behind the head, in order, and moves the head behind them.
  std::expected<void, PortError> read_rest(const codec::FrameReader::Visitor& visitor) {
    const Sequence from{head.sequence.value() + 1};
    std::optional<PortError> failed;
    const auto read = journal.read(from, [&](Sequence first, std::string_view bytes) {
      if (first < from) return Journal::Next::kGoOn;  // the frame that ends before `from`
      const auto done = reader.read(head, bytes, keys, visitor);
      if (done) return Journal::Next::kGoOn;
      failed = done.error();
      return Journal::Next::kStop;
    });
    if (failed) return std::unexpected(*failed);
    return read;
  }
};

// Items are read in this thread and used in another, by batches.
template <typename Item>
class Batches {
 public:
  explicit Batches(std::function<void(Item& item)> use)
      : beside_([use = std::move(use)](std::vector<Item>& batch) {
          for (Item& item : batch) use(item);
        }) {}

  void add(Item&& item) {
    if (batch_.size() == kItemsABatch) hand_over();
    batch_.push_back(std::move(item));
  }

  // Returns when all that was added is used.
  void finish() {
    hand_over();
    beside_.wait_until_used();
  }

 private:
  void hand_over() {
    beside_.hand_over(std::exchange(batch_, beside_.empty_one()));
    batch_.clear();
  }

  UsedBeside<std::vector<Item>> beside_;
  std::vector<Item> batch_;
};

// What the frames tell is derived while their frame is read, so by this thread.
std::expected<void, PortError> fold_told(Reading& reading, Folder& folder) {
  folder.told = &reading.journal;
  folder.listen();
  auto read = reading.read_rest([&](Entry&& entry) { folder.fold(entry); });
  folder.still();
  return read;
}

std::expected<void, PortError> fold_untold(Reading& reading,
                                           Folder& folder,
                                           const FoldProgress& progress) {
  Batches<Entry> batches([&](const Entry& entry) { folder.fold(entry); });
  auto read = reading.read_rest([&](Entry&& entry) {
    if (entry.sequence.value() % kProgressEvery == 0) progress(entry.sequence.value());
    batches.add(std::move(entry));
  });
  batches.finish();
  return read;
}

// A missing key is no erasure: only a recorded one is.
std::optional<PortError> unexplained(const Market& market,
                                     AreaId area,
                                     const std::set<ParticipantId>& keyless) {
  for (const ParticipantId id : keyless) {
    const Participant* participant = market.find(id);
    if (participant == nullptr || participant->state != ParticipantState::kErased) {
      return key_missing(area, id);
    }
  }
  return std::nullopt;
}

// `keyless`: whose rows had a seal that did not open.
std::expected<AreaView, PortError> fold_rest(Reading reading,
                                             Folder folder,
                                             std::set<ParticipantId> keyless,
                                             const FoldProgress& progress) {
  reading.head.decide_revision = kDecideRevision;
  const bool tells =
      folder.rows == Rows::kNoted && reading.journal.audience() == Journal::Audience::kOthers;
  const auto read = tells ? fold_told(reading, folder) : fold_untold(reading, folder, progress);
  if (!read) return std::unexpected(read.error());
  keyless.insert(reading.reader.keyless().begin(), reading.reader.keyless().end());
  if (auto missing = unexplained(folder.engine.market(), reading.head.area, keyless)) {
    return std::unexpected(*missing);
  }
  folder.engine.build_index();
  return AreaView{.head = std::move(reading.head),
                  .engine = std::move(folder.engine),
                  .behind = std::move(folder.behind)};
}

PortError contradictory(const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "the rows contradict each other: " + why,
          .remedy = "the journal has everything: `koppel replay --rebuild` makes the rows anew"};
}

}  // namespace

std::expected<AreaView, PortError> load_area(Journal& journal, Keys& keys) {
  codec::JournalHead head;
  Market market;
  std::set<ParticipantId> keyless;
  std::optional<PortError> failed;
  Batches<RowBody> batches([&](RowBody& row) { restore(market, std::move(row)); });
  const auto read = journal.read_rows([&](std::string_view key, std::string_view value) {
    if (key == codec::head_key()) {
      auto stored = codec::read_head(value);
      if (!stored) {
        failed = stored.error();
        return Journal::Next::kStop;
      }
      head = std::move(*stored);
      return Journal::Next::kGoOn;
    }
    auto row = codec::read_row(key, value, head.area, keys, keyless);
    if (!row) {
      failed = row.error();
      return Journal::Next::kStop;
    }
    batches.add(std::move(*row));
    return Journal::Next::kGoOn;
  });
  batches.finish();
  if (!read) return std::unexpected(read.error());
  if (failed) return std::unexpected(*failed);
  if (auto wrong = complete(market)) return std::unexpected(contradictory(*wrong));
  const Sequence sequence = head.sequence;
  return fold_rest({.journal = journal, .keys = keys, .head = std::move(head)},
                   {.engine = Engine(std::move(market), sequence)},
                   std::move(keyless),
                   [](std::uint64_t) {});
}

std::expected<AreaView, PortError> refold_area(Journal& journal,
                                               Keys& keys,
                                               const FoldProgress& progress) {
  return fold_rest({.journal = journal, .keys = keys, .head = {}},
                   {.engine = {}, .rows = Rows::kIgnored},
                   {},
                   progress);
}

std::expected<Commit, PortError> image_of(const AreaView& view, Keys& keys) {
  Commit commit;
  for (const RowRef& ref : all_rows(view.market())) {
    auto row = codec::write_row(view.market(), ref, keys);
    if (!row) return std::unexpected(row.error());
    commit.rows.push_back(std::move(*row));
  }
  commit.rows.push_back({.key = codec::head_key(), .value = codec::write_head(view.head)});
  return commit;
}

std::expected<void, PortError> read_entries(Journal& journal,
                                            Keys& keys,
                                            Sequence from,
                                            const EntryVisitor& visitor) {
  // The chain is checked from the first frame on: what is shown is what was recorded.
  codec::JournalHead head;
  codec::FrameReader reader;
  std::optional<PortError> failed;
  auto next = Journal::Next::kGoOn;
  const auto read = journal.read(Sequence{1}, [&](Sequence /*first*/, std::string_view bytes) {
    const auto done = reader.read(head, bytes, keys, [&](const Entry& entry) {
      if (entry.sequence >= from && next == Journal::Next::kGoOn) next = visitor(entry);
    });
    if (!done) failed = done.error();
    return failed ? Journal::Next::kStop : next;
  });
  if (!read) return std::unexpected(read.error());
  if (failed) return std::unexpected(*failed);
  return {};
}

}  // namespace koppel
