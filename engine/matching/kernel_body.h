#pragma once

#include "engine/matching/kernels.h"

#include <cstddef>
#include <cstdint>

// The kernels, written once over a `Set` of vectors of one instruction set:
//
//   Bytes, Words          32 numbers of 8 bits; 32 of 16, or 32 pairs of bytes
//   ByteMask, WordMask    which of the 32
//
// Included by one translation unit for each set and compiled for it: nothing here may be a function
// that another unit could be given instead, so only Set's own functions are called, and columns are
// reached by address.
namespace koppel::matching {
namespace {

template <typename Set>
struct Body {
  using Bytes = typename Set::Bytes;
  using Words = typename Set::Words;
  using WordMask = typename Set::WordMask;

  // Σ max(0, more - less) · weight over pairs of columns.
  template <std::size_t N, typename More, typename Less>
  static Words shortfall(const More& more, const Less& less, const Row* weights) {
    Words sum = Set::zero_words();
    for (std::size_t at = 0; at < N; ++at) {
      const Words missing = Set::subtract_to_zero_bytes(more(at), less(at));
      sum = Set::add(sum, Set::multiply_pairs(missing, Set::row_words(weights + at)));
    }
    return sum;
  }

  template <typename Columns>
  static auto halves_of(const Columns& columns) {
    const auto* const first = reinterpret_cast<const std::uint8_t*>(&columns);
    return [first](std::size_t at) { return Set::halves(first + (at * kLanes)); };
  }

  static auto rows_at(const Row* rows) {
    return [rows](std::size_t at) { return Set::row_words(rows + at); };
  }

  template <typename Rows>
  static const Row* first_of(const Rows& rows) {
    return reinterpret_cast<const Row*>(&rows);
  }

  template <typename Columns>
  static const std::uint8_t* pairs_of(const Columns& columns) {
    return reinterpret_cast<const std::uint8_t*>(&columns);
  }

  static Words octagonal(Words dx, Words dy) {
    const Words less = Set::least_words(dx, dy);
    return Set::add(Set::most_words(dx, dy), Set::three_eighths(less));
  }

  // How far outside [low, high].
  static Words beyond(Words low, Words high, Words at) {
    return Set::most_words(Set::subtract_to_zero_words(low, at),
                           Set::subtract_to_zero_words(at, high));
  }

  // For sums that may leave 16 bits: those for and those against apart, each stopping at its end.
  // Where the first stopped, the greatest fit that there is stands for it.
  static Words bounded_interests(Words pro, Words contra) {
    const Words limit = Set::same_words(kInterestsMax);
    const Words sum = Set::least_signed(Set::add_to_limit(pro, contra), limit);
    return Set::most_signed(sum, Set::where_equal(pro, Set::same_words(INT16_MAX), limit));
  }

  static Words place_distance(const PersonRows& person, const PlaceBlock& block) {
    const Words x = Set::load_words(&block.x);
    const Words y = Set::load_words(&block.y);
    const Words apart = octagonal(Set::apart(x, Set::row_words(&person.x)),
                                  Set::apart(y, Set::row_words(&person.y)));
    return Set::zero_where_both_zero(apart, x, y);
  }

  static WordMask place_passes(const PersonRows& person, const PlaceBlock& block, Words distance) {
    auto passes =
        Set::at_most(Set::load_bytes(&block.hours_min), Set::row_bytes(&person.hours_max));
    passes &= Set::at_most(Set::row_bytes(&person.hours_min), Set::load_bytes(&block.hours_max));
    passes &= Set::at_most(Set::load_bytes(&block.age_min), Set::row_bytes(&person.age_high));
    passes &= Set::at_most(Set::row_bytes(&person.age_low), Set::load_bytes(&block.age_max));
    passes &= Set::at_most(Set::load_bytes(&block.language), Set::row_bytes(&person.language));
    passes &= Set::none_common(Set::load_bytes(&block.licences),
                               Set::row_bytes(&person.licences_missing));
    passes &= Set::none_common(Set::load_bytes(&block.kind), Set::row_bytes(&person.kinds_blocked));
    passes &=
        Set::not_in_table(Set::row_bytes(&person.sectors_blocked), Set::load_bytes(&block.sector));
    WordMask all = Set::widened(passes);
    all &= Set::at_most_words(Set::row_words(&person.from), Set::load_words(&block.until));
    all &= Set::at_most_words(distance, Set::row_words(&person.reach));
    return all;
  }

