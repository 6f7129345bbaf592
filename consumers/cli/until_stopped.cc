#include "consumers/cli/until_stopped.h"

#include "engine/model/invariant.h"

namespace koppel::cli {

std::expected<void, PortError> UntilStopped::commit(Commit /*commit*/) {
  invariant(false, "a journal that may end early is only read");
  return {};
}

std::expected<void, PortError> UntilStopped::read(Sequence from, const FrameVisitor& visitor) {
  return whole_.read(from, [&](Sequence first, std::string_view bytes) {
    if (!goes_on()) return Next::kStop;
    reached_ = first;
    return visitor(first, bytes);
  });
}

std::expected<void, PortError> UntilStopped::read_rows(const RowVisitor& visitor) {
  return whole_.read_rows([&](std::string_view key, std::string_view value) {
    return goes_on() ? visitor(key, value) : Next::kStop;
  });
}

bool UntilStopped::goes_on() {
  stopped_ = stopped_ || stop_.asked();
  return !stopped_;
}

}  // namespace koppel::cli
