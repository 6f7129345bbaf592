#pragma once

#include "consumers/cli/lost_journal.h"
#include "consumers/runtime/area_owner.h"
#include "consumers/runtime/timed_journal.h"
#include "engine/model/area.h"
#include "engine/model/entry.h"
#include "engine/ports/error.h"

#include <expected>
#include <functional>
#include <vector>

namespace koppel::cli {

// An entry of an area, as soon as it is decided.
using EntryTold = std::function<void(AreaId area, const Entry& entry)>;

// Areas that facts are taken into, by their owners. An owner is valid as long as this is.
class Areas {
 public:
  virtual ~Areas() = default;

  // The owner of that area, opened or founded at `now` when this is the first time.
  [[nodiscard]] virtual std::expected<AreaOwner*, PortError> owner(AreaId area, Instant now) = 0;
  // The same for an area that has a journal; nullptr where there is none yet.
  [[nodiscard]] virtual std::expected<AreaOwner*, PortError> standing_owner(AreaId area,
                                                                            Instant now) = 0;
  // Areas that no fact may be taken into, and why.
  [[nodiscard]] virtual const LostJournals& lost() const = 0;
  // Those there are, opened or not.
  [[nodiscard]] virtual std::vector<AreaId> areas() const = 0;
  // Makes the checkpoint of the day that the market of that opened area lives in.
  [[nodiscard]] virtual std::expected<void, PortError> keep_checkpoint_of(AreaId area) = 0;
  // Tells how long each commit of areas opened from now on took.
  virtual void time_commits(TimedJournal::Told told) = 0;
};

}  // namespace koppel::cli
