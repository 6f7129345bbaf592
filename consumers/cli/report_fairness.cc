#include "consumers/cli/output.h"
#include "consumers/cli/report.h"
#include "consumers/cli/report_texts.h"
#include "consumers/cli/table.h"
#include "consumers/operator/fairness.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using report::Beside;
using report::Fairness;
using report::FairnessGroup;

// Where each band begins; that of nobody's barriers first.
constexpr std::array<std::uint32_t, report::kBands> kBandBegins = {0, 1, 5, 10};

std::string band_name(const std::vector<std::uint32_t>& bands, Lang lang) {
  const std::uint32_t from = kBandBegins.at(bands.front());
  if (bands.back() + 1 == report::kBands) {
    return say(ReportText::kBarriersUp, lang, {std::to_string(from)});
  }
  const std::uint32_t to = kBandBegins.at(bands.back() + 1) - 1;
  if (to == 0) return std::string(text(ReportText::kBarriersNone, lang));
  return say(ReportText::kBarriersFrom, lang, {std::to_string(from), std::to_string(to)});
}

std::string name_of(const FairnessGroup& group, Lang lang) {
  std::string name;
  for (const std::string& code : group.programmes) {
    name += (name.empty() ? "" : " + ") + code;
  }
  if (group.bands.empty()) {
    return name.empty() ? std::string(text(ReportText::kEverybody, lang)) : name;
  }
  return (name.empty() ? "" : "  " + name + ", ") + band_name(group.bands, lang);
}

std::string percent(double share) {
  constexpr double kHundred = 100;
  return std::to_string(std::lround(share * kHundred)) + "%";
}

std::string remarks_on(const FairnessGroup& group, Lang lang) {
  std::string remarks;
  const auto add = [&](Beside beside, ReportText below, ReportText above) {
    if (beside == Beside::kWithin) return;
    if (!remarks.empty()) remarks += "; ";
    remarks += text(beside == Beside::kBelow ? below : above, lang);
  };
  add(group.share_beside, ReportText::kLessPlaced, ReportText::kMorePlaced);
  add(group.regret_beside, ReportText::kLessRegret, ReportText::kMoreRegret);
  return remarks;
}

bool is_apart(const FairnessGroup& group) {
  return group.share_beside != Beside::kWithin || group.regret_beside != Beside::kWithin;
}

std::string regret_cell(const FairnessGroup& group, Lang lang) {
  return group.regret ? grouped(group.regret->value, lang) : "–";
}

std::string regret_between(const FairnessGroup& group, Lang lang) {
  if (!group.regret) return "–";
  return grouped(group.regret->low, lang) + "–" + grouped(group.regret->high, lang);
}

void add_row(Table& table, const FairnessGroup& group, Lang lang) {
  const double share = static_cast<double>(group.placed) / static_cast<double>(group.people);
  table.add({name_of(group, lang),
             grouped(group.people, lang),
             grouped(group.placed, lang),
             percent(share),
             percent(group.share.low) + "–" + percent(group.share.high),
             grouped(group.proposed, lang),
             regret_cell(group, lang),
             regret_between(group, lang),
             remarks_on(group, lang)});
}

// By band, by programme, by both.
std::vector<const FairnessGroup*> groups_of(const Fairness& fairness) {
  std::vector<const FairnessGroup*> groups;
  for (const auto* list : {&fairness.by_band, &fairness.by_programme, &fairness.by_both}) {
    for (const FairnessGroup& group : *list) groups.push_back(&group);
  }
  return groups;
}

Table table_of(const Fairness& fairness, std::size_t by_both_max, Lang lang) {
  const auto start = [lang](ReportText title) { return Column{.title = text(title, lang)}; };
  const auto end = [lang](ReportText title) {
    return Column{.title = text(title, lang), .align = Align::kRight};
  };
  Table table({start(ReportText::kGroup),
               end(ReportText::kPeople),
               end(ReportText::kPlaced),
               end(ReportText::kShare),
               start(ReportText::kInterval),
               end(ReportText::kProposed),
               end(ReportText::kBestRegret),
               start(ReportText::kInterval),
               {.name = "REMARK"}});
  add_row(table, *fairness.all, lang);
  std::size_t left = fairness.by_band.size() + fairness.by_programme.size() + by_both_max;
  for (const FairnessGroup* group : groups_of(fairness)) {
    if (left-- == 0) break;
    add_row(table, *group, lang);
  }
  return table;
}

