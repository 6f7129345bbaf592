#pragma once

#include "engine/ports/area_log.h"

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>

// What librdkafka says, in the four words of the port.
namespace koppel {

struct DestroyKafkaError {
  void operator()(rd_kafka_error_t* error) const { rd_kafka_error_destroy(error); }
};

// Empty: it went well.
using KafkaError = std::unique_ptr<rd_kafka_error_t, DestroyKafkaError>;

[[nodiscard]] bool is_fencing(rd_kafka_resp_err_t code);

// Nothing was changed: the brokers did not answer, or not what was hoped for.
[[nodiscard]] LogError unavailable(const std::string& doing, rd_kafka_resp_err_t code);
[[nodiscard]] LogError unavailable(const std::string& doing, const std::string& why);

// The transaction has to be aborted.
[[nodiscard]] LogError abortable(const std::string& doing, const std::string& why);

// The producer is of no more use: fenced when the code says so, otherwise unknown.
[[nodiscard]] LogError spent(const std::string& doing,
                             rd_kafka_resp_err_t code,
                             const std::string& why);

// The error that made the client useless, if there was one; nothing helps it any more.
struct FatalError {
  rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
  std::string why;
};

[[nodiscard]] FatalError fatal_error_of(rd_kafka_t* client);

}  // namespace koppel
