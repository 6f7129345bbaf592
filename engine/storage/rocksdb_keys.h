#pragma once

#include "engine/ports/keys.h"
#include "engine/storage/access.h"

#include <array>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rocksdb {
class Env;
}

namespace koppel::storage {

class Database;

// The keys of one installation (DIR/keys), in a RocksDB of their own, so that no checkpoint or
// backup of an area holds one.
//
//   key of the row                         value
//   'k', area (1 byte), be64 participant   wrapped key of that person in that area
//   's'                                    wrapped seed of the Ed25519 signing key
//   's', area (1 byte)                     the same of an area whose journal came from elsewhere
//
//   wrapped = 1 (format) ‖ nonce (24) ‖ XChaCha20-Poly1305(32 bytes under the master key) ‖ tag
//   (16),
//             associated data: the key of the row, so that no value serves for another person
//
// Thread-safe: all areas of a process share one; a sync (0.3 ms) or destroy (some 10 ms) holds the
// others up. Keys in use are cached unwrapped, and wiped when destroyed or when this ends. After a
// failed sync or destroy every later one is refused (kUnavailable): open again.
class RocksdbKeys final : public Keys {
 public:
  // Whether a writer may make the signing key of a store that holds no key at all. Where data are
  // sealed already, such a store has lost its keys (kDamaged), and a key made anew would hide it.
  enum class Seed : std::uint8_t {
    kMadeWhenMissing,
    kMustBeThere
  };

  // kReadWrite makes directory and signing key when there are none. kReadOnly works while a writer
  // lives and knows the keys that were synced when it was opened: opened after a journal, it knows
  // the key of every entry there that was not destroyed. It finds and verifies; asking it to make,
  // to sync or to destroy breaks an invariant.
  // Another master key than the one that wrapped the keys is kDamaged; else as Database::open.
  [[nodiscard]] static std::expected<std::unique_ptr<RocksdbKeys>, PortError> open(
      const std::filesystem::path& directory,
      const Key& master,
      Access access,
      rocksdb::Env* files = nullptr,
      Seed seed = Seed::kMadeWhenMissing);
  RocksdbKeys(const RocksdbKeys&) = delete;
  RocksdbKeys& operator=(const RocksdbKeys&) = delete;
  ~RocksdbKeys() override;

  [[nodiscard]] std::expected<std::optional<Key>, PortError> find(
      AreaId area, ParticipantId participant) override;
  [[nodiscard]] std::expected<Key, PortError> find_or_make(AreaId area,
                                                           ParticipantId participant) override;
  // One synced batch of the keys made since the last; writes nothing when there are none.
  [[nodiscard]] std::expected<void, PortError> sync() override;
  // Deletes, then rewrites the store and waits until the old files are gone. Safe to repeat, and
  // repeated after a crash it finishes what was begun. Open readers keep the files they hold; what
  // disk and file system keep of freed blocks is out of reach, and wrapped.
  [[nodiscard]] std::expected<void, PortError> destroy(AreaId area,
                                                       ParticipantId participant) override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  [[nodiscard]] std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override;
  [[nodiscard]] std::array<std::uint8_t, 32> verify_key() override;

  // The same for the journal of one area: by the key it came with, or else the installation's.
  [[nodiscard]] std::array<std::uint8_t, 64> sign_for(AreaId area,
                                                      std::span<const std::uint8_t> message);
  [[nodiscard]] std::array<std::uint8_t, 32> verify_key_for(AreaId area);

  // How many keys there are of each area. Reads and unwraps every key there is: kDamaged where one
  // of them cannot be.
  [[nodiscard]] std::expected<std::map<AreaId, std::uint64_t>, PortError> count();

  // Whether there is a key of anybody in that area, or of the area itself. The seed that signed a
  // journal which came from elsewhere does not count. Unwraps none.
  [[nodiscard]] std::expected<bool, PortError> has_any_of(AreaId area);

  // What leaves with the journal of an area: its keys and the seed that signs it, each under its
  // name (AM11/D…, AM11/area, AM11/signing), wrapped by `with` for that name. All were synced.
  using WrappedVisitor = std::function<void(const std::string& name, const std::string& wrapped)>;
  [[nodiscard]] std::expected<void, PortError> hand_out(AreaId area,
                                                        const Key& with,
                                                        const WrappedVisitor& visitor);
  // Takes one of them in: known at once, durable with sync(). kDamaged: not wrapped by `with`;
  // kUnavailable: there is another key by that name.
  [[nodiscard]] std::expected<void, PortError> take_in(AreaId area,
                                                       const std::string& name,
                                                       std::string_view wrapped,
                                                       const Key& with);

 private:
  struct Signer {
    std::array<std::uint8_t, 64> secret{};
    std::array<std::uint8_t, 32> open{};
  };

  RocksdbKeys(std::unique_ptr<Database> database, const Key& master);

  [[nodiscard]] std::expected<void, PortError> load_signing_key(Seed seed);
  [[nodiscard]] std::expected<Key, PortError> make_signing_seed(Seed seed);

  // Whose key it is.
  struct Owner {
    AreaId area;
    ParticipantId participant;

    friend bool operator==(const Owner&, const Owner&) = default;
  };

  struct Spread {
    std::size_t operator()(const Owner& owner) const;
  };

  [[nodiscard]] std::expected<std::optional<Key>, PortError> read_row(const std::string& row) const;
  [[nodiscard]] std::expected<std::optional<Key>, PortError> find_known(const Owner& owner);
  void forget(const Owner& owner);
  [[nodiscard]] static Signer signer_of(const Key& seed);
  [[nodiscard]] const Signer& signer_for(AreaId area);
  [[nodiscard]] PortError wrong_master_key() const;

  std::unique_ptr<Database> database_;
  Key master_;
  Signer signer_;  // of the installation

  std::mutex guard_;  // of what follows
  std::unordered_map<Owner, Key, Spread> known_;
  std::vector<Owner> unsynced_;       // made, not yet durable; all of them known
  std::map<AreaId, Signer> signers_;  // those that were asked for
  std::vector<std::pair<AreaId, Key>> unsynced_seeds_;
  std::array<std::uint8_t, 3'072> noise_;  // random bytes drawn ahead: a system call a seal is dear
  std::size_t noise_used_ = noise_.size();  // what was used is wiped
};

}  // namespace koppel::storage
