#include "consumers/cli/import_journal.h"

#include "consumers/cli/commands.h"
#include "consumers/cli/import_journal_trial.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/journal_file.h"
#include "consumers/cli/kafka_options.h"
#include "consumers/cli/move_on_kafka.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/rows_anew.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/table.h"
#include "consumers/cli/trial.h"
#include "consumers/cli/until_stopped.h"
#include "engine/storage/directory.h"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <variant>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

constexpr std::size_t kCommitBytes = 4'194'304;

struct ImportOptions {
  std::filesystem::path file;
  std::filesystem::path passphrase;
  std::string kafka;
  bool dry_run = false;
};

PortError not_empty(AreaId area, const std::filesystem::path& path) {
  return {.failure = PortFailure::kUnavailable,
          .what = path.string() + " is there already, and a journal comes into an empty area",
          .remedy = "name another directory with --data, or move " + to_text(area) + " away"};
}

// Takes a journal into a directory of its own, which gets the name of the area when all of it is
// there and folds: a crash before leaves no area, and the keys that came with it open nothing.
class Arrival {
 public:
  Arrival(std::FILE* file,
          Installation& installation,
          const Globals& globals,
          const StopSignals& stop)
      : file_(file),
        installation_(installation),
        globals_(globals),
        data_(globals.data),
        stop_(stop) {}

  [[nodiscard]] std::expected<MovedJournal, PortError> take(const std::string& passphrase) {
    auto done = begin(passphrase);
    if (done) done = take_records();
    if (done && !moved_.stopped) done = prove();
    if (moved_.stopped) {
      leave();
    } else if (done) {
      done = settle();
    }
    if (!done) return std::unexpected(done.error());
    return moved_;
  }

 private:
  using Outcome = std::expected<void, PortError>;

  [[nodiscard]] std::filesystem::path arriving() const {
    return data_ / (to_text(moved_.area) + ".arriving");
  }

  Outcome begin(const std::string& passphrase) {
    const auto origin = read_origin_of(file_);
    if (!origin) return std::unexpected(origin.error());
    moved_.area = origin->area;
    if (auto empty = is_empty_here(globals_, moved_.area); !empty) return empty;
    const auto with = open_origin(*origin, passphrase);
    if (!with) return std::unexpected(with.error());
    with_ = *with;
    std::error_code error;
    std::filesystem::remove_all(arriving(), error);  // of an import that was ended
    auto store = storage::RocksdbStore::open(arriving(), storage::Access::kReadWrite);
    if (!store) return std::unexpected(store.error());
    store_ = std::move(*store);
    return {};
  }

  Outcome take_records() {
    Progress progress(globals_, "Importing", "entries", 0);
    Outcome done;
    while (done && !end_) {
      if (!stop_.wait_for(::fileno(file_))) {
        moved_.stopped = place_at(last_first_);
        return {};
      }
      done = take_record();
      progress.at(last_first_.value());
    }
    return done;
  }

  Outcome take_record() {
    auto record = read_record(file_);
    if (!record) return std::unexpected(record.error());
    if (const auto* key = std::get_if<MovedKey>(&*record)) {
      ++moved_.keys;
      return installation_.key_store().take_in(moved_.area, key->name, key->wrapped, with_);
    }
    if (const auto* original = std::get_if<MovedOriginal>(&*record)) {
      ++moved_.originals;
      return store_->keep(original->hash, original->sealed, {});  // the journal says why
    }
    if (auto* frame = std::get_if<MovedFrame>(&*record)) return take_frame(std::move(*frame));
    const auto* end = std::get_if<JournalEnd>(&*record);
    if (end == nullptr) return std::unexpected(not_in_order());
    end_ = *end;
    return commit();
  }

  Outcome take_frame(MovedFrame frame) {
    const auto first = first_of(frame.bytes);
    if (!first || *first <= last_first_) return std::unexpected(not_in_order());
    last_first_ = *first;
    ++moved_.frames;
    gathered_bytes_ += frame.bytes.size();
    gathered_.frames.push_back({.first = *first, .bytes = std::move(frame.bytes)});
    return gathered_bytes_ < kCommitBytes ? Outcome{} : commit();
  }

  Outcome commit() {
    gathered_bytes_ = 0;
    return store_->commit(std::exchange(gathered_, {}));
  }

  // Chain, sequence and signatures hold, every key is there, and the end is the one named.
  Outcome prove() {
    auto keys = installation_.keys_of(moved_.area);
    Progress progress(globals_, "Replaying", "entries", end_->last.value());
    UntilStopped journal(*store_, stop_);
    const auto folded =
        refold_area(journal, keys, [&](std::uint64_t entries) { progress.at(entries); });
    if (journal.stopped()) {
      moved_.stopped = place_at(journal.reached()) + ", while it was replayed";
      return {};
    }
    if (!folded) return std::unexpected(folded.error());
    if (auto proved = comes_to(folded->head, moved_.area, *end_); !proved) return proved;
    moved_.entries = folded->head.sequence.value();
    moved_.digest = codec::digest_of(folded->market());
    return write_rows_anew(*store_, keys, *folded);
  }

