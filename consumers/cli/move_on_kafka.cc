#include "consumers/cli/move_on_kafka.h"

#include "consumers/cli/frames_aside.h"
#include "consumers/cli/kafka_area.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/table.h"
#include "consumers/cli/until_stopped.h"
#include "consumers/runtime/area_view.h"
#include "engine/storage/passphrase.h"

#include <cstdio>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace koppel::cli {
namespace {

using Outcome = std::expected<void, PortError>;

PortError not_empty(AreaId area) {
  return {.failure = PortFailure::kUnavailable,
          .what = "the journal topic has a journal of " + to_text(area) +
                  " already, and one comes into an empty area",
          .remedy = "name another kafka.prefix, or leave that journal where it is"};
}

std::expected<AreaView, PortError> refold(const Globals& globals,
                                          Journal& journal,
                                          Keys& keys,
                                          std::uint64_t entries) {
  Progress progress(globals, "Replaying", "entries", entries);
  return refold_area(journal, keys, [&](std::uint64_t done) { progress.at(done); });
}

Outcome write_frames_of(const Globals& globals,
                        UntilStopped& from,
                        std::FILE* file,
                        MovedJournal& moved) {
  Progress progress(globals, "Exporting", "entries", moved.entries);
  Outcome done;
  const auto read = from.read(Sequence{1}, [&](Sequence first, std::string_view bytes) {
    progress.at(first.value());
    ++moved.frames;
    done = write_record(file, MovedFrame{.bytes = std::string(bytes)});
    return done ? Journal::Next::kGoOn : Journal::Next::kStop;
  });
  if (from.stopped()) moved.stopped = place_at(from.reached()) + " of " + grouped(moved.entries);
  return read ? done : read;
}

Outcome is_empty(KafkaArea& area, AreaId id) {
  bool empty = true;
  const auto read = area.journal().read(Sequence{1}, [&](Sequence, std::string_view) {
    empty = false;
    return Journal::Next::kStop;
  });
  if (!read) return read;
  if (empty) return {};
  return std::unexpected(not_empty(id));
}

// Keys into the area, where they wait for its first transaction; frames aside. The end stays unset
// where a stop was asked.
std::expected<JournalEnd, PortError> read_rest(std::FILE* file,
                                               const StopSignals& stop,
                                               KafkaArea& into,
                                               KeyWrapping& with,
                                               FramesAside& frames,
                                               MovedJournal& moved) {
  for (;;) {
    if (!stop.wait_for(::fileno(file))) {
      moved.stopped = "before all of the file was read";
      return JournalEnd{};
    }
    auto record = read_record(file);
    if (!record) return std::unexpected(record.error());
    if (const auto* key = std::get_if<MovedKey>(&*record)) {
      ++moved.keys;
      if (!into.keys().take_in(key->name, key->wrapped, with)) {
        return std::unexpected(not_in_order());
      }
    } else if (auto* frame = std::get_if<MovedFrame>(&*record)) {
      const auto first = first_of(frame->bytes);
      if (!first) return std::unexpected(not_in_order());
      ++moved.frames;
      frames.add({.first = *first, .bytes = std::move(frame->bytes)});
    } else if (const auto* end = std::get_if<JournalEnd>(&*record)) {
      return *end;
    } else if (!std::holds_alternative<MovedOriginal>(*record)) {
      return std::unexpected(not_in_order());
    }
  }
}

}  // namespace

std::expected<MovedJournal, PortError> write_journal_of(const Globals& globals,
                                                        const KafkaSettings& settings,
                                                        AreaId area,
                                                        std::FILE* file,
                                                        const std::string& passphrase) {
  auto from = KafkaArea::take(globals, settings, area);
  if (!from) return std::unexpected(from.error());
  const StopSignals stop;  // until here nothing is lost by ending at once
  UntilStopped journal((*from)->journal(), stop);
  const auto view = refold(globals, journal, (*from)->keys(), 0);
  if (journal.stopped()) return MovedJournal{.area = area, .stopped = place_at(journal.reached())};
  if (!view) return std::unexpected(view.error());
  if (!view->head.sequence.is_set()) return std::unexpected(no_journal(area));
  const storage::Salt salt = storage::make_salt();
  const auto key = storage::key_of_passphrase(passphrase, salt);
  if (!key) return std::unexpected(key.error());
  storage::MasterWrapping with(*key);
  MovedJournal moved{.area = area,
                     .entries = view->head.sequence.value(),
                     .digest = codec::digest_of(view->market())};
  auto done = write_record(
      file, JournalOrigin{.area = area, .salt = salt, .check = with.wrap(to_text(area), Key{})});
  (*from)->keys().hand_out(with, [&](const std::string& name, const std::string& wrapped) {
    ++moved.keys;
    if (done) done = write_record(file, MovedKey{.name = name, .wrapped = wrapped});
  });
  if (done) done = write_frames_of(globals, journal, file, moved);
  if (done && moved.stopped) return moved;
  if (done) {
    done = write_record(file, JournalEnd{.last = view->head.sequence, .chain = view->head.chain});
  }
  if (done) done = finish(file);
  if (!done) return std::unexpected(done.error());
  return moved;
}

std::expected<MovedJournal, PortError> read_journal_into(const Globals& globals,
                                                         const KafkaSettings& settings,
                                                         std::FILE* file,
                                                         const std::string& passphrase) {
  const auto origin = read_origin_of(file);
  if (!origin) return std::unexpected(origin.error());
  const auto key = open_origin(*origin, passphrase);
  if (!key) return std::unexpected(key.error());
  storage::MasterWrapping with(*key);
  auto into = KafkaArea::take(globals, settings, origin->area);
  if (!into) return std::unexpected(into.error());
  if (auto empty = is_empty(**into, origin->area); !empty) return std::unexpected(empty.error());
  const StopSignals stop;  // until here nothing is lost by ending at once
  MovedJournal moved{.area = origin->area};
  FramesAside frames;
  const auto end = read_rest(file, stop, **into, with, frames, moved);
  if (!end) return std::unexpected(end.error());
  if (moved.stopped) return moved;
  UntilStopped journal(frames, stop);
  const auto folded = refold(globals, journal, (*into)->keys(), end->last.value());
  if (journal.stopped()) {
    moved.stopped = place_at(journal.reached()) + ", while it was replayed";
    return moved;
  }
  if (!folded) return std::unexpected(folded.error());
  if (auto proved = comes_to(folded->head, origin->area, *end); !proved) {
    return std::unexpected(proved.error());
  }
  moved.entries = folded->head.sequence.value();
  moved.digest = codec::digest_of(folded->market());
  auto sent = (*into)->journal().commit({.frames = frames.take(), .rows = {}, .outward = {}});
  if (sent) sent = (*into)->journal().settle();
  if (!sent) return std::unexpected(sent.error());
  return moved;
}

}  // namespace koppel::cli
