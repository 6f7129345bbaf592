// Claim: a line of the log says when, how grave, what and about what, in one line whatever it
// carries; and an id of a participant reads *** where a port names one.
#include "consumers/monitor/log.h"

#include "engine/model/id_text.h"
#include "tests/support/hand_clock.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace koppel::monitor {
namespace {

class TheLog : public testing::Test {
 protected:
  [[nodiscard]] Log log(LogLevel up_to, LogFormat format) {
    return {clock_, up_to, format, out_.get()};
  }

  [[nodiscard]] std::string written() const {
    std::rewind(out_.get());
    std::array<char, 4'096> buffer{};
    return {buffer.data(), std::fread(buffer.data(), 1, buffer.size(), out_.get())};
  }

  HandClock clock_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> out_{std::tmpfile(), &std::fclose};
};

TEST_F(TheLog, IsReadByPeopleAsText) {
  log(LogLevel::kInfo, LogFormat::kText)
      .info("an area is open", {{"area", AreaId{11}}, {"sequence", Sequence(9'577)}});
  EXPECT_EQ(written(),
            "2027-01-15T08:00:00.000Z info    an area is open area=AM11 sequence=9577\n");
}

TEST_F(TheLog, IsReadByProgramsAsJson) {
  log(LogLevel::kInfo, LogFormat::kJson)
      .warning("an area is open", {{"area", AreaId{11}}, {"sequence", Sequence(9'577)}});
  EXPECT_EQ(written(),
            R"({"time":"2027-01-15T08:00:00.000Z","level":"warning","event":"an area is open",)"
            R"("area":"AM11","sequence":9577})"
            "\n");
}

TEST_F(TheLog, LeavesOutWhatIsBelowItsLevel) {
  const Log up_to_warning = log(LogLevel::kWarning, LogFormat::kText);
  up_to_warning.debug("one");
  up_to_warning.info("two");
  up_to_warning.warning("three");
  up_to_warning.error("four");
  EXPECT_EQ(written(),
            "2027-01-15T08:00:00.000Z warning three\n2027-01-15T08:00:00.000Z error   four\n");
}

TEST_F(TheLog, StaysOneLineWhateverItCarries) {
  const std::filesystem::path odd("a \"b\"\n\xff=c");
  log(LogLevel::kInfo, LogFormat::kText).info("one", {{"path", odd}});
  log(LogLevel::kInfo, LogFormat::kJson).info("two", {{"path", odd}});
  EXPECT_EQ(written(),
            "2027-01-15T08:00:00.000Z info    one path=\"a \\\"b\\\"\\n\uFFFD=c\"\n"
            R"({"time":"2027-01-15T08:00:00.000Z","level":"info","event":"two",)"
            R"("path":"a \"b\"\n)"
            "\uFFFD=c\"}\n");
}

TEST_F(TheLog, MasksParticipantsWhereAPortNamesThem) {
  const std::string said =
      "key_missing: AM11 has no key of " + to_text(ParticipantId(81'985'529'216'486'895)) + ".";
  log(LogLevel::kInfo, LogFormat::kText).error("ended", {{"what", LogValue::said(said)}});
  EXPECT_EQ(
      written(),
      "2027-01-15T08:00:00.000Z error   ended what=\"key_missing: AM11 has no key of ***.\"\n");
}

}  // namespace
}  // namespace koppel::monitor
