// Claim: flags count above the environment, that above the files, and a fault names its line.
// Shown with configuration files in a directory of their own and a made-up environment.

#include "consumers/cli/settings.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include <sys/stat.h>

namespace koppel::cli {
namespace {

class Settings : public testing::Test {
 protected:
  Settings() {
    std::string name = testing::TempDir() + "koppel-settings-XXXXXX";
    directory_ = mkdtemp(name.data());
    environment_ = {{"XDG_CONFIG_HOME", directory_.string()}, {"LANG", "nl_NL.UTF-8"}};
  }

  ~Settings() override { std::filesystem::remove_all(directory_); }

  std::string file(const std::string& text) {
    const auto path = directory_ / "given.toml";
    std::ofstream(path) << text;
    return path.string();
  }

  void user_file(const std::string& text) {
    std::filesystem::create_directories(directory_ / "koppel");
    std::ofstream(directory_ / "koppel" / "koppel.toml") << text;
  }

  [[nodiscard]] std::expected<std::vector<Setting>, ConfigFault> read(const Flags& flags) const {
    return read_settings(
        [this](const std::string& name) -> std::optional<std::string> {
          const auto found = environment_.find(name);
          if (found == environment_.end()) return std::nullopt;
          return found->second;
        },
        flags);
  }

  std::filesystem::path directory_;
  std::map<std::string, std::string> environment_;
};

TEST_F(Settings, OfAFileCountUpToItsFaultWhereFaultsAreCollected) {
  user_file("lang = \"en\"\ncolour = \"never\"\nmonitor = \"9100\"\n");
  std::vector<ConfigFault> faults;
  const auto settings = read_settings(
      [this](const std::string& name) -> std::optional<std::string> {
        return name == "XDG_CONFIG_HOME" ? std::optional(directory_.string()) : std::nullopt;
      },
      {.config = file("torn = \"")},
      faults);
  ASSERT_TRUE(settings);
  ASSERT_EQ(faults.size(), 2U);
  EXPECT_NE(faults[0].what.find("koppel.toml:2: unknown key \"colour\""), std::string::npos)
      << faults[0].what;
  EXPECT_NE(faults[1].what.find("given.toml:1"), std::string::npos) << faults[1].what;
  EXPECT_EQ(settings->at(0).value, ".koppel");
}

TEST_F(Settings, OfWhatIsNoFileAreNotWaitedFor) {
  const auto pipe = directory_ / "pipe.toml";
  ASSERT_EQ(::mkfifo(pipe.c_str(), S_IRUSR | S_IWUSR), 0);
  const auto settings = read({.config = pipe.string()});
  ASSERT_FALSE(settings);
  EXPECT_NE(settings.error().what.find("is no file"), std::string::npos) << settings.error().what;
}

TEST_F(Settings, HaveDefaults) {
  const auto settings = read({});
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->at(0).value, ".koppel");
  EXPECT_EQ(settings->at(1).value, "nl");
  EXPECT_EQ(settings->at(2).value, "auto");
  EXPECT_EQ(settings->at(2).origin, "default");
  EXPECT_EQ(settings->at(3).value, "off");
  EXPECT_EQ(settings->at(4).value, "info");
  EXPECT_EQ(settings->at(5).value, "text");
}

TEST_F(Settings, WhatComesLaterCounts) {
  user_file("data = \"user\"\n\nlang = \"en\"\n");
  EXPECT_EQ(read({})->at(0).value, "user");
  EXPECT_TRUE(read({})->at(1).origin.ends_with("koppel.toml:3"));
  const std::string given = file("data = \"given\"\n");
  EXPECT_EQ(read({.config = given})->at(0).value, "given");
  environment_["KOPPEL_DATA"] = "environment";
  EXPECT_EQ(read({.config = given})->at(0).value, "environment");
  EXPECT_EQ(read({.config = given})->at(0).origin, "KOPPEL_DATA");
  EXPECT_EQ(read({.config = given, .data = "flag"})->at(0).value, "flag");
}

TEST_F(Settings, AnUnknownKeyIsToldWithItsLine) {
  const std::string given = file("data = \"x\"\nlagn = \"nl\"\n");
  const auto settings = read({.config = given});
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().what, given + ":2: unknown key \"lagn\"");
}

