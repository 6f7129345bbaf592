#pragma once

#include "engine/codec/frame_codec.h"
#include "engine/core/engine.h"
#include "engine/ports/error.h"
#include "engine/ports/journal.h"
#include "engine/ports/keys.h"

#include <cstdint>
#include <expected>
#include <functional>
#include <vector>

namespace koppel {

// An area as its journal says, up to the head.
struct AreaView {
  codec::JournalHead head;
  Engine engine;
  std::vector<RowRef> behind;  // rows that the store has as of an earlier entry, or not at all

  [[nodiscard]] const Market& market() const { return engine.market(); }
};

// Entries read so far; called now and then.
using FoldProgress = std::function<void(std::uint64_t entries)>;

// Rows and entries read so far; called now and then.
using LoadProgress = std::function<void(std::uint64_t read)>;

// The market from its rows, then the frames behind them; index built. An area without a journal
// answers an empty view (sequence unset). Rows that were lost, all of them, are so made up for; who
// writes next writes what is `behind` as well. kDamaged when the journal ends before the rows.
[[nodiscard]] std::expected<AreaView, PortError> load_area(Journal& journal, Keys& keys);
// The same, told how far it is.
[[nodiscard]] std::expected<AreaView, PortError> load_area(Journal& journal,
                                                           Keys& keys,
                                                           const LoadProgress& progress);

// kDamaged when the journal does not have the entry that the stored rows are as of: something that
// was recorded is lost, and only a backup has it. Rows without a head that reads say nothing.
[[nodiscard]] std::expected<void, PortError> check_reach(Journal& journal);

// The market from nothing but the journal, chain and sequence checked; index built. `behind` stays
// empty: of the rows it knows nothing.
[[nodiscard]] std::expected<AreaView, PortError> refold_area(Journal& journal,
                                                             Keys& keys,
                                                             const FoldProgress& progress);

// Every row of the area, and its head: in one commit they make a store without rows the image of
// this view.
[[nodiscard]] std::expected<Commit, PortError> image_of(const AreaView& view, Keys& keys);

// Hands over every entry from that sequence on, in order, until the visitor answers kStop.
using EntryVisitor = std::function<Journal::Next(const Entry& entry)>;
[[nodiscard]] std::expected<void, PortError> read_entries(Journal& journal,
                                                          Keys& keys,
                                                          Sequence from,
                                                          const EntryVisitor& visitor);

// The same for a journal that grows: each time what was recorded since the time before. The chain
// is checked from the first frame on. Whoever answers kStop asks no more.
class EntryReader {
 public:
  [[nodiscard]] std::expected<void, PortError> read_on(Journal& journal,
                                                       Keys& keys,
                                                       Sequence from,
                                                       const EntryVisitor& visitor);

  // The last entry read; unset before the first.
  [[nodiscard]] Sequence last() const { return head_.sequence; }

 private:
  codec::JournalHead head_;
  codec::FrameReader reader_;
};

}  // namespace koppel
