#pragma once

#include <librdkafka/rdkafka.h>

#include <atomic>
#include <cstdint>
#include <string_view>

namespace koppel {

// Rule R1: whether, while a transaction was open, a request timed out or was sent again, a broker
// disconnected, or the transport failed. No librdkafka has KIP-890: an EndTxn that went astray then
// may still come, and end a later transaction of the same epoch. Only a new epoch stops it, so what
// was seen once holds until the producer is made anew.
//
// Logs come from librdkafka's threads, the rest from the thread that polls.
class Dirt {
 public:
  void begun();

  void ended() { open_ = false; }

  [[nodiscard]] bool seen() const { return seen_; }

  // By the facility of a line of the log. These come at once; the context `broker` must be told.
  void log_line(std::string_view facility);
  void error(rd_kafka_resp_err_t code);
  // The statistics as JSON, every second: what rose in them rose since the last ones.
  void statistics(std::string_view json);

 private:
  std::atomic<bool> open_ = false;
  std::atomic<bool> seen_ = false;
  bool open_since_statistics_ = false;
  std::int64_t risen_to_ = -1;
};

}  // namespace koppel
