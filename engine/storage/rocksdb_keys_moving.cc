// Keys that leave with the journal of an area, and come with one.
#include "engine/model/id_text.h"
#include "engine/model/invariant.h"
#include "engine/storage/big_endian.h"
#include "engine/storage/database.h"
#include "engine/storage/failure.h"
#include "engine/storage/key_rows.h"
#include "engine/storage/rocksdb_keys.h"
#include "engine/storage/wrapping.h"

#include <utility>

#include <sodium.h>

namespace koppel::storage {
namespace {

constexpr std::string_view kOfTheArea = "area";
constexpr std::string_view kSigning = "signing";

std::string name_of(AreaId area, std::string_view what) {
  return to_text(area) + "/" + std::string(what);
}

std::string name_of(AreaId area, ParticipantId participant) {
  return participant.is_set() ? name_of(area, to_text(participant)) : name_of(area, kOfTheArea);
}

// Whose key it is; empty when that is no name of that area.
std::optional<ParticipantId> participant_of(AreaId area, std::string_view name) {
  const std::string before = name_of(area, "");
  if (!name.starts_with(before)) return std::nullopt;
  name.remove_prefix(before.size());
  if (name == kOfTheArea) return ParticipantId{};
  return parse_id<ParticipantId>(name);
}

PortError not_of_this_passphrase(AreaId area) {
  return {.failure = PortFailure::kDamaged,
          .what = "a key of " + to_text(area) + " is not sealed as it should be",
          .remedy = "get the file again from where it was made"};
}

PortError another_key(AreaId area) {
  return {.failure = PortFailure::kUnavailable,
          .what = "this installation has other keys of " + to_text(area) + " already",
          .remedy = "take the journal in elsewhere, with another --data"};
}

}  // namespace

std::expected<void, PortError> RocksdbKeys::hand_out(AreaId area,
                                                     const Key& with,
                                                     const WrappedVisitor& visitor) {
  const std::scoped_lock lock(guard_);
  invariant(unsynced_.empty(), "only durable keys leave");
  std::expected<void, PortError> done;
  const std::string begin = key_row(area, ParticipantId{});
  const std::string_view family = std::string_view(begin).substr(0, kKeyRowPrefix);
  const auto read =
      database_->scan(kWrappedKeys, begin, [&](std::string_view row, std::string_view value) {
        if (!row.starts_with(family)) {
          return row < begin ? Journal::Next::kGoOn : Journal::Next::kStop;
        }
        auto key = unwrap(master_, row, value);
        if (!key) {
          done = std::unexpected(wrong_master_key());
          return Journal::Next::kStop;
        }
        const ParticipantId participant(from_big_endian(row.substr(kKeyRowPrefix)));
        const std::string name = name_of(area, participant);
        visitor(name, wrap(with, name, *key));
        sodium_memzero(key->data(), key->size());
        return Journal::Next::kGoOn;
      });
  if (!read) return read;
  if (!done) return done;
  auto seed = read_row(signing_row(area));
  if (seed && !*seed) seed = read_row(signing_row());
  if (!seed) return std::unexpected(seed.error());
  const std::string name = name_of(area, kSigning);
  visitor(name, wrap(with, name, **seed));
  sodium_memzero((*seed)->data(), (*seed)->size());
  return {};
}

std::expected<void, PortError> RocksdbKeys::take_in(AreaId area,
                                                    const std::string& name,
                                                    std::string_view wrapped,
                                                    const Key& with) {
  const std::scoped_lock lock(guard_);
  invariant(database_->access() == Access::kReadWrite, "a reader of keys takes none in");
  auto key = unwrap(with, name, wrapped);
  if (!key) return std::unexpected(not_of_this_passphrase(area));
  if (name == name_of(area, kSigning)) {
    signers_.insert_or_assign(area, signer_of(*key));
    unsynced_seeds_.emplace_back(area, *key);
    sodium_memzero(key->data(), key->size());
    return {};
  }
  const auto participant = participant_of(area, name);
  if (!participant) return std::unexpected(not_of_this_passphrase(area));
  const Owner owner{.area = area, .participant = *participant};
  const auto found = find_known(owner);
  if (!found) return std::unexpected(found.error());
  if (*found && **found != *key) return std::unexpected(another_key(area));
  if (!*found) {
    known_.emplace(owner, *key);
    unsynced_.push_back(owner);
  }
  sodium_memzero(key->data(), key->size());
  return {};
}

}  // namespace koppel::storage
