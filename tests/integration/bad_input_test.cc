// Claim: whatever is wrong with the input or the world, koppel says what, where and what to do,
// with the exit code that is promised, and harms nothing else. Shown with the real binary: bad
// lines between good ones, files that are none, a directory in use, read-only, full or damaged.
#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <map>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

using Rights = Surroundings::Rights;

constexpr auto kNobodyThere = "127.0.0.1:9";  // a port that nobody listens on
constexpr std::size_t kTenMegabytes = 10'000'000;

struct BadLine {
  std::string line;
  std::string says;  // part of the reason
};

std::string envelope(const std::string& id, const std::string& body) {
  return R"({"source":"test","id":")" + id +
         R"(","area":"AM11","occurredAt":"2026-01-05T08:00:00Z",)" + body + "}";
}

std::string consultant(std::uint32_t number) {
  const std::string id = std::to_string(number);
  return envelope("good-" + id,
                  R"("consultantRegistered":{"consultant":")" + id + R"(","caseloadMax":25})");
}

std::string consent(const std::string& purpose) {
  return R"("consentGiven":{"participant":"501","purpose":)" + purpose + "}";
}

std::string availability(const std::string& hours, const std::string& from) {
  return R"("availabilitySet":{"participant":"501","hoursMin":1,"hoursMax":)" + hours +
         R"(,"availableFrom":")" + from + R"("})";
}

std::string with(const std::string& source,
                 const std::string& id,
                 const std::string& area,
                 const std::string& time) {
  return "{" + source + id + area + time + consent(R"("CONSENT_PURPOSE_MATCHING")") + "}";
}

std::string employer(const std::string& details) {
  return R"("employerRegistered":{"employer":"77","details":{)" + details + "}}";
}

std::string person(const std::string& field) {
  return R"("participantRegistered":{"participant":"502","programme":"praktijkroute",)" + field +
         "}";
}

// Values that a schema cannot rule out and no area has.
std::vector<BadLine> absurd_lines() {
  std::vector<BadLine> lines;
  for (const std::string postcode :
       {"13150000000", "ZZZZZZ", "0315", "131", "1315aa", "1315A1", "1315 AA"}) {
    lines.push_back({envelope("b", employer(R"("location":{"postcode":")" + postcode + "\"}")),
                     "out_of_range"});
  }
  const std::string until = R"("proposalDeferred":{"participant":"5","placement":"8","until":)";
  lines.push_back({envelope("b", employer(R"("location":{"x":1387,"y":4851})")), "out_of_range"});
  lines.push_back({envelope("b", employer(R"("name":"a\u0000b")")), "control character"});
  lines.push_back(
      {envelope("b", employer(R"("location":{"postcode":"\u001b\u0007"})")), "control character"});
  lines.push_back({envelope("b", person(R"("birthDate":"2099-01-01")")), "out_of_range"});
  lines.push_back({envelope("b", person(R"("birthDate":"2026-01-06")")), "out_of_range"});
  lines.push_back({envelope("b", R"("employerSuspended":{"employer":"7","until":"1901-01-01"})"),
                   "out_of_range"});
  lines.push_back({envelope("b", until + "\"1999-01-01\"}"), "out_of_range"});
  lines.push_back({envelope("b", until + "\"2026-01-05\"}"), "out_of_range"});
  lines.push_back({envelope("b", R"("movedArea":{"participant":"501","toArea":"AM99"})"),
                   "to_area is none of deploy/areas.json"});
  lines.push_back({envelope("b", R"("personViewed":{"participant":"501"})"), "out_of_range"});
  return lines;
}

