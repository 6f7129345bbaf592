#pragma once

#include "consumers/runtime/area_turns.h"
#include "consumers/runtime/log_keys.h"
#include "consumers/runtime/log_refused.h"
#include "consumers/runtime/outward_ledger.h"
#include "consumers/runtime/rows_place.h"
#include "engine/codec/frame_codec.h"
#include "engine/model/area.h"
#include "engine/ports/clock.h"
#include "engine/ports/journal.h"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace koppel {

inline constexpr std::uint64_t kUnsettledEntriesMax = 10'000;
inline constexpr std::uint64_t kVoidEntriesMax = 10'000;

// The journal of an area on a shared log, as one acquisition of the area has it, with rows in a
// local store. After any error it is spent, with the acquisition and the market above it.
//
// A commit is one transaction, after that of new keys (LogKeys): frames, and, once these were
// acknowledged, what others are told and the originals of refused facts. It returns when its commit
// was answered clean; whether it stands is known when read_back() has been given all of it as
// valid. Its rows wait in memory until then, and go to the store with the place in the log that
// they belong to: rows may lag and never lead. The first commit is the claim; then, before anything
// else, what others were never told of earlier frames is told, under the same ce_id.
class LogJournal final : public Journal {
 public:
  struct Parts {
    AreaTurns& turns;
    Journal& rows;  // of which only the rows are used
    LogKeys& keys;
    LogRefused& refused;
    Clock& clock;
  };

  // Looks whether the rows belong to this log: the frame they follow from must stand where they
  // say. If another or none stands there, or they are of another cluster, all rows are taken away,
  // and the market is folded from the journal alone. kDamaged, `journal_lost`: the journal ends
  // before the rows, and did so for twice the timeout.
  [[nodiscard]] static std::expected<LogJournal, PortError> open(const Parts& parts,
                                                                 AreaId area,
                                                                 const std::string& cluster);

  // At most kUnsettledEntriesMax entries are sent and not read back; it waits for those before.
  [[nodiscard]] std::expected<void, PortError> commit(Commit commit) override;

  [[nodiscard]] Audience audience() const override { return Audience::kOthers; }

  [[nodiscard]] Writers writers() const override { return Writers::kContending; }

  // Reads back until nothing is unsettled.
  [[nodiscard]] std::expected<void, PortError> settle() override;

  // Reads the log, before the claim. Frames that do not continue the chain are void: they are
  // counted and not handed over. kDamaged: more than kVoidEntriesMax void entries on end
  // (`journal_forked`), or the beginning of the journal has gone and there are no rows
  // (`journal_lost`). A `from` behind the rows is read from the rows' place on, any other from the
  // beginning.
  [[nodiscard]] std::expected<void, PortError> read(Sequence from,
                                                    const FrameVisitor& visitor) override;
  void derived(const OutwardMessage& message) override;
  [[nodiscard]] std::expected<void, PortError> read_rows(const RowVisitor& visitor) override;

  // Reads on, waiting up to `wait_ms` for a first record; writes the rows of what came back.
  [[nodiscard]] std::expected<void, PortError> read_back(std::int64_t wait_ms);

  // Commits not read back yet.
  [[nodiscard]] std::size_t unsettled() const { return parts_.turns.unsettled(); }

  // The last frame read as valid.
  [[nodiscard]] const codec::JournalHead& standing() const { return valid_; }

  // Since opening: entries in void frames; messages that others were told and that belong to no
  // valid frame (`outward_void`); messages told again.
  [[nodiscard]] std::uint64_t void_entries() const { return void_entries_; }

  [[nodiscard]] std::uint64_t strays() const { return ledger_.strays(); }

  [[nodiscard]] std::uint64_t told_again() const { return told_again_; }

 private:
  LogJournal(const Parts& parts, AreaId area, const std::string& cluster)
      : parts_(parts), area_(area), place_{.cluster = cluster}, ledger_(area) {}

  [[nodiscard]] std::expected<void, PortError> find_place();
  [[nodiscard]] std::expected<void, PortError> set_rows_aside();
  [[nodiscard]] std::expected<void, PortError> read_outward(const RowsPlace& from);
  [[nodiscard]] std::expected<std::int64_t, PortError> beginning(const RowsPlace& from);
  [[nodiscard]] ReadBack::Standing judge(const StandingRecord& record);
  [[nodiscard]] Sending sending_of(const Commit& commit);
  [[nodiscard]] std::expected<void, PortError> claim(Sending sending);
  [[nodiscard]] std::expected<void, PortError> store(AreaTurns::CameBack back);
  [[nodiscard]] PortError forked() const;

  Parts parts_;
  AreaId area_;
  RowsPlace place_;           // of the rows in the store
  codec::JournalHead rows_;   // and the frame they follow from
  codec::JournalHead valid_;  // the last frame read as valid
  OutwardLedger ledger_;
  bool claimed_ = false;
  Sequence sent_;               // the last entry sent
  std::uint64_t void_run_ = 0;  // entries
  bool forked_ = false;
  std::uint64_t void_entries_ = 0;
  std::uint64_t told_again_ = 0;
};

}  // namespace koppel
