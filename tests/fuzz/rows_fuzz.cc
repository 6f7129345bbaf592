// Claim: stored rows of which bytes are others, are cut off, or that are missing or stand in the
// place of another, are refused with a reason or make a market that can be indexed and seated.
// Shown by the rows of a real history, changed as the input says: four bytes a change.

#include "engine/codec/row_codec.h"
#include "engine/core/engine.h"
#include "engine/market/rows.h"
#include "tests/fuzz/input.h"
#include "tests/support/random_history.h"
#include "tests/support/seeded_keys.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace koppel {
namespace {

constexpr AreaId kArea{11};
constexpr int kFacts = 200;

struct Stored {
  std::string key;
  std::string value;
};

SeededKeys& keys() {
  static SeededKeys keys(1);
  return keys;
}

std::vector<Stored> stored_rows() {
  examples::RandomHistory history(1);
  const auto recorded = [](const Entry& /*entry*/, const Touched& /*touched*/) {};
  Engine engine;
  engine.start({.journal_id = {.bytes = {7}}, .area = kArea, .format = kJournalFormat},
               {.ms = 1'760'000'000'000},
               recorded);
  const auto tell = [&](const examples::Told& told) {
    engine.take(told.fact, {}, {.now = told.now, .not_after = told.now}, recorded);
  };
  for (const examples::Told& told : history.founding()) tell(told);
  for (int left = kFacts; left > 0; --left) tell(history.next(engine.market()));
  std::vector<Stored> rows;
  for (const RowRef& ref : all_rows(engine.market())) {
    auto row = codec::write_row(engine.market(), ref, keys());
    if (row && row->value) rows.push_back({.key = row->key, .value = *row->value});
  }
  return rows;
}

// Which row (two bytes, the upper bits of the first say how), where, and what stands there then.
void change(std::vector<Stored>& rows, std::string_view four) {
  const auto at = [&](std::size_t place) { return static_cast<unsigned char>(four[place]); };
  const std::size_t row = ((at(0) & 0x3FU) * 256U + at(1)) % rows.size();
  std::string& value = rows[row].value;
  const std::size_t place = value.empty() ? 0 : at(2) % value.size();
  switch (at(0) >> 6U) {
    case 0:
      if (!value.empty()) value[place] = four[3];
      return;
    case 1: value.insert(place, 1, four[3]); return;
    case 2: value.resize(place); return;
    default: rows[row] = rows[(row + at(3)) % rows.size()]; return;
  }
}

}  // namespace

int fuzz(std::string_view input) {
  static const std::vector<Stored> whole = stored_rows();
  std::vector<Stored> rows = whole;
  for (; input.size() >= 4; input.remove_prefix(4)) change(rows, input.substr(0, 4));
  Market market;
  std::set<ParticipantId> keyless;
  for (const Stored& row : rows) {
    auto body = codec::read_row(row.key, row.value, kArea, keys(), keyless);
    if (!body || restore(market, std::move(*body))) return 0;
  }
  if (complete(market)) return 0;
  Engine engine(std::move(market), Sequence{1});
  engine.build_index();
  return 0;
}

}  // namespace koppel
