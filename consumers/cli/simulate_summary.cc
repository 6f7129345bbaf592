#include "consumers/cli/simulate_summary.h"

#include "consumers/cli/table.h"
#include "engine/codec/show.h"
#include "engine/model/calendar.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using simulate::Group;
using simulate::Summary;
using Json = nlohmann::ordered_json;

// Name and number, in the order in which they are shown.
using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

Counts proposal_counts(const Summary& summary) {
  return {{"made", summary.proposals.made},
          {"accepted", summary.proposals.accepted},
          {"declined", summary.proposals.declined},
          {"deferred", summary.proposals.deferred},
          {"expired", summary.proposals.expired},
          {"withdrawn", summary.proposals.withdrawn}};
}

Counts end_counts(const Summary& summary) {
  Counts counts;
  for (const auto& [cause, number] : summary.ended) {
    const bool erased = cause == EngagementEndCause::kUnspecified;
    counts.emplace_back(erased ? "erased" : codec::word(cause), number);
  }
  return counts;
}

Counts engagement_counts(const Summary& summary) {
  return {{"agreed", summary.agreed}, {"started", summary.started}, {"running", summary.running}};
}

Counts reminder_counts(const Summary& summary) {
  return {{"due", summary.reminders.due},
          {"still_there", summary.reminders.still_there},
          {"left", summary.reminders.left},
          {"unreachable", summary.reminders.unreachable}};
}

Counts other_counts(const Summary& summary) {
  return {{"people_left", summary.left},
          {"places_opened", summary.places_opened},
          {"support_requested", summary.support_requested},
          {"support_arranged", summary.support_arranged}};
}

Json json_of(const Counts& counts) {
  Json json = Json::object();
  for (const auto& [name, number] : counts) json[name] = number;
  return json;
}

Json json_of(const std::optional<std::int32_t>& days) {
  return days ? Json(*days) : Json(nullptr);
}

Json json_of(const Group& group) {
  return {{"name", group.name},
          {"people", group.people},
          {"proposed", group.proposed},
          {"placed", group.placed},
          {"median_days_to_proposal", json_of(group.median_days_to_proposal)},
          {"median_days_to_start", json_of(group.median_days_to_start)},
          {"started", group.started},
          {"stopped", group.stopped}};
}

Json json_of(const std::vector<Group>& groups) {
  Json json = Json::array();
  for (const Group& group : groups) json.push_back(json_of(group));
  return json;
}

std::string as_json(const simulate::Options& options, const Played& played) {
  const Summary& summary = played.summary;
  Json json = {{"first_day", to_text(options.first_day)},
               {"days", options.days},
               {"seed", options.seed},
               {"facts", played.facts},
               {"refused", played.refused},
               {"unsaid", played.unsaid},
               {"entries", played.entries},
               {"all", json_of(summary.all)},
               {"by_programme", json_of(summary.by_programme)},
               {"by_barrier_severity", json_of(summary.by_band)},
               {"groups_left_out", summary.left_out},
               {"proposals", json_of(proposal_counts(summary))},
               {"engagements", json_of(engagement_counts(summary))}};
  json["engagements"]["ended"] = json_of(end_counts(summary));
  json["reminders"] = json_of(reminder_counts(summary));
  json.update(json_of(other_counts(summary)));
  return json.dump() + "\n";
}

std::string days_text(const std::optional<std::int32_t>& days) {
  return days ? std::to_string(*days) : "–";
}

void add_group(Table& table, const std::string& name, const Group& group) {
  constexpr std::uint64_t kAll = 100;
  const std::string share =
      group.people == 0 ? "–" : std::to_string(group.placed * kAll / group.people) + "%";
  table.add({name,
             grouped(group.people),
             grouped(group.proposed),
             grouped(group.placed),
             share,
             days_text(group.median_days_to_proposal),
             days_text(group.median_days_to_start),
             grouped(group.started),
             grouped(group.stopped)});
}

std::string groups_text(const Globals& globals, const Summary& summary) {
  Table table({{.title = "people"},
               {.title = "registered", .align = Align::kRight},
               {.title = "proposed", .align = Align::kRight},
               {.title = "placed", .align = Align::kRight},
               {.title = "", .align = Align::kRight},
               {.title = "days to proposal", .align = Align::kRight},
               {.title = "days to start", .align = Align::kRight},
               {.title = "started", .align = Align::kRight},
               {.title = "stopped", .align = Align::kRight}});
  add_group(table, "all", summary.all);
  for (const Group& group : summary.by_programme) add_group(table, group.name, group);
  for (const Group& group : summary.by_band) {
    add_group(table, "barrier severity " + group.name, group);
  }
  std::string text = table.text(globals.colour);
  text +=
      "days: medians, over those who had one; stopped: neither completed nor on to work or "
      "school\n";
  if (summary.left_out > 0) {
    text += "groups under " + std::to_string(simulate::kGroupLeast) +
            " people were left out: " + std::to_string(summary.left_out) + "\n";
  }
  return text;
}

void add_counts(Table& table, std::string_view what, const Counts& counts) {
  std::string heading(what);
  for (auto [name, number] : counts) {
    for (char& letter : name) letter = letter == '_' ? ' ' : letter;
    table.add({std::exchange(heading, ""), name, grouped(number)});
  }
}

std::string as_tables(const Globals& globals,
                      const simulate::Options& options,
                      const Played& played) {
  const Summary& summary = played.summary;
  std::string text = std::to_string(options.days) + " days from " + to_text(options.first_day) +
                     ", seed " + std::to_string(options.seed) + ": " + grouped(played.facts) +
                     " facts, " + grouped(played.refused) + " refused, " + grouped(played.entries) +
                     " entries; what " + grouped(played.unsaid) +
                     " deeds were about was gone by then\n\n";
  text += groups_text(globals, summary) + "\n";
  Table table({{}, {}, {.title = "", .align = Align::kRight}});
  add_counts(table, "proposals", proposal_counts(summary));
  add_counts(table, "engagements", engagement_counts(summary));
  add_counts(table, "ended", end_counts(summary));
  add_counts(table, "reminders", reminder_counts(summary));
  add_counts(table, "others", other_counts(summary));
  return text + table.text(globals.colour);
}

}  // namespace

std::string summary_text(const Globals& globals,
                         const simulate::Options& options,
                         const Played& played) {
  if (globals.format == Format::kJson) return as_json(options, played);
  return as_tables(globals, options, played);
}

}  // namespace koppel::cli
