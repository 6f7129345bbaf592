#include "consumers/cli/commands.h"
#include "consumers/cli/import_journal.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/journal_file.h"
#include "consumers/cli/kafka_options.h"
#include "consumers/cli/known_areas.h"
#include "consumers/cli/move_on_kafka.h"
#include "consumers/cli/output.h"
#include "consumers/cli/output_file.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/stop_signals.h"
#include "consumers/cli/table.h"
#include "consumers/cli/trial.h"
#include "consumers/cli/until_stopped.h"
#include "consumers/cli/views.h"
#include "engine/codec/market_digest.h"
#include "engine/storage/wrapping.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

struct ExportOptions {
  std::filesystem::path file;
  std::filesystem::path passphrase;
  std::string kafka;
  bool dry_run = false;
};

// The journal of an area and what goes with it, opened to be written or only to be read.
struct Leaving {
  AreaId area;
  storage::RocksdbStore& store;
  storage::RocksdbKeys& key_store;
  Keys& keys;
};

// Writes one record after another until one fails.
struct Writing {
  std::FILE* file;
  std::expected<void, PortError> done = {};

  Journal::Next write(const JournalRecord& record) {
    if (done) done = write_record(file, record);
    return done ? Journal::Next::kGoOn : Journal::Next::kStop;
  }
};

std::expected<MovedJournal, PortError> write_journal(const Globals& globals,
                                                     const Leaving& leaving,
                                                     std::FILE* file,
                                                     const std::string& passphrase,
                                                     const StopSignals& stop) {
  const AreaId area = leaving.area;
  UntilStopped journal(leaving.store, stop);
  const auto view = load_area(journal, leaving.keys);
  if (journal.stopped()) return MovedJournal{.area = area, .stopped = place_at(journal.reached())};
  if (!view) return std::unexpected(view.error());
  const storage::Salt salt = storage::make_salt();
  const auto with = storage::key_of_passphrase(passphrase, salt);
  if (!with) return std::unexpected(with.error());
  MovedJournal moved{.area = area,
                     .entries = view->head.sequence.value(),
                     .digest = codec::digest_of(view->market())};
  Writing writing{.file = file};
  writing.write(JournalOrigin{
      .area = area, .salt = salt, .check = storage::wrap(*with, to_text(area), Key{})});
  if (auto done =
          leaving.key_store.hand_out(area,
                                     *with,
                                     [&](const std::string& name, const std::string& wrapped) {
                                       ++moved.keys;
                                       writing.write(MovedKey{.name = name, .wrapped = wrapped});
                                     });
      !done) {
    return std::unexpected(done.error());
  }
  if (auto done = leaving.store.each([&](const ContentHash& hash, std::string_view sealed) {
        ++moved.originals;
        writing.write(MovedOriginal{.hash = hash, .sealed = std::string(sealed)});
      });
      !done) {
    return std::unexpected(done.error());
  }
  Progress progress(globals, "Exporting", "entries", moved.entries);
  if (auto done = journal.read(Sequence{1},
                               [&](Sequence first, std::string_view bytes) {
                                 progress.at(first.value());
                                 ++moved.frames;
                                 return writing.write(MovedFrame{.bytes = std::string(bytes)});
                               });
      !done) {
    return std::unexpected(done.error());
  }
  if (journal.stopped()) {
    moved.stopped = place_at(journal.reached()) + " of " + grouped(moved.entries);
    return moved;
  }
  writing.write(JournalEnd{.last = view->head.sequence, .chain = view->head.chain});
  if (writing.done) writing.done = finish(file);
  if (!writing.done) return std::unexpected(writing.done.error());
  return moved;
}

std::expected<MovedJournal, PortError> export_stored(const Globals& globals,
                                                     AreaId area,
                                                     std::FILE* file,
                                                     const std::string& passphrase,
                                                     const StopSignals& stop) {
  // Nobody writes the journal while it leaves: what came later would be lost on the way.
  const auto installation = Installation::open_for_writing(globals.data);
  if (!installation) return std::unexpected(installation.error());
  if (has_no_journal(area_path(globals.data, area))) {
    return std::unexpected(absent_area(globals.data, area));
  }
  auto store =
      storage::RocksdbStore::open(area_path(globals.data, area), storage::Access::kReadWrite);
  if (!store) return std::unexpected(store.error());
  auto keys = (*installation)->keys_of(area);
  const Leaving leaving{
      .area = area, .store = **store, .key_store = (*installation)->key_store(), .keys = keys};
  return write_journal(globals, leaving, file, passphrase, stop);
}

// An export makes a new file, or goes to stdout.
std::expected<void, PortError> is_free(const std::filesystem::path& path) {
  std::error_code error;
  if (path == "-" || !std::filesystem::exists(path, error)) return {};
  return std::unexpected(is_there(path));
}

