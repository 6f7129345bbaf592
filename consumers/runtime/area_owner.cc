#include "consumers/runtime/area_owner.h"

#include "engine/codec/fact_codec.h"
#include "engine/codec/hash.h"
#include "engine/codec/outward_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/codec/show.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <utility>
#include <variant>

namespace koppel {
namespace {

constexpr std::size_t kRowsShared = 64;  // at least: waking a thread costs as much as some rows
constexpr std::size_t kRowsAtOnce = 16;  // taken by either thread

template <typename... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};

Settled settled_as(const EntryBody& body) {
  Settled settled;
  std::visit(
      Overload{[&](const FactRefused& refused) {
                 settled.disposition = Disposition::kRefused;
                 settled.reason = refused.reason;
                 settled.field = refused.field;
               },
               [&](const FactWaiting& /*waiting*/) { settled.disposition = Disposition::kWaiting; },
               [](const auto& /*taken*/) {}},
      body);
  return settled;
}

std::vector<const RowRef*> each_once(const std::vector<RowRef>& rows) {
  // Kind and number tell most of them apart.
  using Numbered = std::pair<std::uint64_t, const RowRef*>;
  std::vector<Numbered> numbered;
  numbered.reserve(rows.size());
  for (const RowRef& ref : rows) {
    numbered.emplace_back((std::uint64_t{std::to_underlying(ref.kind)} << 56U) | ref.number, &ref);
  }
  std::ranges::sort(numbered, [](const Numbered& a, const Numbered& b) {
    return a.first != b.first ? a.first < b.first : *a.second < *b.second;
  });
  std::vector<const RowRef*> refs;
  refs.reserve(numbered.size());
  for (const auto& [number, ref] : numbered) {
    if (refs.empty() || *refs.back() != *ref) refs.push_back(ref);
  }
  return refs;
}

bool is_about_erased(const Market& market, const Fact& fact) {
  const auto subject = subject_of(fact);
  const Participant* participant = subject ? market.find(*subject) : nullptr;
  return participant != nullptr && participant->state == ParticipantState::kErased;
}

}  // namespace

AreaOwner::AreaOwner(const AreaPorts& ports, AreaId area, AreaView view)
    : ports_(ports),
      view_(std::move(view)),
      pending_(ports.keys, ports.threads == Threads::kTwo ? &second_ : nullptr),
      touched_(std::exchange(view_.behind, {})),
      originals_(ports.refused, ports.keys, area) {}

std::expected<std::unique_ptr<AreaOwner>, PortError> AreaOwner::open(const AreaPorts& ports,
                                                                     const Founding& founding,
                                                                     Instant now) {
  auto view = load_area(ports.journal, ports.keys);
  if (!view) return std::unexpected(view.error());
  std::unique_ptr<AreaOwner> owner(new AreaOwner(ports, founding.area, std::move(*view)));
  owner->view_.head.decide_revision = kDecideRevision;
  owner->listen_ahead();
  if (!owner->view_.engine.sequence().is_set()) owner->found(founding, now);
  if (auto claimed = owner->claim(founding.owner); !claimed) {
    return std::unexpected(claimed.error());
  }
  owner->view_.engine.finish(owner->recorder());
  for (const Participant& participant : owner->view_.market().participants) {
    if (participant.state == ParticipantState::kErased && !participant.erasure_completed) {
      owner->erased_.push_back(participant.id);
    }
  }
  if (auto done = owner->commit(); !done) return std::unexpected(done.error());
  return owner;
}

void AreaOwner::found(const Founding& founding, Instant now) {
  view_.engine.start(JournalStarted{.journal_id = founding.journal_id,
                                    .area = founding.area,
                                    .format = kJournalFormat,
                                    .engine_version = founding.engine_version},
                     now,
                     recorder());
  for (Fact fact : founding.facts) {
    fact.area = founding.area;
    fact.occurred_at = now;
    fact.content = codec::content_of(fact);
    view_.engine.take(fact, {}, {.now = now, .not_after = kLatest}, recorder());
  }
}

// The claim alone: what follows from an unfinished step, and all else, waits until it stands.
std::expected<void, PortError> AreaOwner::claim(const std::string& owner) {
  if (ports_.journal.writers() == Journal::Writers::kOne) return {};
  view_.engine.acquire(AreaAcquired{.owner = owner}, recorder());
  return commit();
}

