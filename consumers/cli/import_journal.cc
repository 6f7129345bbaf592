#include "consumers/cli/import_journal.h"

#include "consumers/cli/commands.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/journal_file.h"
#include "consumers/cli/kafka_options.h"
#include "consumers/cli/move_on_kafka.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/rows_anew.h"
#include "consumers/cli/table.h"
#include "engine/storage/directory.h"

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
  Arrival(std::FILE* file, Installation& installation, const Globals& globals)
      : file_(file), installation_(installation), globals_(globals), data_(globals.data) {}

  [[nodiscard]] std::expected<MovedJournal, PortError> take(const std::string& passphrase) {
    auto done = begin(passphrase);
    if (done) done = take_records();
    if (done) done = prove();
    if (done) done = settle();
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
    const auto path = area_path(data_, moved_.area);
    std::error_code error;
    if (std::filesystem::exists(path, error)) return std::unexpected(not_empty(moved_.area, path));
    const auto with = open_origin(*origin, passphrase);
    if (!with) return std::unexpected(with.error());
    with_ = *with;
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
    const auto folded =
        refold_area(*store_, keys, [&](std::uint64_t entries) { progress.at(entries); });
    if (!folded) return std::unexpected(folded.error());
    if (auto proved = comes_to(folded->head, moved_.area, *end_); !proved) return proved;
    moved_.entries = folded->head.sequence.value();
    moved_.digest = codec::digest_of(folded->market());
    return write_rows_anew(*store_, keys, *folded);
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
  if (options.kafka.empty()) {
    const auto installation = Installation::open_for_writing(globals.data);
    if (!installation) return complain(installation.error());
    moved = Arrival(file->get(), **installation, globals).take(*passphrase);
  } else {
    const auto settings = kafka_settings_of(globals, options.kafka);
    if (!settings) return complain_usage(settings.error().what, settings.error().remedy);
    moved = read_journal_into(globals, *settings, file->get(), *passphrase);
  }
  if (!moved) return complain(moved.error());
  print_line(text_of(*moved, globals.format));
  return kExitDone;
}

}  // namespace

std::string text_of(const MovedJournal& moved, Format format) {
  if (format == Format::kJson) {
    const nlohmann::ordered_json json = {{"area", to_text(moved.area)},
                                         {"entries", moved.entries},
                                         {"frames", moved.frames},
                                         {"keys", moved.keys},
                                         {"originals", moved.originals},
                                         {"open", to_hex(moved.digest.open)},
                                         {"sealed", to_hex(moved.digest.sealed)}};
    return json.dump();
  }
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
  journal
      ->add_option("--kafka", options->kafka, "Into the journal topic instead; no engine may run")
      ->type_name("HOST:PORT,…");
  journal->callback([options, &chosen] {
    chosen.action = [options](const Globals& globals) { return import_journal(globals, *options); };
  });
}

}  // namespace koppel::cli
