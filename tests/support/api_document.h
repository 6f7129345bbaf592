#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

// proto/asyncapi.yaml, as far as tests hold others to it.
namespace koppel {

// What a header may be: one of these, or what the pattern says of the whole value.
struct ApiHeader {
  std::set<std::string> values;
  std::string pattern;
};

struct ApiMessage {
  std::string name;
  std::string payload;  // full name of the Protobuf message; empty when there is none
  std::string schema;   // what the page says of where that is
  std::string key;      // pattern of the record's key
  std::map<std::string, ApiHeader> headers;
  std::set<std::string> required;
};

struct ApiChannel {
  std::vector<ApiMessage> messages;
  std::vector<std::string> facts;                       // bodies of Fact that belong there
  std::map<std::string, std::set<std::string>> fields;  // kinds that have it; empty: all
  std::map<std::string, std::string> settings;
  std::string action;  // of Koppel: receive or send
};

// By address: koppel.proposals.v1. Throws what the reader of YAML throws.
[[nodiscard]] std::map<std::string, ApiChannel> read_api_document();

// What is not as the channel's message of that ce_type promises, or "".
[[nodiscard]] std::string wrong_headers(const ApiChannel& channel,
                                        const std::map<std::string, std::string>& headers);

}  // namespace koppel