std::vector<BadLine> bad_lines() {
  const std::string matching = consent(R"("CONSENT_PURPOSE_MATCHING")");
  const std::string source = R"("source":"test",)";
  const std::string id = R"("id":"b",)";
  const std::string area = R"("area":"AM11",)";
  const std::string time = R"("occurredAt":"2026-01-05T08:00:00Z",)";
  const std::string place = R"("placementOpened":{"placement":"8","employer":"7","details":{)"
                            R"("kind":"PLACEMENT_KIND_JOB","seats":4000000000}})";
  const std::string level = R"("barrierReported":{"participant":"5","domain":)"
                            R"("BARRIER_DOMAIN_TRAVEL","level":4000000000})";
  return {
      {consultant(1).substr(0, 50), "not a fact in JSON"},
      {"\x01\x7f\xfe\xff not a fact", "not a fact in JSON"},
      {envelope("b", consent(R"("CONSENT_PURPOSE_TELEPATHY")")), "CONSENT_PURPOSE_TELEPATHY"},
      {envelope("b", consent("99")), "a newer Koppel may have written it"},
      {envelope("b", R"("consentGiven":{"participant":"501","mood":"good"})"), "mood"},
      {envelope("b", level), "not between 0 and 5"},
      {envelope("b", place), "not between 1 and 1000"},
      {envelope("b", availability("900", "2026-01-06")), "not between 0 and 60"},
      {envelope("b", availability("30", "2026-02-30")), "is not a date"},
      {envelope("b", availability("30", "9999-12-31")), "is not a date"},
      {with(source, id, area, R"("occurredAt":"2026-02-30T08:00:00Z",)"), "2026-02-30"},
      {with(source, id, area, R"("occurredAt":"9999-12-31T23:59:59Z",)"), "occurred_in_future"},
      {with(source, id, R"("area":"AM99",)", time), "area is none of deploy/areas.json"},
      {with(source, id, R"("area":"AM04",)", time), "area is none of deploy/areas.json"},
      {envelope("b", R"("objectionRaised":{"text":")" + std::string(kTenMegabytes, 'x') + "\"}"),
       "longer than 1048576 bytes"},
      {envelope("b", "\"objectionRaised\":{\"text\":\"\xc3\x28\"}"), "not a fact in JSON"},
      {with("", id, area, time), "source is missing"},
      {with(source, "", area, time), "id is missing"},
      {with(source, id, "", time), "area is missing"},
      {with(source, id, area, ""), "occurredAt is missing"},
      {"{" + source + id + area + R"("occurredAt":"2026-01-05T08:00:00Z"})", "body is missing"},
      {"[]", "not a fact in JSON"},
      {std::string(100'000, '['), "not a fact in JSON"},
  };
}

std::string at(const std::string& moment, std::string fact) {
  const std::string usual = "2026-01-05T08:00:00Z";
  return fact.replace(fact.find(usual), usual.size(), moment);
}

// Three consultants, and before and between them facts of moments that no history has.
const std::vector<std::string> kWildMoments = {
    "2206-11-02T08:00:00Z", "1970-01-02T00:00:00Z", "2199-12-31T23:59:59.999Z"};

std::vector<std::string> timely_facts() {
  return {consultant(11), consultant(12), at("2026-01-07T08:00:00Z", consultant(13))};
}

std::vector<std::string> with_wild_ones(const std::vector<std::string>& facts,
                                        std::size_t wild_moments) {
  std::vector<std::string> lines;
  std::uint32_t number = 900;
  for (const std::string& fact : facts) {
    for (std::size_t wild = 0; wild < wild_moments; ++wild) {
      lines.push_back(at(kWildMoments[wild], consultant(number++)));
    }
    lines.push_back(fact);
  }
  return lines;
}

// What the market came to, wherever in the journal.
std::string market_in(const std::filesystem::path& data) {
  nlohmann::json digest = nlohmann::json::parse(digest_in(data));
  digest.erase("sequence");
  return digest.dump();
}

bool is_ascii(const std::string& text) {
  return std::ranges::all_of(text, [](char each) { return static_cast<signed char>(each) >= 0; });
}

class BadWorld : public ::testing::Test {
 protected:
  [[nodiscard]] Ended koppel(const std::vector<std::string>& words,
                             const Surroundings& surroundings = {}) const {
    std::vector<std::string> all{"--data", data_.string()};
    all.insert(all.end(), words.begin(), words.end());
    return run_koppel(all, surroundings);
  }

  [[nodiscard]] Ended import(const Surroundings& surroundings = {}) const {
    return koppel({"import", "facts", "--future", file_.string()}, surroundings);
  }

  static void expect_told(const Ended& ended, int code) {
    EXPECT_EQ(ended.code, code) << ended.out << ended.err;
    // A run says first that it starts.
    EXPECT_NE(("\n" + ended.err).find("\nkoppel: "), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("  what to do: "), std::string::npos) << ended.err;
  }

  TemporaryDirectory directory_;
  std::filesystem::path data_ = directory_ / "data";
  std::filesystem::path file_ = directory_ / "facts.jsonl";
};

TEST_F(BadWorld, BadLinesAreRejectedWithLineAndReasonAndTheGoodOnesTaken) {
  std::vector<std::string> lines;
  std::map<std::uint64_t, BadLine> bad;  // by line number
  std::vector<BadLine> all = bad_lines();
  std::ranges::move(absurd_lines(), std::back_inserter(all));
  for (const BadLine& each : all) {
    lines.push_back(each.line);
    bad.emplace(lines.size(), each);
    lines.push_back(consultant(static_cast<std::uint32_t>(lines.size())));
  }
  write_lines(file_, lines);
  const Ended ended = koppel({"import", "facts", "--json", file_.string()});
  EXPECT_EQ(ended.code, 6) << ended.err;
  EXPECT_EQ(nlohmann::json::parse(ended.out)["taken"], bad.size()) << ended.out;
  const auto rejects = read_lines(file_.string() + ".rejects.jsonl");
  ASSERT_EQ(rejects.size(), bad.size());
  for (const std::string& line : rejects) {
    const nlohmann::json reject = nlohmann::json::parse(line);
    const auto found = bad.find(reject["line"].get<std::uint64_t>());
    ASSERT_NE(found, bad.end()) << line;
    const auto reason = reject["reason"].get<std::string>();
    EXPECT_NE(reason.find(found->second.says), std::string::npos) << reason;
    EXPECT_EQ(reason.find('\n'), std::string::npos) << reason;
    if (!is_ascii(found->second.line)) continue;  // bytes that are no text are replaced
    EXPECT_TRUE(reject["original"] == found->second.line) << reject["line"];
  }
  EXPECT_EQ(verify_in(data_).code, 0);
}

TEST_F(BadWorld, AFactThatIsRefusedForItsTimeMovesNone) {
  write_lines(file_, timely_facts());
  ASSERT_EQ(koppel({"import", "facts", file_.string()}).code, 0);
  const std::string undisturbed = market_in(data_);

  struct Way {
    std::size_t wild_moments;  // with --future the last is none
    std::vector<std::string> words;
  };

  for (const Way& way : {Way{3, {"import", "facts"}}, Way{2, {"import", "facts", "--future"}}}) {
    std::filesystem::remove_all(data_);
    const auto lines = with_wild_ones(timely_facts(), way.wild_moments);
    write_lines(file_, lines);
    std::vector<std::string> words = way.words;
    words.push_back(file_.string());
    // The second time it resumes, behind everything; the reject file says the same.
    for (int time = 1; time <= 2; ++time) {
      const Ended ended = koppel(words);
      EXPECT_EQ(ended.code, 6) << ended.err;
      EXPECT_EQ(market_in(data_), undisturbed) << time;
      EXPECT_EQ(read_lines(file_.string() + ".rejects.jsonl").size(),
                lines.size() - timely_facts().size());
    }
    const Ended journal = koppel({"inspect", "journal"});
    EXPECT_EQ(journal.out.find("2026-01-08"), std::string::npos) << journal.out;
    EXPECT_EQ(journal.out.find("1970"), std::string::npos) << journal.out;
  }
}

TEST_F(BadWorld, AFactThatIsRefusedForItsTimeFoundsNoJournal) {
  write_lines(file_, {at(kWildMoments[0], consultant(1)), at(kWildMoments[1], consultant(2))});
  const Ended ended = koppel({"import", "facts", "--json", file_.string()});
  EXPECT_EQ(ended.code, 6) << ended.err;
  EXPECT_EQ(nlohmann::json::parse(ended.out)["reasons"],
            (nlohmann::json{{"occurred_in_future", 1}, {"out_of_range", 1}}));
  EXPECT_EQ(read_lines(file_.string() + ".rejects.jsonl").size(), 2U);
  EXPECT_FALSE(std::filesystem::exists(data_ / "AM11"));
}

TEST_F(BadWorld, AFactThatWaitedInVainIsRefused) {
  write_lines(file_,
              {consultant(1),
               envelope("waits", R"("intakeHeld":{"participant":"501"})"),
               at("2026-03-05T08:00:00Z", consultant(2))});
  const std::vector<std::string> words{"import", "facts", "--json", file_.string()};
  std::vector<std::string> trial = words;
  trial.emplace_back("--dry-run");
  const std::string rejects = file_.string() + ".rejects.jsonl";
  for (const auto& each : {trial, words}) {
    const Ended ended = koppel(each);
    EXPECT_EQ(ended.code, 6) << ended.err;
    const auto counts = nlohmann::json::parse(ended.out);
    EXPECT_EQ(counts["taken"], 2) << ended.out;
    EXPECT_EQ(counts["waiting"], 0) << ended.out;
    EXPECT_EQ(counts["refused"], 1) << ended.out;
    EXPECT_EQ(counts["reasons"], (nlohmann::json{{"party_never_arrived", 1}}));
    ASSERT_EQ(read_lines(rejects).size(), 1U);
    EXPECT_EQ(nlohmann::json::parse(read_lines(rejects).front())["line"], 2);
    std::filesystem::remove(rejects);
  }
  // It resumes behind everything, and the reject file says the same.
  for (const auto& each : {trial, words}) {
    EXPECT_EQ(koppel(each).code, 6);
    ASSERT_EQ(read_lines(rejects).size(), 1U);
    EXPECT_EQ(nlohmann::json::parse(read_lines(rejects).front())["reason"], "party_never_arrived");
    std::filesystem::remove(rejects);
  }
}

TEST_F(BadWorld, AFactThatStillWaitsIsNotRefused) {
  write_lines(file_, {envelope("waits", R"("intakeHeld":{"participant":"501"})"), consultant(1)});
  const Ended ended = koppel({"import", "facts", "--json", file_.string()});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(nlohmann::json::parse(ended.out)["waiting"], 1) << ended.out;
}

TEST_F(BadWorld, AByteOrderMarkIsNoPartOfTheFirstLine) {
  write_lines(file_, {"\xEF\xBB\xBF" + consultant(1), consultant(2)});
  const Ended ended = import();
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("taken 2, ")) << ended.out;
}

TEST_F(BadWorld, AnEmptyFileIsTakenAndSaysSo) {
  write_lines(file_, {});
  const Ended ended = import();
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(ended.out.starts_with("taken 0, ")) << ended.out;
}

TEST_F(BadWorld, AFileThatIsNoneIsNamed) {
  const Ended missing = import();
  expect_told(missing, 1);
  EXPECT_NE(missing.err.find(file_.string()), std::string::npos) << missing.err;
  const Ended directory = koppel({"import", "facts", directory_.path().string()});
  expect_told(directory, 1);
  EXPECT_NE(directory.err.find("is a directory"), std::string::npos) << directory.err;
}

TEST_F(BadWorld, AFileThatCannotBeReadToItsEndIsNotTaken) {
  const Ended ended = koppel({"import", "facts", "/proc/self/mem"});
  expect_told(ended, 1);
  EXPECT_NE(ended.err.find("/proc/self/mem behind byte 0"), std::string::npos) << ended.err;
  EXPECT_FALSE(std::filesystem::exists(data_));
}

TEST_F(BadWorld, WrongUsageGivesAHint) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{"frobnicate"}, "--help"},
      {{"proposals", "--limti", "3"}, "--limit"},
      {{"import", "fact", "x"}, "facts"},
      {{"import"}, "koppel import --help"},
      {{"answer", "nonsense", "accept"}, "AM11-P12"},
      {{"answer", "AM11-P1", "decline", "--reason", "foo"}, "one of: support-missing, "},
      {{"answer", "AM11-P1", "defer"}, "--until"},
      {{"inspect", "journal", "--from", "-5"}, "write 5927, 2026-11-03"},
      {{"inspect", "journal", "--from", "0"}, "write 5927, 2026-11-03"},
  };
  for (const auto& [words, hint] : wrong) {
    const Ended ended = koppel(words);
    expect_told(ended, 2);
    EXPECT_NE(ended.err.find(hint), std::string::npos) << ended.err;
  }
}

