#pragma once

#include "engine/market/market.h"
#include "engine/matching/index.h"
#include "engine/matching/unlock.h"
#include "engine/model/id.h"
#include "engine/model/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What is worth acquiring for people who are ready and have neither a proposal nor a place.
namespace koppel::report {

// Places that are alike: the work, the kind of place and where it is.
struct KindOfPlace {
  std::uint32_t isco_group = 0;  // the first two digits; 0: not said
  PlacementKind kind = PlacementKind::kUnspecified;
  std::string postcode_area;  // the first two digits; empty: not said

  friend auto operator<=>(const KindOfPlace&, const KindOfPlace&) = default;
};

struct Acquisition {
  KindOfPlace place;
  PlacementOrdinal example;  // the newest of that kind
  std::uint64_t people = 0;  // who could take one more of that kind
  std::uint64_t added = 0;   // of these, whom nothing listed before would help
  std::uint32_t price = 0;   // the highest shadow price of an open place of that kind

  friend bool operator==(const Acquisition&, const Acquisition&) = default;
};

struct Advised {
  matching::Investment investment;
  std::uint64_t now = 0;  // of the people, who get a place with a seat to propose within reach
};

struct Supply {
  std::uint64_t unserved = 0;  // ready people without a proposal or a place
  // Kinds of place that the area knows or knew, in the order in which to acquire them: the highest
  // price first, which is what one more seat adds to the whole. Without prices, each next one is
  // that which helps most people whom those before do not (G. L. Nemhauser, L. A. Wolsey and M. L.
  // Fisher, An analysis of approximations for maximizing submodular set functions, Mathematical
  // Programming 14 (1978), 265–294: at least 1 − 1/e of what the best choice of as many kinds
  // reaches). Then the most people and the order of the kinds.
  std::vector<Acquisition> places;
  std::uint64_t helped = 0;  // by all of them; the others need something else
  // Single investments for everybody without a proposal or a place, ready or not. Seats are in
  // `places`, so these count people who get a place within reach, full or not.
  std::vector<Advised> others;
};

// A place helps who passes the gates between person and place there and whose consultant has room;
// seats, dates and what was talked through belong to the places of today. Prices are those that
// PricesSet recorded.
[[nodiscard]] Supply supply(const Market& market, const matching::Index& index);

}  // namespace koppel::report
