#pragma once

#include "consumers/runtime/area_owner.h"
#include "engine/model/area.h"
#include "engine/ports/clock.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace koppel::monitor {

// What a running engine counts, for Prometheus. Labels are areas, inputs, outcomes and reasons; no
// call takes an id, so none can come out. Any thread may ask while the loop counts.
//
//   koppel_build_info{version}               1
//   koppel_areas_owned                       areas this process writes
//   koppel_journal_sequence{area}            the last entry recorded
//   koppel_facts_total{area,outcome}         taken, waiting, refused, repeat
//   koppel_facts_refused_total{area,reason}  the reasons of the refused
//   koppel_facts_unreadable_total            what came in and was no fact
//   koppel_commit_seconds                    histogram: until a commit was durable
//   koppel_input_lag{input,area}             came in and is not taken yet; the socket has no area
//   koppel_last_tick_seconds                 how long ago time was moved last
//   koppel_clock_in_doubt                    1 while the wall clock is not believed
class Figures {
 public:
  Figures(Clock& clock, std::string_view version);
  Figures(const Figures&) = delete;
  Figures& operator=(const Figures&) = delete;
  ~Figures();

  // From an area's first number on it counts as owned, until it is released; true for the first.
  bool stand(AreaId area, Sequence sequence);
  void release(AreaId area);

  void settle(AreaId area, const Settled& settled);
  void unreadable();
  void commit(std::chrono::nanoseconds time);
  void lag(std::string_view input, std::uint64_t records);
  void lag(AreaId area, std::string_view input, std::uint64_t records);
  void tick();

  enum class Wall : std::uint8_t {
    kBelieved,
    kInDoubt
  };
  void wall(Wall wall);

  // Prometheus's text format 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  struct Families;

  Clock* clock_;
  std::unique_ptr<Families> families_;
};

}  // namespace koppel::monitor
