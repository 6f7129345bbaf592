#include "consumers/cli/area_report.h"

#include <algorithm>
#include <utility>

namespace koppel::cli {
namespace {

std::string told(AreaId area, const std::string& state, const PortError& error) {
  return to_text(area) + ": " + state + ": " + error.what + "\n  what to do: " + error.remedy;
}

}  // namespace

std::optional<std::string> AreaReport::line_of(AreaId area, const AreaStanding& standing) {
  Said& said = said_[area];
  using enum AreaLoop::State;
  if (standing.state == kOwning) {
    if (said.state == kOwning) return std::nullopt;
    said = {.state = kOwning};
    return to_text(area) + ": owned, " + std::to_string(standing.sequence.value()) + " entries";
  }
  if (!standing.error) return std::nullopt;
  const bool stopped = standing.state == kStopped;
  const bool known = said.state == standing.state && said.failure == standing.error->failure;
  said = {.state = standing.state, .failure = standing.error->failure};
  if (known) return std::nullopt;
  if (stopped) return told(area, "stopped", *standing.error);
  if (standing.error->failure != PortFailure::kUnavailable) {
    return told(area, "not owned, tried on", *standing.error);
  }
  if (std::exchange(outage_, true)) return std::nullopt;
  return told(area, "not owned, tried on (so is every area that needs it)", *standing.error);
}

std::vector<std::string> AreaReport::lines(const std::map<AreaId, AreaStanding>& standings) {
  std::vector<std::string> lines;
  std::erase_if(said_, [&](const auto& said) {
    if (standings.contains(said.first)) return false;
    if (said.second.state == AreaLoop::State::kOwning) {
      lines.push_back(to_text(said.first) + ": let go");
    }
    return true;
  });
  for (const auto& [area, standing] : standings) {
    if (auto line = line_of(area, standing)) lines.push_back(std::move(*line));
  }
  const auto troubled = [](const auto& said) {
    return said.second.failure == PortFailure::kUnavailable;
  };
  if (std::ranges::none_of(said_, troubled)) outage_ = false;
  return lines;
}

}  // namespace koppel::cli