  static Words place_score(const PersonRows& person, const PlaceBlock& block, Words distance) {
    const std::uint8_t* const work = pairs_of(block.work);
    const Row* const wishes = first_of(person.wishes);
    Words score = Set::zero_words();
    for (std::size_t at = 0; at < kDimensions / 2; ++at) {
      const Words strength = Set::load_words(work + (at * 2 * kLanes));
      score = Set::add(score, Set::multiply_pairs(strength, Set::row_words(wishes + at)));
    }
    const Words support = shortfall<kDomains / 2>(rows_at(first_of(person.uncarried)),
                                                  halves_of(block.capacity),
                                                  first_of(person.support_weights));
    const Words gap = shortfall<kSkillGroups / 2>(
        halves_of(block.asked), rows_at(first_of(person.held)), first_of(person.gap_weights));
    score = Set::subtract(score, Set::add(support, gap));
    return Set::subtract(score, Set::multiply(distance, Set::row_words(&person.slope)));
  }

  static std::size_t next_place(const PersonRows& person,
                                const PlaceBlock* blocks,
                                std::size_t from,
                                std::size_t to,
                                const std::int16_t* competences,
                                std::int16_t least,
                                std::int16_t* scores) {
    const Words wanted = Set::same_words(least);
    for (std::size_t at = from; at < to; ++at) {
      const PlaceBlock& block = blocks[at];
      const Words distance = place_distance(person, block);
      WordMask hits = place_passes(person, block, distance);
      if (!Set::any(hits)) continue;
      Words score = place_score(person, block, distance);
      if (competences != nullptr) {
        score = Set::add(score, Set::load_words(competences + ((at - from) * kLanes)));
      }
      hits &= Set::at_least_signed(score, wanted);
      if (!Set::any(hits)) continue;
      Set::store(scores, Set::chosen(hits, score, Set::same_words(kExcluded)));
      return at;
    }
    return to;
  }

  static WordMask person_passes(const PlaceRows& place, const PersonBlock& block, Words distance) {
    auto passes = Set::at_most(Set::row_bytes(&place.hours_min), Set::load_bytes(&block.hours_max));
    passes &= Set::at_most(Set::load_bytes(&block.hours_min), Set::row_bytes(&place.hours_max));
    passes &= Set::at_most(Set::row_bytes(&place.age_min), Set::load_bytes(&block.age_high));
    passes &= Set::at_most(Set::load_bytes(&block.age_low), Set::row_bytes(&place.age_max));
    passes &= Set::at_most(Set::row_bytes(&place.language), Set::load_bytes(&block.language));
    passes &=
        Set::none_common(Set::row_bytes(&place.licences), Set::load_bytes(&block.licences_missing));
    passes &= Set::none_common(Set::row_bytes(&place.kind), Set::load_bytes(&block.kinds_blocked));
    WordMask all = Set::widened(passes);
    all &= Set::none_common_words(Set::row_words(&place.sector),
                                  Set::load_words(&block.sectors_blocked));
    all &= Set::at_most_words(Set::load_words(&block.from), Set::row_words(&place.until));
    all &= Set::at_most_words(distance, Set::load_words(&block.reach));
    return all;
  }

  static Words person_score(const PlaceRows& place, const PersonBlock& block, Words distance) {
    const std::uint8_t* const wishes = pairs_of(block.wishes);
    const Row* const work = first_of(place.work);
    Words score = Set::zero_words();
    for (std::size_t at = 0; at < kDimensions / 2; ++at) {
      const Words wish = Set::load_words(wishes + (at * 2 * kLanes));
      score = Set::add(score, Set::multiply_pairs(Set::row_words(work + at), wish));
    }
    const Words support = shortfall<kDomains / 2>(halves_of(block.uncarried),
                                                  rows_at(first_of(place.capacity)),
                                                  first_of(place.support_weights));
    const Words gap = shortfall<kSkillGroups / 2>(
        rows_at(first_of(place.asked)), halves_of(block.held), first_of(place.gap_weights));
    score = Set::subtract(score, Set::add(support, gap));
    return Set::subtract(score, Set::multiply(distance, Set::load_words(&block.slope)));
  }

