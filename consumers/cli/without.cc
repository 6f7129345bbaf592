#include "consumers/cli/without.h"

#include "consumers/cli/listing.h"
#include "consumers/cli/standing.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "consumers/operator/exclusion_ledger.h"
#include "engine/codec/show.h"
#include "engine/matching/no_match.h"
#include "engine/matching/readiness.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <deque>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

struct Waiting {
  const AreaView* view;
  const Participant* participant;
  std::int32_t days;
};

// Why there is no proposal, as a code for programs and in words.
struct Reason {
  std::string code;
  std::string words;
  std::optional<Unlock> unlock;
};

Reason reason_of(const Waiting& waiting, Lang lang) {
  const Market& market = waiting.view->market();
  const ReadinessGap gap = matching::first_gap(market, *waiting.participant);
  if (gap != ReadinessGap::kUnspecified) {
    return {
        .code = "needed:" + codec::word(gap), .words = std::string(text(gap, lang)), .unlock = {}};
  }
  const auto no_match = matching::explain_no_match(
      market, waiting.view->engine.index(), waiting.participant->ordinal);
  Reason reason;
  if (!no_match.unlocks.empty()) reason.unlock = no_match.unlocks.front();
  if (no_match.leading == Gate::kUnspecified) {
    const Phrase phrase = no_match.open_placements == 0 ? Phrase::kNoPlaces : Phrase::kOthersFirst;
    reason.code = no_match.open_placements == 0 ? "no_open_placements" : "others_first";
    reason.words = text(phrase, lang);
  } else {
    reason.code = "gate:" + codec::word(no_match.leading);
    reason.words = text(no_match.leading, lang);
  }
  return reason;
}

void add_waiting(const AreaView& view, const Globals& globals, std::vector<Waiting>& all) {
  const Market& market = view.market();
  for (const Participant& participant : market.participants) {
    if (!report::is_without(participant) || !is_asked_for(globals, market, participant)) continue;
    all.push_back(
        {.view = &view, .participant = &participant, .days = waiting_days(market, participant)});
  }
}

std::string object_of(const Waiting& waiting, const Reason& reason, Lang lang) {
  nlohmann::ordered_json json;
  json["participant"] = to_text(waiting.participant->id);
  json["area"] = to_text(waiting.view->market().head.area);
  json["waiting_days"] = waiting.days;
  json["reason"] = reason.code;
  json["text"] = reason.words;
  // When the journal last explained it; who is not ready has no explanation there.
  const Instant explained = waiting.participant->no_match.at;
  if (explained.is_set()) json["explained_at"] = to_text(explained);
  if (reason.unlock) {
    json["unlock"] = {{"change", codec::word(reason.unlock->change)},
                      {"amount", reason.unlock->amount},
                      {"placements", reason.unlock->placements},
                      {"text", text(*reason.unlock, lang)}};
  }
  return json.dump();
}

std::string unlock_cell(const Reason& reason, Lang lang) {
  if (!reason.unlock) return {};
  return text(*reason.unlock, lang) + "  " +
         say(Phrase::kPlacesMore, lang, {grouped(reason.unlock->placements, lang)});
}

std::vector<Column> columns() {
  return {{.title = "PARTICIPANT"},
          {.title = "AREA"},
          {.title = "DAYS", .align = Align::kRight},
          {.title = "WHY NOT YET"},
          {.title = "WHAT WOULD HELP MOST"}};
}

std::vector<std::string> row_of(const Waiting& line, Lang lang) {
  const Reason reason = reason_of(line, lang);
  return {to_text(line.participant->id),
          to_text(line.view->market().head.area),
          std::to_string(line.days),
          reason.words,
          unlock_cell(reason, lang)};
}

}  // namespace

int list_without(const Globals& globals) {
  std::deque<AreaView> views;  // the lines point into them
  std::vector<Waiting> lines;
  const int code = each_view(globals, [&](AreaView& view) {
    add_waiting(views.emplace_back(std::move(view)), globals, lines);
  });
  if (code != kExitDone) return code;
  std::ranges::stable_sort(lines, std::ranges::greater{}, &Waiting::days);
  Listing listing(globals, columns());
  for (const Waiting& line : lines) {
    listing.add([&] { return object_of(line, reason_of(line, globals.lang), globals.lang); },
                [&] { return row_of(line, globals.lang); });
  }
  return listing.end("every active participant has a proposal or a place");
}

}  // namespace koppel::cli
