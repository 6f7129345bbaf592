#pragma once

#include "consumers/operator/random.h"
#include "consumers/operator/world.h"

#include <cstddef>
#include <vector>

namespace koppel::simulate {

inline constexpr std::uint32_t kCaseloadMax = 25;

// The consultants and coach teams of one region: all of them are there within the first hour,
// before anybody refers to them; later now and then a caseload or a capacity changes.
class Consultants {
 public:
  Consultants(const World& world, std::size_t region, Random random);

  [[nodiscard]] WorkTime next() const { return next_; }

  [[nodiscard]] Deed act();

 private:
  [[nodiscard]] FactBody body();

  const World* world_;
  std::size_t region_;
  Random random_;
  std::size_t begun_ = 0;  // consultants, then teams
  WorkTime next_;
};

}  // namespace koppel::simulate
