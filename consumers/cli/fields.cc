#include "consumers/cli/fields.h"

#include "consumers/cli/options.h"
#include "engine/codec/utf8.h"

namespace koppel::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMasked = "masked";
constexpr std::size_t kNamesTold = 12;

std::string words_of(const Json& value) {
  if (value.is_string()) return codec::visible(value.get_ref<const std::string&>());
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void collect(const Json& node, std::string_view field, std::vector<std::string>& values) {
  if (node.is_array()) {
    for (const Json& each : node) collect(each, field, values);
  } else if (field.empty()) {
    values.push_back(words_of(node));
  } else if (node.is_object()) {
    const std::size_t dot = field.find('.');
    const auto found = node.find(std::string(field.substr(0, dot)));
    if (found == node.end()) return;
    collect(*found, dot == std::string_view::npos ? "" : field.substr(dot + 1), values);
  }
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  std::size_t told = 0;
  for (const std::string& name : names) {
    if (told++ == kNamesTold) return text + ", …";
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

}  // namespace

std::vector<std::string> values_of(const Json& object, std::string_view field) {
  std::vector<std::string> values;
  if (!field.empty()) collect(object, field, values);
  return values;
}

void FieldNames::see(const Json& object) {
  if (all_seen()) return;
  name(object, "");
  std::erase_if(asked_, [this](const std::string& field) { return seen_.contains(field); });
}

void FieldNames::name(const Json& node, const std::string& path) {
  if (node.is_array()) {
    for (const Json& each : node) name(each, path);
  }
  if (!node.is_object()) return;
  const std::string before = path.empty() ? "" : path + ".";
  for (const auto& [key, value] : node.items()) {
    seen_.insert(before + key);
    name(value, before + key);
    if (key != kMasked || !value.is_array()) continue;
    for (const Json& each : value) {
      if (each.is_string()) seen_.insert(before + each.get<std::string>());
    }
  }
}

std::optional<FieldNames::Unknown> FieldNames::unknown() const {
  if (asked_.empty() || seen_.empty()) return std::nullopt;
  const std::string& field = asked_.front();
  const auto meant = nearest(field, {seen_.begin(), seen_.end()});
  return Unknown{.what = "nothing here has a field \"" + field + '"',
                 .remedy = meant ? "did you mean " + *meant + "?" : "there is: " + listed(seen_)};
}

}  // namespace koppel::cli
