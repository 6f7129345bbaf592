#include "consumers/runtime/area_view.h"

#include "engine/codec/outward_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/market/outward.h"
#include "engine/market/rows.h"
#include "engine/model/id_text.h"

#include <cstdint>
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

enum class Rows : std::uint8_t {
  kNoted,  // which of them the frames change
  kIgnored
};

// Folds frame after frame behind what is there already.
struct Folder {
  AreaView view;
  Rows rows;
  std::set<ParticipantId> keyless = {};  // whose rows had a seal that did not open
  Journal* told = nullptr;               // what the frames tell is derived again for it
  codec::FrameReader reader = {};
  std::optional<PortError> failed = {};
  BeforeEntry before = {};

  // Until still().
  void listen() {
    view.engine.before_each(
        [this](const Market& market, const Entry& entry) { before = before_entry(market, entry); });
  }

  void still() { view.engine.before_each({}); }

  void tell(const Entry& entry) {
    std::uint32_t number = 0;
    for (const OutwardEvent& event : outward_of(before, entry, view.market())) {
      told->derived(codec::write_outward(event, entry.sequence, number++));
    }
  }

  Journal::Next fold(std::string_view bytes, Keys& keys, const FoldProgress& progress) {
    const auto read = reader.read(view.head, bytes, keys, [&](const Entry& entry) {
      if (rows == Rows::kIgnored) {
        view.engine.refold(entry);
      } else {
        const Touched touched = view.engine.fold(entry, Engine::Indexing::kLater);
        view.behind.insert(view.behind.end(), touched.rows.begin(), touched.rows.end());
        if (told != nullptr) tell(entry);
      }
      if (entry.sequence.value() % kProgressEvery == 0) progress(entry.sequence.value());
    });
    if (read) return Journal::Next::kGoOn;
    failed = read.error();
    return Journal::Next::kStop;
  }

  // A missing key is no erasure: only a recorded one is.
  [[nodiscard]] std::optional<PortError> unexplained() const {
    std::set<ParticipantId> all = keyless;
    all.insert(reader.keyless().begin(), reader.keyless().end());
    for (const ParticipantId id : all) {
      const Participant* participant = view.market().find(id);
      if (participant == nullptr || participant->state != ParticipantState::kErased) {
        return key_missing(view.head.area, id);
      }
    }
    return std::nullopt;
  }
};

std::expected<AreaView, PortError> fold_rest(Journal& journal,
                                             Keys& keys,
                                             AreaView start,
                                             Rows rows,
                                             std::set<ParticipantId> keyless,
                                             const FoldProgress& progress) {
  Folder folder{.view = std::move(start), .rows = rows, .keyless = std::move(keyless)};
  folder.view.head.decide_revision = kDecideRevision;
  if (rows == Rows::kNoted && journal.audience() == Journal::Audience::kOthers) {
    folder.told = &journal;
    folder.listen();
  }
  const Sequence from{folder.view.head.sequence.value() + 1};
  const auto read = journal.read(from, [&](Sequence first, std::string_view bytes) {
    if (first < from) return Journal::Next::kGoOn;  // the frame that ends before `from`
    return folder.fold(bytes, keys, progress);
  });
  folder.still();
  if (!read) return std::unexpected(read.error());
  if (folder.failed) return std::unexpected(*folder.failed);
  if (auto missing = folder.unexplained()) return std::unexpected(*missing);
  folder.view.engine.build_index();
  return std::move(folder.view);
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
    restore(market, std::move(*row));
    return Journal::Next::kGoOn;
  });
  if (!read) return std::unexpected(read.error());
  if (failed) return std::unexpected(*failed);
  if (auto wrong = complete(market)) return std::unexpected(contradictory(*wrong));
  const Sequence sequence = head.sequence;
  return fold_rest(
      journal,
      keys,
      {.head = std::move(head), .engine = Engine(std::move(market), sequence), .behind = {}},
      Rows::kNoted,
      std::move(keyless),
      [](std::uint64_t) {});
}

std::expected<AreaView, PortError> refold_area(Journal& journal,
                                               Keys& keys,
                                               const FoldProgress& progress) {
  return fold_rest(journal, keys, {}, Rows::kIgnored, {}, progress);
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
