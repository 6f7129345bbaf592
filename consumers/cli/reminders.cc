#include "consumers/cli/commands.h"
#include "consumers/cli/listing.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "engine/codec/show.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <memory>
#include <tuple>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

enum class Asked : std::uint8_t {
  kAll,
  kDue,
  kPlanned
};

struct Line {
  std::string reminder;
  std::string participant;
  std::string placement;
  std::string title;
  Reminder row;
  std::int32_t late = 0;  // days; 0 for what is planned
};

std::vector<Line> lines_of(const AreaView& view, Asked asked, const Globals& globals) {
  const Market& market = view.market();
  const Instant today = today_of(market);
  std::vector<Line> lines;
  for (const auto& [number, reminder] : market.reminders) {
    if (asked != Asked::kAll && reminder.due != (asked == Asked::kDue)) continue;
    const Participant& participant = market.at(reminder.participant);
    if (!is_asked_for(globals, market, participant)) continue;
    const Placement& placement = market.at(reminder.placement);
    lines.push_back({.reminder = to_text(market.head.area, number),
                     .participant = to_text(participant.id),
                     .placement = to_text(placement.id),
                     .title = title_of(placement, globals.lang),
                     .row = reminder,
                     .late = reminder.due ? days_between(reminder.due_at, today) : 0});
  }
  return lines;
}

std::string object_of(const Line& line) {
  nlohmann::ordered_json json;
  json["reminder"] = line.reminder;
  json["state"] = line.row.due ? "due" : "planned";
  json["due_at"] = to_text(line.row.due_at);
  json["late_days"] = line.late;
  json["participant"] = line.participant;
  json["placement"] = line.placement;
  json["title"] = line.title;
  json["anchor"] = codec::word(line.row.anchor);
  json["side"] = codec::word(line.row.side);
  json["role"] = codec::word(line.row.role);
  return json.dump();
}

std::string late_cell(const Line& line, Lang lang) {
  if (!line.row.due) return std::string(text(Phrase::kPlanned, lang));
  if (line.late <= 0) return std::string(text(Phrase::kToday, lang));
  if (line.late == 1) return std::string(text(Phrase::kDayLate, lang));
  return say(Phrase::kDaysLate, lang, {std::to_string(line.late)});
}

std::vector<Column> columns() {
  return {{.title = "REMINDER"},
          {.title = "DUE"},
          {.title = "STATE"},
          {.title = "PARTICIPANT"},
          {.title = "ABOUT"},
          {.title = "WITH"},
          {.title = "BY"},
          {.title = "PLACEMENT"}};
}

std::vector<std::string> row_of(const Line& line, Lang lang) {
  return {line.reminder,
          to_text(local_date(line.row.due_at)),
          late_cell(line, lang),
          line.participant,
          std::string(text(line.row.anchor, lang)),
          std::string(text(line.row.side, lang)),
          std::string(text(line.row.role, lang)),
          line.placement + " " + line.title};
}

int list_reminders(Asked asked, const Globals& globals) {
  std::vector<Line> lines;
  const int code = each_view(globals, [&](const AreaView& view) {
    std::ranges::move(lines_of(view, asked, globals), std::back_inserter(lines));
  });
  if (code != kExitDone) return code;
  std::ranges::stable_sort(
      lines, {}, [](const Line& line) { return std::tuple(!line.row.due, line.row.due_at); });
  Listing listing(globals, columns());
  for (const Line& line : lines) {
    listing.add([&] { return object_of(line); }, [&] { return row_of(line, globals.lang); });
  }
  return listing.end("no reminders");
}

}  // namespace

void add_reminders(CLI::App& koppel, Chosen& chosen) {
  const auto asked = std::make_shared<Asked>(Asked::kAll);
  CLI::App* command =
      koppel.add_subcommand("reminders", "Follow-ups: what is due first, then what is planned");
  CLI::Option* due = command->add_flag_callback(
      "--due", [asked] { *asked = Asked::kDue; }, "Only what is due");
  command
      ->add_flag_callback(
          "--planned", [asked] { *asked = Asked::kPlanned; }, "Only what is planned")
      ->excludes(due);
  command->callback([asked, &chosen] {
    chosen.action = [asked](const Globals& globals) { return list_reminders(*asked, globals); };
    chosen.prints = Prints::kList;
  });
}

}  // namespace koppel::cli
