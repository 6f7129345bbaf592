// Claim: the reports and the advice of `explain` say exactly what is written in reports/, in Dutch
// and English, and nobody's barriers unless asked. Shown with the real binary on a small market of
// which everything is known; KOPPEL_REWRITE=1 writes what comes out, to be read before it is kept.
//
// The market lies in the year 2126, so that the day of the test is in none of the answers, and
// nobody competes with anybody, so that every way of assigning seats comes to the same.

#include "tests/integration/koppel_process.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kNearPeople = 20;  // can reach the bakery, which has a seat for each
constexpr std::uint64_t kFarPeople = 14;   // live where there is none
constexpr std::uint64_t kBakery = 3'001;
constexpr std::uint64_t kGarden = 3'002;    // twenty minutes too far for the far people
constexpr std::uint64_t kWorkshop = 3'003;  // among them, and teaches, but is not recognised
constexpr std::uint64_t kShop = 3'004;      // among them, its only seat taken

// Facts one by one, a minute apart.
class Facts {
 public:
  void tell(const std::string& kind, Json body) {
    constexpr int kHour = 60;
    const std::string clock = two(8 + minute_ / kHour) + ":" + two(minute_ % kHour);
    ++minute_;
    ++count_;
    Json fact = {{"source", "test"},
                 {"id", std::to_string(count_)},
                 {"area", "AM11"},
                 {"occurredAt", "2126-11-" + two(day_) + "T" + clock + ":00Z"}};
    fact[kind] = std::move(body);
    lines_.push_back(fact.dump());
  }

  void next_day(int day) {
    day_ = day;
    minute_ = 0;
  }

  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

 private:
  static std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

  int day_ = 2;
  int minute_ = 0;
  int count_ = 0;
  std::vector<std::string> lines_;
};

std::string id(std::uint64_t number) {
  return std::to_string(number);
}

void open_place(Facts& facts, std::uint64_t place, std::uint64_t employer, Json details) {
  facts.tell("placementOpened",
             {{"placement", id(place)}, {"employer", id(employer)}, {"details", details}});
}

Json details_of(const char* title_nl, const char* title_en, std::uint32_t seats, std::uint32_t x) {
  return {{"kind", "PLACEMENT_KIND_JOB"},
          {"titleNl", title_nl},
          {"titleEn", title_en},
          {"seats", seats},
          {"isco", 9'112},
          {"hoursMin", 16},
          {"hoursMax", 24},
          {"location", {{"postcode", x < 2'000 ? "1315" : "8211"}, {"x", x}, {"y", 4'867}}}};
}

void open_places(Facts& facts) {
  for (const std::uint64_t employer : {2'001U, 2'002U}) {
    facts.tell("employerRegistered",
               {{"employer", id(employer)},
                {"details", {{"name", "Werkgever"}, {"sector", "SECTOR_HOSPITALITY"}}}});
  }
  open_place(facts, kBakery, 2'001, details_of("Bakkerij", "Bakery", 25, 1'435));
  open_place(facts, kGarden, 2'001, details_of("Tuin", "Garden", 3, 2'695));
  Json workshop = details_of("Werkplaats", "Workshop", 3, 2'440);
  workshop["crebo"] = 25'001;
  workshop["isco"] = 7'234;
  open_place(facts, kWorkshop, 2'002, workshop);
  open_place(facts, kShop, 2'001, details_of("Winkel", "Shop", 1, 2'440));
}