void AreaOwner::listen_ahead() {
  if (ports_.journal.audience() == Journal::Audience::kNobody) return;
  view_.engine.before_each(
      [this](const Market& market, const Entry& entry) { before_ = before_entry(market, entry); });
}

void AreaOwner::tell(const Entry& entry) {
  if (ports_.journal.audience() == Journal::Audience::kNobody) return;
  std::uint32_t number = 0;
  for (const OutwardEvent& event : outward_of(before_, entry, view_.market())) {
    outward_.push_back(codec::write_outward(event, entry.sequence, number++));
  }
}

Engine::Recorded AreaOwner::recorder() {
  return [this](Entry&& entry, const Touched& touched) {
    tell(entry);
    touched_.insert(touched_.end(), touched.rows.begin(), touched.rows.end());
    if (touched.day_begun == DayBegun::kYes) day_begun_ = true;
    if (const auto* fact = std::get_if<Fact>(&entry.body)) {
      if (const auto* erasure = std::get_if<ParticipantErased>(&fact->body)) {
        erased_.push_back(erasure->participant);
      }
    }
    watcher_(entry);
    pending_.add(std::move(entry));
  };
}

Settled AreaOwner::settle(const Incoming& incoming) {
  const std::size_t before = pending_.count();
  std::optional<FactRefused> refused;
  const auto body = view_.engine.take(incoming.fact, incoming.cause, incoming.stamp, recorder());
  if (!incoming.cause.input.empty()) {
    read_up_to(incoming.cause.input,
               {.next = incoming.cause.offset + 1, .cluster = incoming.cluster});
  }
  if (!body) return {.disposition = Disposition::kRepeat};
  Settled made = settled_as(*body);
  for (Entry& entry : pending_.after(before)) {
    if (entry.cause.sequence.is_set()) {
      if (made.sequence.is_set()) ++made.results;
      continue;
    }
    if (std::holds_alternative<TimeAdvanced>(entry.body)) continue;
    made.sequence = entry.sequence;
    // The original's hash belongs in FactRefused; the core never sees the original.
    if (auto* refusal = std::get_if<FactRefused>(&entry.body)) {
      refusal->original_hash = ContentHash{.bytes = blake2b_128(incoming.original)};
      refused = *refusal;
    }
  }
  // What is said about an erased person is not kept at all, whatever else is wrong with it.
  if (refused && !is_about_erased(view_.market(), incoming.fact)) {
    keep(*refused, incoming.original, subject_of(incoming.fact));
  }
  return made;
}

void AreaOwner::keep(const FactRefused& refused,
                     const std::string& original,
                     std::optional<ParticipantId> about) {
  const Instant now = view_.market().head.now;
  const auto noted =
      originals_.note({.hash = refused.original_hash,
                       .at = now,
                       .original = original,
                       .about = about,
                       .why = {.reason = codec::word(refused.reason), .field = refused.field}});
  if (!noted) failed_ = noted.error();
}

void AreaOwner::read_up_to(const std::string& input, codec::Position position) {
  view_.head.positions[input] = std::move(position);
}

std::expected<std::vector<Settled>, PortError> AreaOwner::take(std::span<const Incoming> facts) {
  std::vector<Settled> settled;
  settled.reserve(facts.size());
  for (const Incoming& incoming : facts) {
    auto one = take_uncommitted(incoming);
    if (!one) return std::unexpected(one.error());
    settled.push_back(std::move(*one));
  }
  if (auto done = commit(); !done) return std::unexpected(done.error());
  return settled;
}

std::expected<Settled, PortError> AreaOwner::take_uncommitted(const Incoming& incoming) {
  Settled settled = settle(incoming);
  pending_.settle(view_.head);
  if (auto done = commit_when_due(); !done) return std::unexpected(done.error());
  return settled;
}

