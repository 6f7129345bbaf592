#include "consumers/kafka/kafka_failure.h"

#include <array>

namespace koppel {

bool is_fencing(rd_kafka_resp_err_t code) {
  return code == RD_KAFKA_RESP_ERR__FENCED || code == RD_KAFKA_RESP_ERR_PRODUCER_FENCED ||
         code == RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH;
}

LogError unavailable(const std::string& doing, rd_kafka_resp_err_t code) {
  return unavailable(doing, rd_kafka_err2str(code));
}

LogError unavailable(const std::string& doing, const std::string& why) {
  return {.failure = LogFailure::kUnavailable,
          .what = doing + ": " + why,
          .remedy = "it is tried again; see that the brokers run and can be reached"};
}

LogError abortable(const std::string& doing, const std::string& why) {
  return {.failure = LogFailure::kAbortable,
          .what = doing + ": " + why,
          .remedy = "the transaction is aborted"};
}

LogError spent(const std::string& doing, rd_kafka_resp_err_t code, const std::string& why) {
  const bool fenced = is_fencing(code);
  return {.failure = fenced ? LogFailure::kFenced : LogFailure::kUnknown,
          .what = doing + ": " + (fenced ? "another process holds the area now: " : "") + why,
          .remedy = "the area is acquired again"};
}

FatalError fatal_error_of(rd_kafka_t* client) {
  std::array<char, 512> why{};
  const rd_kafka_resp_err_t code = rd_kafka_fatal_error(client, why.data(), why.size());
  return {.code = code, .why = why.data()};
}

}  // namespace koppel
