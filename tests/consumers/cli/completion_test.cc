// Claim: what a shell offers are the commands, options and words that fit where the cursor is.
// Shown on a small tree of commands, with lines as shells hand them over.

#include "consumers/cli/completion.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

using Words = std::vector<std::string>;

class Completion : public ::testing::Test {
 protected:
  Completion() {
    koppel_.add_option("-d,--data", text_, "Data directory")->type_name("DIR");
    koppel_.add_option("--lang", text_, "Language")->type_name("nl|en");
    koppel_.add_option("--area", text_)->type_name("AMnn");
    koppel_.add_flag("--quiet", flag_);
    CLI::App* inspect = koppel_.add_subcommand("inspect", "Look");
    inspect->add_subcommand("journal", "Entries")
        ->add_option("--from", text_)
        ->type_name("SEQUENCE|YYYY-MM-DD");
    inspect->add_subcommand("market");
    CLI::App* answer = koppel_.add_subcommand("answer");
    answer->add_option("ID", text_);
    answer->add_option("VERDICT", text_)->type_name("accept|decline");
    koppel_.add_subcommand("import")->add_option("FILE", text_);
  }

  // Without what they mean.
  [[nodiscard]] Words offered(const Words& words) const {
    Words found = completions(koppel_, words, [](const std::string& data) {
      return data == "here" ? Words{"AM11", "AM12"} : Words{"AM21"};
    });
    for (std::string& line : found) line = line.substr(0, line.find('\t'));
    return found;
  }

  CLI::App koppel_{"about", "koppel"};
  std::string text_;
  bool flag_ = false;
};

TEST_F(Completion, CommandsAreOfferedAtEachDepth) {
  EXPECT_EQ(offered({""}), (Words{"inspect", "answer", "import"}));
  EXPECT_EQ(offered({"i"}), (Words{"inspect", "import"}));
  EXPECT_EQ(offered({"inspect", ""}), (Words{"journal", "market"}));
  EXPECT_EQ(offered({"--quiet", "--lang", "nl", "inspect", "j"}), Words{"journal"});
  EXPECT_EQ(offered({"inspect", "journal", ""}), Words{});
}

TEST_F(Completion, OptionsOfTheCommandAndTheGlobalOnes) {
  EXPECT_EQ(offered({"inspect", "journal", "--"}),
            (Words{"--area", "--data", "--from", "--help", "--lang", "--quiet"}));
  EXPECT_EQ(offered({"--l"}), Words{"--lang"});
}

TEST_F(Completion, TheWordsThatAnOptionTakes) {
  EXPECT_EQ(offered({"--lang", ""}), (Words{"nl", "en"}));
  EXPECT_EQ(offered({"--lang=n"}), Words{"--lang=nl"});
  EXPECT_EQ(offered({"--lang", "=", "e"}), Words{"en"});
  EXPECT_EQ(offered({"inspect", "journal", "--from", ""}), Words{});
  EXPECT_EQ(offered({"--data", ""}), Words{":directories"});
  EXPECT_EQ(offered({"import", ""}), Words{":files"});
}

TEST_F(Completion, WordsByTheirPosition) {
  EXPECT_EQ(offered({"answer", ""}), Words{});
  EXPECT_EQ(offered({"answer", "AM11-P1", ""}), (Words{"accept", "decline"}));
  EXPECT_EQ(offered({"answer", "--lang", "nl", "AM11-P1", "d"}), Words{"decline"});
}

TEST_F(Completion, AreasOfTheDirectoryThatTheLineNames) {
  EXPECT_EQ(offered({"--area", ""}), Words{"AM21"});
  EXPECT_EQ(offered({"-d", "here", "--area", ""}), (Words{"AM11", "AM12"}));
  EXPECT_EQ(offered({"--data=here", "--area", "AM12"}), Words{"AM12"});
}

TEST(CompletionScript, IsThereForThreeShells) {
  for (const std::string_view shell : {"bash", "zsh", "fish"}) {
    EXPECT_NE(completion_script(shell).find("__complete"), std::string_view::npos) << shell;
  }
  EXPECT_TRUE(completion_script("tcsh").empty());
}

}  // namespace
}  // namespace koppel::cli
