#pragma once

#include "consumers/runtime/area_owner.h"
#include "engine/codec/fact_codec.h"
#include "tests/support/market_examples.h"

#include <cstdint>
#include <string>

namespace koppel {

// Another employer on its way in: the least that a journal can be told.
inline Incoming registered_employer(AreaId area, std::uint64_t id) {
  const Fact fact{
      .area = area,
      .occurred_at = examples::monday(),
      .body = EmployerRegistered{.employer = EmployerId{id},
                                 .details = {.name = "an employer", .sector = Sector::kCare}}};
  const std::string line = codec::fact_to_json("test", std::to_string(id), fact);
  return {.fact = codec::fact_from_json(line).value(),
          .original = line,
          .cause = {},
          .stamp = {.now = examples::monday(), .not_after = kLatest}};
}

}  // namespace koppel
