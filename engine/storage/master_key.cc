#include "engine/storage/master_key.h"

#include "engine/model/invariant.h"
#include "engine/storage/directory.h"
#include "engine/storage/failure.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace koppel::storage {
namespace {

constexpr std::size_t kDigits = 2 * kKeyBytes;
constexpr std::string_view kCredential = "koppel.master-key";

enum class Guard : std::uint8_t {
  kOwnerOnly,
  kSystemd  // shows a group bit when it grants by access list
};

class File final {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}

  File(const File&) = delete;
  File& operator=(const File&) = delete;

  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  [[nodiscard]] int descriptor() const { return descriptor_; }

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

std::unexpected<PortError> failed(std::string_view doing, const std::filesystem::path& path) {
  return std::unexpected(port_error(std::error_code(errno, std::generic_category()), doing, path));
}

std::unexpected<PortError> damaged(const std::filesystem::path& path) {
  return std::unexpected(PortError{
      .failure = PortFailure::kDamaged,
      .what = "reading the master key " + path.string() + ": it is not 64 hexadecimal digits",
      .remedy =
          "put the file back from where its copy is kept; without it sealed content is lost"});
}

std::unexpected<PortError> too_open(const std::filesystem::path& path) {
  return std::unexpected(PortError{
      .failure = PortFailure::kNoPermission,
      .what = "reading the master key " + path.string() + ": others than its owner have access",
      .remedy = "chmod 600 " + path.string() + ", and consider who may have copied it"});
}

std::expected<Key, PortError> parse(std::string_view digits, const std::filesystem::path& path) {
  if (digits.size() == kDigits + 1 && digits.back() == '\n') digits.remove_suffix(1);
  Key key{};
  std::size_t size = 0;
  if (digits.size() != kDigits ||
      sodium_hex2bin(
          key.data(), key.size(), digits.data(), digits.size(), nullptr, &size, nullptr) != 0 ||
      size != key.size())
    return damaged(path);
  return key;
}

std::expected<Key, PortError> load(const std::filesystem::path& path, Guard guard) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return failed("reading the master key", path);

  struct stat facts {};

  if (::fstat(file.descriptor(), &facts) != 0) return failed("reading the master key", path);
  if (!S_ISREG(facts.st_mode)) return damaged(path);
  if (guard == Guard::kOwnerOnly && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return too_open(path);
  std::array<char, kDigits + 2> text{};  // room for a line end, and for seeing that it is too long
  const ssize_t size = ::read(file.descriptor(), text.data(), text.size());
  if (size < 0) return failed("reading the master key", path);
  auto key = parse({text.data(), static_cast<std::size_t>(size)}, path);
  sodium_memzero(text.data(), text.size());
  return key;
}

std::optional<std::filesystem::path> credential() {
  const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
  if (directory == nullptr || *directory == '\0') return std::nullopt;
  auto path = std::filesystem::path(directory) / kCredential;
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return std::nullopt;
  return path;
}

std::expected<void, PortError> write_new_key(const File& file, const std::filesystem::path& path) {
  Key key;
  randombytes_buf(key.data(), key.size());
  std::array<char, kDigits + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), key.data(), key.size());
  sodium_memzero(key.data(), key.size());
  digits.back() = '\n';
  const ssize_t written = ::write(file.descriptor(), digits.data(), digits.size());
  sodium_memzero(digits.data(), digits.size());
  if (written >= 0 && static_cast<std::size_t>(written) != digits.size()) errno = ENOSPC;
  if (written != static_cast<ssize_t>(digits.size()) || ::fsync(file.descriptor()) != 0)
    return failed("writing the master key", path);
  return {};
}

// A name of its own (mkostemp: mode 0600, O_EXCL), then the real one by link, which never replaces.
std::expected<void, PortError> make(const std::filesystem::path& path) {
  const auto directory = std::filesystem::absolute(path).parent_path();
  if (auto ready = make_private_directory(directory); !ready) return ready;
  std::string draft = path.string() + ".XXXXXX";
  const File file(::mkostemp(draft.data(), O_CLOEXEC));
  if (!file.is_open()) return failed("writing the master key", path);
  auto made = write_new_key(file, path);
  if (made && ::link(draft.c_str(), path.c_str()) != 0 && errno != EEXIST)
    made = failed("writing the master key", path);
  ::unlink(draft.c_str());
  if (!made) return made;
  return sync_directory(directory);
}

}  // namespace

std::expected<Key, PortError> load_master_key(const std::filesystem::path& path) {
  invariant(sodium_init() >= 0, "libsodium starts");
  if (const auto given = credential()) return load(*given, Guard::kSystemd);
  return load(path, Guard::kOwnerOnly);
}

std::expected<Key, PortError> load_or_make_master_key(const std::filesystem::path& path) {
  auto key = load_master_key(path);
  if (key || key.error().failure != PortFailure::kNotFound) return key;
  if (auto made = make(path); !made) return std::unexpected(made.error());
  return load_master_key(path);
}

}  // namespace koppel::storage
