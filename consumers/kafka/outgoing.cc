#include "consumers/kafka/outgoing.h"

#include <string>
#include <vector>

namespace koppel {
namespace {

constexpr int kQueueFullWaitMs = 100;

rd_kafka_headers_t* headers_of(const LogRecord& record) {
  rd_kafka_headers_t* headers = rd_kafka_headers_new(record.headers.size());
  for (const LogHeader& header : record.headers) {
    rd_kafka_header_add(headers,
                        header.name.data(),
                        static_cast<ssize_t>(header.name.size()),
                        header.value.data(),
                        static_cast<ssize_t>(header.value.size()));
  }
  return headers;
}

rd_kafka_vu_t bytes(rd_kafka_vtype_t type, const std::string& text) {
  rd_kafka_vu_t part{};
  part.vtype = type;
  part.u.mem = {.ptr = const_cast<char*>(text.data()), .size = text.size()};
  return part;
}

rd_kafka_vu_t number(rd_kafka_vtype_t type, std::int32_t value) {
  rd_kafka_vu_t part{};
  part.vtype = type;
  part.u.i32 = value;
  return part;
}

}  // namespace

KafkaError hand_over(const Destination& to,
                     const LogRecord& record,
                     DeliveryReport& report,
                     std::int64_t patience_ms) {
  rd_kafka_vu_t topic{.vtype = RD_KAFKA_VTYPE_RKT, .u = {}};
  topic.u.rkt = to.topic;
  rd_kafka_vu_t time{.vtype = RD_KAFKA_VTYPE_TIMESTAMP, .u = {}};
  time.u.i64 = record.time.ms;
  rd_kafka_vu_t tells{.vtype = RD_KAFKA_VTYPE_OPAQUE, .u = {}};
  tells.u.ptr = &report;
  rd_kafka_vu_t flags{.vtype = RD_KAFKA_VTYPE_MSGFLAGS, .u = {}};
  flags.u.i = RD_KAFKA_MSG_F_COPY;
  std::vector<rd_kafka_vu_t> parts{topic,
                                   number(RD_KAFKA_VTYPE_PARTITION, to.partition),
                                   bytes(RD_KAFKA_VTYPE_KEY, record.key),
                                   time,
                                   tells,
                                   flags};
  if (record.value) parts.push_back(bytes(RD_KAFKA_VTYPE_VALUE, *record.value));
  const bool has_headers = !record.headers.empty();
  if (has_headers) {
    rd_kafka_vu_t headers{.vtype = RD_KAFKA_VTYPE_HEADERS, .u = {}};
    headers.u.headers = headers_of(record);
    parts.push_back(headers);
  }
  for (std::int64_t waited_ms = 0;; waited_ms += kQueueFullWaitMs) {
    KafkaError error(rd_kafka_produceva(to.client, parts.data(), parts.size()));
    if (!error) return error;  // the headers are librdkafka's now
    const bool full = rd_kafka_error_code(error.get()) == RD_KAFKA_RESP_ERR__QUEUE_FULL;
    if (!full || waited_ms >= patience_ms) {
      if (has_headers) rd_kafka_headers_destroy(parts.back().u.headers);
      return error;
    }
    (void)rd_kafka_poll(to.client, kQueueFullWaitMs);
  }
}

}  // namespace koppel
