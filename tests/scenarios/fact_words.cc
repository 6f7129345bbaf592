#include "tests/scenarios/fact_words.h"

#include "koppel/v1/fact.pb.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <utility>

#include <nlohmann/json.hpp>

namespace koppel::scenarios {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Json = nlohmann::json;

std::string upper_words(std::string_view camel) {
  std::string out;
  for (const char c : camel) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !out.empty()) out += '_';
    out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(at, from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

const FieldDescriptor* member_of(const Descriptor& fact, std::string_view kind) {
  for (int at = 0; at < fact.field_count(); ++at) {
    const FieldDescriptor* field = fact.field(at);
    const Descriptor* message = field->message_type();
    if (message != nullptr && field->containing_oneof() != nullptr && message->name() == kind) {
      return field;
    }
  }
  return nullptr;
}

const FieldDescriptor* field_of(const Descriptor& message, std::string_view key) {
  const std::string name(key);
  if (const auto* field = message.FindFieldByName(name)) return field;
  return message.FindFieldByCamelcaseName(name);
}

bool is_number(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) return false;
  }
  return true;
}

Json one_value(const FieldDescriptor& field, std::string_view text, Names& names);

Json message_value(const Descriptor& message, std::string_view text, Names& names) {
  Json out = Json::object();
  int at = 0;
  for (const std::string_view part : split(text, ':')) {
    if (at >= message.field_count()) return Json(std::string(text));
    const FieldDescriptor& field = *message.field(at++);
    if (!part.empty()) out[field.json_name()] = one_value(field, part, names);
  }
  return out;
}

Json one_value(const FieldDescriptor& field, std::string_view text, Names& names) {
  const std::string value(text);
  if (field.message_type() != nullptr) {
    if (field.message_type()->full_name() == "google.protobuf.Timestamp") return value;
    return message_value(*field.message_type(), text, names);
  }
  if (const auto* words = field.enum_type(); words != nullptr && !is_number(text)) {
    return upper_words(words->name()) + "_" + upper_words(text);
  }
  if (field.type() == FieldDescriptor::TYPE_FIXED64) {
    return is_number(text) ? value : std::to_string(names.number_of(text));
  }
  if (value == "true" || value == "yes") return true;
  if (value == "false" || value == "no") return false;
  return value;
}

Json field_value(const FieldDescriptor& field, const std::string& text, Names& names) {
  if (text.starts_with('{') || text.starts_with('[')) {
    Json literal = Json::parse(text, nullptr, false);
    return literal.is_discarded() ? Json(text) : literal;
  }
  if (!field.is_repeated()) return one_value(field, text, names);
  Json list = Json::array();
  if (text.empty()) return list;
  for (const std::string_view part : split(text, ',')) {
    list.push_back(one_value(field, part, names));
  }
  return list;
}

// Where the key leads: the path in JSON and the field at its end.
struct Place {
  std::vector<std::string> path;
  const FieldDescriptor* field = nullptr;
};

Place place_of(const Descriptor& message, std::string_view key) {
  Place place;
  const Descriptor* inside = &message;
  for (const std::string_view part : split(key, '.')) {
    if (inside == nullptr) return {};
    const FieldDescriptor* field = field_of(*inside, part);
    if (field == nullptr) return {};
    place.path.push_back(field->json_name());
    place.field = field;
    inside = field->message_type();
  }
  return place;
}

Place place_in_fact(const Descriptor& message, std::string_view key) {
  Place place = place_of(message, key);
  if (place.field != nullptr || message.FindFieldByName("details") == nullptr) return place;
  return place_of(message, "details." + std::string(key));
}

std::expected<Json, std::string> body_json(const Descriptor& message,
                                           const std::vector<Word>& words,
                                           Names& names) {
  Json body = Json::object();
  for (const Word& word : words) {
    const Place place = place_in_fact(message, word.key);
    if (place.field == nullptr) {
      return std::unexpected(message.name() + " has no field '" + word.key + "'");
    }
    Json* at = &body;
    for (const std::string& step : place.path) at = &(*at)[step];
    *at = field_value(*place.field, word.value, names);
  }
  return body;
}

Json wrapped(Json member, const char* wrapper, const std::string& cause) {
  return {{wrapper, {{"cause", cause}, {"fact", std::move(member)}}}};
}

}  // namespace

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  std::string word;
  int depth = 0;
  bool quoted = false;
  const auto close = [&] {
    if (word.empty()) return;
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) {
      words.push_back({.key = {}, .value = word});
    } else {
      words.push_back({.key = word.substr(0, equals), .value = word.substr(equals + 1)});
    }
    word.clear();
  };
  for (const char c : line) {
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == '"' && depth == 0) {
      quoted = !quoted;
    } else if (c == ' ' && depth == 0 && !quoted) {
      close();
    } else {
      word += c;
    }
  }
  close();
  return words;
}

bool has_field(std::string_view kind, std::string_view key) {
  const FieldDescriptor* member = member_of(*v1::Fact::descriptor(), kind);
  return member != nullptr && place_in_fact(*member->message_type(), key).field != nullptr;
}

std::expected<std::string, std::string> fact_json(const Envelope& envelope,
                                                  std::string_view kind,
                                                  const std::vector<Word>& words,
                                                  Names& names) {
  const FieldDescriptor* member = member_of(*v1::Fact::descriptor(), kind);
  if (member == nullptr) return std::unexpected("no kind of fact '" + std::string(kind) + "'");
  auto body = body_json(*member->message_type(), words, names);
  if (!body) return std::unexpected(body.error());
  Json line = {{member->json_name(), std::move(*body)}};
  if (!envelope.corrects.empty()) line = wrapped(line, "factCorrected", envelope.corrects);
  if (!envelope.resubmits.empty()) line = wrapped(line, "factResubmitted", envelope.resubmits);
  line["source"] = envelope.source;
  line["id"] = envelope.id;
  line["area"] = envelope.area;
  line["occurredAt"] = envelope.occurred_at;
  return line.dump();
}

}  // namespace koppel::scenarios
