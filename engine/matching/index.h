#pragma once

#include "engine/market/market.h"
#include "engine/market/touched.h"
#include "engine/matching/kept.h"
#include "engine/matching/lottery.h"
#include "engine/matching/person.h"
#include "engine/matching/place.h"
#include "engine/matching/rank.h"
#include "engine/matching/requirement.h"
#include "engine/matching/search.h"
#include "engine/model/control_fact.h"
#include "engine/model/id.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace koppel::matching {

// A candidate whose gates pass at a place, and how well the place suits.
struct Suited {
  ParticipantOrdinal participant;
  std::int32_t score = 0;

  friend bool operator==(const Suited&, const Suited&) = default;
};

// The scored view of a whole market. A pure function of the market: build(market) equals any
// sequence of updates that led there, so it is never recorded. It is valid for the market of the
// last update; nothing else knows how people and places are laid out in it, and no answer shows it.
class Index {
 public:
  [[nodiscard]] static Index build(const Market& market);

  // `touched` is what folding one entry changed. The index looks again at touched.participants (who
  // must contain everybody whose file, state or engagement moved), at touched.placements and at all
  // placements of employers among touched.rows; at none of them if touched.files_stand. A placement
  // costs a search of the people whom it could suit before and after, a person one of the places; a
  // new day what opens, ends or has a birthday; a new week of the lottery everybody's search. New
  // rules, programmes or taxonomies make it anew.
  void update(const Market& market, const Touched& touched);

  // Ordinals of this market, candidates or not, open or not.
  [[nodiscard]] const Person& person(ParticipantOrdinal ordinal) const;
  [[nodiscard]] const Place& place(PlacementOrdinal ordinal) const;

  // As is_open() says of the market, at less cost.
  [[nodiscard]] bool is_open(PlacementOrdinal ordinal) const;

  // The best score of a candidate over all open placements whose gates pass, full or not. Empty
  // when there is none, and for everybody who is no candidate.
  [[nodiscard]] std::optional<std::int32_t> own_best(ParticipantOrdinal ordinal) const;

  // At most k open placements whose gates the person passes, full or not, in the order of
  // sort_ranked(). Exact.
  [[nodiscard]] std::vector<Ranked> top(const Market& market,
                                        ParticipantOrdinal participant,
                                        std::uint32_t k) const;

  // The kKept best of a candidate, open and passing, full or not, in the order of sort_ranked();
  // fewer when fewer pass, none for who is no candidate. Valid until the next update.
  [[nodiscard]] std::span<const Ranked> kept(ParticipantOrdinal ordinal) const;

  // At least everybody whose kept() is another than before the last update, lowest first; after
  // build() everybody who has any.
  [[nodiscard]] std::span<const ParticipantOrdinal> moved() const { return moved_; }

  // Every candidate whose gates pass at that open place, lowest ordinal first; none when it is not
  // open. What kept() says of one person this says of one place, without a limit.
  [[nodiscard]] std::vector<Suited> suited(const Market& market, PlacementOrdinal ordinal) const;

  // The same people in any order, but only those of whom `wanted` holds, which is asked first.
  using Wanted = std::function<bool(ParticipantOrdinal who)>;
  using SuitedVisitor = std::function<void(const Suited& suited)>;
  void each_suited(const Market& market,
                   PlacementOrdinal ordinal,
                   const Wanted& wanted,
                   const SuitedVisitor& visitor) const;

  // Of the same market: what can be asked, not where anybody lies.
  friend bool operator==(const Index& a, const Index& b);

 private:
  struct Applicant {
    Person person;
    bool candidate = false;

    friend bool operator==(const Applicant&, const Applicant&) = default;
  };

  struct Spot {
    Place place;
    bool open = false;

    friend bool operator==(const Spot&, const Spot&) = default;
  };

  void derive_all(const Market& market);
  void lay_out_places();
  void lay_out_people();
  void rank_all(const Market& market);
  void look_again(const Market& market,
                  const Ordered<PlacementOrdinal>& placements,
                  const Ordered<ParticipantOrdinal>& participants);
  void look_at(const Market& market, PlacementOrdinal ordinal);
  void look_at(const Market& market, ParticipantOrdinal ordinal);
  void enter(PlacementOrdinal ordinal);
  void leave(PlacementOrdinal ordinal);
  void enter(ParticipantOrdinal ordinal);
  void leave(ParticipantOrdinal ordinal);
  void withdraw(const Weights& weights, PlacementOrdinal ordinal);
  void offer(const Weights& weights, PlacementOrdinal ordinal);
  void rank(const Weights& weights, ParticipantOrdinal ordinal);
  void keep(ParticipantOrdinal ordinal, KeptPlaces kept);
  void settle(ParticipantOrdinal ordinal, KeptPlaces::Changed changed);
  [[nodiscard]] std::vector<Ranked> best_of(const Weights& weights,
                                            ParticipantOrdinal ordinal,
                                            std::size_t k) const;

  std::vector<Applicant> applicants_;  // ordinal n at place n - 1, as in the market
  std::vector<KeptPlaces> kept_;
  std::vector<Spot> spots_;
  Rarity rarity_;
  LotteryWeek lottery_;
  Places places_;  // those that somebody could be proposed for
  People people_;  // the candidates
  std::vector<ParticipantOrdinal> moved_;
  std::vector<ParticipantOrdinal> short_;  // of a kept list; only while an update lasts
};

}  // namespace koppel::matching
