#include "consumers/cli/socket_line.h"

#include <array>
#include <type_traits>
#include <utility>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<Timing, std::string_view>, 3> kTimings{{
    {Timing::kLive, "live"},
    {Timing::kHistory, "history"},
    {Timing::kSimulatedHistory, "simulated"},
}};

template <typename... Handlers>
struct Overload : Handlers... {
  using Handlers::operator()...;
};

std::string dumped(const json& object) {
  // What is not UTF-8 is replaced: the other side reads the message, not the bytes.
  return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

PortError unavailable(std::string what, std::string remedy) {
  return {
      .failure = PortFailure::kUnavailable, .what = std::move(what), .remedy = std::move(remedy)};
}

// What `read` makes of the answer; an error when it says so itself or is none of ours.
template <typename Read>
auto read_answer(std::string_view line, const Read& read)
    -> std::expected<std::invoke_result_t<Read, const json&>, PortError> {
  const json object = json::parse(line, nullptr, false);
  try {
    if (object.is_object() && !object.contains("error")) return read(object);
    if (object.is_object()) {
      return std::unexpected(unavailable(object.value("error", ""), object.value("remedy", "")));
    }
  } catch (const json::exception&) {  // a member of another type
  }
  return std::unexpected(
      unavailable("the running koppel gave an answer that is none of ours", "see its messages"));
}

std::optional<Submitted> read_submitted(const json& object) {
  Submitted submitted{.line = object.value("fact", ""),
                      .input = object.value("input", ""),
                      .offset = object.value("offset", std::uint64_t{0})};
  const std::string timing = object.value("timing", "live");
  for (const auto& [value, name] : kTimings) {
    if (name == timing) {
      submitted.timing = value;
      return submitted;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string write_asked(const Asked& asked) {
  return std::visit(
      Overload{[](const Submitted& one) {
                 json object{{"fact", one.line}, {"input", one.input}, {"offset", one.offset}};
                 for (const auto& [value, name] : kTimings) {
                   if (value == one.timing) object["timing"] = name;
                 }
                 return dumped(object);
               },
               [](const PositionsAsked& one) {
                 return dumped({{"positions", one.input}});
               },
               [](const AdvanceAsked& /*one*/) { return std::string(R"({"advance":true})"); }},
      asked);
}

std::optional<Asked> read_asked(std::string_view line) {
  const json object = json::parse(line, nullptr, false);
  if (!object.is_object()) return std::nullopt;
  try {
    if (object.contains("positions")) {
      return PositionsAsked{.input = object.value("positions", "")};
    }
    if (object.contains("advance")) return AdvanceAsked{};
    if (!object.contains("fact")) return std::nullopt;
    return read_submitted(object);
  } catch (const json::exception&) {  // a member of another type
    return std::nullopt;
  }
}

std::string write_answered(const Answered& answered) {
  json object{{"disposition", answered.disposition}};
  if (!answered.reason.empty()) object["reason"] = answered.reason;
  if (!answered.field.empty()) object["field"] = answered.field;
  if (!answered.area.empty()) object["area"] = answered.area;
  if (answered.sequence != 0) object["sequence"] = answered.sequence;
  if (answered.results != 0) object["results"] = answered.results;
  return dumped(object);
}

std::string write_positions(const std::map<std::string, std::uint64_t>& positions) {
  return dumped(json(positions).is_null() ? json::object() : json(positions));
}

std::string write_error(const PortError& error) {
  return dumped({{"error", error.what}, {"remedy", error.remedy}});
}

std::expected<Answered, PortError> read_answered(std::string_view line) {
  return read_answer(line, [](const json& object) {
    return Answered{.disposition = object.value("disposition", ""),
                    .reason = object.value("reason", ""),
                    .field = object.value("field", ""),
                    .area = object.value("area", ""),
                    .sequence = object.value("sequence", std::uint64_t{0}),
                    .results = object.value("results", std::uint32_t{0})};
  });
}

std::expected<std::map<std::string, std::uint64_t>, PortError> read_positions(
    std::string_view line) {
  return read_answer(line, [](const json& object) {
    std::map<std::string, std::uint64_t> positions;
    for (const auto& [area, next] : object.items()) {
      if (next.is_number_unsigned()) positions[area] = next.get<std::uint64_t>();
    }
    return positions;
  });
}

}  // namespace koppel::cli
