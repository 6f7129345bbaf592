#include "engine/storage/rocksdb_keys.h"

#include "engine/model/invariant.h"
#include "engine/storage/database.h"
#include "engine/storage/failure.h"
#include "engine/storage/key_rows.h"
#include "engine/storage/wrapping.h"

#include <rocksdb/db.h>

#include <algorithm>
#include <utility>

#include <sodium.h>

namespace koppel::storage {
namespace {

void put(rocksdb::WriteBatch& batch,
         Database& database,
         const std::string& row,
         std::string value) {
  invariant(batch.Put(database.family(kWrappedKeys), row, value).ok(),
            "a batch takes every change");
}

PortError lost_signing_key(const Database& database) {
  return port_error(
      PortFailure::kDamaged,
      "opening the keys in " + database.directory().string() + ": keys, but no signing key");
}

PortError lost_keys(const Database& database) {
  return {.failure = PortFailure::kDamaged,
          .what = "opening the keys in " + database.directory().string() +
                  ": no key is left, and beside them are areas that are sealed with keys",
          .remedy = "put the directory back from its copy; without it sealed content is lost"};
}

}  // namespace

RocksdbKeys::RocksdbKeys(std::unique_ptr<Database> database, const Key& master)
    : database_(std::move(database)), master_(master) {}

RocksdbKeys::~RocksdbKeys() {
  sodium_memzero(master_.data(), master_.size());
  sodium_memzero(signer_.secret.data(), signer_.secret.size());
  for (auto& [area, signer] : signers_) {
    sodium_memzero(signer.secret.data(), signer.secret.size());
  }
  for (auto& [area, seed] : unsynced_seeds_) sodium_memzero(seed.data(), seed.size());
  for (auto& [owner, key] : known_) sodium_memzero(key.data(), key.size());
}

std::expected<std::unique_ptr<RocksdbKeys>, PortError> RocksdbKeys::open(
    const std::filesystem::path& directory,
    const Key& master,
    Access access,
    rocksdb::Env* files,
    Seed seed) {
  invariant(sodium_init() >= 0, "libsodium starts");
  auto database =
      Database::open(directory, access, {{.name = "keys", .content = Content::kSecrets}}, files);
  if (!database) return std::unexpected(std::move(database.error()));
  std::unique_ptr<RocksdbKeys> keys(new RocksdbKeys(*std::move(database), master));
  if (auto loaded = keys->load_signing_key(seed); !loaded) return std::unexpected(loaded.error());
  return keys;
}

std::expected<void, PortError> RocksdbKeys::load_signing_key(Seed seed) {
  auto stored = read_row(signing_row());
  if (!stored) return std::unexpected(stored.error());
  if (!*stored) {
    auto made = make_signing_seed(seed);
    if (!made) return std::unexpected(made.error());
    *stored = *made;
  }
  signer_ = signer_of(**stored);
  sodium_memzero((*stored)->data(), (*stored)->size());
  return {};
}

RocksdbKeys::Signer RocksdbKeys::signer_of(const Key& seed) {
  static_assert(crypto_sign_SEEDBYTES == kKeyBytes);
  Signer signer;
  crypto_sign_seed_keypair(signer.open.data(), signer.secret.data(), seed.data());
  return signer;
}

const RocksdbKeys::Signer& RocksdbKeys::signer_for(AreaId area) {
  const std::scoped_lock lock(guard_);
  const auto found = signers_.find(area);
  if (found != signers_.end()) return found->second;
  auto seed = read_row(signing_row(area));
  // An area without one, the usual case, and one that cannot be read, whose frames then do not
  // hold.
  if (!seed || !*seed) return signers_.emplace(area, signer_).first->second;
  const auto& signer = signers_.emplace(area, signer_of(**seed)).first->second;
  sodium_memzero((*seed)->data(), (*seed)->size());
  return signer;
}

PortError RocksdbKeys::wrong_master_key() const {
  return {.failure = PortFailure::kDamaged,
          .what = "opening the keys in " + database_->directory().string() +
                  ": this master key does not unwrap them",
          .remedy =
              "start with the master key file that was in use when the directory was made; "
              "without it the sealed content of these areas cannot be read"};
}

std::expected<Key, PortError> RocksdbKeys::make_signing_seed(Seed seed) {
  const auto last = database_->last_key(kWrappedKeys);
  if (!last) return std::unexpected(last.error());
  if (*last) return std::unexpected(lost_signing_key(*database_));
  if (seed == Seed::kMustBeThere) return std::unexpected(lost_keys(*database_));
  if (database_->access() == Access::kReadOnly)
    return std::unexpected(
        port_error(PortFailure::kNotFound,
                   "opening the keys in " + database_->directory().string() + ": not set up yet"));
  Key made;
  randombytes_buf(made.data(), made.size());
  rocksdb::WriteBatch batch;
  put(batch, *database_, signing_row(), wrap(master_, signing_row(), made));
  if (auto written = database_->write(batch, Database::Durability::kSynced); !written)
    return std::unexpected(written.error());
  return made;
}

// The finaliser of SplitMix64: ids come from outside and may be chosen.
std::size_t RocksdbKeys::Spread::operator()(const Owner& owner) const {
  std::uint64_t bits = owner.participant.value() + (owner.area.value() * 0x9e3779b97f4a7c15U);
  bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
  bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
  return bits ^ (bits >> 31U);
}

std::expected<std::optional<Key>, PortError> RocksdbKeys::find_known(const Owner& owner) {
  if (const auto known = known_.find(owner); known != known_.end()) return known->second;
  auto key = read_row(key_row(owner.area, owner.participant));
  if (key && *key) known_.emplace(owner, **key);
  return key;
}

std::expected<std::optional<Key>, PortError> RocksdbKeys::read_row(const std::string& row) const {
  const auto wrapped = database_->get(kWrappedKeys, row);
  if (!wrapped) return std::unexpected(wrapped.error());
  if (!*wrapped) return std::nullopt;
  const auto key = unwrap(master_, row, **wrapped);
  if (!key) return std::unexpected(wrong_master_key());
  return key;
}

void RocksdbKeys::forget(const Owner& owner) {
  std::erase(unsynced_, owner);
  const auto known = known_.find(owner);
  if (known == known_.end()) return;
  sodium_memzero(known->second.data(), known->second.size());
  known_.erase(known);
}

std::expected<std::optional<Key>, PortError> RocksdbKeys::find(AreaId area,
                                                               ParticipantId participant) {
  const std::scoped_lock lock(guard_);
  return find_known({.area = area, .participant = participant});
}

std::expected<Key, PortError> RocksdbKeys::find_or_make(AreaId area, ParticipantId participant) {
  const std::scoped_lock lock(guard_);
  const Owner owner{.area = area, .participant = participant};
  const auto found = find_known(owner);
  if (!found) return std::unexpected(found.error());
  if (*found) return **found;
  invariant(database_->access() == Access::kReadWrite, "a reader of keys makes none");
  Key key;
  randombytes_buf(key.data(), key.size());
  known_.emplace(owner, key);
  unsynced_.push_back(owner);
  return key;
}

std::expected<void, PortError> RocksdbKeys::sync() {
  const std::scoped_lock lock(guard_);
  invariant(database_->access() == Access::kReadWrite, "a reader of keys has none to sync");
  if (unsynced_.empty() && unsynced_seeds_.empty()) return {};
  rocksdb::WriteBatch batch;
  for (const Owner& owner : unsynced_) {
    const std::string row = key_row(owner.area, owner.participant);
    put(batch, *database_, row, wrap(master_, row, known_.at(owner)));
  }
  for (const auto& [area, seed] : unsynced_seeds_) {
    const std::string row = signing_row(area);
    put(batch, *database_, row, wrap(master_, row, seed));
  }
  auto written = database_->write(batch, Database::Durability::kSynced);
  if (!written) return written;
  unsynced_.clear();
  for (auto& [area, seed] : unsynced_seeds_) sodium_memzero(seed.data(), seed.size());
  unsynced_seeds_.clear();
  return {};
}

std::expected<void, PortError> RocksdbKeys::destroy(AreaId area, ParticipantId participant) {
  const std::scoped_lock lock(guard_);
  forget({.area = area, .participant = participant});
  // Written even when absent: a destroy that broke off after it is finished by the next one.
  const std::string row = key_row(area, participant);
  rocksdb::WriteBatch batch;
  invariant(batch.Delete(database_->family(kWrappedKeys), row).ok(), "a batch takes every change");
  if (auto written = database_->write(batch, Database::Durability::kSynced); !written)
    return written;
  return database_->shred_deleted(kWrappedKeys);
}

std::expected<std::map<AreaId, std::uint64_t>, PortError> RocksdbKeys::count() {
  std::map<AreaId, std::uint64_t> counts;
  std::optional<PortError> failed;
  const auto read =
      database_->scan(kWrappedKeys, "", [&](std::string_view row, std::string_view value) {
        auto key = unwrap(master_, row, value);
        if (!key) {
          failed = wrong_master_key();
          return Journal::Next::kStop;
        }
        sodium_memzero(key->data(), key->size());
        if (const auto area = area_of_key(row)) ++counts[*area];
        return Journal::Next::kGoOn;
      });
  if (!read) return std::unexpected(read.error());
  if (failed) return std::unexpected(*failed);
  return counts;
}

std::expected<bool, PortError> RocksdbKeys::has_any_of(AreaId area) {
  bool any = false;
  const std::string begin = key_row(area, ParticipantId{});
  const auto read =
      database_->scan(kWrappedKeys, begin, [&](std::string_view row, std::string_view /*value*/) {
        any = area_of_key(row) == area;
        return !any && row < begin ? Journal::Next::kGoOn : Journal::Next::kStop;
      });
  if (!read) return std::unexpected(read.error());
  return any;
}

void RocksdbKeys::fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) {
  const std::scoped_lock lock(guard_);
  if (noise_.size() - noise_used_ < nonce.size()) {
    randombytes_buf(noise_.data(), noise_.size());
    noise_used_ = 0;
  }
  const auto drawn = std::span(noise_).subspan(noise_used_, nonce.size());
  std::ranges::copy(drawn, nonce.begin());
  sodium_memzero(drawn.data(), drawn.size());
  noise_used_ += nonce.size();
}

std::array<std::uint8_t, 64> RocksdbKeys::sign(std::span<const std::uint8_t> message) {
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(
      signature.data(), nullptr, message.data(), message.size(), signer_.secret.data());
  return signature;
}

std::array<std::uint8_t, 32> RocksdbKeys::verify_key() {
  return signer_.open;
}

std::array<std::uint8_t, 64> RocksdbKeys::sign_for(AreaId area,
                                                   std::span<const std::uint8_t> message) {
  std::array<std::uint8_t, 64> signature{};
  crypto_sign_detached(
      signature.data(), nullptr, message.data(), message.size(), signer_for(area).secret.data());
  return signature;
}

std::array<std::uint8_t, 32> RocksdbKeys::verify_key_for(AreaId area) {
  return signer_for(area).open;
}

}  // namespace koppel::storage
