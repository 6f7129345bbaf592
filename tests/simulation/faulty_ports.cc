#include "tests/simulation/faulty_ports.h"

#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"

#include <utility>

namespace koppel::simulation {
namespace {

constexpr std::uint32_t kCommitsPerLie = 7;  // late enough that there is something to lose

PortError died() {
  return {.failure = PortFailure::kUnavailable, .what = "the process died", .remedy = "recover()"};
}

}  // namespace

void FaultyPorts::die_after(std::uint32_t calls, When when) {
  calls_left_ = calls;
  when_ = when;
}

void FaultyPorts::recover() {
  keys_.lose_unsynced();
  journal_.reopen();
  calls_left_ = UINT32_MAX;
  dead_ = false;
}

FaultyPorts::Life FaultyPorts::next_call() {
  if (dead_) return Life::kDead;
  if (calls_left_ == UINT32_MAX || calls_left_-- > 0) return Life::kAlive;
  dead_ = true;
  return Life::kDies;
}

template <typename Effect>
std::expected<void, PortError> FaultyPorts::attempt(const Effect& effect) {
  const Life life = next_call();
  if (life == Life::kAlive) return effect();
  if (life == Life::kDies && when_ == When::kAfter) (void)effect();
  return std::unexpected(died());
}

Commit FaultyPorts::told_wrongly(const Commit& commit) {
  Commit wrong = commit;
  if (lie_ == Lie::kPositionsForgotten) {
    for (RowChange& row : wrong.rows) {
      if (row.key != codec::head_key() || !row.value) continue;
      auto head = codec::read_head(*row.value);
      if (!head) continue;
      head->positions.clear();
      row.value = codec::write_head(*head);
    }
  }
  if (++commits_ % kCommitsPerLie != 0) return wrong;
  if (lie_ == Lie::kCommitDropped) return {};
  if (lie_ == Lie::kFramesDropped) wrong.frames.clear();
  return wrong;
}

std::expected<void, PortError> FaultyPorts::commit(const Commit& commit) {
  const Life life = next_call();
  if (life == Life::kDead) return std::unexpected(died());
  if (life == Life::kDies) {
    journal_.fail_next_commit(
        died(), when_ == When::kAfter ? MemoryJournal::Fate::kStored : MemoryJournal::Fate::kLost);
  }
  return journal_.commit(told_wrongly(commit));
}

std::expected<void, PortError> FaultyPorts::read(Sequence from, const FrameVisitor& visitor) {
  return journal_.read(from, visitor);
}

std::expected<void, PortError> FaultyPorts::read_rows(const RowVisitor& visitor) {
  return journal_.read_rows(visitor);
}

std::expected<void, PortError> FaultyPorts::keep(const ContentHash& hash, std::string_view sealed) {
  return attempt([&] { return journal_.keep(hash, sealed); });
}

std::expected<void, PortError> FaultyPorts::each(const Visitor& visitor) {
  return journal_.each(visitor);
}

std::expected<void, PortError> FaultyPorts::drop(const ContentHash& hash) {
  return attempt([&] { return journal_.drop(hash); });
}

std::expected<void, PortError> FaultyPorts::shred_dropped() {
  return attempt([&] { return journal_.shred_dropped(); });
}

std::expected<std::optional<Key>, PortError> FaultyPorts::find(AreaId area,
                                                               ParticipantId participant) {
  return keys_.find(area, participant);
}

std::expected<Key, PortError> FaultyPorts::find_or_make(AreaId area, ParticipantId participant) {
  return keys_.find_or_make(area, participant);
}

std::expected<void, PortError> FaultyPorts::sync() {
  if (lie_ == Lie::kKeysNotSynced) return {};
  return attempt([&] { return keys_.sync(); });
}

std::expected<void, PortError> FaultyPorts::destroy(AreaId area, ParticipantId participant) {
  return attempt([&] { return keys_.destroy(area, participant); });
}

void FaultyPorts::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  keys_.fill_nonce(nonce);
}

std::array<std::uint8_t, 64> FaultyPorts::sign(std::span<const std::uint8_t> message) {
  return keys_.sign(message);
}

std::array<std::uint8_t, 32> FaultyPorts::verify_key() {
  return keys_.verify_key();
}

}  // namespace koppel::simulation
