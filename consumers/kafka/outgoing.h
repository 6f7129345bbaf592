#pragma once

#include "consumers/kafka/kafka_client.h"
#include "consumers/kafka/kafka_failure.h"
#include "engine/ports/area_log.h"

#include <cstdint>

namespace koppel {

// Where a record goes.
struct Destination {
  rd_kafka_t* client = nullptr;
  rd_kafka_topic_t* topic = nullptr;
  std::int32_t partition = 0;
};

// Hands a record over to librdkafka, with a copy of its bytes; what becomes of it is written to
// `report`, which must live until then. While its queue is full it is tried again for so long.
[[nodiscard]] KafkaError hand_over(const Destination& to,
                                   const LogRecord& record,
                                   DeliveryReport& report,
                                   std::int64_t patience_ms);

}  // namespace koppel
