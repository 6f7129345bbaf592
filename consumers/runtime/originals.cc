#include "consumers/runtime/originals.h"

#include "engine/codec/canonical.h"
#include "engine/codec/fact_codec.h"
#include "engine/codec/sealing.h"

#include <array>

namespace koppel {
namespace {

constexpr ParticipantId kAreaKey{};  // the area's own key: that of nobody
constexpr std::size_t kMomentBytes = 8;

std::string moment_of(Instant at) {
  std::string bytes;
  codec::canonical_number(static_cast<std::uint64_t>(at.ms), bytes);
  return bytes;
}

// What was stored without a moment is long overdue.
Instant moment_in(std::string_view stored) {
  if (stored.size() < kMomentBytes) return {};
  return {.ms = static_cast<std::int64_t>(codec::number_in(stored))};
}

std::string associated(AreaId area, const ContentHash& hash, std::string_view moment) {
  std::string bytes = "refused" + to_text(area);
  bytes.append(hash.bytes.begin(), hash.bytes.end());
  return bytes.append(moment);
}

}  // namespace

std::expected<void, PortError> Originals::note(const Refused& refused) {
  const bool stays = store_.dropping() == RefusedStore::Dropping::kWithItsKey;
  const ParticipantId owner = stays ? refused.about.value_or(kAreaKey) : kAreaKey;
  const auto key = keys_.find_or_make(area_, owner);
  if (!key) return std::unexpected(key.error());
  std::array<std::uint8_t, kNonceBytes> nonce{};
  keys_.fill_nonce(nonce);
  std::string clear = moment_of(refused.at);
  if (stays) codec::canonical_number(owner.value(), clear);
  const std::string sealed =
      seal(*key, nonce, associated(area_, refused.hash, clear), refused.original);
  noted_.push_back({.hash = refused.hash, .stored = clear + sealed, .why = refused.why});
  return {};
}

std::expected<void, PortError> Originals::keep_noted() {
  for (const Noted& noted : noted_) {
    if (auto kept = store_.keep(noted.hash, noted.stored, noted.why); !kept) return kept;
  }
  return {};
}

std::expected<void, PortError> Originals::each(const Visitor& visitor) const {
  const auto key = keys_.find(area_, kAreaKey);
  if (!key) return std::unexpected(key.error());
  return store_.each([&](const ContentHash& hash, std::string_view stored) {
    const std::string_view moment = stored.substr(0, kMomentBytes);
    std::optional<std::string> original;
    if (*key && stored.size() > kMomentBytes) {
      original = open(**key, associated(area_, hash, moment), stored.substr(kMomentBytes));
    }
    visitor(hash, moment_in(stored), original);
  });
}

std::expected<void, PortError> Originals::drop_about(ParticipantId id) {
  std::vector<ContentHash> about;
  const auto read = each(
      [&](const ContentHash& hash, Instant /*at*/, const std::optional<std::string>& original) {
        if (!original) return;
        const auto fact = codec::fact_from_json(*original);
        if (fact && subject_of(*fact) == id) about.push_back(hash);
      });
  if (!read) return std::unexpected(read.error());
  return drop(about);
}

std::expected<std::vector<ContentHash>, PortError> Originals::overdue(Instant now) const {
  std::vector<ContentHash> overdue;
  const auto read = store_.each([&](const ContentHash& hash, std::string_view stored) {
    if (plus_ms(moment_in(stored), kOriginalDays * kDayMs) < now) overdue.push_back(hash);
  });
  if (!read) return std::unexpected(read.error());
  return overdue;
}

std::expected<void, PortError> Originals::drop(const std::vector<ContentHash>& hashes) {
  for (const ContentHash& hash : hashes) {
    if (auto dropped = store_.drop(hash); !dropped) return std::unexpected(dropped.error());
  }
  return hashes.empty() ? std::expected<void, PortError>() : store_.shred_dropped();
}

}  // namespace koppel