// The same, read beside a writer and written nowhere.
std::expected<MovedJournal, PortError> export_for_trial(const Globals& globals,
                                                        AreaId area,
                                                        const ExportOptions& options,
                                                        const StopSignals& stop) {
  if (auto free = is_free(options.file); !free) return std::unexpected(free.error());
  const auto passphrase = read_passphrase(options.passphrase);
  if (!passphrase) return std::unexpected(passphrase.error());
  auto store =
      storage::RocksdbStore::open(area_path(globals.data, area), storage::Access::kReadOnly);
  if (!store) return std::unexpected(store.error());
  std::shared_ptr<storage::RocksdbKeys> key_store;
  if (auto opened = open_keys(globals.data, storage::Access::kReadOnly); opened) {
    key_store = std::move(*opened);
  } else {
    return std::unexpected(opened.error());
  }
  storage::AreaKeys keys(key_store, area);
  const File nowhere(std::fopen("/dev/null", "we"));
  const Leaving leaving{.area = area, .store = **store, .key_store = *key_store, .keys = keys};
  return write_journal(globals, leaving, nowhere.get(), *passphrase, stop);
}

using Source = std::function<std::expected<MovedJournal, PortError>(std::FILE* file,
                                                                    const std::string& passphrase)>;

std::expected<MovedJournal, PortError> write_to(std::FILE* file,
                                                const Source& source,
                                                const std::string& passphrase) {
  if (auto begun = begin_journal(file); !begun) return std::unexpected(begun.error());
  return source(file, passphrase);
}

// A file that is there is left as it is; a new one is there when it is whole.
std::expected<MovedJournal, PortError> export_from(const Source& source,
                                                   const ExportOptions& options) {
  const auto passphrase = read_passphrase(options.passphrase);
  if (!passphrase) return std::unexpected(passphrase.error());
  if (options.file == "-") return write_to(stdout, source, *passphrase);
  if (auto free = is_free(options.file); !free) return std::unexpected(free.error());
  auto file = OutputFile::make(options.file);
  if (!file) return std::unexpected(file.error());
  auto moved = write_to(file->stream(), source, *passphrase);
  if (!moved || moved->stopped) return moved;
  if (auto kept = file->keep(); !kept) return std::unexpected(kept.error());
  return moved;
}

int tell(const Globals& globals,
         const ExportOptions& options,
         const std::expected<MovedJournal, PortError>& moved) {
  if (!moved) return complain(moved.error());
  if (moved->stopped) {
    return tell_stopped(
        *moved->stopped + (options.file == "-" ? "; what was printed is no journal without its end"
                                               : "; there is no " + options.file.string()),
        "start again with: " + globals.command);
  }
  if (options.file == "-") {
    remark(globals, text_of(*moved));
  } else {
    print_moved(globals, *moved);
  }
  return kExitDone;
}

int tell_trial_of(const Globals& globals,
                  const ExportOptions& options,
                  const std::expected<MovedJournal, PortError>& moved) {
  if (!moved) return complain(moved.error());
  if (moved->stopped) {
    return tell_stopped(*moved->stopped + "; this was a trial",
                        "start again with: " + globals.command);
  }
  print_moved(globals, *moved);
  remark(globals, "this would be written to " + options.file.string());
  tell_trial(globals);
  return kExitDone;
}

int export_from_kafka(const Globals& globals, const ExportOptions& options) {
  if (!globals.area) return complain_usage("which area", "add --area AMnn");
  if (!is_known(*globals.area)) return complain(no_journal(*globals.area));
  const auto settings = kafka_settings_of(globals, options.kafka);
  if (!settings) return complain_usage(settings.error().what, settings.error().remedy);
  return tell(globals,
              options,
              export_from(
                  [&](std::FILE* file, const std::string& passphrase) {
                    return write_journal_of(globals, *settings, *globals.area, file, passphrase);
                  },
                  options));
}

int export_journal(const Globals& globals, const ExportOptions& options) {
  if (!options.kafka.empty()) return export_from_kafka(globals, options);
  const auto areas = asked_areas(globals);
  if (areas.empty()) return kExitNothing;
  if (areas.size() > 1) return complain_usage("there is more than one area", "add --area AMnn");
  const StopSignals stop;
  if (options.dry_run) {
    return tell_trial_of(globals, options, export_for_trial(globals, areas.front(), options, stop));
  }
  return tell(globals,
              options,
              export_from(
                  [&](std::FILE* file, const std::string& passphrase) {
                    return export_stored(globals, areas.front(), file, passphrase, stop);
                  },
                  options));
}

}  // namespace

void add_export(CLI::App& koppel, Chosen& chosen) {
  CLI::App* command = koppel.add_subcommand("export", "Hand something over to another place");
  command->require_subcommand(1);
  CLI::App* journal = command->add_subcommand(
      "journal", "The journal of an area as it is, with its keys; no koppel run may live");
  auto options = std::make_shared<ExportOptions>();
  journal->add_option("FILE", options->file, "A new file, or - for stdout")->required();
  journal
      ->add_option(
          "--passphrase-file", options->passphrase, "Its first line seals the keys on their way")
      ->type_name("FILE")
      ->required();
  CLI::Option* kafka =
      journal
          ->add_option(
              "--kafka", options->kafka, "From the journal topic instead; no engine may run")
          ->type_name("HOST:PORT,…");
  journal->add_flag("--dry-run", options->dry_run, "Tell what would be written, and write nothing")
      ->excludes(kafka);
  journal->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return export_journal(globals, *options); };
  });
}

}  // namespace koppel::cli
