// Writes the inputs that the fuzzers start from: DIR/fact_json, DIR/fact_bytes, DIR/entry and so
// on, a file each, one of every kind of fact and entry that a random history has.
//
//   koppel_fuzz_seeds DIR DEPLOY

#include "engine/codec/entry_codec.h"
#include "engine/codec/fact_codec.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/core/engine.h"
#include "engine/market/rows.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

#include "koppel/v1/entry.pb.h"
#include "koppel/v1/fact.pb.h"

#include <google/protobuf/util/json_util.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace koppel {
namespace {

namespace fs = std::filesystem;

constexpr int kFacts = 3'000;
constexpr AreaId kArea{11};
constexpr JournalId kJournal{.bytes = {7}};
constexpr Instant kBegun{.ms = 1'760'000'000'000};

class Seeds {
 public:
  explicit Seeds(fs::path root) : root_(std::move(root)) {}

  void keep(const std::string& fuzzer, const std::string& bytes) {
    fs::create_directories(root_ / fuzzer);
    std::ofstream(root_ / fuzzer / std::to_string(++kept_), std::ios::binary) << bytes;
  }

 private:
  fs::path root_;
  int kept_ = 0;
};

void keep_fact(Seeds& seeds, const examples::Told& told) {
  seeds.keep("fact_json", told.json);
  v1::Fact message;
  if (google::protobuf::util::JsonStringToMessage(told.json, &message).ok()) {
    seeds.keep("fact_bytes", message.SerializeAsString());
  }
}

void keep_entry(Seeds& seeds, const Entry& entry, Keys& keys) {
  std::string bytes;
  const codec::Sealing sealing{.keys = keys, .area = kArea, .journal_id = kJournal};
  if (codec::write_entry(entry, sealing, bytes)) seeds.keep("entry", bytes);
  codec::JournalHead head{.journal_id = kJournal, .area = kArea};
  const std::vector<Entry> alone{entry};
  if (const auto frames = codec::write_frames(head, alone, keys)) {
    for (const StoredFrame& frame : *frames)
      seeds.keep("stored", std::string(1, '\0') + frame.bytes);
  }
}

void keep_rows(Seeds& seeds, const Market& market, Keys& keys) {
  std::set<RowKind> kinds;
  for (const RowRef& ref : all_rows(market)) {
    if (!kinds.insert(ref.kind).second) continue;
    const auto row = codec::write_row(market, ref, keys);
    if (!row || !row->value) continue;
    seeds.keep("stored",
               std::string(1, static_cast<char>(row->key.size())) + row->key + *row->value);
  }
}

void keep_history(Seeds& seeds) {
  examples::RandomHistory history(1);
  SeededKeys keys(1);
  std::set<std::size_t> facts;
  std::set<std::size_t> entries;
  const auto recorded = [&](const Entry& entry, const Touched& /*touched*/) {
    const auto* fact = std::get_if<Fact>(&entry.body);
    const std::size_t kind = fact == nullptr ? entry.body.index() : 100 + fact->body.index();
    if (entries.insert(kind).second) keep_entry(seeds, entry, keys);
  };
  Engine engine;
  engine.start({.journal_id = kJournal, .area = kArea, .format = kJournalFormat}, kBegun, recorded);
  const auto tell = [&](const examples::Told& told) {
    if (facts.insert(told.fact.body.index()).second) keep_fact(seeds, told);
    engine.take(told.fact, {}, {.now = told.now, .not_after = told.now}, recorded);
  };
  for (const examples::Told& told : history.founding()) tell(told);
  for (int left = kFacts; left > 0; --left) tell(history.next(engine.market()));
  keep_rows(seeds, engine.market(), keys);
}

void keep_changes(Seeds& seeds) {
  seeds.keep("rows", std::string("\x00\x00\x01\x02", 4));
  seeds.keep("rows", std::string("\x40\x03\x02\x01\x80\x20\x05\x00", 8));
  seeds.keep("rows", std::string("\xc0\x09\x00\x01", 4));
}

void keep_file(Seeds& seeds, char as, const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  seeds.keep("configuration", as + std::string(std::istreambuf_iterator<char>(in), {}));
}

void keep_configurations(Seeds& seeds, const fs::path& deploy) {
  for (const auto& file : fs::directory_iterator(deploy / "programmes")) {
    keep_file(seeds, 'P', file.path());
  }
  keep_file(seeds, 'R', deploy / "rules/default.json");
  keep_file(seeds, 'T', deploy / "taxonomy/default.json");
  seeds.keep("configuration", "Cdata = \"x\"\nlang = \"nl\"\ncolor = 'never'\n");
}

void keep_socket_lines(Seeds& seeds) {
  seeds.keep("socket_line", R"({"fact":"{}","input":"file:0","offset":7,"timing":"live"})");
  seeds.keep("socket_line", R"({"positions":"file:0"})");
  seeds.keep("socket_line", R"({"advance":true})");
  seeds.keep("socket_line", R"({"AM11":120})");
  seeds.keep("socket_line", R"({"error":"what","remedy":"do"})");
}

}  // namespace
}  // namespace koppel

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "koppel_fuzz_seeds DIR DEPLOY\n";
    return 64;
  }
  koppel::Seeds seeds(argv[1]);
  koppel::keep_history(seeds);
  koppel::keep_configurations(seeds, argv[2]);
  koppel::keep_socket_lines(seeds);
  koppel::keep_changes(seeds);
}