// Everything that matching waits for but what the programme itself asks.
void register_person(Facts& facts, std::uint64_t who, const char* programme, std::uint32_t x) {
  const std::string person = id(who);
  facts.tell("participantRegistered",
             {{"participant", person},
              {"programme", programme},
              {"birthDate", "2100-03-14"},
              {"location", {{"postcode", "1315"}, {"x", x}, {"y", 4'867}}}});
  facts.tell("intakeHeld", {{"participant", person}});
  facts.tell("consentGiven", {{"participant", person}, {"purpose", "CONSENT_PURPOSE_MATCHING"}});
  facts.tell("availabilitySet",
             {{"participant", person},
              {"hoursMin", 16},
              {"hoursMax", 24},
              {"travelMeans", "TRAVEL_MEANS_BIKE"},
              {"travelMinutesMax", 90},
              {"language", "LANGUAGE_LEVEL_B1"}});
}

void report_barrier(Facts& facts, std::uint64_t who, const char* domain, std::uint32_t level) {
  facts.tell("barrierReported", {{"participant", id(who)}, {"domain", domain}, {"level", level}});
}

void report_barriers(Facts& facts, std::uint64_t who) {
  if (who % 2 == 0) report_barrier(facts, who, "BARRIER_DOMAIN_FINANCES", 1);
  if (who % 4 == 0) report_barrier(facts, who, "BARRIER_DOMAIN_HOUSING", 3);
}

void tell_people(Facts& facts) {
  for (std::uint64_t who = 1; who <= kNearPeople; ++who) {
    register_person(facts, 1'000 + who, "leerpraktijkcentra", 1'435);
    report_barriers(facts, 1'000 + who);
  }
  for (std::uint64_t who = 1; who <= kFarPeople; ++who) {
    const bool in_learn2work = who > 9;  // which asks for a contract and a phase
    register_person(facts, 1'100 + who, in_learn2work ? "learn2work" : "intowork", 2'435);
    report_barriers(facts, 1'100 + who);
  }
  facts.tell("contractSigned", {{"participant", id(1'114)}});
  facts.tell("phaseEntered", {{"participant", id(1'114)}, {"phase", "exam"}});
}

void agree(Facts& facts, std::uint64_t engagement, std::uint64_t who, std::uint64_t place) {
  facts.tell("engagementAgreed",
             {{"engagement", id(engagement)},
              {"participant", id(who)},
              {"placement", id(place)},
              {"starts", "2126-12-01"},
              {"hours", 20}});
}

std::vector<std::string> told() {
  Facts facts;
  register_person(facts, 1'100, "intowork", 2'435);
  open_places(facts);
  agree(facts, 7'000, 1'100, kShop);
  facts.next_day(3);
  tell_people(facts);
  facts.next_day(4);
  for (std::uint64_t who = 1; who <= 8; ++who) agree(facts, 7'000 + who, 1'000 + who, kBakery);
  facts.next_day(24);
  facts.tell("intakeHeld", {{"participant", id(9'999)}});
  return facts.lines();
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Report : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = new TemporaryDirectory;
    const fs::path facts = *directory_ / "facts.jsonl";
    write_lines(facts, told());
    const Ended ended = run({"import", "facts", "--future", facts.string()});
    ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
  }

  static void TearDownTestSuite() { delete directory_; }

  static Ended run(const std::vector<std::string>& more) {
    std::vector<std::string> words{"--data", (*directory_ / "data").string()};
    words.insert(words.end(), more.begin(), more.end());
    return run_koppel(words);
  }

  // What the command says in both languages is what stands in that file.
  static void expect_said(const std::string& name, std::vector<std::string> words) {
    for (const std::string lang : {"nl", "en"}) {
      words.insert(words.begin(), {"--lang", lang});
      const Ended ended = run(words);
      words.erase(words.begin(), words.begin() + 2);
      EXPECT_EQ(ended.code, 0) << ended.err;
      const fs::path path = fs::path(KOPPEL_REPORTS) / (name + "." + lang + ".txt");
      if (std::getenv("KOPPEL_REWRITE") != nullptr) std::ofstream(path) << ended.out;
      EXPECT_EQ(ended.out, content_of(path)) << path;
    }
  }

  static TemporaryDirectory* directory_;
};

TemporaryDirectory* Report::directory_ = nullptr;

TEST_F(Report, FairnessSaysWhatIsWritten) {
  expect_said("fairness", {"report", "fairness"});
}

TEST_F(Report, NoProposalSaysWhatIsWritten) {
  expect_said("no-proposal", {"report", "no-proposal"});
}

TEST_F(Report, SupplySaysWhatIsWritten) {
  expect_said("supply", {"report", "supply"});
}

TEST_F(Report, ExplainOfAPersonSaysWhatIsWritten) {
  expect_said("explain-ready", {"explain", id(1'101)});
  expect_said("explain-not-ready", {"explain", id(1'111)});
}

TEST_F(Report, ExplainOfAPlaceSaysWhatIsWritten) {
  expect_said("explain-place", {"explain", id(1'101), "--place", id(kGarden)});
  expect_said("explain-too-far", {"explain", id(1'101), "--place", id(kBakery)});
}

TEST_F(Report, JsonIsOneObjectALine) {
  for (const std::string report : {"fairness", "no-proposal", "supply"}) {
    const Ended ended = run({"--json", "report", report});
    EXPECT_EQ(ended.code, 0);
    std::istringstream lines(ended.out);
    std::string line;
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_EQ(Json::parse(line).at("report"), report);
    EXPECT_EQ(Json::parse(line).at("area"), "AM11");
    while (std::getline(lines, line)) EXPECT_TRUE(Json::parse(line).contains("participant"));
  }
}

TEST_F(Report, NamesNobodysBarriersUnlessAsked) {
  for (const std::string report : {"no-proposal", "supply"}) {
    const std::string masked = run({"report", report, "--lang", "en"}).out;
    EXPECT_EQ(masked.find("finances"), std::string::npos) << masked;
    const std::string shown = run({"report", report, "--lang", "en", "--show-personal"}).out;
    EXPECT_NE(shown.find("finances"), std::string::npos) << shown;
  }
}

// What the object says of the gap that names barriers.
Json support_first_of(const Ended& explained) {
  const Json object = Json::parse(explained.out);
  for (const Json& gap : object.at("needed")) {
    if (gap.at("gap") == "support_first") return gap;
  }
  return {};
}

TEST_F(Report, ExplainNamesBarriersInEveryFormWhenAsked) {
  const std::vector<std::string> words{"explain", id(1'112)};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.end(), words.begin(), words.end());
    return run(more);
  };
  const Json masked = support_first_of(with({"--json"}));
  EXPECT_EQ(masked.at("masked"), Json::array({"domains"}));
  EXPECT_EQ(masked.dump().find("finances"), std::string::npos) << masked;
  const Json shown = support_first_of(with({"--json", "--show-personal"}));
  EXPECT_EQ(shown.at("domains"), Json::array({"finances", "housing"}));
  const std::string text = shown.at("text");
  EXPECT_NE(with({"--show-personal"}).out.find(text), std::string::npos) << text;
  EXPECT_NE(text.find("finances"), std::string::npos) << text;
}

TEST_F(Report, AboutAWholeAreaTakesNoConsultant) {
  EXPECT_EQ(run({"report", "fairness", "--consultant", "4001"}).code, 2);
  EXPECT_EQ(run({"report", "supply", "--consultant", "4001"}).code, 2);
  EXPECT_EQ(run({"report"}).code, 2);
}

TEST_F(Report, WithoutDataFindsNothing) {
  const std::string nowhere = (*directory_ / "nowhere").string();
  EXPECT_EQ(run_koppel({"--data", nowhere, "report", "fairness"}).code, 1);
}

}  // namespace
}  // namespace koppel
