#include "consumers/cli/advice.h"
#include "consumers/cli/explain.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/score_lines.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "consumers/operator/chain.h"
#include "engine/codec/show.h"
#include "engine/matching/seat.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <type_traits>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

constexpr std::uint32_t kLookedAt = 64;  // places compared to find the next best

struct Recorded {
  Entry entry;
  ProposalMade made;
  std::string last_kind;  // of the last entry about this pair, and where
  Sequence last;
  bool given_on = false;  // by that last entry
  report::Chain chain = {};
};

// Entries that name both sides of the proposal say what became of it.
template <typename Body>
bool names_pair(const Body& body, const ProposalMade& made) {
  if constexpr (requires { body.participant, body.placement; }) {
    return body.participant == made.participant && body.placement == made.placement;
  } else if constexpr (std::is_same_v<Body, Fact>) {
    return std::visit([&](const auto& fact) { return names_pair(fact, made); }, body.body);
  } else {
    return false;
  }
}

bool is_about(const EntryBody& body, const ProposalMade& made) {
  return std::visit([&](const auto& each) { return names_pair(each, made); }, body);
}

// From the step in which it was made.
std::expected<report::Chain, PortError> find_chain(AreaReading& reading, const Recorded& recorded) {
  const Sequence begin = recorded.entry.cause.sequence;
  std::vector<Entry> step;
  const auto read = read_entries(*reading.store, *reading.keys, begin, [&](const Entry& entry) {
    if (std::holds_alternative<AreaAcquired>(entry.body)) return Journal::Next::kGoOn;
    if (entry.sequence != begin && entry.cause.sequence != begin) return Journal::Next::kStop;
    step.push_back(entry);
    return Journal::Next::kGoOn;
  });
  if (!read) return std::unexpected(read.error());
  return report::chain_of(step, recorded.made);
}

// Of an open proposal its own entry; of one that is not, also what the next entries about the pair
// say, up to the next proposal of it.
std::expected<std::optional<Recorded>, PortError> find_recorded(const Globals& globals,
                                                                const AreaView& view,
                                                                ProposalNumber number) {
  auto reading = open_reading(globals.data, view.head.area);
  if (!reading) return std::unexpected(reading.error());
  const Proposal* open = view.market().find(number);
  Progress progress(globals, "Searching", "entries", view.head.sequence.value());
  std::optional<Recorded> found;
  const auto read =
      read_entries(*reading->store,
                   *reading->keys,
                   open ? open->sequence : Sequence{1},
                   [&](const Entry& entry) {
                     progress.at(entry.sequence.value());
                     const auto* made = std::get_if<ProposalMade>(&entry.body);
                     if (!found && made != nullptr && made->proposal == number) {
                       found = Recorded{.entry = entry, .made = *made, .last_kind = {}, .last = {}};
                       if (open != nullptr) return Journal::Next::kStop;
                     } else if (found && is_about(entry.body, found->made)) {
                       if (made != nullptr) return Journal::Next::kStop;
                       found->last_kind = codec::kind_of(entry.body);
                       found->last = entry.sequence;
                       found->given_on = report::is_given_on(entry.body);
                     }
                     return Journal::Next::kGoOn;
                   });
  if (!read) return std::unexpected(read.error());
  if (found) {
    auto chain = find_chain(*reading, *found);
    if (!chain) return std::unexpected(chain.error());
    found->chain = *chain;
  }
  return found;
}

// What the pair and its neighbours on the list come to today.
struct Explained {
  const Globals& globals;
  const AreaView& view;
  const Recorded& recorded;
  const Participant& participant;
  const Placement& placement;
  const Proposal* open;

  [[nodiscard]] const Market& market() const { return view.market(); }

  [[nodiscard]] std::string named(PlacementOrdinal ordinal) const {
    const Placement& other = market().at(ordinal);
    return to_text(other.id) + " " + title_of(other, globals.lang);
  }
};

std::string heading(const Explained& of) {
  const std::string kind(text(of.placement.details.kind, of.globals.lang));
  return to_text(of.market().head.area, of.recorded.made.proposal) + ": " +
         to_text(of.participant.id) + " → " + of.named(of.placement.ordinal) + " (" + kind + ")";
}

