#include "engine/codec/fact_codec.h"
#include "engine/codec/show.h"
#include "engine/model/id_text.h"
#include "tests/simulation/half_step.h"
#include "tests/simulation/state_checks.h"
#include "tests/simulation/world.h"

#include <algorithm>
#include <utility>

// What senders, clock and operator do.
namespace koppel::simulation {
namespace {

constexpr std::uint32_t kBatchMax = 8;
constexpr std::uint32_t kPeople = 10;  // as many as a RandomHistory knows
constexpr std::uint32_t kAnswerLostOneIn = 10;
constexpr std::uint32_t kWaitMsMax = 3 * 24 * 3'600'000;
constexpr std::uint32_t kBehindMsMax = 2 * 24 * 3'600'000;
constexpr std::uint32_t kAheadMsMax = 20 * 24 * 3'600'000;

std::expected<void, PortError> take_rows_away(Journal& journal) {
  Commit commit;
  const auto read = journal.read_rows([&](std::string_view key, std::string_view /*value*/) {
    commit.rows.push_back({.key = std::string(key), .value = std::nullopt});
    return Journal::Next::kGoOn;
  });
  if (!read) return read;
  if (auto done = journal.commit(std::move(commit)); !done) return done;
  return journal.settle();
}

}  // namespace

Instant World::now() {
  const std::int64_t monotonic_ms = clock_.monotonic_ms();
  const Instant told = edge_->now();
  const std::int64_t passed_ms = monotonic_ms - stamped_monotonic_ms_;
  const Instant believable =
      std::max(plus_ms(stamped_, passed_ms + kClockJumpMs), confirmed_until_);
  if (stamped_.is_set() && (told < stamped_ || told > believable)) {
    clock_wrong_ = "the edge's clock went from " + to_text(stamped_) + " to " + to_text(told) +
                   " in " + std::to_string(passed_ms) + " ms";
  }
  stamped_ = told;
  stamped_monotonic_ms_ = monotonic_ms;
  return told;
}

void World::tell_new(Sender& sender) {
  --facts_left_;
  const bool live = swarm_.timing == Timing::kLive;
  if (live) history_.go_on_from(clock_.honest());
  examples::Told told = history_.next(owner_->view().market());
  if (live) clock_.pass(std::max<std::int64_t>(0, told.now.ms - clock_.honest().ms));
  Sent sent{.incoming = {.fact = std::move(told.fact),
                         .original = std::move(told.json),
                         .cause = {},
                         .stamp = {.now = told.now, .not_after = kLatest}},
            .timing = swarm_.timing,
            .settled = {}};
  sender.facts.push_back(ledger_.add(std::move(sent), sender.input, sender.facts.size()));
}

Found World::send(Sender& sender) {
  const std::uint64_t position = sender.input.empty() ? 0 : position_of(sender.input);
  if (!sender.input.empty() && position > sender.facts.size()) {
    return sender.input + " was taken further than it was sent";
  }
  const std::size_t facts_max = 1 + dice_.below(kBatchMax);
  std::vector<std::size_t> batch = next_batch(sender, ledger_, position, facts_max, dice_);
  while (batch.size() < facts_max && facts_left_ > 0) {
    tell_new(sender);
    batch.push_back(sender.facts.back());
  }
  return settle(batch);
}

Found World::settle(std::span<const std::size_t> places) {
  if (places.empty()) return std::nullopt;
  std::vector<Incoming> batch;
  for (const std::size_t place : places) {
    Sent& sent = ledger_.at(place);
    if (sent.timing == Timing::kLive) {
      const Instant stamp = now();
      sent.incoming.stamp = {.now = stamp, .not_after = plus_ms(stamp, kDayMs)};
    }
    batch.push_back(sent.incoming);
  }
  diary_.note("sends " + std::to_string(places.size()) + " facts, from " +
              batch.front().cause.input + " " + std::to_string(batch.front().cause.offset) + ", " +
              std::string(codec::kind_of(batch.front().fact.body)));
  const auto settled = owner_->take(batch);
  if (!settled) return recover_after(settled.error());
  for (std::size_t at = 0; at < places.size(); ++at) {
    unanswered_.push_back({.place = places[at], .settled = (*settled)[at]});
  }
  const bool more_come_first = swarm_.writing == Writing::kAhead && dice_.one_in(2);
  return more_come_first ? std::nullopt : answer();
}

Found World::answer() {
  if (auto durable = owner_->wait_until_durable(); !durable) return recover_after(durable.error());
  const std::vector<Unanswered> answers = std::exchange(unanswered_, {});
  if (dice_.one_in(kAnswerLostOneIn)) {
    diary_.note("the answer does not reach its sender");
    return std::nullopt;
  }
  for (const Unanswered& one : answers) {
    // Who sent a fact again keeps the first answer: that is the one with its entry.
    Sent& sent = ledger_.at(one.place);
    if (!sent.settled) sent.settled = one.settled;
  }
  return std::nullopt;
}

Found World::tick() {
  const Instant at = now();
  diary_.note("tick at " + to_text(at));
  if (auto done = owner_->advance(at); !done) return recover_after(done.error());
  return std::nullopt;
}

void World::wait() {
  const std::int64_t ms = dice_.below(kWaitMsMax);
  diary_.note(std::to_string(ms) + " ms pass");
  clock_.pass(ms);
}

void World::set_clock_wrong() {
  const std::int64_t by_ms =
      dice_.one_in(3) ? -std::int64_t{dice_.below(kBehindMsMax)} : dice_.below(kAheadMsMax);
  diary_.note("the wall clock is wrong by " + std::to_string(by_ms) + " ms");
  clock_.set_wrong_by(by_ms);
}

// As the product does: the confirmation stands before time moves.
Found World::confirm_clock() {
  (void)now();
  if (!edge_->in_doubt()) return std::nullopt;
  if (dice_.one_in(2)) {
    diary_.note("the operator sets the wall clock right");
    clock_.set_wrong_by(0);
    return std::nullopt;
  }
  const Instant wall = clock_.wall();
  diary_.note("the operator confirms " + to_text(wall));
  Fact fact{.area = founding_.area, .occurred_at = wall, .body = ClockJumpConfirmed{.until = wall}};
  fact.fact_id = codec::fact_id_of("operator", "clock " + std::to_string(ledger_.all().size()));
  fact.content = codec::content_of(fact);
  const Instant standing = owner_->view().market().head.now;
  Sent sent{.incoming = {.fact = std::move(fact),
                         .original = "a confirmation of " + to_text(wall),
                         .cause = {},
                         .stamp = {.now = standing, .not_after = kLatest}},
            .timing = Timing::kStamped,
            .settled = {}};
  operator_.facts.push_back(ledger_.add(std::move(sent), operator_.input, 0));
  edge_->confirm(wall);
  confirmed_until_ = std::max(confirmed_until_, wall);
  return settle({&operator_.facts.back(), 1});
}

Found World::erase() {
  history_.go_on_from(clock_.honest());
  examples::Told told = history_.erasure(ParticipantId{1 + dice_.below(kPeople)});
  Sent sent{.incoming = {.fact = std::move(told.fact), .original = std::move(told.json)},
            .timing = Timing::kLive,
            .settled = {}};
  operator_.facts.push_back(ledger_.add(std::move(sent), operator_.input, 0));
  return settle({&operator_.facts.back(), 1});
}

Found World::half_step() {
  if (facts_left_ == 0) return std::nullopt;
  Sender& sender = any_sender();
  // Of an input, the next of it: nobody takes a place of an input before the one before it.
  if (!sender.input.empty() && position_of(sender.input) != sender.facts.size()) {
    return std::nullopt;
  }
  tell_new(sender);
  Incoming incoming = ledger_.at(sender.facts.back()).incoming;
  if (swarm_.timing == Timing::kLive) {
    const Instant stamp = now();
    incoming.stamp = {.now = stamp, .not_after = plus_ms(stamp, kDayMs)};
  }
  diary_.note("dies in the middle of a step: " + std::string(codec::kind_of(incoming.fact.body)));
  owner_.reset();
  if (auto done = record_half_step(*ports_, incoming, dice_); !done) {
    return recover_after(done.error());
  }
  return recover();
}

Found World::lose_rows() {
  diary_.note("dies after taking the rows away");
  owner_.reset();
  if (auto done = take_rows_away(ports_->journal); !done) return recover_after(done.error());
  return recover();
}

Found World::verify() {
  if (auto durable = owner_->wait_until_durable(); !durable) return recover_after(durable.error());
  return check_refold(*ports_, owner_->view());
}

Found World::act(Action action) {
  switch (action) {
    case Action::kSend: return send(any_sender());
    case Action::kTick: return tick();
    case Action::kWait: wait(); return std::nullopt;
    case Action::kSetClockWrong: set_clock_wrong(); return std::nullopt;
    case Action::kConfirmClock: return confirm_clock();
    case Action::kErase: return erase();
    case Action::kHalfStep: return half_step();
    case Action::kLoseRows: return lose_rows();
    case Action::kReopen: return recover();
    case Action::kVerify: return verify();
  }
  return std::nullopt;
}

}  // namespace koppel::simulation