  static std::size_t next_person(const PlaceRows& place,
                                 const PersonBlock* blocks,
                                 std::size_t from,
                                 std::size_t to,
                                 const std::int16_t* competences,
                                 std::int16_t* scores) {
    for (std::size_t at = from; at < to; ++at) {
      const PersonBlock& block = blocks[at];
      const Words x = Set::load_words(&block.x);
      const Words y = Set::load_words(&block.y);
      const Words apart = octagonal(Set::apart(x, Set::row_words(&place.x)),
                                    Set::apart(y, Set::row_words(&place.y)));
      const Words distance = Set::common(apart, Set::row_words(&place.located));
      WordMask hits = person_passes(place, block, distance);
      if (!Set::any(hits)) continue;
      Words score = person_score(place, block, distance);
      if (competences != nullptr) {
        score = Set::add(score, Set::load_words(competences + ((at - from) * kLanes)));
      }
      hits &= Set::at_least_signed(
          score, Set::least_signed(Set::load_words(&block.least), Set::row_words(&place.enough)));
      if (!Set::any(hits)) continue;
      Set::store(scores, Set::chosen(hits, score, Set::same_words(kExcluded)));
      return at;
    }
    return to;
  }

  static WordMask places_may_pass(const PersonRows& person,
                                  const PlaceBounds& bounds,
                                  Words distance) {
    auto may = Set::at_most(Set::load_bytes(&bounds.hours_min), Set::row_bytes(&person.hours_max));
    may &= Set::at_most(Set::row_bytes(&person.hours_min), Set::load_bytes(&bounds.hours_max));
    may &= Set::at_most(Set::load_bytes(&bounds.age_min), Set::row_bytes(&person.age_high));
    may &= Set::at_most(Set::row_bytes(&person.age_low), Set::load_bytes(&bounds.age_max));
    may &= Set::at_most(Set::load_bytes(&bounds.language), Set::row_bytes(&person.language));
    may &= Set::none_common(Set::load_bytes(&bounds.licences),
                            Set::row_bytes(&person.licences_missing));
    may &= Set::some_common(Set::load_bytes(&bounds.kinds), Set::row_bytes(&person.kinds_allowed));
    WordMask all = Set::widened(may);
    all &= Set::some_common_words(Set::load_words(&bounds.sectors),
                                  Set::row_words(&person.sectors_allowed));
    all &= Set::at_most_words(Set::row_words(&person.from), Set::load_words(&bounds.until));
    all &= Set::at_most_words(distance, Set::row_words(&person.reach));
    return all;
  }

  template <typename Bounds, typename Rows>
  static Words box_distance(const Bounds& bounds, const Rows& who) {
    return octagonal(beyond(Set::load_words(&bounds.x_low),
                            Set::load_words(&bounds.x_high),
                            Set::row_words(&who.x)),
                     beyond(Set::load_words(&bounds.y_low),
                            Set::load_words(&bounds.y_high),
                            Set::row_words(&who.y)));
  }

