#include "consumers/cli/trial_areas.h"

#include "consumers/cli/founding.h"
#include "consumers/cli/installation.h"

#include <algorithm>
#include <optional>
#include <random>
#include <utility>

namespace koppel::cli {
namespace {

using Outcome = std::expected<void, PortError>;

// What stands is read; what is written is forgotten.
class TrialJournal final : public Journal {
 public:
  explicit TrialJournal(Journal* standing) : standing_(standing) {}

  [[nodiscard]] Outcome commit(Commit /*commit*/) override { return {}; }

  [[nodiscard]] Outcome read(Sequence from, const FrameVisitor& visitor) override {
    return standing_ == nullptr ? Outcome{} : standing_->read(from, visitor);
  }

  [[nodiscard]] Outcome read_rows(const RowVisitor& visitor) override {
    return standing_ == nullptr ? Outcome{} : standing_->read_rows(visitor);
  }

 private:
  Journal* standing_;
};

class NoOriginals final : public RefusedStore {
 public:
  [[nodiscard]] Outcome keep(const ContentHash&, std::string_view, const Why&) override {
    return {};
  }

  [[nodiscard]] Outcome each(const Visitor& /*visitor*/) override { return {}; }

  [[nodiscard]] Outcome drop(const ContentHash& /*hash*/) override { return {}; }

  [[nodiscard]] Outcome shred_dropped() override { return {}; }
};

// The keys that stand, and those of a trial, which are forgotten with it.
class TrialKeys final : public Keys {
 public:
  explicit TrialKeys(Keys* standing) : standing_(standing) {}

  [[nodiscard]] std::expected<std::optional<Key>, PortError> find(
      AreaId area, ParticipantId participant) override {
    const auto found = made_.find({area, participant});
    if (found != made_.end()) return found->second;
    if (standing_ == nullptr) return std::nullopt;
    return standing_->find(area, participant);
  }

  [[nodiscard]] std::expected<Key, PortError> find_or_make(AreaId area,
                                                           ParticipantId participant) override {
    const auto found = find(area, participant);
    if (!found) return std::unexpected(found.error());
    if (*found) return **found;
    Key key{};
    fill(key);
    made_[{area, participant}] = key;
    return key;
  }

  [[nodiscard]] Outcome sync() override { return {}; }

  [[nodiscard]] Outcome destroy(AreaId area, ParticipantId participant) override {
    made_[{area, participant}] = std::nullopt;
    return {};
  }

  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override { fill(nonce); }

  [[nodiscard]] std::array<std::uint8_t, 64> sign(
      std::span<const std::uint8_t> /*message*/) override {
    return {};  // nobody reads it
  }

  [[nodiscard]] std::array<std::uint8_t, 32> verify_key() override {
    return standing_ == nullptr ? std::array<std::uint8_t, 32>{} : standing_->verify_key();
  }

 private:
  void fill(std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(device_() & 0xFFU);
  }

  Keys* standing_;
  std::random_device device_;
  std::map<std::pair<AreaId, ParticipantId>, std::optional<Key>> made_;  // empty: destroyed
};

}  // namespace

struct TrialAreas::Opened {
  explicit Opened(AreaReading reading)
      : standing(std::move(reading)), journal(standing.store.get()), keys(standing.keys.get()) {}

  AreaReading standing;  // empty where the area is new
  TrialJournal journal;
  NoOriginals originals;
  TrialKeys keys;
  std::unique_ptr<AreaOwner> owner;
};

TrialAreas::TrialAreas(std::filesystem::path data, EntryTold told)
    : data_(std::move(data)), told_(std::move(told)), lost_(lost_journals(data_)) {}

TrialAreas::~TrialAreas() = default;

std::expected<AreaOwner*, PortError> TrialAreas::owner(AreaId area, Instant now) {
  if (const auto found = opened_.find(area); found != opened_.end()) {
    return found->second->owner.get();
  }
  if (const auto lost = lost_.find(area); lost != lost_.end()) {
    return std::unexpected(lost->second);
  }
  AreaReading reading;
  if (!has_no_journal(area_path(data_, area))) {
    auto standing = open_reading(data_, area);
    if (!standing) return std::unexpected(standing.error());
    reading = std::move(*standing);
  }
  auto opened = std::make_unique<Opened>(std::move(reading));
  auto owner = AreaOwner::open(
      {.journal = opened->journal, .refused = opened->originals, .keys = opened->keys},
      founding_of(area, now),
      now);
  if (!owner) return std::unexpected(owner.error());
  opened->owner = std::move(*owner);
  opened->owner->watch([this, area](const Entry& entry) { told_(area, entry); });
  return opened_.emplace(area, std::move(opened)).first->second->owner.get();
}

std::expected<AreaOwner*, PortError> TrialAreas::standing_owner(AreaId area, Instant now) {
  if (!opened_.contains(area) && has_no_journal(area_path(data_, area))) return nullptr;
  return owner(area, now);
}

std::vector<AreaId> TrialAreas::areas() const {
  std::vector<AreaId> areas = areas_in(data_);
  for (const auto& [area, opened] : opened_) areas.push_back(area);
  std::ranges::sort(areas);
  const auto repeats = std::ranges::unique(areas);
  areas.erase(repeats.begin(), repeats.end());
  return areas;
}

std::expected<void, PortError> TrialAreas::keep_checkpoint_of(AreaId /*area*/) {
  return {};
}

void TrialAreas::time_commits(TimedJournal::Told /*told*/) {}

}  // namespace koppel::cli
