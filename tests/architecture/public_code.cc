#include "tests/architecture/public_code.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <sstream>
#include <string_view>

#include <yaml-cpp/yaml.h>

namespace koppel::architecture {
namespace {

using Words = std::set<std::string>;

constexpr std::size_t kShortMax = 150;
constexpr std::size_t kLongMin = 150;
constexpr std::size_t kLongMax = 10'000;

constexpr const char* kCategories = R"(
accounting agile-project-management applicant-tracking application-development
appointment-scheduling backup billing-and-invoicing blog budgeting business-intelligence
business-process-management cad call-center-management cloud-management collaboration communications
compliance-management contact-management content-management crm customer-service-and-support
data-analytics data-collection data-visualization design design-system digital-asset-management
digital-citizenship document-management donor-management e-commerce e-signature educational-content
email-management email-marketing employee-management enterprise-project-management
enterprise-social-networking erp event-management facility-management
feedback-and-reviews-management financial-reporting fleet-management fundraising gamification
geographic-information-systems grant-management graphic-design help-desk hr ide identity-management
instant-messaging inventory-management it-asset-management it-development it-management it-security
it-service-management knowledge-management learning-management-system marketing mind-mapping
mobile-marketing mobile-payment network-management office online-booking online-community
payment-gateway payroll predictive-analysis procurement productivity-suite project-collaboration
project-management property-management real-estate-management remote-support resource-management
sales-management seo service-desk social-media-management survey talent-management task-management
taxes-management test-management time-management time-tracking translation video-conferencing
video-editing visitor-management voip warehouse-management web-collaboration web-conferencing
website-builder whistleblowing workflow-management)";

constexpr const char* kScopes = R"(
agriculture culture defence education emergency-services employment energy environment
finance-and-economic-development foreign-affairs healthcare infrastructures justice
local-authorities manufacturing research science-and-technology security society sport tourism
transportation welfare)";

constexpr const char* kTopKeys = R"(
publiccodeYmlVersion name applicationSuite url landingURL isBasedOn organizationUri softwareVersion
releaseDate logo platforms categories usedBy roadmap developmentStatus softwareType intendedAudience
description legal maintenance localisation dependsOn)";

constexpr const char* kStatuses = "concept development beta stable obsolete";
constexpr const char* kTypes = R"(
standalone/mobile standalone/iot standalone/desktop standalone/web standalone/backend
standalone/other addon library configurationFiles)";
constexpr const char* kVersions = "0 0.1 0.2 0.3 0.4 0.5 0.6 0.7";
constexpr const char* kLicences = "EUPL-1.2";  // of the SPDX list, the one we may name
constexpr const char* kMaintenances = "internal contract community none";
constexpr const char* kTruths = "true false";

Words words_in(const std::string& text) {
  std::istringstream in(text);
  Words words;
  for (std::string word; in >> word;) words.insert(word);
  return words;
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_country(const std::string& text) {
  return text.size() == 2 && std::ranges::all_of(text, is_lower);
}

// The primary tag, and further ones behind hyphens.
bool is_language(const std::string& text) {
  const std::string primary = text.substr(0, text.find('-'));
  return (primary.size() == 2 || primary.size() == 3) && std::ranges::all_of(primary, is_lower);
}

bool is_url(const std::string& text) {
  const bool web = text.starts_with("https://") || text.starts_with("http://");
  return web && text.find_first_of(" \n") == std::string::npos && text.size() > 10;
}

// YYYY-MM-DD, a month and a day that can be.
bool is_date(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(text[at])) return false;
  }
  const int month = std::stoi(text.substr(5, 2));
  const int day = std::stoi(text.substr(8, 2));
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= kDays.at(static_cast<std::size_t>(month - 1));
}

class Reader {
 public:
  explicit Reader(const YAML::Node& root) : root_(root) {}

  std::vector<std::string> faults();

 private:
  void expect(const char* what, const std::string& where, auto holds) {
    if (!holds) faults_.push_back(where + " " + what);
  }

  // The text of a key that must be there; empty and a fault when it is not.
  std::string text(const YAML::Node& at, const std::string& key, const std::string& where) {
    const YAML::Node node = at[key];
    const bool there = node && node.IsScalar() && !node.Scalar().empty();
    expect("is missing or no text", where + key, there);
    return there ? node.Scalar() : std::string();
  }

  void one_of(const YAML::Node& at,
              const std::string& key,
              const char* words,
              const std::string& where = "") {
    const std::string word = text(at, key, where);
    expect(
        "is no word of the standard", where + key, word.empty() || words_in(words).contains(word));
  }

  // Every item of a list satisfies it; a list that must be there has at least one.
  enum class Presence : std::uint8_t {
    kMandatory,
    kOptional
  };

  void each(const YAML::Node& list, const std::string& where, Presence presence, auto fits) {
    if (!list) {
      expect("is missing", where, presence == Presence::kOptional);
      return;
    }
    expect("is no list, or an empty one", where, list.IsSequence() && list.size() > 0);
    for (const YAML::Node& item : list) {
      expect("has an item that does not fit", where, item.IsScalar() && fits(item.Scalar()));
    }
  }