  static bool bound_places(const PersonRows& person,
                           const PlaceBounds& bounds,
                           std::int16_t* most) {
    const Words distance = box_distance(bounds, person);
    const WordMask may = places_may_pass(person, bounds, distance);
    if (!Set::any(may)) return false;
    Words pro = Set::zero_words();
    Words contra = Set::zero_words();
    for (std::size_t at = 0; at < kDimensions / 2; ++at) {
      const Words high = Set::load_words(pairs_of(bounds.work_most) + (at * 2 * kLanes));
      const Words low = Set::load_words(pairs_of(bounds.work_least) + (at * 2 * kLanes));
      pro = Set::add_to_limit(
          pro, Set::multiply_pairs(high, Set::row_words(first_of(person.wishes_for) + at)));
      contra = Set::add_to_limit(
          contra, Set::multiply_pairs(low, Set::row_words(first_of(person.wishes_against) + at)));
    }
    const Words support = shortfall<kDomains / 2>(rows_at(first_of(person.uncarried)),
                                                  halves_of(bounds.capacity),
                                                  first_of(person.support_weights));
    const Words gap = shortfall<kSkillGroups / 2>(
        halves_of(bounds.asked), rows_at(first_of(person.held)), first_of(person.gap_weights));
    const Words travel = Set::multiply(distance, Set::row_words(&person.slope));
    Words bound = Set::subtract_to_limit(bounded_interests(pro, contra), Set::add(support, gap));
    bound = Set::subtract_to_limit(bound, travel);
    Set::store(most, Set::chosen(may, bound, Set::same_words(kExcluded)));
    return true;
  }

  static WordMask people_may_pass(const PlaceRows& place,
                                  const PersonBounds& bounds,
                                  Words distance) {
    auto may = Set::at_most(Set::row_bytes(&place.hours_min), Set::load_bytes(&bounds.hours_max));
    may &= Set::at_most(Set::load_bytes(&bounds.hours_min), Set::row_bytes(&place.hours_max));
    may &= Set::at_most(Set::row_bytes(&place.age_min), Set::load_bytes(&bounds.age_high));
    may &= Set::at_most(Set::load_bytes(&bounds.age_low), Set::row_bytes(&place.age_max));
    may &= Set::at_most(Set::row_bytes(&place.language), Set::load_bytes(&bounds.language));
    may &= Set::none_common(Set::row_bytes(&place.licences),
                            Set::load_bytes(&bounds.licences_missing));
    may &= Set::none_common(Set::row_bytes(&place.kind), Set::load_bytes(&bounds.kinds_blocked));
    WordMask all = Set::widened(may);
    all &= Set::none_common_words(Set::row_words(&place.sector),
                                  Set::load_words(&bounds.sectors_blocked));
    all &= Set::at_most_words(Set::load_words(&bounds.from), Set::row_words(&place.until));
    all &= Set::at_most_words(distance, Set::load_words(&bounds.reach));
    return all;
  }

  static bool bound_people(const PlaceRows& place, const PersonBounds& bounds, std::int16_t* most) {
    const Words distance = Set::common(box_distance(bounds, place), Set::row_words(&place.located));
    const WordMask may = people_may_pass(place, bounds, distance);
    if (!Set::any(may)) return false;
    Words pro = Set::zero_words();
    Words contra = Set::zero_words();
    for (std::size_t at = 0; at < kDimensions / 2; ++at) {
      const Words wish = Set::load_words(pairs_of(bounds.wishes) + (at * 2 * kLanes));
      const Words work = Set::row_words(first_of(place.work) + at);
      pro = Set::add_to_limit(pro, Set::multiply_pairs(work, Set::positive_bytes(wish)));
      contra = Set::add_to_limit(contra, Set::multiply_pairs(work, Set::negative_bytes(wish)));
    }
    const Words support = shortfall<kDomains / 2>(halves_of(bounds.uncarried),
                                                  rows_at(first_of(place.capacity)),
                                                  first_of(place.support_weights));
    const Words gap = shortfall<kSkillGroups / 2>(
        rows_at(first_of(place.asked)), halves_of(bounds.held), first_of(place.gap_weights));
    const Words travel = Set::multiply(distance, Set::load_words(&bounds.slope));
    Words bound = Set::subtract_to_limit(bounded_interests(pro, contra), Set::add(support, gap));
    bound = Set::subtract_to_limit(bound, travel);
    Set::store(most, Set::chosen(may, bound, Set::same_words(kExcluded)));
    return true;
  }

  static constexpr Kernels table(const char* name) {
    return {.name = name,
            .next_place = &next_place,
            .next_person = &next_person,
            .bound_places = &bound_places,
            .bound_people = &bound_people};
  }
};

}  // namespace
}  // namespace koppel::matching
