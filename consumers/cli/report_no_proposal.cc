#include "consumers/cli/output.h"
#include "consumers/cli/report.h"
#include "consumers/cli/report_texts.h"
#include "consumers/cli/standing.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/operator/disclosure.h"
#include "consumers/operator/exclusion_ledger.h"
#include "consumers/operator/without_proposal.h"
#include "engine/codec/show.h"
#include "engine/model/calendar.h"
#include "engine/model/id_text.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using report::ExclusionLedger;
using report::Leading;
using report::PersonWithout;
using report::WhyWithout;
using Json = nlohmann::ordered_json;

struct NoProposal {
  const Globals& globals;
  const AreaView& view;
  std::int32_t days;
  ExclusionLedger ledger;
  std::vector<PersonWithout> people;

  [[nodiscard]] const Market& market() const { return view.market(); }

  [[nodiscard]] Lang lang() const { return globals.lang; }

  // Programs are told the area in every row; people read it above.
  [[nodiscard]] Table table(std::vector<Column> columns) const {
    Table table(std::move(columns));
    table.mark("AREA", to_text(view.head.area));
    return table;
  }

  [[nodiscard]] std::int32_t days_of(const PersonWithout& person) const {
    return days_between(person.since, today_of(market()));
  }
};

// A row of the table of domains: one, or some that are taken together.
struct Domains {
  std::vector<BarrierDomain> domains;  // unspecified: none known
  std::uint64_t heaviest = 0;
  std::uint64_t having = 0;  // of one domain alone
};

std::vector<Domains> each_domain(const ExclusionLedger& ledger) {
  std::vector<Domains> rows;
  for (const report::DomainCount& one : ledger.domains) {
    rows.push_back({{one.domain}, one.heaviest, one.having});
  }
  rows.push_back({{BarrierDomain::kUnspecified}, ledger.no_barrier, 0});
  return rows;
}

