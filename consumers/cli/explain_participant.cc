#include "consumers/cli/advice.h"
#include "consumers/cli/explain.h"
#include "consumers/cli/output.h"
#include "consumers/cli/standing.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "consumers/operator/exclusion_ledger.h"
#include "engine/codec/show.h"
#include "engine/matching/no_match.h"
#include "engine/matching/readiness.h"

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

struct Asked {
  const Globals& globals;
  const AreaView& view;
  const Participant& participant;

  [[nodiscard]] const Market& market() const { return view.market(); }

  [[nodiscard]] Lang lang() const { return globals.lang; }
};

void print_heading(const Asked& of) {
  const std::string line = say(Phrase::kNoProposal,
                               of.lang(),
                               {to_text(of.participant.id),
                                std::to_string(waiting_days(of.market(), of.participant)),
                                std::to_string(of.view.head.sequence.value()),
                                std::to_string(of.market().head.rules_version)});
  print_line(painted(of.globals.colour, Paint::kBold, line));
}

std::uint32_t remaining(const matching::NoMatch& no_match) {
  std::uint32_t rest = no_match.open_placements;
  for (const GateCount& gate : no_match.gates) rest -= gate.placements;
  return rest;
}

// What is left of the open places after each gate, and what it took; the leading gate is marked.
void print_waterfall(const Asked& of, const matching::NoMatch& no_match) {
  constexpr Column kNumber{.title = "", .align = Align::kRight};
  Table table({{}, kNumber, {}, kNumber, {}});
  std::uint32_t rest = no_match.open_placements;
  table.add(
      {"", grouped(rest, of.lang()), std::string(text(Phrase::kOpenPlaces, of.lang())), "", ""});
  for (const GateCount& gate : no_match.gates) {
    rest -= gate.placements;
    const bool leading = gate.gate == no_match.leading;
    table.add({"",
               grouped(rest, of.lang()),
               std::string(text(gate.gate, of.lang())),
               with_sign(-std::int64_t{gate.placements}, of.lang()),
               leading ? std::string(text(Phrase::kStopsHere, of.lang())) : ""});
  }
  print(table.text(of.globals.colour));
  if (rest > 0) print_line(say(Phrase::kRemainTaken, of.lang(), {grouped(rest, of.lang())}));
}

void print_unlocks(const Asked& of, const matching::NoMatch& no_match) {
  if (no_match.unlocks.empty()) {
    print_line(text(Phrase::kNothingAlone, of.lang()));
    return;
  }
  print_line(text(Phrase::kWouldHelp, of.lang()));
  Table table({{}, {}, {}});
  for (const Unlock& unlock : no_match.unlocks) {
    table.add({"",
               text(unlock, of.lang()),
               say(Phrase::kPlacesMore, of.lang(), {grouped(unlock.placements, of.lang())})});
  }
  print(table.text(of.globals.colour));
}

void print_needed(const Asked& of) {
  print_line(text(Phrase::kNotReady, of.lang()));
  for (const auto& line : needed_lines(of.market(), of.participant, of.globals)) {
    print_line("  - " + line);
  }
  print(after_needed_text(of.view, of.participant.ordinal, of.globals));
}

void print_active(const Asked& of) {
  if (!of.participant.open_proposals.empty()) {
    print_line(to_text(of.participant.id) + ": " +
               say(Phrase::kHasProposals, of.lang(), {proposals_of(of.market(), of.participant)}));
    return;
  }
  if (of.participant.engagement.is_set()) {
    print_line(to_text(of.participant.id) + ": " + std::string(text(Phrase::kEngaged, of.lang())));
    return;
  }
  print_heading(of);
  if (matching::first_gap(of.market(), of.participant) != ReadinessGap::kUnspecified) {
    print_needed(of);
  } else {
    const auto no_match =
        matching::explain_no_match(of.market(), of.view.engine.index(), of.participant.ordinal);
    print_waterfall(of, no_match);
    print_unlocks(of, no_match);
    print(pairs_text(of.view, of.participant.ordinal, of.globals));
  }
  print_line(text(Phrase::kNobodyExcluded, of.lang()));
}

