#include "consumers/cli/import_journal_trial.h"

#include "consumers/cli/frames_aside.h"
#include "consumers/cli/journal_file.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/until_stopped.h"
#include "consumers/runtime/area_view.h"
#include "engine/model/id_text.h"
#include "engine/model/invariant.h"
#include "engine/storage/master_wrapping.h"

#include <map>
#include <optional>
#include <variant>

namespace koppel::cli {
namespace {

using Outcome = std::expected<void, PortError>;

// The keys of a file, to open what is sealed with them. They make none and sign nothing.
class KeysAside final : public Keys {
 public:
  explicit KeysAside(const Key& with) : with_(with) {}

  // False when it was not wrapped so.
  [[nodiscard]] bool take_in(const MovedKey& moved) {
    const auto key = with_.unwrap(moved.name, moved.wrapped);
    if (key) keys_[moved.name] = *key;
    return key.has_value();
  }

  [[nodiscard]] std::expected<std::optional<Key>, PortError> find(
      AreaId area, ParticipantId participant) override {
    const auto found = keys_.find(
        to_text(area) + "/" + (participant.is_set() ? to_text(participant) : std::string("area")));
    if (found == keys_.end()) return std::nullopt;
    return found->second;
  }

  [[nodiscard]] std::expected<Key, PortError> find_or_make(AreaId /*area*/,
                                                           ParticipantId /*whose*/) override {
    invariant(false, "what is only read makes no keys");
    return Key{};
  }

  [[nodiscard]] Outcome sync() override { return {}; }

  [[nodiscard]] Outcome destroy(AreaId /*area*/, ParticipantId /*whose*/) override { return {}; }

  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override { with_.fill_nonce(nonce); }

  [[nodiscard]] std::array<std::uint8_t, 64> sign(
      std::span<const std::uint8_t> /*message*/) override {
    invariant(false, "what is only read signs nothing");
    return {};
  }

  [[nodiscard]] std::array<std::uint8_t, 32> verify_key() override {
    for (const auto& [name, seed] : keys_) {
      if (name.ends_with("/signing")) return with_.verify_key(seed);
    }
    return {};
  }

 private:
  storage::MasterWrapping with_;
  std::map<std::string, Key> keys_;
};

struct Aside {
  std::FILE* file;
  const StopSignals& stop;
  KeysAside keys;
  FramesAside frames = {};
  std::optional<JournalEnd> end = {};
};

Outcome read_record_into(Aside& aside, MovedJournal& moved) {
  auto record = read_record(aside.file);
  if (!record) return std::unexpected(record.error());
  if (const auto* key = std::get_if<MovedKey>(&*record)) {
    ++moved.keys;
    if (!aside.keys.take_in(*key)) return std::unexpected(not_in_order());
  } else if (auto* frame = std::get_if<MovedFrame>(&*record)) {
    const auto first = first_of(frame->bytes);
    if (!first) return std::unexpected(not_in_order());
    ++moved.frames;
    aside.frames.add({.first = *first, .bytes = std::move(frame->bytes)});
  } else if (const auto* end = std::get_if<JournalEnd>(&*record)) {
    aside.end = *end;
  } else if (std::holds_alternative<MovedOriginal>(*record)) {
    ++moved.originals;
  } else {
    return std::unexpected(not_in_order());
  }
  return {};
}

Outcome fold(const Globals& globals, Aside& aside, MovedJournal& moved) {
  UntilStopped journal(aside.frames, aside.stop);
  Progress progress(globals, "Replaying", "entries", aside.end->last.value());
  const auto folded =
      refold_area(journal, aside.keys, [&](std::uint64_t done) { progress.at(done); });
  if (journal.stopped()) {
    moved.stopped = place_at(journal.reached()) + ", while it was replayed";
    return {};
  }
  if (!folded) return std::unexpected(folded.error());
  moved.entries = folded->head.sequence.value();
  moved.digest = codec::digest_of(folded->market());
  return comes_to(folded->head, moved.area, *aside.end);
}

}  // namespace

std::expected<MovedJournal, PortError> try_journal(const Globals& globals,
                                                   std::FILE* file,
                                                   const std::string& passphrase,
                                                   const StopSignals& stop) {
  const auto origin = read_origin_of(file);
  if (!origin) return std::unexpected(origin.error());
  const auto with = open_origin(*origin, passphrase);
  if (!with) return std::unexpected(with.error());
  MovedJournal moved{.area = origin->area};
  Aside aside{.file = file, .stop = stop, .keys = KeysAside(*with)};
  Outcome done = is_empty_here(globals, moved.area);
  while (done && !aside.end) {
    if (!stop.wait_for(::fileno(file))) {
      moved.stopped = "before all of the file was read";
      return moved;
    }
    done = read_record_into(aside, moved);
  }
  if (done) done = fold(globals, aside, moved);
  if (!done) return std::unexpected(done.error());
  return moved;
}

}  // namespace koppel::cli
