#include "consumers/runtime/area_owner.h"

#include "engine/codec/fact_codec.h"
#include "engine/codec/hash.h"
#include "engine/codec/outward_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/codec/sealing.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace koppel {
namespace {

constexpr ParticipantId kAreaKey{};  // the area's own key: that of nobody

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

bool is_about_erased(const Market& market, const Fact& fact) {
  const auto subject = subject_of(fact);
  const Participant* participant = subject ? market.find(*subject) : nullptr;
  return participant != nullptr && participant->state == ParticipantState::kErased;
}

std::string associated(AreaId area, const ContentHash& hash) {
  return "refused" + to_text(area) + std::string(hash.bytes.begin(), hash.bytes.end());
}

}  // namespace

AreaOwner::AreaOwner(const AreaPorts& ports, AreaView view)
    : ports_(ports), view_(std::move(view)), touched_(std::exchange(view_.behind, {})) {}

std::expected<std::unique_ptr<AreaOwner>, PortError> AreaOwner::open(const AreaPorts& ports,
                                                                     const Founding& founding,
                                                                     Instant now) {
  auto view = load_area(ports.journal, ports.keys);
  if (!view) return std::unexpected(view.error());
  std::unique_ptr<AreaOwner> owner(new AreaOwner(ports, std::move(*view)));
  owner->view_.head.decide_revision = kDecideRevision;
  owner->listen_ahead();
  if (!owner->view_.engine.sequence().is_set()) owner->found(founding, now);
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
    view_.engine.take(fact, {}, {.now = now, .not_after = kLatest}, recorder());
  }
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
  return [this](const Entry& entry, const Touched& touched) {
    pending_.push_back(entry);
    tell(entry);
    touched_.insert(touched.rows.begin(), touched.rows.end());
    if (const auto* fact = std::get_if<Fact>(&entry.body)) {
      if (const auto* erasure = std::get_if<ParticipantErased>(&fact->body)) {
        erased_.push_back(erasure->participant);
      }
    }
    watcher_(entry);
  };
}

void AreaOwner::keep_original(const Incoming& incoming, const ContentHash& hash) {
  const AreaId area = view_.head.area;
  const auto key = ports_.keys.find_or_make(area, kAreaKey);
  if (!key) {
    failed_ = key.error();
    return;
  }
  std::array<std::uint8_t, kNonceBytes> nonce{};
  ports_.keys.fill_nonce(nonce);
  originals_.emplace_back(hash, seal(*key, nonce, associated(area, hash), incoming.original));
}

Settled AreaOwner::settle(const Incoming& incoming) {
  const std::size_t before = pending_.size();
  std::optional<ContentHash> refused;
  const auto record = recorder();
  // The original's hash belongs in FactRefused; the core never sees the original.
  const auto body = view_.engine.take(
      incoming.fact,
      incoming.cause,
      incoming.stamp,
      [&](const Entry& entry, const Touched& touched) { record(entry, touched); });
  if (!incoming.cause.input.empty()) {
    view_.head.positions[incoming.cause.input] = {.next = incoming.cause.offset + 1, .cluster = {}};
  }
  if (!body) return {.disposition = Disposition::kRepeat};
  Settled made = settled_as(*body);
  for (std::size_t at = before; at < pending_.size(); ++at) {
    Entry& entry = pending_[at];
    if (entry.cause.sequence.is_set()) {
      if (made.sequence.is_set()) ++made.results;
      continue;
    }
    if (std::holds_alternative<TimeAdvanced>(entry.body)) continue;
    made.sequence = entry.sequence;
    if (auto* refusal = std::get_if<FactRefused>(&entry.body)) {
      refusal->original_hash = ContentHash{.bytes = blake2b_128(incoming.original)};
      refused = refusal->original_hash;
    }
  }
  // What is said about an erased person is not kept at all, whatever else is wrong with it.
  if (refused && !is_about_erased(view_.market(), incoming.fact)) {
    keep_original(incoming, *refused);
  }
  return made;
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
  if (pending_.size() >= kEntriesPerCommit || !erased_.empty()) {
    if (auto done = commit(); !done) return std::unexpected(done.error());
  }
  return settled;
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
  if (!pending_.empty()) {
    auto frames = codec::write_frames(view_.head, pending_, ports_.keys);
    if (!frames) return std::unexpected(frames.error());
    Commit made{.frames = std::move(*frames), .rows = {}, .outward = std::exchange(outward_, {})};
    for (const RowRef& ref : touched_) {
      auto row = codec::write_row(view_.market(), ref, ports_.keys);
      if (!row) return std::unexpected(row.error());
      made.rows.push_back(std::move(*row));
    }
    made.rows.push_back({.key = codec::head_key(), .value = codec::write_head(view_.head)});
    // Keys first: what is sealed with a key must never outlive it.
    if (auto synced = ports_.keys.sync(); !synced) return std::unexpected(synced.error());
    for (const auto& [hash, sealed] : originals_) {
      if (auto kept = ports_.refused.keep(hash, sealed); !kept) return kept;
    }
    if (auto done = ports_.journal.commit(made); !done) return std::unexpected(done.error());
    pending_.clear();
    touched_.clear();
    originals_.clear();
  }
  return complete_erasures();
}

// The order of an erasure: recorded, key destroyed, what is left of the person purged, completed.
std::expected<void, PortError> AreaOwner::complete_erasures() {
  if (erased_.empty()) return {};
  const std::vector<ParticipantId> erased = std::exchange(erased_, {});
  for (const ParticipantId id : erased) {
    if (auto done = ports_.keys.destroy(view_.head.area, id); !done) {
      return std::unexpected(done.error());
    }
    if (auto done = drop_originals(id); !done) return std::unexpected(done.error());
    view_.engine.note(ErasureCompleted{.participant = id}, view_.market().head.now, recorder());
  }
  return commit();
}

std::expected<void, PortError> AreaOwner::drop_originals(ParticipantId id) {
  const AreaId area = view_.head.area;
  const auto key = ports_.keys.find_or_make(area, kAreaKey);
  if (!key) return std::unexpected(key.error());
  std::vector<ContentHash> about;
  const auto read = ports_.refused.each([&](const ContentHash& hash, std::string_view sealed) {
    const auto original = koppel::open(*key, associated(area, hash), sealed);
    if (!original) return;
    const auto fact = codec::fact_from_json(*original);
    if (fact && subject_of(*fact) == id) about.push_back(hash);
  });
  if (!read) return std::unexpected(read.error());
  for (const ContentHash& hash : about) {
    if (auto dropped = ports_.refused.drop(hash); !dropped) {
      return std::unexpected(dropped.error());
    }
  }
  return about.empty() ? std::expected<void, PortError>() : ports_.refused.shred_dropped();
}

}  // namespace koppel
