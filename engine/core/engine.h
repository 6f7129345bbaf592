#pragma once

#include "engine/decide/accept.h"
#include "engine/market/market.h"
#include "engine/market/touched.h"
#include "engine/matching/index.h"
#include "engine/matching/seating.h"
#include "engine/model/entry.h"

#include <functional>
#include <optional>
#include <utility>

namespace koppel {

// Raised with every change of behaviour of accept, evolve or follow. An engine does not own or fold
// a journal of a newer revision.
inline constexpr std::uint32_t kDecideRevision = 7;
inline constexpr std::uint32_t kJournalFormat = 1;

// One area's market, the index over it and who should have which seat. Every change of either goes
// through here: decide (accept + follow) makes entries and folds them; fold only folds.
class Engine {
 public:
  // Each entry as soon as it is folded, to keep, with what it changed.
  using Recorded = std::function<void(Entry&& entry, const Touched& touched)>;

  enum class Indexing : std::uint8_t {
    kNow,
    kLater  // build_index() before anything is decided: folding a long journal needs no index
  };

  Engine() = default;
  // The market as of that sequence; build_index() before anything is decided.
  Engine(Market market, Sequence sequence);

  [[nodiscard]] const Market& market() const { return market_; }

  [[nodiscard]] const matching::Index& index() const { return index_; }

  [[nodiscard]] const matching::Seating& seating() const { return seating_; }

  // Of the last entry folded; unset in a market without one.
  [[nodiscard]] Sequence sequence() const { return sequence_; }

  // Entry 1. The market must be new.
  void start(const JournalStarted& started, Instant now, const Recorded& recorded);

  // Takes one fact at stamp.now: first everything due before it fires, each due moment by its own
  // TimeAdvanced; then the fact's own entry; then all that follows. Answers the fact's own entry's
  // body, or nothing for a repeat. `cause` says where the fact stood.
  std::optional<EntryBody> take(const Fact& fact,
                                const Cause& cause,
                                const Stamp& stamp,
                                const Recorded& recorded);

  // Fires what is due up to `now`, if anything is.
  void advance(Instant now, const Recorded& recorded);

  // Records that an owner took the area, and nothing that may follow: an unfinished step stays so.
  void acquire(AreaAcquired acquired, const Recorded& recorded);

  // Takes what stood in an input and is no fact at all, as take() does.
  void refuse(FactRefused refused, const Cause& cause, Instant now, const Recorded& recorded);

  // Records an entry of the engine's own that no fact and no agenda calls for (ErasureCompleted),
  // and all that follows.
  void note(EntryBody body, Instant now, const Recorded& recorded);

  // Finishes a step that was recorded in part.
  void finish(const Recorded& recorded);

  // Sees the market as it is before each entry that is recorded or folded from now on.
  using Foreseen = std::function<void(const Market& before, const Entry& entry)>;

  void before_each(Foreseen foreseen) { foreseen_ = std::move(foreseen); }

  // Folds one recorded entry; sequences must be contiguous.
  Touched fold(const Entry& entry, Indexing indexing);
  // The same with kLater, for who needs not know what changed.
  void refold(const Entry& entry);
  void build_index();

 private:
  void record(EntryBody body,
              const Cause& cause,
              std::uint32_t agenda_done,
              Instant at,
              const Recorded& recorded);

  Market market_;
  matching::Index index_;
  matching::Seating seating_;
  Sequence sequence_;
  Foreseen foreseen_;
};

}  // namespace koppel
