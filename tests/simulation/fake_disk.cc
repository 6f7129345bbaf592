#include "tests/simulation/fake_disk.h"

#include <algorithm>

namespace koppel::simulation {
namespace {

constexpr std::size_t kSectorBytes = 512;
constexpr std::uint32_t kUsualMsMax = 3;
constexpr std::uint32_t kSlowMsMax = 4 * 3'600'000;
constexpr std::uint64_t kFreedBytesMin = 20'000;
constexpr std::uint32_t kFreedBytesMore = 100'000;

std::unexpected<PortError> full(const std::string& file) {
  return std::unexpected(PortError{.failure = PortFailure::kNoSpace,
                                   .what = "writing to " + file + ": no space left",
                                   .remedy = "free some, then open it again"});
}

}  // namespace

void FakeDisk::take_time() {
  Dice& dice = misfortune_.dice();
  clock_->pass(dice.below(dice.one_in(misfortune_.trouble().slow) ? kSlowMsMax : kUsualMsMax));
}

PortError FakeDisk::error(const std::string& doing, const std::string& file) const {
  return {.failure = PortFailure::kUnavailable,
          .what = doing + " " + file + ": " +
                  (misfortune_.process_is_dead() ? "the process died" : "input/output error"),
          .remedy = "open it again"};
}

std::uint64_t FakeDisk::used_bytes() const {
  std::uint64_t used = 0;
  for (const auto& [name, file] : files_) used += file.bytes.size();
  return used;
}

std::expected<std::string, PortError> FakeDisk::read(const std::string& file) {
  if (misfortune_.process_is_dead()) return std::unexpected(error("reading", file));
  const auto found = files_.find(file);
  return found == files_.end() ? std::string() : found->second.bytes;
}

std::expected<void, PortError> FakeDisk::append(const std::string& file, std::string_view bytes) {
  if (misfortune_.process_is_dead()) return std::unexpected(error("writing to", file));
  take_time();
  const std::uint64_t capacity = misfortune_.trouble().capacity_bytes;
  const std::uint64_t space = capacity - std::min(used_bytes(), capacity);
  std::string& content = files_[file].bytes;
  if (space < bytes.size()) {
    content.append(bytes.substr(0, space));
    return full(file);
  }
  if (misfortune_.next() == Fate::kNone) {
    content.append(bytes);
    return {};
  }
  content.append(bytes.substr(0, misfortune_.dice().below(bytes.size() + 1)));
  return std::unexpected(error("writing to", file));
}

std::expected<void, PortError> FakeDisk::sync(const std::string& file) {
  if (misfortune_.process_is_dead()) return std::unexpected(error("syncing", file));
  take_time();
  File& synced = files_[file];
  const std::size_t waiting = synced.bytes.size() - synced.durable;
  const Fate fate = misfortune_.next();
  if (fate == Fate::kNone) {
    if (!synced.sync_failed) synced.durable += waiting;
    return {};
  }
  Dice& dice = misfortune_.dice();
  synced.durable += dice.one_in(2) ? waiting : dice.below(waiting + 1);
  synced.sync_failed = fate == Fate::kFails;
  return std::unexpected(error("syncing", file));
}

std::expected<void, PortError> FakeDisk::replace(const std::string& file, std::string_view bytes) {
  if (misfortune_.process_is_dead()) return std::unexpected(error("replacing", file));
  take_time();
  if (used_bytes() + bytes.size() > misfortune_.trouble().capacity_bytes) return full(file);
  const Fate fate = misfortune_.next();
  if (fate == Fate::kNone || misfortune_.dice().one_in(2)) {
    files_[file] = {.bytes = std::string(bytes), .durable = bytes.size()};
  }
  if (fate == Fate::kNone) return {};
  return std::unexpected(error("replacing", file));
}

void FakeDisk::cut_power() {
  Dice& dice = misfortune_.dice();
  for (auto& [name, file] : files_) {
    const std::size_t waiting = file.bytes.size() - file.durable;
    const std::size_t kept = dice.one_in(2) ? 0 : dice.below(waiting + 1);
    file.bytes.resize(file.durable + kept);
    // A sector that was being written holds anything; here nothing.
    const std::size_t torn = dice.one_in(2) ? 0 : std::min(kept, kSectorBytes);
    std::fill(file.bytes.end() - static_cast<std::ptrdiff_t>(torn), file.bytes.end(), '\0');
    file.durable = file.bytes.size();
    file.sync_failed = false;
  }
}

void FakeDisk::free_space() {
  misfortune_.trouble().capacity_bytes =
      used_bytes() + kFreedBytesMin + misfortune_.dice().below(kFreedBytesMore);
}

bool FakeDisk::holds(std::string_view bytes) const {
  return std::ranges::any_of(files_, [bytes](const auto& named) {
    return named.second.bytes.find(bytes) != std::string::npos;
  });
}

}  // namespace koppel::simulation
