#include "engine/codec/market_digest.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/canonical.h"
#include "engine/codec/hash.h"
#include "engine/market/rows.h"

namespace koppel::codec {

MarketDigest digest_of(const Market& market) {
  Sha256 open;
  Sha256 sealed;
  std::string bytes;
  for (const RowRef& ref : all_rows(market)) {
    const auto row = find_row(market, ref);
    const auto add = [&](Layer layer, Sha256& to) {
      bytes.clear();
      canonical_number(static_cast<std::uint64_t>(ref.kind), bytes);
      std::visit([&](const auto* one) { canonical(*one, layer, bytes); }, *row);
      to.update(bytes);
    };
    if (row_subject(market, *row)) {
      add(Layer::kClear, open);
      add(Layer::kPersonal, sealed);
    } else {
      add(Layer::kAll, open);
    }
  }
  return {.open = open.finish(), .sealed = sealed.finish()};
}

std::string to_text(const MarketDigest& digest) {
  return to_hex(digest.open) + " " + to_hex(digest.sealed);
}

}  // namespace koppel::codec
