#include "consumers/cli/commands.h"
#include "consumers/cli/output.h"
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

void print_json(const Line& line) {
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
  print_line(json.dump());
}

std::string late_cell(const Line& line, Lang lang) {
  if (!line.row.due) return std::string(text(Phrase::kPlanned, lang));
  if (line.late <= 0) return std::string(text(Phrase::kToday, lang));
  if (line.late == 1) return std::string(text(Phrase::kDayLate, lang));
  return say(Phrase::kDaysLate, lang, {std::to_string(line.late)});
}

void print_table(const std::vector<Line>& lines, const Globals& globals) {
  Table table({{.title = "REMINDER"},
               {.title = "DUE"},
               {.title = "STATE"},
               {.title = "PARTICIPANT"},
               {.title = "ABOUT"},
               {.title = "WITH"},
               {.title = "BY"},
               {.title = "PLACEMENT"}});
  for (const Line& line : lines) {
    table.add({line.reminder,
               to_text(local_date(line.row.due_at)),
               late_cell(line, globals.lang),
               line.participant,
               std::string(text(line.row.anchor, globals.lang)),
               std::string(text(line.row.side, globals.lang)),
               std::string(text(line.row.role, globals.lang)),
               line.placement + " " + line.title});
  }
  print(table.text(globals.colour));
}

int list_reminders(Asked asked, const Globals& globals) {
  std::vector<Line> lines;
  const int code = each_view(globals, [&](const AreaView& view) {
    std::ranges::move(lines_of(view, asked, globals), std::back_inserter(lines));
  });
  if (code != kExitDone) return code;
  std::ranges::stable_sort(
      lines, {}, [](const Line& line) { return std::tuple(!line.row.due, line.row.due_at); });
  const std::size_t all = lines.size();
  if (globals.limit && *globals.limit < all) lines.resize(*globals.limit);
  if (globals.format == Format::kJson) {
    std::ranges::for_each(lines, print_json);
  } else if (!lines.empty()) {
    print_table(lines, globals);
  }
  if (all == 0) remark(globals, "no reminders");
  if (lines.size() < all) remark(globals, first_of(lines.size(), all));
  return all == 0 ? kExitNothing : kExitDone;
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
  });
}

}  // namespace koppel::cli