std::string support_line(const Explained& of) {
  const auto& open = of.recorded.made.open_support.reveal();
  const Lang lang = of.globals.lang;
  if (open.empty()) return std::string(text(Phrase::kNoOpenSupport, lang));
  if (of.globals.personal == codec::Personal::kMasked) {
    return say(Phrase::kOpenSupportCounted, lang, {std::to_string(open.size())});
  }
  return say(Phrase::kOpenSupport, lang, {support_text(open, lang)});
}

// What others have to do with it; empty when nothing.
std::vector<std::string> chain_lines(const Explained& of) {
  const Lang lang = of.globals.lang;
  const auto& [made_room, given_up] = of.recorded.chain;
  std::vector<std::string> lines;
  if (made_room.is_set()) lines.emplace_back(text(Phrase::kRoomMade, lang));
  if (given_up.is_set()) {
    lines.push_back(say(Phrase::kMovedFor, lang, {to_text(of.market().head.area, given_up)}));
  }
  return lines;
}

std::string state_line(const Explained& of) {
  const Lang lang = of.globals.lang;
  if (of.open == nullptr) {
    std::string line(text(Phrase::kGone, lang));
    if (of.recorded.last.is_set()) {
      line += " (" + of.recorded.last_kind + " #" + std::to_string(of.recorded.last.value()) + ")";
    }
    if (of.recorded.given_on) line += " " + std::string(text(Phrase::kGivenOn, lang));
    return line;
  }
  if (of.open->accepted) return std::string(text(Phrase::kAccepted, lang));
  return say(Phrase::kUndecided, lang, {to_text(local_date(of.open->expires_at))});
}

struct Neighbours {
  std::optional<matching::Ranked> above;  // the best, when it is another place
  std::optional<matching::Ranked> below;  // the first after the proposed one
  std::int32_t score = 0;                 // of the proposed place today
};

Neighbours neighbours_of(const Explained& of) {
  Neighbours result{.above = {}, .below = {}, .score = of.recorded.made.score};
  const auto top = of.view.engine.index().top(of.market(), of.participant.ordinal, kLookedAt);
  const auto own = std::ranges::find(top, of.placement.ordinal, &matching::Ranked::placement);
  if (own == top.end()) return result;
  result.score = own->score;
  if (own != top.begin()) result.above = top.front();
  if (std::next(own) != top.end()) result.below = *std::next(own);
  return result;
}

std::string compared(const Explained& of,
                     Phrase phrase,
                     const matching::Ranked& other,
                     std::int32_t apart) {
  const Gate gate = matching::blocking_gate(
      of.market(), of.view.engine.index(), of.participant.ordinal, other.placement);
  const std::string why(gate == Gate::kUnspecified ? text(Phrase::kOthersFirst, of.globals.lang)
                                                   : text(gate, of.globals.lang));
  return say(phrase,
             of.globals.lang,
             {of.named(other.placement),
              grouped_signed(other.score, of.globals.lang),
              grouped_signed(apart, of.globals.lang),
              why});
}

void print_difference(const Explained& of, PlacementOrdinal first, PlacementOrdinal second) {
  print_line("  " + difference_text(of.view, of.participant.ordinal, first, second, of.globals));
}

void print_neighbours(const Explained& of) {
  const Neighbours found = neighbours_of(of);
  if (found.above) {
    const std::int32_t more = found.above->score - found.score;
    print_line(compared(of, Phrase::kAboveOthers, *found.above, more));
    print_difference(of, found.above->placement, of.placement.ordinal);
  }
  if (found.below) {
    const std::int32_t less = found.score - found.below->score;
    print_line(compared(of, Phrase::kNextBest, *found.below, less));
    print_difference(of, of.placement.ordinal, found.below->placement);
  } else {
    print_line(text(Phrase::kNoNextBest, of.globals.lang));
  }
}

ScoreLines lines_of(const Explained& of) {
  return {.engine = of.view.engine,
          .participant = of.participant.ordinal,
          .contributions = of.recorded.made.contributions};
}

bool is_erased(const Explained& of) {
  return of.participant.state == ParticipantState::kErased;
}

