#include "consumers/cli/advice.h"
#include "consumers/cli/explain.h"
#include "consumers/cli/output.h"
#include "consumers/cli/report_texts.h"
#include "consumers/cli/score_lines.h"
#include "consumers/cli/standing.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "engine/codec/show.h"
#include "engine/matching/contribution.h"
#include "engine/matching/gates.h"
#include "engine/matching/score.h"
#include "engine/matching/seat.h"
#include "engine/matching/shape.h"

#include <bit>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

struct Pair {
  const Globals& globals;
  const AreaView& view;
  const Participant& participant;
  const Placement& placement;
  const Proposal* proposal;
  std::vector<Contribution> contributions;
  std::vector<Gate> gates;

  [[nodiscard]] const Market& market() const { return view.market(); }

  [[nodiscard]] Lang lang() const { return globals.lang; }
};

// A proposal takes its own seat, and its own pause: then nothing keeps the two apart.
std::vector<Gate> gates_of(const AreaView& view,
                           const Participant& participant,
                           const Placement& placement) {
  std::vector<Gate> gates;
  std::uint32_t left = matching::blocking_gates(
      view.market(), view.engine.index(), participant.ordinal, placement.ordinal);
  while (left != 0) {
    const Gate gate = matching::lowest_gate(left);
    gates.push_back(gate);
    left &= ~matching::bit(gate);
  }
  return gates;
}

Pair pair_of(const Globals& globals,
             const AreaView& view,
             const Participant& participant,
             const Placement& placement) {
  const Market& market = view.market();
  const matching::Index& index = view.engine.index();
  const Proposal* proposal = market.proposal_of(participant.ordinal, placement.ordinal);
  return {.globals = globals,
          .view = view,
          .participant = participant,
          .placement = placement,
          .proposal = proposal,
          .contributions = matching::contributions(matching::weights_in(market),
                                                   index.person(participant.ordinal),
                                                   index.place(placement.ordinal)),
          .gates = proposal ? std::vector<Gate>{} : gates_of(view, participant, placement)};
}

std::vector<std::string> reasons_of(const Pair& of) {
  std::vector<std::string> reasons;
  if (of.participant.state != ParticipantState::kActive) {
    return {say(Phrase::kNotActive, of.lang(), {text(of.participant.state, of.lang())})};
  }
  if (of.participant.engagement.is_set()) {
    reasons.emplace_back(text(Phrase::kEngaged, of.lang()));
  }
  if (!is_open(of.market(), of.placement)) {
    reasons.emplace_back(text(Phrase::kPairClosed, of.lang()));
  }
  for (auto& line : needed_lines(of.market(), of.participant, of.globals)) {
    reasons.push_back(std::move(line));
  }
  for (const Gate gate : of.gates) reasons.emplace_back(text(gate, of.lang()));
  return reasons;
}

// Nothing stands between the two; then somebody else may be first for the seat.
void print_possible(const Pair& of) {
  print_line(text(Phrase::kPairPasses, of.lang()));
  const Engine& engine = of.view.engine;
  const auto taker = matching::taker_of(
      of.market(), engine.index(), engine.seating().openings(), of.placement.ordinal);
  if (taker && *taker != of.participant.ordinal) {
    print_line(say(Phrase::kPairOtherFirst, of.lang(), {to_text(of.market().at(*taker).id)}));
  }
}

void print_standing(const Pair& of) {
  if (of.proposal != nullptr) {
    const std::string id = to_text(of.market().head.area, of.proposal->proposal);
    print_line(say(Phrase::kPairProposed, of.lang(), {id}));
    return;
  }
  const auto reasons = reasons_of(of);
  if (reasons.empty()) return print_possible(of);
  print_line(text(Phrase::kWhyNotNow, of.lang()));
  for (const auto& reason : reasons) print_line("  - " + reason);
  if (!of.gates.empty()) {
    print_line(opens_text(of.view, of.participant.ordinal, of.placement.ordinal, of.lang()));
  }
}

// Against the best open place, when that is another.
void print_difference(const Pair& of) {
  const auto top = of.view.engine.index().top(of.market(), of.participant.ordinal, 1);
  if (top.empty() || top.front().placement == of.placement.ordinal) return;
  const Placement& best = of.market().at(top.front().placement);
  print_line(say(
      ReportText::kBesideBest, of.lang(), {to_text(best.id) + " " + title_of(best, of.lang())}));
  print_line("  " +
             difference_text(
                 of.view, of.participant.ordinal, of.placement.ordinal, best.ordinal, of.globals));
}

ScoreLines lines_of(const Pair& of) {
  return {.engine = of.view.engine,
          .participant = of.participant.ordinal,
          .contributions = of.contributions};
}

void print_people(const Pair& of) {
  const std::string heading = to_text(of.participant.id) + " → " + to_text(of.placement.id) + " " +
                              title_of(of.placement, of.lang());
  print_line(painted(of.globals.colour, Paint::kBold, heading));
  const std::int32_t score = sum_of(of.contributions);
  const auto best = of.view.engine.index().own_best(of.participant.ordinal);
  print_line(
      say(best ? Phrase::kPairScores : Phrase::kPairScoresAlone,
          of.lang(),
          {grouped_signed(score, of.lang()), grouped_signed(best.value_or(score), of.lang())}));
  print(score_text(lines_of(of), of.globals));
  print_difference(of);
  print_standing(of);
}

void print_json(const Pair& of) {
  nlohmann::ordered_json json;
  json["participant"] = to_text(of.participant.id);
  json["placement"] = to_text(of.placement.id);
  json["title"] = title_of(of.placement, of.lang());
  if (of.proposal) json["proposal"] = to_text(of.market().head.area, of.proposal->proposal);
  json["score"] = sum_of(of.contributions);
  if (const auto best = of.view.engine.index().own_best(of.participant.ordinal)) {
    json["own_best"] = *best;
  }
  json["parts"] = score_json(lines_of(of), of.globals);
  json["gates"] = nlohmann::ordered_json::array();
  for (const Gate gate : of.gates) json["gates"].push_back(codec::word(gate));
  json["why_not"] = of.proposal ? std::vector<std::string>{} : reasons_of(of);
  if (!of.gates.empty()) {
    json["opens"] = opens_json(of.view, of.participant.ordinal, of.placement.ordinal);
  }
  print_object(json.dump());
}

}  // namespace

int explain_pair(const Globals& globals, ParticipantId participant, PlacementId placement) {
  bool found = false;
  const int code = each_view(globals, [&](const AreaView& view) {
    const Participant* who = view.market().find(participant);
    const Placement* where = view.market().find(placement);
    if (who == nullptr || where == nullptr) return;
    found = true;
    const Pair of = pair_of(globals, view, *who, *where);
    globals.format == Format::kJson ? print_json(of) : print_people(of);
  });
  if (code != kExitDone || found) return code;
  return complain(
      {.failure = PortFailure::kNotFound,
       .what = "no area here knows both " + to_text(participant) + " and " + to_text(placement),
       .remedy = "check both ids, --area and --data"});
}

}  // namespace koppel::cli
