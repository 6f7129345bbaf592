#include "tests/support/temporary_directory.h"

#include "engine/model/invariant.h"

#include <cstdlib>
#include <system_error>

#include <unistd.h>

namespace koppel {
namespace {

constexpr const char* kVariable = "KOPPEL_TEST_DIRECTORY";

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  if (const char* inherited = std::getenv(kVariable)) {
    path_ = inherited;
    return;
  }
  std::string name = std::filesystem::temp_directory_path() / "koppel-test.XXXXXX";
  invariant(::mkdtemp(name.data()) != nullptr, "a temporary directory can be made");
  path_ = name;
  made_by_ = ::getpid();
  ::setenv(kVariable, name.c_str(), 1);
}

TemporaryDirectory::~TemporaryDirectory() {
  if (made_by_ != ::getpid()) return;
  ::unsetenv(kVariable);
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace koppel
