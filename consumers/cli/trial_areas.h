#pragma once

#include "consumers/cli/areas.h"

#include <filesystem>
#include <map>
#include <memory>

namespace koppel::cli {

// The areas of a directory as of now, into which facts are taken in memory alone: what becomes of
// them is told as if it were for good, and nothing is written. A `koppel run` may live there.
class TrialAreas final : public Areas {
 public:
  TrialAreas(std::filesystem::path data, EntryTold told);
  ~TrialAreas() override;

  [[nodiscard]] std::expected<AreaOwner*, PortError> owner(AreaId area, Instant now) override;
  [[nodiscard]] std::expected<AreaOwner*, PortError> standing_owner(AreaId area,
                                                                    Instant now) override;

  [[nodiscard]] const LostJournals& lost() const override { return lost_; }

  [[nodiscard]] std::vector<AreaId> areas() const override;
  [[nodiscard]] std::expected<void, PortError> keep_checkpoint_of(AreaId area) override;
  void time_commits(TimedJournal::Told told) override;

 private:
  struct Opened;

  std::filesystem::path data_;
  EntryTold told_;
  LostJournals lost_;
  std::map<AreaId, std::unique_ptr<Opened>> opened_;
};

}  // namespace koppel::cli