TEST_F(BadWorld, AConfigurationInOrderIsToldToProgramsToo) {
  const Ended ended = koppel({"config", "check", "--json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(nlohmann::json::parse(ended.out).at("health"), "good");
}

TEST_F(BadWorld, AFileInPlaceOfADirectoryIsNamed) {
  write_lines(file_, {consultant(1)});
  write_lines(data_, {"a file"});
  for (const std::vector<std::string>& words : {std::vector<std::string>{"proposals"},
                                                {"explain", "AM11-P1"},
                                                {"inspect", "journal", "--area", "AM11"},
                                                {"import", "facts", file_.string()},
                                                {"run"}}) {
    const Ended ended = koppel(words);
    expect_told(ended, 1);
    EXPECT_NE(ended.err.find(data_.string() + " is a file"), std::string::npos) << ended.err;
  }
  const std::string config = (directory_ / "none.toml").string();
  const Ended ended = koppel({"--config", config, "proposals"});
  expect_told(ended, 2);
  EXPECT_NE(ended.err.find(config + " is not there"), std::string::npos) << ended.err;
  EXPECT_EQ(ended.err.find("mend"), std::string::npos) << ended.err;
}

TEST_F(BadWorld, WhoMayNotReadADirectoryIsToldSo) {
  write_lines(file_, {consultant(1)});
  ASSERT_EQ(import().code, 0);
  std::filesystem::permissions(data_, std::filesystem::perms::none);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"proposals"}, {"inspect", "journal", "--area", "AM11"}}) {
    const Ended ended = koppel(words, {.rights = Surroundings::Rights::kOfAnybody});
    expect_told(ended, 1);
    EXPECT_NE(ended.err.find("Permission denied"), std::string::npos) << ended.err;
    EXPECT_NE(ended.err.find("chown"), std::string::npos) << ended.err;
  }
  std::filesystem::permissions(data_, std::filesystem::perms::owner_all);
}

