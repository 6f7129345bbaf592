// Claim: rule R1 sees what happens to a transaction while it is open, by whichever callback, and
// nothing that happened outside of one.
#include "consumers/kafka/dirt.h"

#include <gtest/gtest.h>

#include <string>

namespace koppel {
namespace {

std::string statistics(int timeouts, int retries, int disconnects) {
  return R"({"brokers":{"a":{"req_timeouts":0,"txretries":1,"disconnects":1},"b":{"tx":9,)"
         R"("req_timeouts":)" +
         std::to_string(timeouts) + R"(,"txretries":)" + std::to_string(retries) +
         R"(,"connects":5,"disconnects":)" + std::to_string(disconnects) + "}}}";
}

TEST(Dirt, IsSeenInTheLogWhileATransactionIsOpen) {
  for (const char* facility : {"FAIL", "REQTMOUT", "RETRY", "RESPONSE"}) {
    Dirt dirt;
    dirt.log_line(facility);
    EXPECT_FALSE(dirt.seen());
    dirt.begun();
    dirt.log_line("CONNECT");
    EXPECT_FALSE(dirt.seen());
    dirt.log_line(facility);
    EXPECT_TRUE(dirt.seen()) << facility;
    dirt.ended();
    dirt.begun();
    EXPECT_TRUE(dirt.seen()) << "until the producer is made anew";
  }
}

TEST(Dirt, IsSeenInErrorsOfTheTransport) {
  Dirt dirt;
  dirt.error(RD_KAFKA_RESP_ERR__TRANSPORT);
  dirt.begun();
  dirt.error(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  EXPECT_FALSE(dirt.seen());
  dirt.error(RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN);
  EXPECT_TRUE(dirt.seen());
}

TEST(Dirt, IsSeenInStatisticsThatRoseWhileATransactionWasOpen) {
  Dirt dirt;
  dirt.statistics(statistics(0, 3, 0));  // of the start
  dirt.begun();
  dirt.statistics(statistics(0, 3, 0));
  EXPECT_FALSE(dirt.seen());
  dirt.ended();
  dirt.statistics(statistics(0, 4, 0));  // rose since the last ones, when it was open
  EXPECT_TRUE(dirt.seen());
}

TEST(Dirt, IsNotSeenInStatisticsThatRoseOutsideOfTransactions) {
  Dirt dirt;
  dirt.begun();
  dirt.ended();
  dirt.statistics(statistics(0, 0, 0));
  dirt.statistics(statistics(0, 0, 1));  // an idle connection was closed
  dirt.begun();
  dirt.statistics(statistics(0, 0, 1));
  EXPECT_FALSE(dirt.seen());
  dirt.statistics(statistics(1, 0, 1));
  EXPECT_TRUE(dirt.seen());
}

}  // namespace
}  // namespace koppel
