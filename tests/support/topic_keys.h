#pragma once

#include "engine/model/id_text.h"
#include "engine/ports/area_log.h"
#include "engine/ports/key_wrapping.h"
#include "engine/ports/keys.h"

#include <map>
#include <string>
#include <vector>

namespace koppel {

// The keys of one area as the records of its key topic have them, for who only reads.
class TopicKeys final : public Keys {
 public:
  TopicKeys(KeyWrapping& wrapping, AreaId area, const std::vector<StandingRecord>& records)
      : wrapping_(wrapping), area_(area) {
    for (const StandingRecord& standing : records) {
      const LogRecord& record = standing.record;
      held_.erase(record.key);
      if (!record.value) continue;
      if (const auto key = wrapping.unwrap(record.key, *record.value)) held_[record.key] = *key;
    }
  }

  std::expected<std::optional<Key>, PortError> find(AreaId area,
                                                    ParticipantId participant) override {
    const auto found =
        held_.find(to_text(area) + "/" + (participant.is_set() ? to_text(participant) : "area"));
    return found == held_.end() ? std::nullopt : std::optional(found->second);
  }

  std::expected<Key, PortError> find_or_make(AreaId, ParticipantId) override {
    return std::unexpected(PortError{.what = "a reader makes no keys"});
  }

  std::expected<void, PortError> sync() override { return {}; }

  std::expected<void, PortError> destroy(AreaId, ParticipantId) override {
    return std::unexpected(PortError{.what = "a reader destroys no keys"});
  }

  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override {
    wrapping_.fill_nonce(nonce);
  }

  std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override {
    return wrapping_.sign(seed(), message);
  }

  std::array<std::uint8_t, 32> verify_key() override { return wrapping_.verify_key(seed()); }

 private:
  [[nodiscard]] Key seed() const { return wrapping_.derived(to_text(area_) + "/signing"); }

  KeyWrapping& wrapping_;
  AreaId area_;
  std::map<std::string, Key> held_;
};

}  // namespace koppel
