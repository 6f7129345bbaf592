#include "tests/simulation/twin.h"

#include "engine/codec/show.h"

#include <algorithm>
#include <variant>

namespace koppel::simulation {
namespace {

std::string text_of(const Entry& entry) {
  return codec::entry_text(entry, codec::Personal::kShown);
}

Incoming at_moment(const Sent& sent, Instant recorded_at) {
  Incoming incoming = sent.incoming;
  if (sent.timing == Timing::kLive) {
    incoming.stamp = {.now = recorded_at, .not_after = plus_ms(recorded_at, kDayMs)};
  }
  return incoming;
}

}  // namespace

Found Twin::open(Instant now) {
  auto owner =
      AreaOwner::open({.journal = journal_, .refused = journal_, .keys = keys_}, founding_, now);
  if (!owner) return "the twin does not open: " + owner.error().what;
  owner_ = std::move(*owner);
  return std::nullopt;
}

// The first entry that the twin does not have is one that something from outside led to.
Found Twin::live(const Entry& entry, const Ledger& ledger) {
  const Sequence before = owner_->view().engine.sequence();
  std::expected<void, PortError> done;
  if (const auto* advanced = std::get_if<TimeAdvanced>(&entry.body)) {
    done = owner_->advance(advanced->to);
  } else if (const Sent* sent = ledger.find(entry.cause)) {
    const Incoming incoming = at_moment(*sent, entry.recorded_at);
    const auto settled = owner_->take({&incoming, 1});
    if (!settled) done = std::unexpected(settled.error());
  }
  if (!done) return "the twin fails: " + done.error().what;
  if (owner_->view().engine.sequence() > before) return std::nullopt;
  return "an owner that nothing happens to does not come to " + text_of(entry);
}

Found Twin::differs_from(const std::vector<Entry>& entries) {
  if (auto wrong = reader_.read_on(journal_, keys_)) return wrong;
  const std::size_t both = std::min(entries.size(), reader_.entries().size());
  for (; compared_ < both; ++compared_) {
    const Entry& of_twin = reader_.entries()[compared_];
    if (entries[compared_] == of_twin) continue;
    return text_of(entries[compared_]) + "\n  where an owner that nothing happens to has\n  " +
           text_of(of_twin);
  }
  if (entries.size() == reader_.entries().size()) return std::nullopt;
  return std::to_string(entries.size()) + " entries where an owner that nothing happens to has " +
         std::to_string(reader_.entries().size());
}

Found Twin::compare(const std::vector<Entry>& entries, const Ledger& ledger) {
  if (entries.empty()) return std::nullopt;
  if (!owner_) {
    if (auto wrong = open(entries.front().recorded_at)) return wrong;
  }
  while (owner_->view().engine.sequence().value() < entries.size()) {
    const Entry& next = entries[owner_->view().engine.sequence().value()];
    if (auto wrong = live(next, ledger)) return wrong;
  }
  return differs_from(entries);
}

Found Twin::compare_import(Instant now, const std::vector<Entry>& entries, const Ledger& ledger) {
  if (auto wrong = open(now)) return wrong;
  for (const Sent& sent : ledger.all()) {
    if (!owner_->take({&sent.incoming, 1})) return "the twin fails";
  }
  return differs_from(entries);
}

}  // namespace koppel::simulation
