#include "consumers/cli/output.h"
#include "consumers/cli/report.h"
#include "consumers/cli/report_texts.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/operator/disclosure.h"
#include "consumers/operator/supply.h"
#include "engine/codec/show.h"
#include "engine/matching/worth.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using matching::Investment;
using matching::InvestmentKind;
using report::Acquisition;
using report::Advised;
using report::Supply;
using Json = nlohmann::ordered_json;

constexpr std::size_t kLines = 8;  // of each table, without --limit

struct Shown {
  const Globals& globals;
  const AreaView& view;
  Supply supply;
  std::size_t masked = 0;  // kinds of support that help too few people to be named

  [[nodiscard]] const Market& market() const { return view.market(); }

  [[nodiscard]] Lang lang() const { return globals.lang; }

  // Programs are told the area in every row; people read it above.
  [[nodiscard]] Table table(std::vector<Column> columns) const {
    Table table(std::move(columns));
    table.mark("AREA", to_text(view.head.area));
    return table;
  }

  [[nodiscard]] std::size_t limit(std::size_t all) const {
    return std::min<std::size_t>(all, globals.limit.value_or(kLines));
  }
};

// Whom support in one domain would help has a barrier there, which is special data.
void mask(Shown& of) {
  if (of.globals.personal == codec::Personal::kShown) return;
  of.masked = std::erase_if(of.supply.others, [](const Advised& one) {
    return one.investment.kind == InvestmentKind::kSupport &&
           one.investment.people.size() < report::kGroupLeast;
  });
}

std::string text_of(const Shown& of, const Investment& one) {
  const Market& market = of.market();
  switch (one.kind) {
    case InvestmentKind::kChange: return text(one.change, of.lang());
    case InvestmentKind::kRecognition:
      return say(
          ReportText::kRecognise, of.lang(), {to_text(market.at(EmployerOrdinal{one.number}).id)});
    case InvestmentKind::kSeat: return to_text(market.at(PlacementOrdinal{one.number}).id);
    case InvestmentKind::kCaseload:
      return say(
          ReportText::kRoomWith, of.lang(), {to_text(market.at(ConsultantOrdinal{one.number}).id)});
    case InvestmentKind::kCoach:
      return say(ReportText::kRoomWith,
                 of.lang(),
                 {std::next(market.coach_teams.begin(), one.number - 1)->first});
    case InvestmentKind::kGap:
      return say(ReportText::kSettle, of.lang(), {text(one.gap, of.lang())});
    case InvestmentKind::kSupport: break;
  }
  return say(ReportText::kSupportFor, of.lang(), {text(one.domain, of.lang())});
}

bool has_prices(const Supply& supply) {
  return std::ranges::any_of(supply.places, [](const Acquisition& one) { return one.price > 0; });
}

// People before points: a seat for one more person outweighs every point (worth.h).
std::string price_text(std::uint32_t price, Lang lang) {
  constexpr std::int64_t kSeat = matching::kSeatBenefit;
  const std::int64_t people = (price + kSeat / 2) / kSeat;
  const std::int64_t points = price - people * kSeat;
  if (points == 0) return grouped_signed(people, lang);
  return grouped_signed(people, lang) + " " + with_sign(points, lang);
}

void print_places(const Shown& of) {
  const Supply& supply = of.supply;
  if (supply.places.empty())
    return print_words(of.globals, text(ReportText::kNoPlaceHelps, of.lang()));
  const auto column = [&](ReportText title, Align align) {
    return Column{.title = text(title, of.lang()), .align = align};
  };
  Table table = of.table({column(ReportText::kCouldTake, Align::kRight),
                          column(ReportText::kAdded, Align::kRight),
                          column(ReportText::kPrice, Align::kRight),
                          column(ReportText::kOccupation, Align::kRight),
                          column(ReportText::kKind, Align::kLeft),
                          column(ReportText::kPostcode, Align::kLeft),
                          column(ReportText::kLike, Align::kLeft)});
  const std::size_t shown = of.limit(supply.places.size());
  for (const Acquisition& one : std::span(supply.places).first(shown)) {
    const Placement& example = of.market().at(one.example);
    table.add({grouped(one.people, of.lang()),
               with_sign(static_cast<std::int64_t>(one.added), of.lang()),
               has_prices(supply) ? price_text(one.price, of.lang()) : "–",
               one.place.isco_group == 0 ? "" : std::to_string(one.place.isco_group),
               std::string(text(one.place.kind, of.lang())),
               one.place.postcode_area.empty() ? "" : one.place.postcode_area + "..",
               to_text(example.id) + " " + title_of(example, of.lang())});
  }
  print_table(of.globals, table);
  if (shown < supply.places.size()) remark(of.globals, first_of(shown, supply.places.size()));
  print_words(of.globals,
              say(ReportText::kHelpedByPlaces,
                  of.lang(),
                  {grouped(supply.helped, of.lang()),
                   grouped(supply.unserved, of.lang()),
                   grouped(supply.unserved - supply.helped, of.lang())}));
  if (has_prices(supply)) print_words(of.globals, text(ReportText::kPriceMeans, of.lang()));
}

