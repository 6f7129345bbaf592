#include "consumers/monitor/health.h"

namespace koppel::monitor {

void Health::serve() {
  turn();
  stage_ = Stage::kServing;
}

void Health::turn() {
  turned_at_ms_ = clock_->monotonic_ms();
}

void Health::stop() {
  turn();
  stage_ = Stage::kStopping;
}

Health::Standing Health::standing() const {
  const Stage stage = stage_;
  if (stage == Stage::kStarting) return Standing::kStarting;
  const std::int64_t silent_ms = clock_->monotonic_ms() - turned_at_ms_;
  if (silent_ms > kAliveSilenceMs) return Standing::kDead;
  if (stage == Stage::kStopping) return Standing::kStopping;
  return silent_ms > kReadySilenceMs ? Standing::kSilent : Standing::kReady;
}

std::string_view word(Health::Standing standing) {
  switch (standing) {
    case Health::Standing::kStarting: return "starting";
    case Health::Standing::kReady: return "ready";
    case Health::Standing::kSilent: return "silent";
    case Health::Standing::kDead: return "dead";
    case Health::Standing::kStopping: return "stopping";
  }
  return "";
}

}  // namespace koppel::monitor