void print_people(const Asked& of) {
  if (of.participant.state == ParticipantState::kActive) return print_active(of);
  const std::string_view state = text(of.participant.state, of.lang());
  print_line(to_text(of.participant.id) + ": " + say(Phrase::kNotActive, of.lang(), {state}));
}

void add_no_match(const Asked& of, nlohmann::ordered_json& json) {
  const auto no_match =
      matching::explain_no_match(of.market(), of.view.engine.index(), of.participant.ordinal);
  json["open_placements"] = no_match.open_placements;
  json["gates"] = nlohmann::ordered_json::array();
  for (const GateCount& gate : no_match.gates) {
    json["gates"].push_back({{"gate", codec::word(gate.gate)},
                             {"placements", gate.placements},
                             {"text", text(gate.gate, of.lang())}});
  }
  json["remaining"] = remaining(no_match);
  json["unlocks"] = nlohmann::ordered_json::array();
  for (const Unlock& unlock : no_match.unlocks) {
    json["unlocks"].push_back({{"change", codec::word(unlock.change)},
                               {"amount", unlock.amount},
                               {"placements", unlock.placements},
                               {"text", text(unlock, of.lang())}});
  }
  json["sets"] = sets_json(of.view, of.participant.ordinal, of.lang());
}

// Which domains need support first is personal.
nlohmann::ordered_json needed_json(const Asked& of, ReadinessGap gap) {
  nlohmann::ordered_json json = {
      {"gap", codec::word(gap)},
      {"text", needed_line(gap, of.market(), of.participant, of.globals)}};
  if (gap != ReadinessGap::kSupportFirst) return json;
  if (of.globals.personal == codec::Personal::kMasked) {
    json["masked"] = nlohmann::ordered_json::array({"domains"});
    return json;
  }
  for (const BarrierDomain domain : matching::uncarried(of.market(), of.participant)) {
    json["domains"].push_back(codec::word(domain));
  }
  return json;
}

void print_json(const Asked& of) {
  nlohmann::ordered_json json;
  json["participant"] = to_text(of.participant.id);
  json["area"] = to_text(of.market().head.area);
  json["state"] = text(of.participant.state, Lang::kEn);
  json["sequence"] = of.view.head.sequence.value();
  json["rules_version"] = of.market().head.rules_version;
  json["proposals"] = nlohmann::ordered_json::array();
  for (const ProposalNumber number : of.participant.open_proposals) {
    json["proposals"].push_back(to_text(of.market().head.area, number));
  }
  if (of.participant.engagement.is_set()) json["engagement"] = to_text(of.participant.engagement);
  if (report::is_without(of.participant)) {
    json["waiting_days"] = waiting_days(of.market(), of.participant);
    json["needed"] = nlohmann::ordered_json::array();
    for (const ReadinessGap gap : matching::all_gaps(of.market(), of.participant)) {
      json["needed"].push_back(needed_json(of, gap));
    }
    if (json["needed"].empty()) {
      add_no_match(of, json);
    } else {
      json["after_needed"] = after_needed_json(of.view, of.participant.ordinal);
    }
  }
  print_object(json.dump());
}

}  // namespace

int explain_participant(const Globals& globals, ParticipantId asked) {
  bool found = false;
  const int code = each_view(globals, [&](const AreaView& view) {
    const Participant* participant = view.market().find(asked);
    if (participant == nullptr) return;
    found = true;
    const Asked of{.globals = globals, .view = view, .participant = *participant};
    globals.format == Format::kJson ? print_json(of) : print_people(of);
  });
  if (code != kExitDone || found) return code;
  return complain({.failure = PortFailure::kNotFound,
                   .what = "no area here knows participant " + to_text(asked),
                   .remedy = "check the id, --area and --data"});
}

}  // namespace koppel::cli
