#pragma once

#include "engine/model/area.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"
#include "engine/model/vocabulary.h"

#include <cstdint>
#include <deque>

namespace koppel {

struct AgendaItem {
  AgendaKind kind = AgendaKind::kUnspecified;
  std::uint64_t key = 0;
  std::uint32_t part = 0;

  friend bool operator==(const AgendaItem&, const AgendaItem&) = default;
};

struct Head {
  AreaId area;
  Instant now;
  Instant next_day;  // the coming local midnight
  std::uint32_t rules_version = 0;
  std::uint32_t proposals_made = 0;
  std::uint32_t reminders_planned = 0;
  std::deque<AgendaItem> agenda;  // items go at the front, one by one, from a list of thousands
  Instant clock_confirmed_until;
  Instant founded_at;  // the weeks of the lottery count from here
  Sequence step;       // of the entry that began the step under way

  friend bool operator==(const Head&, const Head&) = default;
};

}  // namespace koppel
