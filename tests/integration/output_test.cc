// Claim: whatever a command shows comes in the form that was asked for, chosen by field, into a
// file that is whole; what cannot be is told with what can; a journal is followed while it grows; a
// shell completes a line. Shown with the real binary and the real bash, on the sample.
#include "tests/integration/koppel_process.h"
#include "tests/integration/room.h"
#include "tests/support/temporary_directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include <nlohmann/json.hpp>

namespace koppel {
namespace {

using nlohmann::json;
using Words = std::vector<std::string>;

class Output : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TemporaryDirectory>();
    write_lines(*directory_ / "facts.jsonl", sample_facts());
    ASSERT_EQ(
        koppel({"import", "facts", "--shift-weeks", (*directory_ / "facts.jsonl").string()}).code,
        0);
  }

  static void TearDownTestSuite() { directory_.reset(); }

  static Words here(const Words& words) {
    Words all{"--data", (*directory_ / "data").string()};
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }

  static Ended koppel(const Words& words) { return run_koppel(here(words)); }

  static Words lines_of(const std::string& text) {
    Words lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
  }

  static json first_proposal() {
    return json::parse(lines_of(koppel({"proposals", "--json", "--limit", "1"}).out).front());
  }

  static std::unique_ptr<TemporaryDirectory> directory_;
  std::filesystem::path own_ = room_in(directory_->path());  // of one test alone
};

std::unique_ptr<TemporaryDirectory> Output::directory_;

TEST_F(Output, EveryFormHasTheSameLines) {
  const std::size_t lines = lines_of(koppel({"proposals", "--json"}).out).size();
  ASSERT_GT(lines, 3U);
  for (const std::string form : {"json", "jsonl"}) {
    EXPECT_EQ(lines_of(koppel({"proposals", "-f", form}).out).size(), lines);
  }
  for (const std::string form : {"table", "csv", "tsv"}) {
    EXPECT_EQ(lines_of(koppel({"proposals", "-f", form}).out).size(), lines + 1) << form;
  }
  const Ended csv = koppel({"proposals", "-f", "csv"});
  EXPECT_TRUE(csv.out.starts_with(
      "PROPOSAL,PARTICIPANT,SCORE,REGRET,MADE,EXPIRES,STATE,PLACEMENT\r\nAM11-P"))
      << csv.out.substr(0, 200);
  EXPECT_EQ(koppel({"proposals", "--plain"}).out, koppel({"proposals", "-f", "tsv"}).out);
  const Ended markdown = koppel({"proposals", "-f", "md"});
  EXPECT_TRUE(markdown.out.starts_with("| PROPOSAL | PARTICIPANT | SCORE |")) << markdown.out;
}

TEST_F(Output, FiguresComeAsTablesWithoutWordsAround) {
  const Ended market = koppel({"inspect", "market", "-f", "csv"});
  EXPECT_TRUE(market.out.starts_with("AREA,WHAT,NUMBER\r\nAM11,participants,")) << market.out;
  const Ended report = koppel({"report", "no-proposal", "-f", "tsv"});
  EXPECT_TRUE(report.out.starts_with("AREA\t")) << report.out;
  EXPECT_NE(report.out.find("\n\nAREA\t"), std::string::npos) << "tables apart: " << report.out;
  const Ended words = koppel({"report", "no-proposal", "-f", "md"});
  EXPECT_TRUE(words.out.starts_with("AM11: ")) << words.out;
  EXPECT_NE(words.out.find("\n| AREA |"), std::string::npos) << words.out;
}

TEST_F(Output, WhatHasNoTableSaysWhatToUse) {
  const auto id = first_proposal().at("proposal").get<std::string>();
  for (const Words& words : {Words{"explain", id, "-f", "csv"},
                             {"inspect", "digest", "-f", "md"},
                             {"inspect", "journal", "--plain"}}) {
    const Ended refused = koppel(words);
    EXPECT_EQ(refused.code, 2) << words[0];
    EXPECT_EQ(refused.out, "");
    EXPECT_NE(refused.err.find("has no table"), std::string::npos) << refused.err;
    EXPECT_NE(refused.err.find("--json"), std::string::npos) << refused.err;
  }
  EXPECT_EQ(koppel({"proposals", "-f", "xlsx"}).code, 2);
  EXPECT_EQ(koppel({"proposals", "--json", "-f", "csv"}).code, 2);
  EXPECT_EQ(koppel({"explain", id, "-w", "area=AM11"}).code, 2);
}

