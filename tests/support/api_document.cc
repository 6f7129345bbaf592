#include "tests/support/api_document.h"

#include <regex>
#include <utility>

#include <yaml-cpp/yaml.h>

namespace koppel {
namespace {

// What stands at a name; undefined where nothing does. A const node never adds what it is asked
// for.
YAML::Node part(const YAML::Node& node, const std::string& name) {
  return node.IsMap() ? node[name] : YAML::Node(YAML::NodeType::Undefined);
}

class Document {
 public:
  explicit Document(YAML::Node root) : root_(std::move(root)) {}

  [[nodiscard]] const YAML::Node& root() const { return root_; }

  // {$ref: '#/components/messages/fact'} -> what stands there.
  [[nodiscard]] YAML::Node at(const YAML::Node& node) const {
    if (!node.IsDefined()) return node;
    const YAML::Node reference = part(node, "$ref");
    return reference ? at(within(root_, reference.as<std::string>().substr(2))) : node;
  }

  [[nodiscard]] YAML::Node in(const YAML::Node& node, const std::string& name) const {
    return at(part(node, name));
  }

 private:
  static YAML::Node within(const YAML::Node& node, const std::string& path) {
    const std::size_t end = path.find('/');
    const YAML::Node next = part(node, path.substr(0, end));
    return end == std::string::npos ? next : within(next, path.substr(end + 1));
  }

  YAML::Node root_;
};

std::string text_of(const YAML::Node& node) {
  return node && node.IsScalar() ? node.as<std::string>() : std::string();
}

// A sequence, or the words of one setting.
std::vector<std::string> texts_of(const YAML::Node& node) {
  std::vector<std::string> all;
  if (node && node.IsSequence()) {
    for (const YAML::Node& one : node) all.push_back(one.as<std::string>());
  }
  return all;
}

void read_headers(const YAML::Node& headers, ApiMessage& message) {
  if (!headers) return;
  for (const std::string& name : texts_of(headers["required"])) message.required.insert(name);
  for (const auto& property : headers["properties"]) {
    ApiHeader& header = message.headers[property.first.as<std::string>()];
    const YAML::Node& rule = property.second;
    if (rule["const"]) header.values = {rule["const"].as<std::string>()};
    for (const std::string& value : texts_of(rule["enum"])) header.values.insert(value);
    if (rule["pattern"]) header.pattern = rule["pattern"].as<std::string>();
  }
}

// The key of a message or of a trait it has.
void read_key(const Document& document, const YAML::Node& holder, ApiMessage& message) {
  const YAML::Node bindings = part(holder, "bindings");
  if (!bindings) return;
  const YAML::Node key = document.in(part(bindings, "kafka"), "key");
  if (key) message.key = text_of(key["pattern"]);
}

ApiMessage message_of(const Document& document, const YAML::Node& node) {
  ApiMessage message{.name = text_of(node["name"])};
  const YAML::Node payload = document.in(node, "payload");
  message.payload = text_of(payload["x-message"]);
  message.schema = text_of(payload["schema"]);
  for (const YAML::Node& trait : node["traits"]) {
    const YAML::Node whole = document.at(trait);
    read_headers(whole["headers"], message);
    read_key(document, whole, message);
  }
  read_headers(node["headers"], message);
  read_key(document, node, message);
  return message;
}

void read_fields(const YAML::Node& fields, ApiChannel& channel) {
  for (const auto& field : fields) {
    const std::vector<std::string> kinds = texts_of(field.second);
    channel.fields[field.first.as<std::string>()] = {kinds.begin(), kinds.end()};
  }
}

void read_settings(const YAML::Node& settings, ApiChannel& channel) {
  for (const auto& setting : settings) {
    std::string value = text_of(setting.second);
    for (const std::string& word : texts_of(setting.second)) {
      value += (value.empty() ? "" : ",") + word;
    }
    channel.settings[setting.first.as<std::string>()] = value;
  }
}

ApiChannel channel_of(const Document& document, const YAML::Node& node) {
  ApiChannel channel;
  for (const auto& message : node["messages"]) {
    channel.messages.push_back(message_of(document, document.at(message.second)));
  }
  channel.facts = texts_of(node["x-facts"]);
  read_fields(node["x-fields"], channel);
  read_settings(node["bindings"]["kafka"]["topicConfiguration"], channel);
  return channel;
}

// Which of them the record says it is; one that says nothing is the only one.
const ApiMessage* message_named(const ApiChannel& channel, const std::string& type) {
  for (const ApiMessage& message : channel.messages) {
    if (message.name == type) return &message;
  }
  return nullptr;
}

// Making an expression costs much more than asking it.
bool matches(const std::string& text, const std::string& pattern) {
  thread_local std::map<std::string, std::regex> made;
  return std::regex_match(text, made.try_emplace(pattern, pattern).first->second);
}

}  // namespace

std::map<std::string, ApiChannel> read_api_document() {
  const Document document(YAML::LoadFile(KOPPEL_API_DOCUMENT));
  std::map<std::string, ApiChannel> channels;
  for (const auto& channel : document.root()["channels"]) {
    channels[text_of(channel.second["address"])] = channel_of(document, channel.second);
  }
  for (const auto& operation : document.root()["operations"]) {
    const YAML::Node channel = document.in(operation.second, "channel");
    channels.at(text_of(channel["address"])).action = text_of(operation.second["action"]);
  }
  return channels;
}

std::string wrong_headers(const ApiChannel& channel,
                          const std::map<std::string, std::string>& headers) {
  const auto type = headers.find("ce_type");
  if (type == headers.end()) return "there is no ce_type";
  const ApiMessage* message = message_named(channel, type->second);
  if (message == nullptr) return type->second + " is not a message of the channel";
  for (const std::string& name : message->required) {
    if (!headers.contains(name)) return "there is no " + name;
  }
  for (const auto& [name, value] : headers) {
    const auto rule = message->headers.find(name);
    if (rule == message->headers.end()) return name + " is not promised";
    const auto& [values, pattern] = rule->second;
    const bool named = values.empty() || values.contains(value);
    const bool shaped = pattern.empty() || matches(value, pattern);
    if (!named || !shaped) return name + " is " + value;
  }
  return {};
}

}  // namespace koppel