TEST_F(BadWorld, SendingToABrokerThatIsNotThereEndsWhenAsked) {
  write_lines(file_, {consultant(1)});
  KoppelProcess sending({"import", "facts", "--kafka", kNobodyThere, file_.string()});
  ASSERT_FALSE(sending.ends_within(std::chrono::seconds(1)));
  sending.send(SIGINT);
  ASSERT_TRUE(sending.ends_within(std::chrono::seconds(30)));
  const Ended ended = sending.wait();
  expect_told(ended, 130);
  EXPECT_NE(ended.err.find("may stand or not"), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find(std::string(" --kafka ") + kNobodyThere), std::string::npos)
      << ended.err;
}

TEST_F(BadWorld, ADirectoryInUseIsLocked) {
  write_lines(file_, {consultant(1)});
  ASSERT_EQ(import().code, 0);
  KoppelProcess running({"--data", data_.string(), "run", "--confirm-clock"});
  ASSERT_TRUE(running.says("running"));
  expect_told(koppel({"run", "--confirm-clock"}), 5);
  running.send(SIGTERM);
  EXPECT_EQ(running.wait().code, 0);
}

TEST_F(BadWorld, AReadOnlyDirectoryIsToldAndHarmsNothing) {
  const std::vector<std::string> facts = sample_facts();
  write_lines(file_, {facts.begin(), facts.begin() + 20});
  ASSERT_EQ(import().code, 0);
  const std::string before = digest_in(data_);
  write_lines(file_, facts);
  using std::filesystem::perms;
  for (const auto& each : {data_, data_ / "AM11", data_ / "keys"}) {
    std::filesystem::permissions(each, perms::owner_read | perms::owner_exec);
  }
  const Surroundings anybody{.rights = Rights::kOfAnybody};
  expect_told(import(anybody), 1);
  EXPECT_EQ(digest_in(data_), before);
  for (const auto& each : {data_, data_ / "AM11", data_ / "keys"}) {
    std::filesystem::permissions(each, perms::owner_all);
  }
  EXPECT_EQ(import().code, 0);
  EXPECT_EQ(verify_in(data_).code, 0);
}

