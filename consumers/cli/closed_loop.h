#pragma once

#include "consumers/cli/installation.h"
#include "consumers/operator/cast.h"
#include "consumers/operator/figures.h"
#include "consumers/operator/reactions.h"
#include "consumers/operator/simulate.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace koppel::cli {

// What came of a simulation against a living engine.
struct Played {
  simulate::Summary summary;
  std::uint64_t facts = 0;
  std::uint64_t refused = 0;  // of these, all that were not taken; 0 unless something is wrong
  std::uint64_t unsaid = 0;   // deeds of the cast that nobody did: what they were about was gone
  std::uint64_t entries = 0;
};

// Simulated people against the engine of an installation, on the import clock: those who act of
// their own accord (cast.h), and those who answer what is recorded (reactions.h), in the order of
// their times. A day is one commit an area. The options alone decide what is said, where the areas
// were empty; the facts, imported in their order into an empty directory, lead to the same markets.
class ClosedLoop {
 public:
  // A fact as JSON, once it is durable.
  using Tell = std::function<void(const std::string& line)>;

  // Needs options without fault. `installation` outlives it and is this one's alone.
  ClosedLoop(Installation& installation, const simulate::Options& options);
  ClosedLoop(const ClosedLoop&) = delete;
  ClosedLoop& operator=(const ClosedLoop&) = delete;

  // Opens the areas that have a journal already.
  [[nodiscard]] std::expected<void, PortError> open();
  // Why these options cannot be played here, in words for who chose them; empty when they can.
  [[nodiscard]] std::optional<std::string> fault() const;

  // Working days, of which each is played once, in order.
  [[nodiscard]] std::uint32_t days() const;
  [[nodiscard]] std::expected<void, PortError> play_day(std::uint32_t day, const Tell& tell);

  [[nodiscard]] Played played() const;

 private:
  struct Area {
    AreaOwner* owner = nullptr;  // until the first fact, in an area without a journal
    simulate::Reactions reactions;
  };

  // Whose turn it is: somebody's of an area, or of the cast.
  struct Turn {
    simulate::WorkTime at;
    AreaId area;
  };

  [[nodiscard]] Turn next_turn() const;
  // The first working time by which something falls due in an area.
  [[nodiscard]] simulate::WorkTime next_due() const;
  [[nodiscard]] std::expected<void, PortError> take(const Turn& turn);
  [[nodiscard]] std::expected<void, PortError> let_react(AreaId area, Instant at);
  [[nodiscard]] std::expected<void, PortError> let_act(Instant at);
  [[nodiscard]] std::expected<void, PortError> say(AreaOwner& owner, Instant at, FactBody body);
  [[nodiscard]] std::expected<void, PortError> say_last_words(simulate::WorkTime closing);
  // Founded at that moment when the area has no journal yet.
  [[nodiscard]] std::expected<AreaOwner*, PortError> owner_of(AreaId id, Instant at);
  // Fires what is due by then in every area.
  void advance(simulate::WorkTime until);
  void watch(AreaId id, AreaOwner& owner);
  [[nodiscard]] std::expected<void, PortError> commit();

  Installation& installation_;
  simulate::Options options_;
  simulate::Cast cast_;
  std::map<AreaId, Area> areas_;
  simulate::Figures figures_;
  Played played_;
  std::vector<std::string> lines_;  // of the day, not durable yet
};

}  // namespace koppel::cli
