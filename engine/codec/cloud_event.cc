#include "engine/codec/cloud_event.h"

#include "engine/codec/fact_codec.h"
#include "engine/codec/outward_codec.h"
#include "engine/codec/show.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>
#include <utility>

namespace koppel::codec {
namespace {

constexpr std::string_view kContentType = "content-type";
constexpr std::string_view kVersion = "ce_specversion";
constexpr std::string_view kProtobuf = "application/protobuf";
constexpr std::string_view kJson = "application/json";

// Kinds of facts by the topic they are sent to; all others are about participants.
constexpr std::array<std::string_view, 10> kOfControl = {"ProgrammePublished",
                                                         "RulesPublished",
                                                         "TaxonomyPublished",
                                                         "ConsultantRegistered",
                                                         "ConsultantChanged",
                                                         "CoachCapacityPublished",
                                                         "ClockJumpConfirmed",
                                                         "InputGapAccepted",
                                                         "FactCorrected",
                                                         "FactResubmitted"};
constexpr std::array<std::string_view, 4> kOfEmployers = {
    "EmployerRegistered", "EmployerChanged", "EmployerSuspended", "EmployerRecognised"};
constexpr std::array<std::string_view, 3> kOfPlacements = {
    "PlacementOpened", "PlacementChanged", "PlacementClosed"};
constexpr std::array<std::string_view, 8> kOfAnswers = {"ProposalAccepted",
                                                        "ProposalDeclined",
                                                        "ProposalDeferred",
                                                        "EngagementAgreed",
                                                        "EngagementStarted",
                                                        "EngagementEnded",
                                                        "FollowUpAnswered",
                                                        "OutcomeRecorded"};

AreaTopic topic_in_area(OutwardTopic topic) {
  switch (topic) {
    case OutwardTopic::kProposals: return AreaTopic::kProposals;
    case OutwardTopic::kReminders: return AreaTopic::kReminders;
    case OutwardTopic::kPlacementEvents: return AreaTopic::kPlacementEvents;
  }
  return {};
}

std::string lower(std::string_view text) {
  std::string all(text);
  std::ranges::transform(
      all, all.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return all;
}

// Of several with one name the last one counts. Names are compared without case: some clients write
// Content-Type.
std::string_view header_of(const LogRecord& record, std::string_view name) {
  std::string_view value;
  for (const LogHeader& header : record.headers) {
    if (lower(header.name) == name) value = header.value;
  }
  return value;
}

// "Application/JSON; charset=utf-8" -> "application/json"
std::string media_type_of(const LogRecord& record) {
  const std::string_view text = header_of(record, kContentType);
  std::string_view type = text.substr(0, text.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  while (type.starts_with(' ')) type.remove_prefix(1);
  return lower(type);
}

std::unexpected<Misfit> wrong(std::string field, std::string why) {
  return std::unexpected(Misfit{.field = std::move(field), .why = std::move(why)});
}

}  // namespace

LogRecord cloud_event_of(const OutwardMessage& message,
                         AreaId area,
                         const JournalId& journal,
                         const Chain& chain) {
  return {.topic = topic_in_area(message.topic),
          .key = to_text(area),
          .value = message.payload,
          .headers = {{std::string(kVersion), "1.0"},
                      {"ce_id", outward_id(journal, message, chain)},
                      {"ce_source", outward_source(area)},
                      {"ce_type", message.type},
                      {"ce_subject", message.subject},
                      {"ce_time", to_text(message.time)},
                      {std::string(kContentType), std::string(kProtobuf)}},
          .time = message.time};
}

std::expected<Fact, Misfit> fact_of(const LogRecord& record) {
  if (!record.value) return wrong("", "the record has no value");
  const std::string_view version = header_of(record, kVersion);
  if (!version.empty() && version != "1.0") {
    return wrong(std::string(kVersion), "is " + std::string(version.substr(0, 20)) + ", not 1.0");
  }
  const std::string type = media_type_of(record);
  if (type.empty() || type == kProtobuf || type == "application/x-protobuf") {
    return fact_from_bytes(*record.value);
  }
  if (type == kJson) return fact_from_json(*record.value);
  if (type.starts_with("application/cloudevents")) {
    return wrong(std::string(kContentType),
                 "says structured mode; send binary mode: attributes in headers");
  }
  return wrong(std::string(kContentType),
               "is " + type.substr(0, 100) + "; send application/protobuf or application/json");
}

AreaTopic input_of(const FactBody& body) {
  const std::string_view kind = kind_of(body);
  const auto is_in = [&](const auto& kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
  };
  if (is_in(kOfControl)) return AreaTopic::kControl;
  if (is_in(kOfEmployers)) return AreaTopic::kEmployers;
  if (is_in(kOfPlacements)) return AreaTopic::kPlacements;
  if (is_in(kOfAnswers)) return AreaTopic::kAnswers;
  return AreaTopic::kParticipants;
}

LogRecord fact_event_of(
    const Fact& fact, std::string line, std::string_view source, std::string_view id, Instant now) {
  return {.topic = input_of(fact.body),
          .key = to_text(fact.area),
          .value = std::move(line),
          .headers = {{std::string(kVersion), "1.0"},
                      {"ce_id", std::string(id)},
                      {"ce_source", std::string(source)},
                      {"ce_type", "koppel.fact." + std::string(kind_of(fact.body)) + ".v1"},
                      {"ce_time", to_text(fact.occurred_at)},
                      {std::string(kContentType), std::string(kJson)}},
          .time = now};
}

}  // namespace koppel::codec
