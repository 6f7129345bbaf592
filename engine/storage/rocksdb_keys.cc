#include "engine/storage/rocksdb_keys.h"

#include "engine/model/invariant.h"
#include "engine/storage/big_endian.h"
#include "engine/storage/database.h"
#include "engine/storage/failure.h"
#include "engine/storage/wrapping.h"

#include <rocksdb/db.h>

#include <utility>

#include <sodium.h>

namespace koppel::storage {
namespace {

constexpr FamilyIndex kWrappedKeys = 0;
constexpr const char* kSigningRow = "s";

std::string row_of(AreaId area, ParticipantId participant) {
  return std::string{'k', static_cast<char>(area.value())} + big_endian(participant.value());
}

void put(rocksdb::WriteBatch& batch,
         Database& database,
         const std::string& row,
         std::string value) {
  invariant(batch.Put(database.family(kWrappedKeys), row, value).ok(),
            "a batch takes every change");
}

PortError wrong_master_key(const Database& database) {
  return {.failure = PortFailure::kDamaged,
          .what = "opening the keys in " + database.directory().string() +
                  ": this master key does not unwrap them",
          .remedy =
              "start with the master key file that was in use when the directory was made; "
              "without it the sealed content of these areas cannot be read"};
}

PortError lost_signing_key(const Database& database) {
  return port_error(
      PortFailure::kDamaged,
      "opening the keys in " + database.directory().string() + ": keys, but no signing key");
}

}  // namespace

RocksdbKeys::RocksdbKeys(std::unique_ptr<Database> database, const Key& master)
    : database_(std::move(database)), master_(master) {}

RocksdbKeys::~RocksdbKeys() {
  sodium_memzero(master_.data(), master_.size());
  sodium_memzero(signing_key_.data(), signing_key_.size());
  for (auto& [row, key] : known_) sodium_memzero(key.data(), key.size());
}

std::expected<std::unique_ptr<RocksdbKeys>, PortError> RocksdbKeys::open(
    const std::filesystem::path& directory, const Key& master, Access access, rocksdb::Env* files) {
  invariant(sodium_init() >= 0, "libsodium starts");
  auto database =
      Database::open(directory, access, {{.name = "keys", .content = Content::kSecrets}}, files);
  if (!database) return std::unexpected(std::move(database.error()));
  std::unique_ptr<RocksdbKeys> keys(new RocksdbKeys(*std::move(database), master));
  if (auto loaded = keys->load_signing_key(); !loaded) return std::unexpected(loaded.error());
  return keys;
}

std::expected<void, PortError> RocksdbKeys::load_signing_key() {
  auto seed = find_row(kSigningRow);
  if (!seed) return std::unexpected(seed.error());
  if (!*seed) {
    auto made = make_signing_seed();
    if (!made) return std::unexpected(made.error());
    *seed = *made;
  }
  static_assert(crypto_sign_SEEDBYTES == kKeyBytes);
  crypto_sign_seed_keypair(verify_key_.data(), signing_key_.data(), (*seed)->data());
  sodium_memzero((*seed)->data(), (*seed)->size());
  forget(kSigningRow);
  return {};
}

std::expected<Key, PortError> RocksdbKeys::make_signing_seed() {
  const auto last = database_->last_key(kWrappedKeys);
  if (!last) return std::unexpected(last.error());
  if (*last) return std::unexpected(lost_signing_key(*database_));
  if (database_->access() == Access::kReadOnly)
    return std::unexpected(
        port_error(PortFailure::kNotFound,
                   "opening the keys in " + database_->directory().string() + ": not set up yet"));
  Key seed;
  randombytes_buf(seed.data(), seed.size());
  rocksdb::WriteBatch batch;
  put(batch, *database_, kSigningRow, wrap(master_, kSigningRow, seed));
  if (auto written = database_->write(batch, Database::Durability::kSynced); !written)
    return std::unexpected(written.error());
  return seed;
}

std::expected<std::optional<Key>, PortError> RocksdbKeys::find_row(const std::string& row) {
  if (const auto known = known_.find(row); known != known_.end()) return known->second;
  const auto wrapped = database_->get(kWrappedKeys, row);
  if (!wrapped) return std::unexpected(wrapped.error());
  if (!*wrapped) return std::nullopt;
  const auto key = unwrap(master_, row, **wrapped);
  if (!key) return std::unexpected(wrong_master_key(*database_));
  known_.emplace(row, *key);
  return key;
}

void RocksdbKeys::forget(const std::string& row) {
  unsynced_.erase(row);
  const auto known = known_.find(row);
  if (known == known_.end()) return;
  sodium_memzero(known->second.data(), known->second.size());
  known_.erase(known);
}

std::expected<std::optional<Key>, PortError> RocksdbKeys::find(AreaId area,
                                                               ParticipantId participant) {
  const std::scoped_lock lock(guard_);
  return find_row(row_of(area, participant));
}

std::expected<Key, PortError> RocksdbKeys::find_or_make(AreaId area, ParticipantId participant) {
  const std::scoped_lock lock(guard_);
  const std::string row = row_of(area, participant);
  const auto found = find_row(row);
  if (!found) return std::unexpected(found.error());
  if (*found) return **found;
  invariant(database_->access() == Access::kReadWrite, "a reader of keys makes none");
  Key key;
  randombytes_buf(key.data(), key.size());
  known_.emplace(row, key);
  unsynced_.insert(row);
  return key;
}

std::expected<void, PortError> RocksdbKeys::sync() {
  const std::scoped_lock lock(guard_);
  invariant(database_->access() == Access::kReadWrite, "a reader of keys has none to sync");
  if (unsynced_.empty()) return {};
  rocksdb::WriteBatch batch;
  for (const std::string& row : unsynced_)
    put(batch, *database_, row, wrap(master_, row, known_.at(row)));
  auto written = database_->write(batch, Database::Durability::kSynced);
  if (written) unsynced_.clear();
  return written;
}

std::expected<void, PortError> RocksdbKeys::destroy(AreaId area, ParticipantId participant) {
  const std::scoped_lock lock(guard_);
  const std::string row = row_of(area, participant);
  forget(row);
  // Written even when absent: a destroy that broke off after it is finished by the next one.
  rocksdb::WriteBatch batch;
  invariant(batch.Delete(database_->family(kWrappedKeys), row).ok(), "a batch takes every change");
  if (auto written = database_->write(batch, Database::Durability::kSynced); !written)
    return written;
  return database_->shred_deleted(kWrappedKeys);
}

void RocksdbKeys::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  randombytes_buf(nonce.data(), nonce.size());
}

std::array<std::uint8_t, 64> RocksdbKeys::sign(std::span<const std::uint8_t> message) {
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(
      signature.data(), nullptr, message.data(), message.size(), signing_key_.data());
  return signature;
}

std::array<std::uint8_t, 32> RocksdbKeys::verify_key() {
  return verify_key_;
}

}  // namespace koppel::storage