TEST_F(BadWorld, AFullDiskIsToldAndTheSameImportEndsAsUndisturbed) {
  write_lines(file_, sample_facts());
  ASSERT_EQ(import().code, 0);
  const std::string undisturbed = digest_in(data_);
  std::filesystem::remove_all(data_);
  for (const std::uint64_t bytes : {40'000UL, 100'000UL, 160'000UL}) {
    expect_told(import({.file_bytes_max = bytes}), 1);
  }
  const Ended ended = import();
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(digest_in(data_), undisturbed);
  EXPECT_EQ(verify_in(data_).code, 0);
}

TEST_F(BadWorld, ADamagedJournalStopsEveryCommandAndHarmsNoOtherArea) {
  std::vector<std::string> lines = sample_facts();
  std::string elsewhere = consultant(9);
  elsewhere.replace(elsewhere.find("AM11"), 4, "AM12");
  lines.insert(lines.begin(), elsewhere);
  write_lines(file_, lines);
  ASSERT_EQ(import().code, 0);
  for (const auto& each : std::filesystem::directory_iterator(data_ / "AM11")) {
    const auto extension = each.path().extension();
    if (extension != ".log" && extension != ".sst") continue;
    if (each.file_size() < 1'000) continue;
    std::fstream file(each.path(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(each.file_size() / 3));
    file << "these bytes were never written by koppel";
  }
  for (const std::string command : {"proposals", "reminders"}) {
    expect_told(koppel({command, "--area", "AM11"}), 3);
  }
  expect_told(koppel({"inspect", "digest", "--area", "AM11"}), 3);
  expect_told(koppel({"replay", "--verify", "--area", "AM11"}), 3);
  expect_told(import(), 3);
  EXPECT_EQ(koppel({"inspect", "digest", "--area", "AM12"}).code, 0);
}

}  // namespace
}  // namespace koppel
