#include "consumers/cli/stop_signals.h"

#include <array>
#include <csignal>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace koppel::cli {

StopSignals::StopSignals() {
  sigset_t stopping;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGINT);
  sigaddset(&stopping, SIGTERM);
  sigprocmask(SIG_BLOCK, &stopping, nullptr);
  descriptor_ = ::signalfd(-1, &stopping, SFD_CLOEXEC);
}

StopSignals::~StopSignals() {
  ::close(descriptor_);
}

bool StopSignals::asked() const {
  return comes_within(std::chrono::milliseconds(0));
}

bool StopSignals::comes_within(std::chrono::milliseconds time) const {
  pollfd watched{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, static_cast<int>(time.count())) > 0;
}

bool StopSignals::wait_for(int readable) const {
  std::array<pollfd, 2> watched{{{.fd = descriptor_, .events = POLLIN, .revents = 0},
                                 {.fd = readable, .events = POLLIN, .revents = 0}}};
  while (::poll(watched.data(), watched.size(), -1) < 0) {
  }
  return watched[0].revents == 0;
}

}  // namespace koppel::cli
