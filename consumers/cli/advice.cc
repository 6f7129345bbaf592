#include "consumers/cli/advice.h"

#include "consumers/cli/report_texts.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "engine/codec/show.h"
#include "engine/matching/score.h"
#include "engine/matching/unlock.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

using matching::ChangeSet;
using matching::Seats;
using Json = nlohmann::ordered_json;

constexpr std::size_t kSetLines = 4;  // without --limit

// As they count in the score.
std::array<std::pair<ScorePart, std::int32_t>, 5> signed_parts(const matching::Parts& parts) {
  return {{{ScorePart::kInterests, parts.interests},
           {ScorePart::kCompetences, parts.competences},
           {ScorePart::kOpenSupport, -parts.open_support},
           {ScorePart::kTrainableGap, -parts.trainable_gap},
           {ScorePart::kTravel, -parts.travel}}};
}

matching::Parts parts_of(const AreaView& view,
                         ParticipantOrdinal participant,
                         PlacementOrdinal placement) {
  const matching::Index& index = view.engine.index();
  return matching::score(
      matching::weights_in(view.market()), index.person(participant), index.place(placement));
}

std::vector<ChangeSet> sets_of_size(const AreaView& view,
                                    ParticipantOrdinal participant,
                                    std::size_t size,
                                    Seats seats) {
  auto sets =
      matching::smallest_changes(view.market(), view.engine.index(), participant, size, seats);
  std::erase_if(sets, [size](const ChangeSet& set) { return set.changes.size() != size; });
  return sets;
}

std::string table_of(const std::vector<ChangeSet>& sets, const Globals& globals) {
  const std::size_t shown = std::min<std::size_t>(sets.size(), globals.limit.value_or(kSetLines));
  Table table({{}, {}, {}});
  for (const ChangeSet& set : std::span(sets).first(shown)) {
    table.add({"",
               text(set.changes, globals.lang),
               say(Phrase::kPlacesMore, globals.lang, {grouped(set.placements, globals.lang)})});
  }
  return table.text(globals.colour);
}

Json changes_json(const std::vector<matching::Change>& changes) {
  Json json = Json::array();
  for (const matching::Change& change : changes) {
    json.push_back({{"change", codec::word(change.change)}, {"amount", change.amount}});
  }
  return json;
}

}  // namespace

std::string difference_text(const AreaView& view,
                            ParticipantOrdinal participant,
                            PlacementOrdinal first,
                            PlacementOrdinal second,
                            const Globals& globals) {
  const auto more = signed_parts(parts_of(view, participant, first));
  const auto less = signed_parts(parts_of(view, participant, second));
  std::string all;
  std::int32_t sum = 0;
  for (std::size_t at = 0; at < more.size(); ++at) {
    const std::int32_t apart = more[at].second - less[at].second;
    sum += apart;
    if (apart == 0) continue;
    if (!all.empty()) all += ", ";
    all += std::string(text(more[at].first, globals.lang)) + " " + with_sign(apart, globals.lang);
  }
  return say(ReportText::kDifference,
             globals.lang,
             {all.empty() ? "0" : all, with_sign(sum, globals.lang)});
}

std::string pairs_text(const AreaView& view,
                       ParticipantOrdinal participant,
                       const Globals& globals) {
  const auto pairs = sets_of_size(view, participant, 2, Seats::kFree);
  if (pairs.empty()) return {};
  return std::string(text(ReportText::kTwoTogether, globals.lang)) + "\n" +
         table_of(pairs, globals);
}

std::string after_needed_text(const AreaView& view,
                              ParticipantOrdinal participant,
                              const Globals& globals) {
  const Market& market = view.market();
  const matching::Index& index = view.engine.index();
  const std::uint32_t any = matching::possible_places(market, index, participant, Seats::kAny);
  const std::uint32_t free = matching::possible_places(market, index, participant, Seats::kFree);
  std::string lines = say(ReportText::kAfterNeeded,
                          globals.lang,
                          {grouped(any, globals.lang), grouped(free, globals.lang)}) +
                      "\n";
  const auto more = sets_of_size(view, participant, 1, Seats::kAny);
  if (more.empty()) return lines;
  lines += std::string(text(ReportText::kOneMore, globals.lang)) + "\n";
  return lines + table_of(more, globals);
}

std::string opens_text(const AreaView& view,
                       ParticipantOrdinal participant,
                       PlacementOrdinal placement,
                       Lang lang) {
  const auto needed = matching::changes_needed(
      view.market(), view.engine.index(), participant, placement, Seats::kFree);
  if (!needed) return std::string(text(ReportText::kNothingOpensIt, lang));
  return say(ReportText::kOpensThisPlace, lang, {text(*needed, lang)});
}

Json sets_json(const AreaView& view, ParticipantOrdinal participant, Lang lang) {
  Json json = Json::array();
  for (const ChangeSet& set : matching::smallest_changes(
           view.market(), view.engine.index(), participant, 2, Seats::kFree)) {
    json.push_back({{"changes", changes_json(set.changes)},
                    {"placements", set.placements},
                    {"text", text(set.changes, lang)}});
  }
  return json;
}

Json after_needed_json(const AreaView& view, ParticipantOrdinal participant) {
  const Market& market = view.market();
  const matching::Index& index = view.engine.index();
  return {{"placements", matching::possible_places(market, index, participant, Seats::kAny)},
          {"with_free_seat", matching::possible_places(market, index, participant, Seats::kFree)}};
}

Json opens_json(const AreaView& view, ParticipantOrdinal participant, PlacementOrdinal placement) {
  const auto needed = matching::changes_needed(
      view.market(), view.engine.index(), participant, placement, Seats::kFree);
  return needed ? changes_json(*needed) : Json();
}

}  // namespace koppel::cli
