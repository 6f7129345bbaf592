#include "consumers/cli/commands.h"
#include "consumers/cli/listing.h"
#include "consumers/cli/table.h"
#include "consumers/cli/views.h"
#include "consumers/cli/without.h"
#include "engine/matching/seat.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <memory>
#include <tuple>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

struct Line {
  std::string proposal;
  std::string participant;
  std::string placement;
  std::string title;
  std::string consultant;
  std::int32_t score = 0;
  std::uint32_t regret = 0;
  Instant made;
  Instant expires;
  bool accepted = false;
};

std::vector<Line> lines_of(const AreaView& view, const Globals& globals) {
  const Market& market = view.market();
  std::vector<Line> lines;
  for (const auto& [number, proposal] : market.proposals) {
    const Participant& participant = market.at(proposal.participant);
    if (!is_asked_for(globals, market, participant)) continue;
    const Placement& placement = market.at(proposal.placement);
    lines.push_back(
        {.proposal = to_text(market.head.area, number),
         .participant = to_text(participant.id),
         .placement = to_text(placement.id),
         .title = title_of(placement, globals.lang),
         .consultant = consultant_of(market, participant),
         .score = proposal.score,
         .regret = matching::regret(view.engine.index(), participant.ordinal, proposal.score),
         .made = proposal.made_at,
         .expires = proposal.expires_at,
         .accepted = proposal.accepted});
  }
  return lines;
}

std::string state_of(const Line& line) {
  return line.accepted ? "accepted" : "undecided";
}

std::string object_of(const Line& line) {
  nlohmann::ordered_json json;
  json["proposal"] = line.proposal;
  json["participant"] = line.participant;
  json["placement"] = line.placement;
  json["title"] = line.title;
  if (!line.consultant.empty()) json["consultant"] = line.consultant;
  json["score"] = line.score;
  json["regret"] = line.regret;
  json["made_at"] = to_text(line.made);
  if (line.expires.is_set()) json["expires_at"] = to_text(line.expires);
  json["state"] = state_of(line);
  return json.dump();
}

std::vector<Column> columns() {
  return {{.title = "PROPOSAL"},
          {.title = "PARTICIPANT"},
          {.title = "SCORE", .align = Align::kRight},
          {.title = "REGRET", .align = Align::kRight},
          {.title = "MADE"},
          {.title = "EXPIRES"},
          {.title = "STATE"},
          {.title = "PLACEMENT"}};
}

std::vector<std::string> row_of(const Line& line, Lang lang) {
  return {line.proposal,
          line.participant,
          grouped_signed(line.score, lang),
          grouped(line.regret, lang),
          to_text(local_date(line.made)),
          line.expires.is_set() ? to_text(local_date(line.expires)) : "",
          state_of(line),
          line.placement + " " + line.title};
}

int list_proposals(const Globals& globals) {
  std::vector<Line> lines;
  const int code = each_view(globals, [&](const AreaView& view) {
    std::ranges::move(lines_of(view, globals), std::back_inserter(lines));
  });
  if (code != kExitDone) return code;
  // What is to be decided first, the soonest to expire on top.
  std::ranges::stable_sort(
      lines, {}, [](const Line& line) { return std::tuple(line.accepted, line.expires); });
  Listing listing(globals, columns());
  for (const Line& line : lines) {
    listing.add([&] { return object_of(line); }, [&] { return row_of(line, globals.lang); });
  }
  return listing.end("no open proposals; who has none, and why: --without");
}

}  // namespace

void add_proposals(CLI::App& koppel, Chosen& chosen) {
  struct Given {
    bool without = false;
  };

  const auto given = std::make_shared<Given>();
  CLI::App* command =
      koppel.add_subcommand("proposals", "Open proposals, the first to expire on top");
  command->add_flag("--without", given->without, "Active participants without one, and why");
  command->callback([given, &chosen] {
    chosen.action = given->without ? list_without : list_proposals;
    chosen.prints = Prints::kList;
  });
}

}  // namespace koppel::cli