TEST_F(Output, ATemplateMakesALineOfEachObject) {
  const json proposal = first_proposal();
  const Ended filled =
      koppel({"proposals", "-n", "1", "-T", "{proposal}\\t{participant} {consultant}"});
  EXPECT_EQ(filled.out,
            proposal.at("proposal").get<std::string>() + "\t" +
                proposal.at("participant").get<std::string>() + " " +
                proposal.at("consultant").get<std::string>() + "\n");
  // An entry has the fields of its kind alone.
  const Ended entries = koppel({"inspect", "journal", "-T", "{sequence} {proposalMade.score}"});
  EXPECT_EQ(lines_of(entries.out).size(),
            lines_of(koppel({"inspect", "journal", "--json"}).out).size());
  EXPECT_EQ(lines_of(entries.out).front(), "1 ");
}

TEST_F(Output, AFieldThatNothingHasIsWrongUsage) {
  for (const Words& words :
       {Words{"proposals", "-T", "{propsal} {score}"}, {"proposals", "-w", "propsal=x"}}) {
    const Ended refused = koppel(words);
    EXPECT_EQ(refused.code, 2);
    EXPECT_EQ(refused.out, "");
    EXPECT_NE(refused.err.find("did you mean proposal?"), std::string::npos) << refused.err;
  }
}

TEST_F(Output, WhereChoosesTheLinesOfAListInEveryForm) {
  const json proposal = first_proposal();
  const std::string participant = proposal.at("participant");
  const auto chosen =
      lines_of(koppel({"proposals", "--json", "-w", "participant=" + participant}).out);
  ASSERT_FALSE(chosen.empty());
  for (const std::string& line : chosen) EXPECT_EQ(json::parse(line)["participant"], participant);
  const Ended table = koppel({"proposals", "-w", "participant=" + participant});
  EXPECT_EQ(lines_of(table.out).size(), chosen.size() + 1);
  const Ended none = koppel({"proposals", "-w", "participant=" + participant + ",state=gone"});
  EXPECT_EQ(none.code, 1);
  EXPECT_NE(none.err.find("--where lets none of "), std::string::npos) << none.err;
  // The limit counts what was let through.
  const Ended entries = koppel({"inspect",
                                "journal",
                                "--json",
                                "-n",
                                "2",
                                "-w",
                                "fact.consultantRegistered.caseloadMax=25"});
  EXPECT_LE(lines_of(entries.out).size(), 2U);
}

TEST_F(Output, AFileIsThereWhenItIsWhole) {
  const auto file = own_ / "proposals.csv";
  const Ended written = koppel({"proposals", "-f", "csv", "-o", file.string()});
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_EQ(written.out, "");
  std::ifstream in(file, std::ios::binary);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}),
            koppel({"proposals", "-f", "csv"}).out);
  const Ended failed = koppel({"proposals", "-T", "{propsal}", "-o", (own_ / "other").string()});
  EXPECT_EQ(failed.code, 2);
  EXPECT_FALSE(std::filesystem::exists(own_ / "other"));
  EXPECT_EQ(koppel({"proposals", "-o", (own_ / "none" / "x").string()}).code, 1);
  EXPECT_EQ(koppel({"proposals", "-o", "-"}).out, koppel({"proposals"}).out);
}

TEST_F(Output, IsMaskedInEveryForm) {
  const Words shown{"inspect", "journal", "-T", "{fact.participantRegistered.birthDate}"};
  const Ended masked = koppel(shown);
  EXPECT_EQ(masked.code, 0) << masked.err;
  EXPECT_EQ(masked.out.find_first_not_of('\n'), std::string::npos);
  Words asked = shown;
  asked.emplace_back("--show-personal");
  EXPECT_NE(koppel(asked).out.find_first_not_of('\n'), std::string::npos);
}

