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

PortError key_missing(AreaId area, ParticipantId participant) {
  return {.failure = PortFailure::kDamaged,
          .what = "key_missing: the journal of " + to_text(area) + " has sealed entries about " +
                  to_text(participant) +
                  ", whose key is not there and whose erasure is not recorded",
          .remedy = "put back the key store (DIR/keys) that belongs to this journal"};
}

constexpr std::size_t kABatch = 256;  // of what one thread reads and another uses

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

PortError lost_entries(const codec::JournalHead& head) {
  return {.failure = PortFailure::kDamaged,
          .what = "the journal of " + to_text(head.area) + " does not have entry " +
                  std::to_string(head.sequence.value()) +
                  ", up to which its rows go: entries that were recorded are lost",
          .remedy =
              "restore journal and rows together, from a checkpoint or a backup; the rows say "
              "what was lost, so do not make them anew"};
}

// kDamaged when the journal does not have the entry that the head stands behind. Where several may
// write, the journal compares for itself.
std::expected<void, PortError> reach(Journal& journal, const codec::JournalHead& head) {
  if (!head.sequence.is_set() || journal.writers() != Journal::Writers::kOne) return {};
  bool reached = false;
  const auto read = journal.read(head.sequence, [&](Sequence /*first*/, std::string_view bytes) {
    reached = codec::ends_at(head, bytes);
    return Journal::Next::kStop;
  });
  if (read && !reached) return std::unexpected(lost_entries(head));
  return read;
}

// A head on its way through a journal.
struct Reading {
  Journal& journal;
  Keys& keys;
  codec::JournalHead head;
  codec::FrameReader reader = {};

  // Calls `read` after each frame behind the head; its entries were appended to those.
  std::expected<void, PortError> read_rest(std::vector<Entry>& entries,
                                           const std::function<void()>& read) {
    const Sequence from{head.sequence.value() + 1};
    std::optional<PortError> failed;
    const auto done = journal.read(from, [&](Sequence first, std::string_view bytes) {
      if (first < from) return Journal::Next::kGoOn;  // the frame that ends before `from`
      if (auto appended = reader.read(head, bytes, keys, entries); !appended) {
        failed = appended.error();
        return Journal::Next::kStop;
      }
      read();
      return Journal::Next::kGoOn;
    });
    if (failed) return std::unexpected(*failed);
    return done;
  }
};

// What the frames tell is derived while their frame is read, so by this thread.
std::expected<void, PortError> fold_told(Reading& reading, Folder& folder) {
  folder.told = &reading.journal;
  folder.listen();
  std::vector<Entry> entries;
  auto read = reading.read_rest(entries, [&] {
    for (const Entry& entry : entries) folder.fold(entry);
    entries.clear();
  });
  folder.still();
  return read;
}

// The next entries are read while the last are folded by another thread.
std::expected<void, PortError> fold_untold(Reading& reading,
                                           Folder& folder,
                                           const FoldProgress& progress) {
  UsedBeside<std::vector<Entry>> folding([&](const std::vector<Entry>& entries) {
    for (const Entry& entry : entries) folder.fold(entry);
  });
  std::vector<Entry> entries;
  const auto hand_over = [&] {
    entries = folding.exchange(std::move(entries));
    entries.clear();
    progress(reading.head.sequence.value());
  };
  auto read = reading.read_rest(entries, [&] {
    if (entries.size() >= kABatch) hand_over();
  });
  if (read) hand_over();
  folding.wait_until_used();
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

std::expected<void, PortError> check_reach(Journal& journal) {
  codec::JournalHead head;
  const auto read = journal.read_rows([&](std::string_view key, std::string_view value) {
    if (key != codec::head_key()) return Journal::Next::kStop;
    if (auto stored = codec::read_head(value)) head = std::move(*stored);
    return Journal::Next::kStop;
  });
  return read ? reach(journal, head) : read;
}

std::expected<AreaView, PortError> load_area(Journal& journal, Keys& keys) {
  return load_area(journal, keys, [](std::uint64_t /*read*/) {});
}

std::expected<AreaView, PortError> load_area(Journal& journal,
                                             Keys& keys,
                                             const LoadProgress& progress) {
  codec::JournalHead head;
  Market market;
  std::set<ParticipantId> keyless;
  std::optional<PortError> failed;
  std::optional<std::string> wrong;  // with the rows
  UsedBeside<std::vector<RowBody>> restoring([&](std::vector<RowBody>& rows) {
    for (RowBody& row : rows) {
      if (!wrong) wrong = restore(market, std::move(row));
    }
  });
  std::vector<RowBody> rows;
  std::uint64_t rows_read = 0;
  const auto hand_over = [&] {
    rows_read += rows.size();
    rows = restoring.exchange(std::move(rows));
    rows.clear();
    progress(rows_read);
  };
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
    if (!head.sequence.is_set()) {
      failed = contradictory("there are some, and no head that says how far they go");
      return Journal::Next::kStop;
    }
    auto row = codec::read_row(key, value, head.area, keys, keyless);
    if (!row) {
      failed = row.error();
      return Journal::Next::kStop;
    }
    rows.push_back(std::move(*row));
    if (rows.size() == kABatch) hand_over();
    return Journal::Next::kGoOn;
  });
  hand_over();
  restoring.wait_until_used();
  if (!read) return std::unexpected(read.error());
  if (failed) return std::unexpected(*failed);
  if (!wrong && market.head.area != head.area) wrong = "the market has no head, or of another area";
  if (!wrong) wrong = complete(market);
  if (wrong) return std::unexpected(contradictory(*wrong));
  if (auto whole = reach(journal, head); !whole) return std::unexpected(whole.error());
  const Sequence sequence = head.sequence;
  return fold_rest(
      {.journal = journal, .keys = keys, .head = std::move(head)},
      {.engine = Engine(std::move(market), sequence)},
      std::move(keyless),
      [&](std::uint64_t entries) { progress(rows_read + entries - sequence.value()); });
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
  return EntryReader().read_on(journal, keys, from, visitor);
}

// What is shown is what was recorded: every frame is checked, shown or not.
std::expected<void, PortError> EntryReader::read_on(Journal& journal,
                                                    Keys& keys,
                                                    Sequence from,
                                                    const EntryVisitor& visitor) {
  const Sequence next_frame{head_.sequence.value() + 1};
  std::optional<PortError> failed;
  auto next = Journal::Next::kGoOn;
  const auto read = journal.read(next_frame, [&](Sequence first, std::string_view bytes) {
    if (first < next_frame) return next;  // the frame that ends before it
    std::vector<Entry> entries;
    if (auto appended = reader_.read(head_, bytes, keys, entries); !appended) {
      failed = appended.error();
      return Journal::Next::kStop;
    }
    for (const Entry& entry : entries) {
      if (entry.sequence >= from && next == Journal::Next::kGoOn) next = visitor(entry);
    }
    return next;
  });
  if (!read) return std::unexpected(read.error());
  if (failed) return std::unexpected(*failed);
  return {};
}

}  // namespace koppel