void print_people(const Explained& of) {
  const Lang lang = of.globals.lang;
  const ProposalMade& made = of.recorded.made;
  print_line(painted(of.globals.colour, Paint::kBold, heading(of)));
  if (is_erased(of)) {
    print_line(text(Phrase::kErased, lang));
  } else {
    print_line(text(Phrase::kFits, lang));
    print(score_text(lines_of(of), of.globals));
    print_line(say(Phrase::kScoreAndSum, lang, {grouped_signed(made.score, of.globals.lang)}));
    print_line(support_line(of));
  }
  print_line(made.regret == 0
                 ? std::string(text(Phrase::kNoRegret, lang))
                 : say(Phrase::kRegret, lang, {grouped(made.regret, of.globals.lang)}));
  if (of.open != nullptr) print_neighbours(of);
  for (const std::string& line : chain_lines(of)) print_line(line);
  print_line(state_line(of));
  print_line(say(Phrase::kRecorded,
                 lang,
                 {to_text(of.recorded.entry.recorded_at),
                  std::to_string(of.recorded.entry.sequence.value()),
                  std::to_string(of.recorded.entry.rules_version)}));
  print_line(text(Phrase::kKoppelProposes, lang));
}

void add_neighbours(const Explained& of, nlohmann::ordered_json& json) {
  const Neighbours found = neighbours_of(of);
  const auto add = [&](const char* name, const std::optional<matching::Ranked>& other) {
    if (!other) return;
    json[name] = {{"placement", to_text(of.market().at(other->placement).id)},
                  {"score", other->score}};
  };
  add("best", found.above);
  add("next", found.below);
}

void print_json(const Explained& of) {
  const ProposalMade& made = of.recorded.made;
  nlohmann::ordered_json json;
  json["proposal"] = to_text(of.market().head.area, made.proposal);
  json["participant"] = to_text(made.participant);
  json["placement"] = to_text(made.placement);
  json["title"] = title_of(of.placement, of.globals.lang);
  json["state"] = of.open == nullptr ? "closed" : of.open->accepted ? "accepted" : "undecided";
  if (of.recorded.last.is_set()) json["closed_by"] = of.recorded.last_kind;
  if (of.recorded.given_on) json["given_on"] = true;
  const auto& [made_room, given_up] = of.recorded.chain;
  if (made_room.is_set()) json["made_room"] = to_text(of.market().head.area, made_room);
  if (given_up.is_set()) json["took_place_of"] = to_text(of.market().head.area, given_up);
  json["score"] = made.score;
  json["regret_when_made"] = made.regret;
  json["parts"] = score_json(lines_of(of), of.globals);
  json["open_support"] = made.open_support.reveal().size();
  json["sequence"] = of.recorded.entry.sequence.value();
  json["recorded_at"] = to_text(of.recorded.entry.recorded_at);
  json["expires_at"] = to_text(made.expires_at);
  json["rules_version"] = of.recorded.entry.rules_version;
  if (of.open != nullptr) {
    json["regret"] =
        matching::regret(of.view.engine.index(), of.participant.ordinal, of.open->score);
    add_neighbours(of, json);
  }
  print_object(json.dump());
}

int show(const Explained& of) {
  const std::int32_t sum = sum_of(of.recorded.made.contributions);
  if (!is_erased(of) && sum != of.recorded.made.score) {
    return complain({.failure = PortFailure::kDamaged,
                     .what = "the parts of the score add up to " + std::to_string(sum) +
                             ", and the score recorded is " +
                             std::to_string(of.recorded.made.score),
                     .remedy = "run koppel replay --verify and report it"});
  }
  of.globals.format == Format::kJson ? print_json(of) : print_people(of);
  return kExitDone;
}

}  // namespace

int explain_proposal(const Globals& globals, const AreaNumber<ProposalNumber>& asked) {
  const auto view = view_of(globals, asked.area);
  if (!view) return complain(view.error());
  const auto recorded = find_recorded(globals, *view, asked.number);
  if (!recorded) return complain(recorded.error());
  if (!*recorded) {
    return complain({.failure = PortFailure::kNotFound,
                     .what = "there never was a proposal " + to_text(asked.area, asked.number),
                     .remedy = "koppel proposals lists those that are open"});
  }
  const Market& market = view->market();
  const ProposalMade& made = (*recorded)->made;
  return show({.globals = globals,
               .view = *view,
               .recorded = **recorded,
               .participant = *market.find(made.participant),
               .placement = *market.find(made.placement),
               .open = market.find(asked.number)});
}

}  // namespace koppel::cli
