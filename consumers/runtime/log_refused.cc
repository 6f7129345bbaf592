#include "consumers/runtime/log_refused.h"

#include "engine/codec/hash.h"

#include <string>

namespace koppel {

std::expected<void, PortError> LogRefused::keep(const ContentHash& hash,
                                                std::string_view sealed,
                                                const Why& why) {
  unsent_.push_back(
      {.topic = AreaTopic::kRefused,
       .key = to_text(area_),
       .value = std::string(sealed),
       .headers = {{"hash", to_hex(hash.bytes)}, {"reason", why.reason}, {"field", why.field}},
       .time = {}});
  return {};
}

std::vector<LogRecord> LogRefused::unsent(Instant now) {
  std::vector<LogRecord> records = std::exchange(unsent_, {});
  for (LogRecord& record : records) record.time = now;
  return records;
}

}  // namespace koppel