TEST_F(Settings, AValueThatCannotBeIsToldWithItsLine) {
  const auto settings = read({.config = file("lang = \"de\"\n")});
  ASSERT_FALSE(settings);
  EXPECT_TRUE(settings.error().what.ends_with(":1: lang cannot be \"de\""))
      << settings.error().what;
}

TEST_F(Settings, OfTheMonitorAreAPlaceToListenAt) {
  EXPECT_EQ(read({.config = file("monitor = \"9464\"\n")})->at(3).value, "9464");
  environment_["KOPPEL_MONITOR"] = "0.0.0.0:9464";
  EXPECT_EQ(read({})->at(3).value, "0.0.0.0:9464");
  environment_["KOPPEL_MONITOR"] = "everywhere";
  const auto settings = read({});
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().what, "KOPPEL_MONITOR: monitor cannot be \"everywhere\"");
  EXPECT_EQ(settings.error().remedy, "allowed: off, a port, or host:port");
}

TEST_F(Settings, AFileThatIsNoTomlIsToldWithItsLine) {
  const auto settings = read({.config = file("\ndata = \n")});
  ASSERT_FALSE(settings);
  EXPECT_NE(settings.error().what.find("given.toml:2"), std::string::npos);
}

TEST_F(Settings, AreAsciiButForWhatStandsInQuotesAndComments) {
  const auto stray = read({.config = file("# één\ndata = \"x\"\nlang \u00bd= 'nl'\n")});
  ASSERT_FALSE(stray);
  EXPECT_NE(stray.error().what.find("given.toml:3"), std::string::npos) << stray.error().what;
  const auto quoted = read({.config = file("data = \"caf\u00e9\" # \u00bd")});
  ASSERT_TRUE(quoted) << quoted.error().what;
  EXPECT_EQ(quoted->at(0).value, "caf\u00e9");
}

TEST_F(Settings, ReachEverySettingOfLibrdkafka) {
  const auto settings = read({.config = file("kafka.prefix = \"ours\"\n"
                                             "librdkafka.sasl.mechanisms = \"PLAIN\"\n"
                                             "librdkafka.sasl.password = \"secret\"\n"
                                             "librdkafka.debug = \"eos\"\n")});
  ASSERT_TRUE(settings) << settings.error().what;
  std::map<std::string, std::string> values;
  for (const Setting& setting : *settings) values[setting.name] = setting.value;
  EXPECT_EQ(values["kafka.prefix"], "ours");
  EXPECT_EQ(values["librdkafka.sasl.mechanisms"], "PLAIN");
  EXPECT_EQ(values["librdkafka.sasl.password"], "secret");
  EXPECT_EQ(values["librdkafka.debug"], "eos");
  EXPECT_EQ(values.size(), read({})->size() + 3);
}

TEST_F(Settings, AKeyHasItsDotsBetweenNames) {
  for (const char* line : {".data = 'x'\n", "librdkafka. = 'x'\n", "librdkafka..a = 'x'\n"}) {
    const auto settings = read({.config = file(line)});
    ASSERT_FALSE(settings) << line;
    EXPECT_NE(settings.error().what.find(":1: is no setting"), std::string::npos) << line;
  }
  EXPECT_FALSE(read({.config = file("librdkafka = 'x'\n")}));
  EXPECT_FALSE(read({.config = file("data.more = 'x'\n")}));
}

TEST_F(Settings, SecretsAreKnownByTheirNames) {
  EXPECT_TRUE(is_secret("librdkafka.sasl.password"));
  EXPECT_TRUE(is_secret("librdkafka.ssl.key.pem"));
  EXPECT_TRUE(is_secret("librdkafka.sasl.oauthbearer.client.secret"));
  EXPECT_FALSE(is_secret("librdkafka.sasl.username"));
}

TEST_F(Settings, TheFileAskedForMustBeThere) {
  EXPECT_FALSE(read({.config = (directory_ / "missing.toml").string()}));
}

TEST_F(Settings, NoColorCountsWhateverItsValue) {
  environment_["NO_COLOR"] = "1";
  EXPECT_EQ(read({})->at(2).value, "never");
}

}  // namespace
}  // namespace koppel::cli