void print_conclusion(const Fairness& fairness, const Globals& globals) {
  const Lang lang = globals.lang;
  const auto groups = groups_of(fairness);
  const auto apart =
      std::ranges::count_if(groups, [](const FairnessGroup* group) { return is_apart(*group); });
  if (apart == 0) {
    print_words(globals, text(ReportText::kNoneApart, lang));
  } else {
    print_words(
        globals,
        say(ReportText::kSomeApart, lang, {std::to_string(apart), std::to_string(groups.size())}));
  }
  if (fairness.cells_left_out > 0) {
    print_words(
        globals,
        say(ReportText::kLeftOut,
            lang,
            {std::to_string(fairness.cells_left_out), std::to_string(report::kGroupLeast)}));
  }
}

void print_people(const AreaView& view, const Fairness& fairness, const Globals& globals) {
  const Lang lang = globals.lang;
  print_words(globals, report_heading(view, globals, text(ReportText::kFairnessHeading, lang)));
  if (!fairness.all) {
    print_words(globals, say(ReportText::kTooFew, lang, {std::to_string(report::kGroupLeast)}));
    return;
  }
  const std::size_t cells = fairness.by_both.size();
  const std::size_t shown = std::min<std::size_t>(cells, globals.limit.value_or(UINT32_MAX));
  Table table = table_of(fairness, shown, lang);
  table.mark("AREA", to_text(view.head.area));
  print_table(globals, table);
  if (shown < cells) remark(globals, first_of(shown, cells));
  print_conclusion(fairness, globals);
  print_words(globals, text(ReportText::kPlacedMeans, lang));
  print_words(globals, text(ReportText::kRegretMeans, lang));
}

std::string_view word_of(Beside beside) {
  switch (beside) {
    case Beside::kWithin: return "within";
    case Beside::kBelow: return "below";
    case Beside::kAbove: break;
  }
  return "above";
}

nlohmann::ordered_json json_of(const FairnessGroup& group) {
  nlohmann::ordered_json json;
  if (!group.programmes.empty()) json["programmes"] = group.programmes;
  if (!group.bands.empty()) json["barrier_bands"] = group.bands;
  json["people"] = group.people;
  json["placed"] = group.placed;
  json["share_low"] = group.share.low;
  json["share_high"] = group.share.high;
  json["share_beside_all"] = word_of(group.share_beside);
  json["proposed"] = group.proposed;
  if (!group.regret) return json;
  json["regret_median"] = group.regret->value;
  json["regret_low"] = group.regret->low;
  json["regret_high"] = group.regret->high;
  json["regret_beside_all"] = word_of(group.regret_beside);
  return json;
}

nlohmann::ordered_json json_of(const std::vector<FairnessGroup>& groups) {
  auto json = nlohmann::ordered_json::array();
  for (const FairnessGroup& group : groups) json.push_back(json_of(group));
  return json;
}

void print_json(const AreaView& view, const Fairness& fairness) {
  nlohmann::ordered_json json = {{"report", "fairness"},
                                 {"area", to_text(view.head.area)},
                                 {"sequence", view.head.sequence.value()},
                                 {"as_of", to_text(view.market().head.now)},
                                 {"group_least", report::kGroupLeast}};
  if (fairness.all) json["all"] = json_of(*fairness.all);
  json["by_barrier_band"] = json_of(fairness.by_band);
  json["by_programme"] = json_of(fairness.by_programme);
  json["by_both"] = json_of(fairness.by_both);
  json["groups_left_out"] = fairness.cells_left_out;
  print_object(json.dump());
}

}  // namespace

int report_fairness(const Globals& globals) {
  return report_each(globals, [&](const AreaView& view) -> std::expected<void, PortError> {
    report::FairnessCount count;
    auto seen = see_journal(globals, view, [&count](const Entry& entry) { count.see(entry); });
    if (!seen) return seen;
    const Fairness fairness = count.report(view.market());
    if (globals.format == Format::kJson) {
      print_json(view, fairness);
    } else {
      print_people(view, fairness, globals);
    }
    return {};
  });
}

}  // namespace koppel::cli
