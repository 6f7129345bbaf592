#pragma once

#include "consumers/intake/folder.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace koppel::intake {

// Which O*NET occupation an ESCO occupation is like, and how surely.
struct Crossing {
  std::string onet;  // O*NET-SOC code, of the edition of 2010
  std::int64_t confidence = 0;
  std::int64_t similarity = 0;  // of the texts, in billionths
};

// By the address of the ESCO occupation.
using Crosswalk = std::map<std::string, Crossing, std::less<>>;

[[nodiscard]] bool is_surer(const Crossing& one, const Crossing& other);

// esco/esco_onet_crosswalk_Nov2020.csv (Nesta). Of several rows about one occupation the surest,
// the first of equals.
[[nodiscard]] std::expected<Crosswalk, PortError> read_crosswalk(Folder& folder);

}  // namespace koppel::intake
