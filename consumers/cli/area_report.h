#pragma once

#include "consumers/runtime/area_threads.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace koppel::cli {

// What is worth a line when the areas of a process are looked at again and again: an area that is
// owned, or no longer; why not, once and not at every attempt; and of brokers that do not answer,
// once for all areas together until all of them are owned again.
class AreaReport {
 public:
  [[nodiscard]] std::vector<std::string> lines(const std::map<AreaId, AreaStanding>& standings);

 private:
  struct Said {
    AreaLoop::State state = AreaLoop::State::kWaiting;
    std::optional<PortFailure> failure;
  };

  [[nodiscard]] std::optional<std::string> line_of(AreaId area, const AreaStanding& standing);

  std::map<AreaId, Said> said_;
  bool outage_ = false;
};

}  // namespace koppel::cli