std::expected<Settled, PortError> AreaOwner::refuse_uncommitted(const Unreadable& unreadable) {
  const ContentHash hash{.bytes = blake2b_128(unreadable.original)};
  const FactRefused refused{.reason = unreadable.reason,
                            .fact_id = {},
                            .original_hash = hash,
                            .waiting = {},
                            .field = unreadable.field};
  view_.engine.refuse(refused, unreadable.cause, unreadable.now, recorder());
  read_up_to(unreadable.cause.input,
             {.next = unreadable.cause.offset + 1, .cluster = unreadable.cluster});
  keep(refused, unreadable.original, std::nullopt);
  if (auto done = commit_when_due(); !done) return std::unexpected(done.error());
  Settled settled = settled_as(refused);
  settled.sequence = view_.engine.sequence();
  return settled;
}

std::expected<void, PortError> AreaOwner::commit_when_due() {
  const bool due = pending_.count() >= kEntriesPerCommit || !erased_.empty();
  return due ? commit() : std::expected<void, PortError>();
}

std::expected<void, PortError> AreaOwner::advance(Instant now) {
  advance_uncommitted(now);
  return commit();
}

void AreaOwner::advance_uncommitted(Instant now) {
  view_.engine.advance(std::max(now, view_.market().head.now), recorder());
}

std::expected<void, PortError> AreaOwner::commit() {
  if (failed_) return std::unexpected(*failed_);
  if (pending_.count() > 0) {
    pending_.settle_all();
    Commit made{.frames = {}, .rows = {}, .outward = std::exchange(outward_, {})};
    if (auto written = write_rows(made.rows); !written) return written;
    auto frames = pending_.take_frames(view_.head);
    if (!frames) return std::unexpected(frames.error());
    made.frames = std::move(*frames);
    made.rows.push_back({.key = codec::head_key(), .value = codec::write_head(view_.head)});
    // Keys first: what is sealed with a key must never outlive it.
    if (auto synced = ports_.keys.sync(); !synced) return std::unexpected(synced.error());
    if (auto kept = originals_.keep_noted(); !kept) return kept;
    if (auto done = ports_.journal.commit(std::move(made)); !done)
      return std::unexpected(done.error());
    originals_.forget_noted();
  }
  if (std::exchange(day_begun_, false)) {
    if (auto done = drop_overdue(); !done) return done;
  }
  return complete_erasures();
}

std::expected<void, PortError> AreaOwner::drop_overdue() {
  const auto overdue = originals_.overdue(view_.market().head.now);
  if (!overdue) return std::unexpected(overdue.error());
  if (overdue->empty()) return {};
  // They must not go by a time that is lost with a commit which is still under way.
  if (auto settled = ports_.journal.settle(); !settled) return settled;
  return originals_.drop(*overdue);
}

// Each touched row once; some of many by the second thread, once all entries are sealed.
std::expected<void, PortError> AreaOwner::write_rows(std::vector<RowChange>& rows) {
  const std::vector<const RowRef*> refs = each_once(touched_);
  rows.resize(refs.size());
  std::atomic<std::size_t> next = 0;
  const auto write = [&]() -> std::expected<void, PortError> {
    while (true) {
      const std::size_t from = next.fetch_add(kRowsAtOnce);
      if (from >= refs.size()) return {};
      for (std::size_t at = from; at < std::min(from + kRowsAtOnce, refs.size()); ++at) {
        auto row = codec::write_row(view_.market(), *refs[at], ports_.keys);
        if (!row) return std::unexpected(row.error());
        rows[at] = std::move(*row);
      }
    }
  };
  std::expected<void, PortError> beside;
  if (ports_.threads == Threads::kTwo && refs.size() >= kRowsShared) {
    second_.give([&] { beside = write(); });
  }
  const auto done = write();
  second_.wait_until_done();
  touched_.clear();
  return done ? beside : done;
}

// The order of an erasure: recorded, key destroyed, what is left of the person purged, completed.
std::expected<void, PortError> AreaOwner::complete_erasures() {
  if (erased_.empty()) return {};
  // A key without which the journal reads must not go before the erasure stands.
  if (auto settled = ports_.journal.settle(); !settled) return settled;
  const std::vector<ParticipantId> erased = std::exchange(erased_, {});
  for (const ParticipantId id : erased) {
    if (auto done = ports_.keys.destroy(view_.head.area, id); !done) {
      return std::unexpected(done.error());
    }
    if (auto done = originals_.drop_about(id); !done) return std::unexpected(done.error());
    view_.engine.note(ErasureCompleted{.participant = id}, view_.market().head.now, recorder());
  }
  return commit();
}

}  // namespace koppel
