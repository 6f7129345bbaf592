#pragma once

#include "consumers/cli/command.h"
#include "consumers/monitor/monitor.h"
#include "consumers/runtime/area_threads.h"

#include <set>
#include <string>

namespace koppel::cli {

struct KafkaRun {
  std::string brokers;
  std::set<AreaThreads::Consent> consents;
};

// The engine as one of any number of processes: owns what the group assigns to it, until the
// descriptor becomes readable; then lets everything go and leaves the group. Brokers that do not
// answer are waited for. Answers the exit code.
//
//   DIR/kafka/AM11/  rows of an area whose journal is in Kafka: may be removed, costs time only
[[nodiscard]] int run_on_kafka(const Globals& globals,
                               const KafkaRun& run,
                               const monitor::Monitor& monitor,
                               int stop_descriptor);

}  // namespace koppel::cli
