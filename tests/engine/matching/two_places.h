#pragma once

#include "tests/support/market_examples.h"

#include <gtest/gtest.h>

namespace koppel::matching {

// A place in care and one in trade, each with one seat, and somebody who could have either.
class TwoPlaces : public ::testing::Test {
 protected:
  void wish(ParticipantOrdinal who, Sector sector) {
    examples::row(market_, who).interests.profile.sectors = {{.sector = sector, .strength = 4}};
  }

  Market market_ = examples::ruled_market();
  EmployerOrdinal care_ = examples::add_employer(market_, Sector::kCare);
  EmployerOrdinal trade_ = examples::add_employer(market_, Sector::kTrade);
  PlacementOrdinal ward_ = examples::add_placement(market_, care_, 1);
  PlacementOrdinal shop_ = examples::add_placement(market_, trade_, 1);
  ParticipantOrdinal ada_ = examples::add_candidate(market_);
};

}  // namespace koppel::matching
