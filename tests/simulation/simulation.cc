#include "tests/simulation/simulation.h"

#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/model/invariant.h"
#include "tests/support/market_examples.h"
#include "tests/support/random_history.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>
#include <variant>

namespace koppel::simulation {
namespace {

constexpr std::uint32_t kFactsPerHistory = 150;
constexpr std::uint32_t kBatchMax = 12;
constexpr std::uint32_t kCallsMax = 12;  // a batch makes about that many calls of the ports
const std::string kInput = "file:simulated";

Founding founding() {
  return {
      .area = AreaId{11}, .journal_id = {.bytes = {7}}, .engine_version = "simulated", .facts = {}};
}

AreaPorts ports_of(FaultyPorts& ports) {
  return {.journal = ports, .refused = ports, .keys = ports};
}

Incoming incoming(const examples::Told& told, std::uint64_t offset) {
  return {.fact = told.fact,
          .original = told.json,
          .cause = {.sequence = {}, .input = kInput, .offset = offset},
          .stamp = {.now = told.now, .not_after = plus_ms(told.now, kDayMs)}};
}

std::string digest_text(const Market& market) {
  return codec::to_text(codec::digest_of(market));
}

std::expected<std::vector<Entry>, PortError> entries_in(FaultyPorts& ports) {
  std::vector<Entry> entries;
  const auto read = read_entries(ports, ports, Sequence{1}, [&](const Entry& entry) {
    entries.push_back(entry);
    return Journal::Next::kGoOn;
  });
  if (!read) return std::unexpected(read.error());
  return entries;
}

// Contiguous numbers once, due reminders once, and no proposal beyond the seats of its place.
struct Walk {
  Engine engine;
  std::uint64_t proposals = 0;
  std::uint64_t reminders = 0;
  std::set<ReminderNumber> due;

  Found step(const Entry& entry) {
    (void)engine.fold(entry, Engine::Indexing::kLater);
    if (const auto* made = std::get_if<ProposalMade>(&entry.body)) {
      if (made->proposal.value() != ++proposals) return "a proposal's number is not the next";
      const Placement* place = engine.market().find(made->placement);
      if (place->engaged + place->open_proposals.size() > place->details.seats) {
        return "a seat was proposed that is not there";
      }
    }
    if (const auto* planned = std::get_if<ReminderPlanned>(&entry.body)) {
      if (planned->reminder.value() != ++reminders) return "a reminder's number is not the next";
    }
    if (const auto* reminded = std::get_if<ReminderDue>(&entry.body)) {
      if (!due.insert(reminded->reminder).second) return "a reminder was due twice";
    }
    return std::nullopt;
  }
};

}  // namespace

History history_of(std::uint64_t seed) {
  FaultyPorts ports(seed, Lie::kNone);
  examples::RandomHistory random(seed);
  History history;
  auto owner = AreaOwner::open(ports_of(ports), founding(), examples::monday());
  invariant(owner.has_value(), "nothing fails here");
  const auto tell = [&](const examples::Told& told) {
    history.facts.push_back(incoming(told, history.facts.size()));
    invariant((*owner)->take({&history.facts.back(), 1}).has_value(), "nothing fails here");
  };
  for (const examples::Told& told : random.founding()) tell(told);
  while (history.facts.size() < kFactsPerHistory) tell(random.next((*owner)->view().market()));
  history.entries = *entries_in(ports);
  history.digest = digest_text((*owner)->view().market());
  return history;
}

World::World(std::uint64_t seed, Lie lie) : random_(seed), ports_(seed, lie) {}

std::uint32_t World::below(std::uint32_t below) {
  return static_cast<std::uint32_t>(random_() % below);
}

std::uint64_t World::position() const {
  const auto& positions = owner_->view().head.positions;
  const auto found = positions.find(kInput);
  return found == positions.end() ? 0 : found->second.next;
}

// A new process, which may die while it starts; the last attempt is left in peace.
Found World::open(const History& history) {
  constexpr int kAttempts = 4;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    owner_.reset();
    ports_.recover();
    ++crashes_;
    const bool dies = attempt + 1 < kAttempts && below(3) == 0;
    if (dies) ports_.die_after(below(4), FaultyPorts::When{static_cast<std::uint8_t>(below(2))});
    auto owner = AreaOwner::open(ports_of(ports_), founding(), history.facts.front().stamp.now);
    if (!owner && dies) continue;
    if (!owner) return "does not open again: " + owner.error().what;
    owner_ = std::move(*owner);
    return check_recovered();
  }
  return "never opens again";
}

Found World::check_recovered() {
  if (position() < answered_) {
    return "facts were answered up to " + std::to_string(answered_) + ", recorded up to " +
           std::to_string(position());
  }
  const auto refolded = refold_area(ports_, ports_, [](std::uint64_t) {});
  if (!refolded) return "does not refold: " + refolded.error().what;
  if (refolded->head != owner_->view().head) return "the rows' head is not that of the frames";
  if (digest_text(refolded->market()) != digest_text(owner_->view().market())) {
    return "the rows are not what the frames fold to";
  }
  return std::nullopt;
}

Found World::tell(const History& history) {
  if (auto found = open(history)) return found;
  while (position() < history.facts.size()) {
    const std::uint64_t from = position();
    const std::size_t batch =
        std::min<std::size_t>(1 + below(kBatchMax), history.facts.size() - from);
    if (below(2) == 0) {
      ports_.die_after(below(kCallsMax), FaultyPorts::When{static_cast<std::uint8_t>(below(2))});
    }
    if (const auto settled = owner_->take(std::span(history.facts).subspan(from, batch))) {
      // Repeats at the end of a batch leave nothing behind: no frame says that they were read.
      for (std::size_t at = 0; at < settled->size(); ++at) {
        if ((*settled)[at].disposition != Disposition::kRepeat) answered_ = from + at + 1;
      }
      if (below(8) != 0) continue;  // or it dies while nothing is under way
    }
    if (auto found = open(history)) return found;
  }
  if (auto found = open(history)) return found;
  return check_end(history);
}

Found World::check_end(const History& history) {
  const auto entries = entries_in(ports_);
  if (!entries) return "the entries cannot be read: " + entries.error().what;
  Walk walk;
  for (const Entry& entry : *entries) {
    if (auto found = walk.step(entry)) return found;
  }
  const auto differs = std::ranges::mismatch(*entries, history.entries);
  if (differs.in1 != entries->end() && differs.in2 != history.entries.end()) {
    return codec::entry_text(*differs.in1, codec::Personal::kShown) + " instead of " +
           codec::entry_text(*differs.in2, codec::Personal::kShown);
  }
  if (entries->size() != history.entries.size()) {
    return std::to_string(entries->size()) + " entries instead of " +
           std::to_string(history.entries.size());
  }
  if (digest_text(owner_->view().market()) != history.digest) {
    return "the digest is not that of the undisturbed run";
  }
  return std::nullopt;
}

}  // namespace koppel::simulation