  void read_top();
  void read_audience();
  void read_description();
  void read_language(const std::string& language, const YAML::Node& told);
  void read_maintenance();
  void read_people(const std::string& key, const std::vector<std::string>& must_have);
  void read_localisation();
  void read_dependencies();

  YAML::Node root_;
  std::vector<std::string> faults_;
  int whole_descriptions_ = 0;
};

void Reader::read_top() {
  const Words known = words_in(kTopKeys);
  for (const auto& each : root_) {
    expect("is no key of the standard", each.first.Scalar(), known.contains(each.first.Scalar()));
  }
  one_of(root_, "publiccodeYmlVersion", kVersions);
  (void)text(root_, "name", "");
  expect("is no address", "url", is_url(text(root_, "url", "")));
  one_of(root_, "developmentStatus", kStatuses);
  one_of(root_, "softwareType", kTypes);
  each(root_["platforms"], "platforms", Presence::kMandatory, [](const std::string& name) {
    return !name.empty();
  });
  each(root_["categories"], "categories", Presence::kMandatory, [](const std::string& word) {
    return words_in(kCategories).contains(word);
  });
  if (root_["releaseDate"]) {
    expect("is no date", "releaseDate", is_date(text(root_, "releaseDate", "")));
  }
  one_of(root_["legal"], "license", kLicences, "legal/");
}

void Reader::read_audience() {
  const YAML::Node audience = root_["intendedAudience"];
  if (!audience) return;
  for (const std::string key : {"countries", "unsupportedCountries"}) {
    each(audience[key], "intendedAudience/" + key, Presence::kOptional, is_country);
  }
  each(audience["scope"],
       "intendedAudience/scope",
       Presence::kOptional,
       [](const std::string& word) { return words_in(kScopes).contains(word); });
}

void Reader::read_language(const std::string& language, const YAML::Node& told) {
  const std::string where = "description/" + language + "/";
  expect("is no language", where, is_language(language));
  const std::string brief = text(told, "shortDescription", where);
  expect("is longer than one line of 150",
         where + "shortDescription",
         characters_in(brief) <= kShortMax && brief.find('\n') == std::string::npos);
  if (told["longDescription"]) {
    const std::size_t length = characters_in(text(told, "longDescription", where));
    expect("is not of 150 to 10,000 characters",
           where + "longDescription",
           length >= kLongMin && length <= kLongMax);
  }
  each(told["features"], where + "features", Presence::kOptional, [](const std::string& feature) {
    return !feature.empty();
  });
  if (told["longDescription"] && told["features"]) ++whole_descriptions_;
}

void Reader::read_description() {
  for (const auto& each : root_["description"]) read_language(each.first.Scalar(), each.second);
  expect(
      "has no language with long description and features", "description", whole_descriptions_ > 0);
}

void Reader::read_people(const std::string& key, const std::vector<std::string>& must_have) {
  const YAML::Node people = root_["maintenance"][key];
  const bool there = people && people.IsSequence() && people.size() > 0;
  expect("is missing", "maintenance/" + key, there);
  if (!there) return;
  for (const YAML::Node& one : people) {
    for (const std::string& each : must_have) {
      const std::string value = text(one, each, "maintenance/" + key + "/");
      expect("is no date", "maintenance/" + key + "/" + each, each != "until" || is_date(value));
    }
  }
}

void Reader::read_maintenance() {
  one_of(root_["maintenance"], "type", kMaintenances, "maintenance/");
  const YAML::Node type = root_["maintenance"]["type"];
  const std::string kind = type && type.IsScalar() ? type.Scalar() : "";
  if (kind == "contract") read_people("contractors", {"name", "until"});
  if (kind == "internal" || kind == "community") read_people("contacts", {"name"});
}

void Reader::read_localisation() {
  const YAML::Node localisation = root_["localisation"];
  one_of(localisation, "localisationReady", kTruths, "localisation/");
  each(localisation["availableLanguages"],
       "localisation/availableLanguages",
       Presence::kMandatory,
       is_language);
}

void Reader::read_dependencies() {
  for (const std::string kind : {"open", "proprietary", "hardware"}) {
    for (const YAML::Node& one : root_["dependsOn"][kind]) {
      (void)text(one, "name", "dependsOn/" + kind + "/");
    }
  }
}

std::vector<std::string> Reader::faults() {
  for (const std::string key : {"legal", "description", "maintenance", "localisation"}) {
    expect("is missing or no section", key, root_[key] && root_[key].IsMap());
  }
  if (!faults_.empty()) return faults_;
  read_top();
  read_audience();
  read_description();
  read_maintenance();
  read_localisation();
  if (root_["dependsOn"]) read_dependencies();
  return faults_;
}

}  // namespace

std::vector<std::string> faults_of_public_code(const std::string& text) {
  const YAML::Node root = YAML::Load(text);
  if (!root.IsMap()) return {"is no map of keys"};
  return Reader(root).faults();
}

}  // namespace koppel::architecture
