// Claim: publiccode.yml is valid against its standard. Shown by reading it with every rule of the
// standard that is about our keys, and by breaking it in one place after another.

#include "tests/architecture/public_code.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace koppel::architecture {
namespace {

std::string our_text() {
  std::ifstream file(std::string(KOPPEL_SOURCE_DIR) + "/publiccode.yml");
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), with);
}

TEST(PublicCode, IsValidAgainstItsStandard) {
  EXPECT_EQ(faults_of_public_code(our_text()), std::vector<std::string>{});
}

TEST(PublicCode, IsSeenToBeInvalidWhereverItIsBroken) {
  struct Broken {
    std::string what;
    std::string with;
    std::string found_at;
  };

  const std::string brief = "shortDescription: Koppelt";
  const std::vector<Broken> all = {
      {R"(publiccodeYmlVersion: "0.7")", R"(publiccodeYmlVersion: "7")", "publiccodeYmlVersion"},
      {"name: Koppel\n", "", "name"},
      {"name: Koppel\n", "name: Koppel\nmood: good\n", "mood"},
      {"https://koppel", "koppel", "url"},
      {"developmentStatus: beta", "developmentStatus: good", "developmentStatus"},
      {"developmentStatus: beta",
       "developmentStatus: beta\nreleaseDate: 2026-13-01",
       "releaseDate"},
      {"developmentStatus: beta", "developmentStatus: beta\nreleaseDate: 1-2-2026", "releaseDate"},
      {"standalone/backend", "backend", "softwareType"},
      {"platforms:\n  - linux", "platforms: []", "platforms"},
      {"applicant-tracking", "matching", "categories"},
      {"- nl\n  scope", "- NLD\n  scope", "intendedAudience/countries"},
      {"- welfare", "- happiness", "intendedAudience/scope"},
      {brief, brief + std::string(150, 'x'), "description/nl/shortDescription"},
      {brief, "genericName: Koppelt", "description/nl/shortDescription"},
      {"  nl:\n    shortDescription", "  dutch:\n    shortDescription", "description/dutch/"},
      {"license: EUPL-1.2", "license: ours", "legal/license"},
      {"legal:\n  license: EUPL-1.2", "", "legal"},
      {"type: none", "type: some", "maintenance/type"},
      {"type: none", "type: community", "maintenance/contacts"},
      {"type: none",
       "type: contract\n  contractors:\n    - name: X\n      until: soon",
       "maintenance/contractors/until"},
      {"localisationReady: true", "localisationReady: perhaps", "localisation/localisationReady"},
      {"    - nl\n    - en\n\ndependsOn",
       "    - Dutch\n\ndependsOn",
       "localisation/availableLanguages"},
      {"- name: Debian", "- title: Debian", "dependsOn/open/name"},
  };
  for (const Broken& each : all) {
    const auto faults = faults_of_public_code(replaced(our_text(), each.what, each.with));
    ASSERT_FALSE(faults.empty()) << each.with;
    EXPECT_TRUE(faults.front().starts_with(each.found_at)) << each.with << ": " << faults.front();
  }
}

TEST(PublicCode, NeedsOneLanguageWithLongDescriptionAndFeatures) {
  std::string text = our_text();
  for (const int language : {1, 2}) {
    SCOPED_TRACE(language);
    text = replaced(text, "    features:", "    awards:");
  }
  EXPECT_EQ(
      faults_of_public_code(text),
      std::vector<std::string>{"description has no language with long description and features"});
}

}  // namespace
}  // namespace koppel::architecture
