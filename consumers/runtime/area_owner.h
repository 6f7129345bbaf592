#pragma once

#include "consumers/runtime/area_view.h"
#include "consumers/runtime/originals.h"
#include "consumers/runtime/pending_entries.h"
#include "engine/market/outward.h"

#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace koppel {

// One fact on its way in: where it stood, what it was (for the refused store), and the edge's time.
struct Incoming {
  Fact fact;
  std::string original;
  Cause cause;
  Stamp stamp;
  std::string cluster = {};  // of the log it stood in; empty for a file
};

// What stood in an input and is no fact: why it is refused, and what it was.
struct Unreadable {
  RefusalReason reason = RefusalReason::kUnreadable;
  std::string field;
  std::string original;
  Cause cause;
  Instant now;
  std::string cluster = {};
};

enum class Disposition : std::uint8_t {
  kTaken,
  kWaiting,
  kRefused,
  kRepeat
};

// What became of a fact.
struct Settled {
  Disposition disposition = Disposition::kTaken;
  RefusalReason reason = RefusalReason::kUnspecified;
  std::string field;          // what was out of range
  Sequence sequence;          // of its own entry; unset for a repeat
  std::uint32_t results = 0;  // entries that followed from it, due work before it not counted
};

// What a journal begins with.
struct Founding {
  AreaId area;
  JournalId journal_id;
  std::string engine_version;
  std::vector<Fact> facts;  // default programmes, rules and taxonomy
  std::string owner = {};   // who takes the area, where several contend for it
};

enum class Threads : std::uint8_t {
  kOne,
  kTwo  // a large commit is sealed and written by another as well: the keys are thread-safe
};

struct AreaPorts {
  Journal& journal;
  RefusedStore& refused;
  Keys& keys;
  Threads threads = Threads::kOne;
};

inline constexpr std::size_t kEntriesPerCommit = 10'000;

// The one who writes an area: decides, records, stores. Everything is durable when a call returns,
// or where the journal writes ahead with wait_until_durable(). After an error the owner is spent:
// drop it and open again; what was recorded is finished then.
class AreaOwner {
 public:
  // Loads the area, or founds its journal at `now` when there is none; claims it where several may
  // write; finishes an unfinished step and unfinished erasures.
  [[nodiscard]] static std::expected<std::unique_ptr<AreaOwner>, PortError> open(
      const AreaPorts& ports, const Founding& founding, Instant now);

  [[nodiscard]] const AreaView& view() const { return view_; }

  // Takes the facts in order, in as few commits as kEntriesPerCommit allows, and answers for each.
  [[nodiscard]] std::expected<std::vector<Settled>, PortError> take(
      std::span<const Incoming> facts);

  // Fires what is due up to `now`.
  [[nodiscard]] std::expected<void, PortError> advance(Instant now);

  // For who must see what a fact led to before giving the next one: take() and advance() without
  // their commit. What they recorded is durable with the next commit(), which comes by itself only
  // where take() would also make one: with an erasure, and at kEntriesPerCommit.
  [[nodiscard]] std::expected<Settled, PortError> take_uncommitted(const Incoming& incoming);
  [[nodiscard]] std::expected<Settled, PortError> refuse_uncommitted(const Unreadable& unreadable);
  void advance_uncommitted(Instant now);
  [[nodiscard]] std::expected<void, PortError> commit();

  // On return everything committed so far is durable.
  [[nodiscard]] std::expected<void, PortError> wait_until_durable() {
    return ports_.journal.settle();
  }

  // An input was read up to there, though nothing that was taken stood right before; recorded with
  // the next frame.
  void read_up_to(const std::string& input, codec::Position position);

  // Sees every entry from now on as soon as it is folded, before it is durable.
  using Watcher = std::function<void(const Entry& entry)>;

  void watch(Watcher watcher) { watcher_ = std::move(watcher); }

 private:
  AreaOwner(const AreaPorts& ports, AreaId area, AreaView view);

  [[nodiscard]] Engine::Recorded recorder();
  [[nodiscard]] Settled settle(const Incoming& incoming);
  void keep(const FactRefused& refused,
            const std::string& original,
            std::optional<ParticipantId> about);
  [[nodiscard]] std::expected<void, PortError> commit_when_due();
  [[nodiscard]] std::expected<void, PortError> write_rows(std::vector<RowChange>& rows);
  [[nodiscard]] std::expected<void, PortError> claim(const std::string& owner);
  [[nodiscard]] std::expected<void, PortError> drop_overdue();
  void listen_ahead();
  void tell(const Entry& entry);
  void found(const Founding& founding, Instant now);
  [[nodiscard]] std::expected<void, PortError> complete_erasures();

  AreaPorts ports_;
  AreaView view_;
  PendingEntries pending_;
  std::vector<RowRef> touched_;
  BeforeEntry before_;                   // the entry under way, where somebody listens
  std::vector<OutwardMessage> outward_;  // of the entries in pending_
  Originals originals_;                  // noted: of the refusals in pending_
  bool day_begun_ = true;                // by an entry in pending_, or by opening
  std::vector<ParticipantId> erased_;
  std::optional<PortError> failed_;
  Watcher watcher_ = [](const Entry& /*entry*/) {};
  SecondThread second_;  // last: it ends before what it uses
};

}  // namespace koppel
