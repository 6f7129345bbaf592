#include "consumers/runtime/log_keys.h"

#include "consumers/runtime/log_failure.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"
#include "engine/model/invariant.h"

#include <utility>

namespace koppel {

LogKeys::LogKeys(AreaTurns& turns, KeyWrapping& wrapping, AreaId area)
    : turns_(turns), wrapping_(wrapping), area_(area) {}

LogKeys::~LogKeys() {
  for (auto& [name, key] : held_) wrapping_.wipe(key);
}

std::string LogKeys::name_of(ParticipantId participant) const {
  return to_text(area_) + "/" + (participant.is_set() ? to_text(participant) : "area");
}

std::expected<void, PortError> LogKeys::load() {
  return read_on();
}

std::expected<void, PortError> LogKeys::read_on() {
  const auto read = turns_.catch_up(
      AreaTopic::kKeys, next_, [this](const StandingRecord& record) { apply(record); });
  if (!read) return std::unexpected(port_error(read.error()));
  if (!foreign_) return {};
  return std::unexpected(
      PortError{.failure = PortFailure::kDamaged,
                .what = "the key " + *foreign_ + " was wrapped by another master key",
                .remedy = "start with the master key file of the processes that ran before"});
}

void LogKeys::apply(const StandingRecord& record) {
  next_ = record.offset + 1;
  const std::string& name = record.record.key;
  missing_.erase(name);
  forget(name);
  if (!record.record.value || name == to_text(area_) + "/day") return;
  if (auto key = wrapping_.unwrap(name, *record.record.value)) {
    held_.emplace(name, *key);
    wrapping_.wipe(*key);
  } else {
    foreign_ = name;
  }
}

void LogKeys::forget(const std::string& name) {
  const auto held = held_.find(name);
  if (held == held_.end()) return;
  wrapping_.wipe(held->second);
  held_.erase(held);
}

void LogKeys::change(const std::string& name, std::optional<std::string> value) {
  unsent_.insert_or_assign(name, std::move(value));
}

std::vector<LogRecord> LogKeys::unsent(Instant now) {
  std::string today = to_text(local_date(now));
  if (today != day_) change(to_text(area_) + "/day", today);
  day_ = std::move(today);
  return handed_over(now);
}

std::vector<LogRecord> LogKeys::handed_over(Instant now) {
  std::vector<LogRecord> records;
  for (auto& [name, value] : std::exchange(unsent_, {})) {
    records.push_back({.topic = AreaTopic::kKeys,
                       .key = name,
                       .value = std::move(value),
                       .headers = {},
                       .time = now});
  }
  return records;
}

std::expected<void, PortError> LogKeys::sync() {
  if (!sole_writer_ || unsent_.empty()) return {};
  Sending sending;
  sending.keys = handed_over(turns_.wall());
  if (auto sent = turns_.send(std::move(sending)); !sent) {
    return std::unexpected(port_error(sent.error()));
  }
  return {};
}

std::expected<std::optional<Key>, PortError> LogKeys::find(AreaId area, ParticipantId participant) {
  invariant(area == area_, "keys of one area");
  const std::string name = name_of(participant);
  if (!held_.contains(name) && !sole_writer_ && !missing_.contains(name)) {
    if (auto read = read_on(); !read) return std::unexpected(read.error());
    if (!held_.contains(name)) missing_.insert(name);
  }
  const auto held = held_.find(name);
  if (held == held_.end()) return std::nullopt;
  return held->second;
}

std::expected<Key, PortError> LogKeys::find_or_make(AreaId area, ParticipantId participant) {
  const auto found = find(area, participant);
  if (!found) return std::unexpected(found.error());
  if (*found) return **found;
  const std::string name = name_of(participant);
  const Key key = wrapping_.make();
  held_.emplace(name, key);
  change(name, wrapping_.wrap(name, key));
  return key;
}

std::expected<void, PortError> LogKeys::destroy(AreaId area, ParticipantId participant) {
  invariant(area == area_, "keys of one area");
  const std::string name = name_of(participant);
  forget(name);
  change(name, std::nullopt);
  return {};
}

void LogKeys::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  wrapping_.fill_nonce(nonce);
}

Key LogKeys::signing_seed() {
  const std::string name = to_text(area_) + "/signing";
  const auto held = held_.find(name);
  return held != held_.end() ? held->second : wrapping_.derived(name);
}

std::array<std::uint8_t, 64> LogKeys::sign(std::span<const std::uint8_t> message) {
  Key seed = signing_seed();
  const auto signature = wrapping_.sign(seed, message);
  wrapping_.wipe(seed);
  return signature;
}

std::array<std::uint8_t, 32> LogKeys::verify_key() {
  Key seed = signing_seed();
  const auto open = wrapping_.verify_key(seed);
  wrapping_.wipe(seed);
  return open;
}

void LogKeys::hand_out(KeyWrapping& with, const WrappedVisitor& visitor) {
  const std::string signing = to_text(area_) + "/signing";
  for (const auto& [name, key] : held_) {
    if (name != signing) visitor(name, with.wrap(name, key));
  }
  Key seed = signing_seed();
  visitor(signing, with.wrap(signing, seed));
  with.wipe(seed);
}

bool LogKeys::take_in(const std::string& name, std::string_view wrapped, KeyWrapping& with) {
  auto key = with.unwrap(name, wrapped);
  if (!key || !name.starts_with(to_text(area_) + "/")) return false;
  const auto [held, is_new] = held_.emplace(name, *key);
  const bool same = held->second == *key;
  with.wipe(*key);
  if (is_new) change(name, wrapping_.wrap(name, held->second));
  return same;
}

}  // namespace koppel
