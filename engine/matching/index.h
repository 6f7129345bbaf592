#pragma once

#include "engine/market/market.h"
#include "engine/market/touched.h"
#include "engine/matching/person.h"
#include "engine/matching/place.h"
#include "engine/matching/rank.h"
#include "engine/matching/requirement.h"
#include "engine/model/control_fact.h"
#include "engine/model/id.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace koppel::matching {

inline constexpr std::size_t kKept = 16;

// A candidate whose gates pass at a place, and how well the place suits.
struct Suited {
  ParticipantOrdinal participant;
  std::int32_t score = 0;

  friend bool operator==(const Suited&, const Suited&) = default;
};

// The scored view of a whole market. A pure function of the market: build(market) equals any
// sequence of updates that led there, so it is never recorded. It is valid for the market of the
// last update; nothing else knows how people and places are laid out in it.
class Index {
 public:
  [[nodiscard]] static Index build(const Market& market);

  // `touched` is what folding one entry changed. The index looks again at touched.participants (who
  // must contain everybody whose file, state or engagement moved), at touched.placements and at all
  // placements of employers among touched.rows; a new day, new rules, programmes or taxonomies make
  // it anew. A placement costs one pass over the candidates, a participant one over the placements.
  void update(const Market& market, const Touched& touched);

  // Ordinals of this market, candidates or not, open or not.
  [[nodiscard]] const Person& person(ParticipantOrdinal ordinal) const;
  [[nodiscard]] const Place& place(PlacementOrdinal ordinal) const;

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

  // Whose kept() is another than before the last update, lowest first; after build() everybody who
  // has any.
  [[nodiscard]] std::span<const ParticipantOrdinal> moved() const { return moved_; }

  // Every candidate whose gates pass at that open place, lowest ordinal first; none when it is not
  // open. What kept() says of one person this says of one place, without a limit.
  [[nodiscard]] std::vector<Suited> suited(const Market& market, PlacementOrdinal ordinal) const;

  friend bool operator==(const Index& a, const Index& b) {
    return a.applicants_ == b.applicants_ && a.spots_ == b.spots_;
  }

 private:
  struct Applicant {
    Person person;
    bool candidate = false;
    std::optional<Ranked> best = {};  // on equal scores the lowest ordinal
    std::vector<Ranked> kept = {};

    friend bool operator==(const Applicant&, const Applicant&) = default;
  };

  struct Spot {
    Place place;
    bool open = false;

    friend bool operator==(const Spot&, const Spot&) = default;
  };

  void look_again(const Market& market,
                  std::set<PlacementOrdinal> placements,
                  std::set<ParticipantOrdinal> participants);
  std::vector<PlacementOrdinal> derive_spots(const Market& market,
                                             const std::set<PlacementOrdinal>& placements);
  void derive_applicant(const Market& market, ParticipantOrdinal ordinal);
  void offer(const Weights& weights, PlacementOrdinal placement);
  void keep(const Market& market);

  [[nodiscard]] std::optional<std::int32_t> score_at(const Weights& weights,
                                                     const Person& person,
                                                     PlacementOrdinal placement) const;
  [[nodiscard]] std::optional<Ranked> best_of(const Weights& weights, const Person& person) const;

  std::vector<Applicant> applicants_;  // ordinal n at place n - 1, as in the market
  std::vector<Spot> spots_;
  std::vector<ParticipantOrdinal> moved_;
  Rarity rarity_;
};

}  // namespace koppel::matching
