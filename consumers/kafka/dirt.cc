#include "consumers/kafka/dirt.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace koppel {
namespace {

// FAIL: a connection was lost or not made. REQTMOUT: requests timed out. RETRY: some are sent
// again. RESPONSE: one came to a request that had been given up.
constexpr std::array<std::string_view, 4> kFacilities{"FAIL", "REQTMOUT", "RETRY", "RESPONSE"};

constexpr std::array<std::string_view, 3> kCounts{
    "\"req_timeouts\":", "\"txretries\":", "\"disconnects\":"};

// Over all brokers.
std::int64_t sum_of_counts(std::string_view json) {
  std::int64_t sum = 0;
  for (const std::string_view name : kCounts) {
    for (auto at = json.find(name); at != std::string_view::npos; at = json.find(name, at)) {
      at += name.size();
      std::int64_t count = 0;
      std::from_chars(json.data() + at, json.data() + json.size(), count);
      sum += count;
    }
  }
  return sum;
}

}  // namespace

void Dirt::begun() {
  open_since_statistics_ = true;
  open_ = true;
}

void Dirt::log_line(std::string_view facility) {
  if (open_ && std::ranges::find(kFacilities, facility) != kFacilities.end()) seen_ = true;
}

void Dirt::error(rd_kafka_resp_err_t code) {
  const bool transport = code == RD_KAFKA_RESP_ERR__TRANSPORT ||
                         code == RD_KAFKA_RESP_ERR__TIMED_OUT ||
                         code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN;
  if (open_ && transport) seen_ = true;
}

void Dirt::statistics(std::string_view json) {
  const std::int64_t sum = sum_of_counts(json);
  if (risen_to_ >= 0 && sum > risen_to_ && open_since_statistics_) seen_ = true;
  risen_to_ = std::max(risen_to_, sum);
  open_since_statistics_ = open_;
}

}  // namespace koppel