TEST_F(Output, VerboseSaysWhatWasRead) {
  const Ended said = koppel({"proposals", "-v", "--yes", "--no-input"});
  EXPECT_NE(said.err.find("data directory " + (*directory_ / "data").string()), std::string::npos);
  EXPECT_NE(said.err.find("AM11 as of entry "), std::string::npos) << said.err;
  EXPECT_EQ(koppel({"proposals", "-v", "-q"}).code, 2);
  EXPECT_EQ(koppel({"proposals", "-q"}).err, "");
}

TEST_F(Output, AJournalIsFollowedWhileItGrows) {
  const Ended digest = koppel({"inspect", "digest", "-T", "{sequence}"});
  const std::string last = lines_of(digest.out).front();
  const std::string next = std::to_string(std::stoull(last) + 1);
  KoppelProcess run(here({"run", "--confirm-clock"}));
  ASSERT_TRUE(run.says("running"));
  KoppelProcess following(here({"inspect", "journal", "--follow", "--from", next}));
  const auto id = first_proposal().at("proposal").get<std::string>();
  ASSERT_EQ(koppel({"answer", id, "accept"}).code, 0);
  ASSERT_TRUE(following.prints());
  following.send(SIGINT);
  const Ended followed = following.wait();
  EXPECT_EQ(followed.code, 130) << followed.err;
  EXPECT_TRUE(followed.out.starts_with("#")) << followed.out;
  EXPECT_NE(followed.err.find("stopped behind entry "), std::string::npos) << followed.err;
  EXPECT_NE(followed.err.find("go on with: koppel --data " + (*directory_ / "data").string() +
                              " inspect journal --follow --from "),
            std::string::npos)
      << followed.err;
  run.send(SIGTERM);
  EXPECT_EQ(run.wait().code, 0);
  EXPECT_EQ(koppel({"inspect", "journal", "--follow", "-o", (own_ / "x").string()}).code, 2);
}

// What bash offers behind these words; the last is at the cursor.
std::string offered_by_bash(const Words& words, const std::filesystem::path& script) {
  std::ofstream file(script);
  file << run_koppel({"completion", "bash"}).out << "COMP_WORDS=(" << koppel_binary();
  for (const std::string& word : words) file << " '" << word << "'";
  file << ")\nCOMP_CWORD=" << words.size() << "\n_koppel\necho \"${COMPREPLY[*]}\"\n";
  file.close();
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> bash(
      ::popen(("bash " + script.string()).c_str(), "re"), ::pclose);
  std::string text;
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), bash.get()) != nullptr) text += buffer.data();
  return text;
}

TEST_F(Output, BashCompletesALine) {
  const auto script = own_ / "script";
  EXPECT_EQ(offered_by_bash({"insp"}, script), "inspect\n");
  EXPECT_EQ(offered_by_bash({"inspect", "j"}, script), "journal\n");
  EXPECT_EQ(offered_by_bash({"inspect", "journal", "--fol"}, script), "--follow\n");
  EXPECT_EQ(offered_by_bash({"proposals", "-f", ""}, script), "table json jsonl csv tsv md\n");
  EXPECT_EQ(offered_by_bash({"answer", "AM11-P1", "dec"}, script), "decline\n");
  const std::string data = (*directory_ / "data").string();
  EXPECT_EQ(offered_by_bash({"--data", data, "--area", ""}, script), "AM11\n");
  std::ofstream(own_ / "facts.jsonl") << "x";
  EXPECT_EQ(offered_by_bash({"import", "facts", (own_ / "fac").string()}, script),
            (own_ / "facts.jsonl").string() + "\n");
  EXPECT_EQ(run_koppel({"completion", "tcsh"}).code, 2);
}

}  // namespace
}  // namespace koppel