  // No area, as before.
  void leave() {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(arriving(), ignored);
  }

  // Keys first: what is sealed with a key must never outlive it.
  Outcome settle() {
    if (auto synced = installation_.key_store().sync(); !synced) return synced;
    store_.reset();
    std::error_code error;
    std::filesystem::rename(arriving(), area_path(data_, moved_.area), error);
    if (!error) return storage::sync_directory(data_);
    return std::unexpected(
        PortError{.failure = PortFailure::kUnavailable,
                  .what = "naming " + arriving().string() + ": " + error.message(),
                  .remedy = "import the journal again"});
  }

  std::FILE* file_;
  Installation& installation_;
  const Globals& globals_;
  std::filesystem::path data_;
  const StopSignals& stop_;
  Key with_{};
  std::unique_ptr<storage::RocksdbStore> store_;
  Commit gathered_;
  std::size_t gathered_bytes_ = 0;
  Sequence last_first_;
  std::optional<JournalEnd> end_;
  MovedJournal moved_;
};

int import_journal(const Globals& globals, const ImportOptions& options) {
  const auto passphrase = read_passphrase(options.passphrase);
  if (!passphrase) return complain(passphrase.error());
  const auto file = open_journal_file(options.file);
  if (!file) return complain(file.error());
  std::expected<MovedJournal, PortError> moved;
  if (options.dry_run) {
    const StopSignals stop;
    moved = try_journal(globals, file->get(), *passphrase, stop);
  } else if (options.kafka.empty()) {
    const StopSignals stop;
    const auto installation = Installation::open_for_writing(globals.data);
    if (!installation) return complain(installation.error());
    moved = Arrival(file->get(), **installation, globals, stop).take(*passphrase);
  } else {
    const auto settings = kafka_settings_of(globals, options.kafka);
    if (!settings) return complain_usage(settings.error().what, settings.error().remedy);
    moved = read_journal_into(globals, *settings, file->get(), *passphrase);
  }
  if (!moved) return complain(moved.error());
  if (moved->stopped) {
    return tell_stopped(*moved->stopped + "; nothing came into " + to_text(moved->area),
                        "start again with: " + globals.command);
  }
  print_moved(globals, *moved);
  if (options.dry_run) tell_trial(globals);
  return kExitDone;
}

}  // namespace

std::expected<void, PortError> is_empty_here(const Globals& globals, AreaId area) {
  const auto path = area_path(globals.data, area);
  std::error_code error;
  if (!std::filesystem::exists(path, error) || std::filesystem::is_empty(path, error)) return {};
  return std::unexpected(not_empty(area, path));
}

std::string place_at(Sequence sequence) {
  return "at entry " + grouped(sequence.value());
}

void print_moved(const Globals& globals, const MovedJournal& moved) {
  if (globals.format == Format::kTable) return print_line(text_of(moved));
  const nlohmann::ordered_json json = {{"area", to_text(moved.area)},
                                       {"entries", moved.entries},
                                       {"frames", moved.frames},
                                       {"keys", moved.keys},
                                       {"originals", moved.originals},
                                       {"open", to_hex(moved.digest.open)},
                                       {"sealed", to_hex(moved.digest.sealed)}};
  print_object(json.dump());
}

std::string text_of(const MovedJournal& moved) {
  return to_text(moved.area) + "  " + grouped(moved.entries) + " entries in " +
         grouped(moved.frames) + " frames, " + grouped(moved.keys) + " keys, " +
         grouped(moved.originals) + " originals of refused facts\n  digest  " +
         to_text(moved.digest);
}

void add_import_journal(CLI::App& import, Chosen& chosen) {
  CLI::App* journal = import.add_subcommand(
      "journal", "A journal that `export journal` handed over, into an empty area");
  auto options = std::make_shared<ImportOptions>();
  journal->add_option("FILE", options->file, "The file, or - for stdin")->required();
  journal
      ->add_option("--passphrase-file",
                   options->passphrase,
                   "Its first line is the passphrase of the export")
      ->type_name("FILE")
      ->required();
  CLI::Option* kafka =
      journal
          ->add_option(
              "--kafka", options->kafka, "Into the journal topic instead; no engine may run")
          ->type_name("HOST:PORT,…");
  journal->add_flag("--dry-run", options->dry_run, "Tell what would come here, and write nothing")
      ->excludes(kafka);
  journal->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return import_journal(globals, *options); };
  });
}

}  // namespace koppel::cli
