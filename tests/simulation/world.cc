#include "tests/simulation/world.h"

#include "tests/simulation/state_checks.h"
#include "tests/support/market_examples.h"

#include <algorithm>
#include <utility>

namespace koppel::simulation {
namespace {

constexpr std::uint64_t kOwnStream = 0x5eed'0002;
constexpr std::uint32_t kAttemptsMax = 20;
constexpr std::uint32_t kAttemptsTroubled = 10;  // then nothing goes wrong any more

Founding founding_of(examples::RandomHistory& history) {
  Founding founding{
      .area = AreaId{11}, .journal_id = {.bytes = {7}}, .engine_version = "simulated", .facts = {}};
  for (const examples::Told& told : history.founding()) founding.facts.push_back(told.fact);
  return founding;
}

}  // namespace

World::World(
    std::uint64_t seed, const Swarm& swarm, Machine& machine, SimulatedClock& clock, Lie lie)
    : swarm_(swarm),
      lie_(lie),
      machine_(machine),
      clock_(clock),
      dice_(seed ^ kOwnStream),
      history_(seed),
      founding_(founding_of(history_)),
      facts_left_(swarm.facts),
      inspector_(seed, founding_) {
  history_.begin_with(swarm.people, swarm.places);
  for (std::uint32_t input = 1; input <= swarm.inputs; ++input) {
    senders_.push_back({.input = "input " + std::to_string(input), .facts = {}});
  }
  senders_.resize(senders_.size() + swarm.lives);
  diary_.note(text_of(swarm));
}

Sender& World::any_sender() {
  return senders_[dice_.below(senders_.size())];
}

std::uint64_t World::position_of(const std::string& input) const {
  const auto& positions = owner_->view().head.positions;
  const auto found = positions.find(input);
  return found == positions.end() ? 0 : found->second.next;
}

std::vector<Sender*> World::everybody() {
  std::vector<Sender*> all{&operator_};
  for (Sender& sender : senders_) all.push_back(&sender);
  return all;
}

bool World::is_done(const Sender& sender) const {
  const std::uint64_t position = sender.input.empty() ? 0 : position_of(sender.input);
  const auto rest = std::span(sender.facts).subspan(std::min(position, sender.facts.size()));
  return std::ranges::all_of(
      rest, [this](std::size_t place) { return ledger_.all()[place].settled.has_value(); });
}

std::expected<void, PortError> World::open() {
  auto ports = machine_.start();
  if (!ports) return std::unexpected(ports.error());
  held_.emplace(ports->journal, swarm_.writing, dice_, lie_);
  ports_.emplace(AreaPorts{.journal = *held_, .refused = ports->refused, .keys = ports->keys});
  const bool live = swarm_.timing == Timing::kLive;
  auto owner = AreaOwner::open(*ports_, founding_, live ? clock_.wall() : examples::monday());
  if (!owner) return std::unexpected(owner.error());
  owner_ = std::move(*owner);
  edge_.emplace(clock_, owner_->view().market().head.now);
  stamped_ = {};
  confirmed_until_ = {};
  return {};
}

Found World::recover_after(const PortError& error) {
  diary_.note(error.what);
  disk_is_full_ = disk_is_full_ || error.failure == PortFailure::kNoSpace;
  return recover();
}

// Whatever goes wrong while a process starts: the next one tries again.
Found World::recover() {
  std::string last;
  for (std::uint32_t attempt = 0; attempt < kAttemptsMax; ++attempt) {
    if (attempt == kAttemptsTroubled) machine_.calm();
    owner_.reset();
    ports_.reset();
    held_.reset();
    unanswered_.clear();
    machine_.stop();
    ++recoveries_;
    const bool power = dice_.one_in(swarm_.power_cuts);
    if (power) machine_.cut_power();
    if (disk_is_full_ && dice_.one_in(2)) {
      machine_.free_space();
      disk_is_full_ = false;
    }
    diary_.note(power ? "opens after a power cut" : "opens");
    auto opened = open();
    if (opened) opened = owner_->wait_until_durable();
    if (opened) return inspector_.inspect(machine_, *ports_, owner_->view(), ledger_);
    last = opened.error().what;
    if (opened.error().failure == PortFailure::kDamaged) break;
    diary_.note(last);
    disk_is_full_ = disk_is_full_ || opened.error().failure == PortFailure::kNoSpace;
  }
  return "does not open again: " + last;
}

// Whoever got no answer sends until it has one. A recovery takes back what was not yet durable:
// who was done before it may not be any more.
Found World::drain() {
  const auto is_undone = [this](const Sender* sender) { return !is_done(*sender); };
  while (true) {
    const std::vector<Sender*> all = everybody();
    const auto undone = std::ranges::find_if(all, is_undone);
    if (undone == all.end() && unanswered_.empty()) return std::nullopt;
    diary_.begin_step();
    if (auto wrong = undone == all.end() ? answer() : send(**undone)) return wrong;
  }
}

Found World::end() {
  machine_.calm();
  if (auto wrong = drain()) return wrong;
  if (swarm_.timing == Timing::kLive) {
    if (auto wrong = tick()) return wrong;
    if (auto wrong = check_fired(owner_->view())) return wrong;
  }
  owner_.reset();
  machine_.stop();
  machine_.cut_power();
  if (auto wrong = recover()) return wrong;
  if (auto wrong = inspector_.check_all_recorded(ledger_)) return wrong;
  if (swarm_.timing == Timing::kLive) return std::nullopt;
  EntryReader reader;
  if (auto wrong = reader.read_on(ports_->journal, ports_->keys)) return wrong;
  return Twin(0, founding_).compare_import(examples::monday(), reader.entries(), ledger_);
}

Found World::run() {
  if (auto wrong = recover()) return wrong;
  while (facts_left_ > 0) {
    diary_.begin_step();
    if (auto wrong = act(swarm_.actions[dice_.below(swarm_.actions.size())])) return wrong;
    if (clock_wrong_) return clock_wrong_;
  }
  diary_.note("the end begins");
  return end();
}

}  // namespace koppel::simulation