void print_others(const Shown& of) {
  const auto& others = of.supply.others;
  if (others.empty()) {
    print_words(of.globals, text(ReportText::kNoneAlone, of.lang()));
  } else {
    const Investment& most = others.front().investment;
    print_words(of.globals,
                say(ReportText::kMostHelped,
                    of.lang(),
                    {text_of(of, most), grouped(most.people.size(), of.lang())}));
    print_words(of.globals, text(ReportText::kInvest, of.lang()));
    Table table =
        of.table({{.title = text(ReportText::kInReach, of.lang()), .align = Align::kRight},
                  {.title = text(ReportText::kNow, of.lang()), .align = Align::kRight},
                  {.name = "WHAT"}});
    const std::size_t shown = of.limit(others.size());
    for (const Advised& one : std::span(others).first(shown)) {
      table.add({grouped(one.investment.people.size(), of.lang()),
                 grouped(one.now, of.lang()),
                 text_of(of, one.investment)});
    }
    print_table(of.globals, table);
    if (shown < others.size()) remark(of.globals, first_of(shown, others.size()));
  }
  if (of.masked == 0) return;
  print_words(of.globals,
              say(ReportText::kSupportsMasked, of.lang(), {std::to_string(report::kGroupLeast)}));
}

void print_people(const Shown& of) {
  print_words(of.globals,
              report_heading(of.view, of.globals, text(ReportText::kSupplyHeading, of.lang())));
  print_words(of.globals,
              say(ReportText::kAcquire, of.lang(), {grouped(of.supply.unserved, of.lang())}));
  print_places(of);
  print_others(of);
}

std::string_view word_of(InvestmentKind kind) {
  switch (kind) {
    case InvestmentKind::kChange: return "change";
    case InvestmentKind::kRecognition: return "recognition";
    case InvestmentKind::kSeat: return "seat";
    case InvestmentKind::kCaseload: return "caseload";
    case InvestmentKind::kCoach: return "coach";
    case InvestmentKind::kGap: return "needed";
    case InvestmentKind::kSupport: break;
  }
  return "support";
}

Json json_of(const Shown& of, const Acquisition& one) {
  Json json = {{"people", one.people}, {"added", one.added}, {"kind", codec::word(one.place.kind)}};
  if (one.place.isco_group != 0) json["isco_group"] = one.place.isco_group;
  if (!one.place.postcode_area.empty()) json["postcode_area"] = one.place.postcode_area;
  if (has_prices(of.supply)) json["price"] = one.price;
  json["like"] = to_text(of.market().at(one.example).id);
  return json;
}

void print_json(const Shown& of) {
  Json json = {{"report", "supply"},
               {"area", to_text(of.view.head.area)},
               {"sequence", of.view.head.sequence.value()},
               {"as_of", to_text(of.market().head.now)},
               {"unserved", of.supply.unserved},
               {"helped_by_places", of.supply.helped}};
  json["places"] = Json::array();
  for (const Acquisition& one : of.supply.places) json["places"].push_back(json_of(of, one));
  json["others"] = Json::array();
  for (const auto& [one, now] : of.supply.others) {
    json["others"].push_back({{"what", word_of(one.kind)},
                              {"people", one.people.size()},
                              {"with_free_seat", now},
                              {"text", text_of(of, one)}});
    if (one.kind != InvestmentKind::kChange) continue;
    json["others"].back()["change"] = codec::word(one.change.change);
    json["others"].back()["amount"] = one.change.amount;
  }
  json["supports_masked"] = of.masked;
  print_object(json.dump());
}

}  // namespace

int report_supply(const Globals& globals) {
  return each_view(globals, [&](const AreaView& view) {
    Shown of{.globals = globals,
             .view = view,
             .supply = report::supply(view.market(), view.engine.index())};
    mask(of);
    if (globals.format == Format::kJson) {
      print_json(of);
    } else {
      print_people(of);
    }
  });
}

}  // namespace koppel::cli