// Barriers are special data: masked, small counts of them are taken together, and how many have a
// domain beside a heavier one is not told. Empty: too few for any.
std::vector<Domains> domains_of(const NoProposal& of) {
  const std::vector<Domains> each = each_domain(of.ledger);
  if (of.globals.personal == codec::Personal::kShown) return each;
  std::vector<std::uint64_t> people;
  for (const Domains& one : each) people.push_back(one.heaviest);
  std::vector<Domains> rows;
  for (const auto& together : report::taken_together(people)) {
    Domains row;
    for (const std::size_t at : together) {
      row.domains.push_back(each[at].domains.front());
      row.heaviest += each[at].heaviest;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// Which ones are taken together is not told either.
std::string domain_name(const Domains& row, Lang lang) {
  if (row.domains.size() > 1) {
    return say(ReportText::kOthersTogether, lang, {std::to_string(row.domains.size())});
  }
  const BarrierDomain domain = row.domains.front();
  return std::string(domain == BarrierDomain::kUnspecified ? text(ReportText::kNoBarrierKnown, lang)
                                                           : text(domain, lang));
}

std::string why_text(const WhyWithout& why, Lang lang) {
  switch (why.leading) {
    case Leading::kNoPlaces: return std::string(text(ReportText::kNoPlaces, lang));
    case Leading::kOthersFirst: return std::string(text(ReportText::kOthersFirst, lang));
    case Leading::kGate: break;
  }
  return std::string(text(why.gate, lang));
}

std::uint64_t removed_by(const ExclusionLedger& ledger, Gate gate) {
  const auto found = std::ranges::find(ledger.removed, gate, &report::Count<Gate>::key);
  return found == ledger.removed.end() ? 0 : found->count;
}

std::uint64_t led_by(const ExclusionLedger& ledger, const WhyWithout& why) {
  const auto found = std::ranges::find(ledger.reasons, why, &report::Count<WhyWithout>::key);
  return found == ledger.reasons.end() ? 0 : found->count;
}

// Every gate that removed a place for somebody, with those whom it keeps most.
void add_gates(const NoProposal& of, Table& table) {
  const ExclusionLedger& ledger = of.ledger;
  for (const report::Count<Gate>& gate : ledger.removed) {
    const WhyWithout why{.leading = Leading::kGate, .gate = gate.key};
    table.add({say(ReportText::kReady, of.lang(), {text(gate.key, of.lang())}),
               grouped(led_by(ledger, why), of.lang()),
               grouped(removed_by(ledger, gate.key), of.lang())});
  }
  for (const Leading leading : {Leading::kNoPlaces, Leading::kOthersFirst}) {
    const std::uint64_t people = led_by(ledger, {.leading = leading});
    const std::uint64_t pairs = leading == Leading::kOthersFirst ? ledger.passing : 0;
    if (people == 0 && pairs == 0) continue;
    table.add({say(ReportText::kReady, of.lang(), {why_text({.leading = leading}, of.lang())}),
               grouped(people, of.lang()),
               grouped(pairs, of.lang())});
  }
}

void print_reasons(const NoProposal& of) {
  const auto right = [&](ReportText title) {
    return Column{.title = text(title, of.lang()), .align = Align::kRight};
  };
  Table table = of.table({{.title = text(ReportText::kReason, of.lang())},
                          right(ReportText::kPeople),
                          right(ReportText::kPairs)});
  for (const auto& gap : of.ledger.needed) {
    table.add({say(ReportText::kNeeded, of.lang(), {text(gap.key, of.lang())}),
               grouped(gap.count, of.lang()),
               ""});
  }
  add_gates(of, table);
  table.add({std::string(text(ReportText::kAllTogether, of.lang())),
             grouped(of.ledger.without, of.lang()),
             grouped(of.ledger.ready * of.ledger.open_placements, of.lang())});
  print_table(of.globals, table);
  print_words(
      of.globals,
      say(ReportText::kPairsMean,
          of.lang(),
          {grouped(of.ledger.ready, of.lang()), grouped(of.ledger.open_placements, of.lang())}));
}

void print_domains(const NoProposal& of) {
  const auto rows = domains_of(of);
  const bool all_together = rows.size() == 1 && rows.front().domains.size() > 1;
  if (rows.empty() || all_together) {
    print_words(of.globals,
                say(ReportText::kDomainsMasked, of.lang(), {std::to_string(report::kGroupLeast)}));
    return;
  }
  print_words(of.globals, text(ReportText::kDomainHeading, of.lang()));
  std::vector<Column> columns = {
      {.name = "DOMAIN"},
      {.title = text(ReportText::kHeaviest, of.lang()), .align = Align::kRight}};
  const bool masked = of.globals.personal == codec::Personal::kMasked;
  if (!masked) {
    columns.push_back({.title = text(ReportText::kHaving, of.lang()), .align = Align::kRight});
  }
  Table table = of.table(columns);
  for (const Domains& row : rows) {
    std::vector<std::string> cells = {domain_name(row, of.lang()),
                                      grouped(row.heaviest, of.lang())};
    if (!masked) cells.push_back(grouped(row.having, of.lang()));
    table.add(cells);
  }
  print_table(of.globals, table);
}

std::string why_text(const NoProposal& of, const PersonWithout& person) {
  if (person.needed.empty()) return why_text(person.why, of.lang());
  if (person.needed.size() == 1) {
    return std::string(text(person.needed.front(), of.lang()));
  }
  const std::string count = std::to_string(person.needed.size());
  return say(ReportText::kFirstSeveral, of.lang(), {count});
}

std::string best_text(const NoProposal& of, const PersonWithout& person) {
  if (!person.best) return {};
  const bool is_gap = person.best->gap != ReadinessGap::kUnspecified;
  const std::string what = is_gap ? std::string(text(ReportText::kThatDone, of.lang()))
                                  : text(person.best->change, of.lang());
  return say(
      ReportText::kOpens,
      of.lang(),
      {what, grouped(person.best->placements, of.lang()), grouped(person.best->free, of.lang())});
}

std::span<const PersonWithout> shown_people(const NoProposal& of) {
  const std::size_t all = of.people.size();
  return std::span(of.people).first(
      std::min<std::size_t>(all, of.globals.limit.value_or(UINT32_MAX)));
}

void print_list(const NoProposal& of) {
  const std::string days = std::to_string(of.days);
  if (of.people.empty())
    return print_words(of.globals, say(ReportText::kNobodyThatLong, of.lang(), {days}));
  print_words(
      of.globals,
      say(ReportText::kListHeading, of.lang(), {grouped(of.people.size(), of.lang()), days}));
  Table table = of.table({{.title = text(ReportText::kParticipant, of.lang())},
                          {.title = text(ReportText::kDays, of.lang()), .align = Align::kRight},
                          {.title = text(ReportText::kWhyNotYet, of.lang())},
                          {.title = text(ReportText::kHelpsMost, of.lang())}});
  const auto shown = shown_people(of);
  for (const PersonWithout& person : shown) {
    table.add({to_text(of.market().at(person.participant).id),
               std::to_string(of.days_of(person)),
               why_text(of, person),
               best_text(of, person)});
  }
  print_table(of.globals, table);
  if (shown.size() < of.people.size()) {
    remark(of.globals, first_of(shown.size(), of.people.size()));
  }
}

void print_people(const NoProposal& of) {
  const ExclusionLedger& ledger = of.ledger;
  print_words(of.globals,
              report_heading(of.view, of.globals, text(ReportText::kLedgerHeading, of.lang())));
  print_words(of.globals,
              say(ReportText::kActiveAdds,
                  of.lang(),
                  {grouped(ledger.active, of.lang()),
                   grouped(ledger.at_work, of.lang()),
                   grouped(ledger.proposed, of.lang()),
                   grouped(ledger.without, of.lang())}));
  print_words(
      of.globals,
      say(ReportText::kWithoutAdds,
          of.lang(),
          {grouped(ledger.without - ledger.ready, of.lang()), grouped(ledger.ready, of.lang())}));
  print_reasons(of);
  print_domains(of);
  print_list(of);
}

std::string code_of(const WhyWithout& why) {
  switch (why.leading) {
    case Leading::kNoPlaces: return "no_open_placements";
    case Leading::kOthersFirst: return "others_first";
    case Leading::kGate: break;
  }
  return "gate:" + codec::word(why.gate);
}

Json domains_json(const NoProposal& of) {
  Json json = Json::array();
  for (const Domains& row : domains_of(of)) {
    const BarrierDomain domain = row.domains.front();
    const std::size_t together = row.domains.size();
    const std::string name = domain == BarrierDomain::kUnspecified ? "none" : codec::word(domain);
    json.push_back({{"domain", together > 1 ? "others" : name}, {"heaviest", row.heaviest}});
    if (together > 1) json.back()["domains"] = together;
    if (row.having > 0) json.back()["having"] = row.having;
  }
  return json;
}

void print_ledger_json(const NoProposal& of) {
  const ExclusionLedger& ledger = of.ledger;
  Json json = {{"report", "no-proposal"},
               {"area", to_text(of.view.head.area)},
               {"sequence", of.view.head.sequence.value()},
               {"as_of", to_text(of.market().head.now)},
               {"active", ledger.active},
               {"at_work", ledger.at_work},
               {"proposed", ledger.proposed},
               {"without", ledger.without},
               {"ready", ledger.ready},
               {"open_placements", ledger.open_placements},
               {"passing_pairs", ledger.passing}};
  json["needed"] = Json::object();
  for (const auto& gap : ledger.needed) json["needed"][codec::word(gap.key)] = gap.count;
  json["reasons"] = Json::object();
  for (const auto& reason : ledger.reasons) json["reasons"][code_of(reason.key)] = reason.count;
  json["removed_pairs"] = Json::object();
  for (const auto& gate : ledger.removed) json["removed_pairs"][codec::word(gate.key)] = gate.count;
  json["barriers"] = domains_json(of);
  json["days"] = of.days;
  json["people"] = of.people.size();
  print_object(json.dump());
}

void print_person_json(const NoProposal& of, const PersonWithout& person) {
  Json json = {{"participant", to_text(of.market().at(person.participant).id)},
               {"area", to_text(of.view.head.area)},
               {"days", of.days_of(person)}};
  json["needed"] = Json::array();
  for (const ReadinessGap gap : person.needed) json["needed"].push_back(codec::word(gap));
  if (person.needed.empty()) json["reason"] = code_of(person.why);
  if (person.best) {
    const bool is_gap = person.best->gap != ReadinessGap::kUnspecified;
    json["best"] = {
        {"change",
         is_gap ? codec::word(person.best->gap) : codec::word(person.best->change.change)},
        {"placements", person.best->placements},
        {"text", best_text(of, person)}};
    if (!is_gap) json["best"]["amount"] = person.best->change.amount;
  }
  print_object(json.dump());
}

void print_json(const NoProposal& of) {
  print_ledger_json(of);
  for (const PersonWithout& person : shown_people(of)) print_person_json(of, person);
}

}  // namespace

int report_no_proposal(const Globals& globals, std::int32_t days) {
  return report_each(globals, [&](const AreaView& view) -> std::expected<void, PortError> {
    report::ProposalEnds ends;
    auto seen = see_journal(globals, view, [&ends](const Entry& entry) { ends.see(entry); });
    if (!seen) return seen;
    const Market& market = view.market();
    const matching::Index& index = view.engine.index();
    const Instant today = today_of(market);
    NoProposal of{.globals = globals,
                  .view = view,
                  .days = days,
                  .ledger = report::exclusion_ledger(market, index),
                  .people = report::people_without(market, index, ends, today)};
    std::erase_if(of.people, [&](const PersonWithout& person) {
      return of.days_of(person) < days ||
             !is_asked_for(globals, market, market.at(person.participant));
    });
    if (globals.format == Format::kJson) {
      print_json(of);
    } else {
      print_people(of);
    }
    return {};
  });
}

}  // namespace koppel::cli
