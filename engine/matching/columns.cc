#include "engine/matching/columns.h"

#include <algorithm>

namespace koppel::matching {
namespace {

// Each kind of block by one walk over its columns: `visit(column of the block, value of the lane)`.

template <typename Number, typename Pairs, std::size_t N>
void get_pairs(const Pairs& pairs, std::size_t lane, std::array<Number, N>& values) {
  for (std::size_t at = 0; at < N; ++at) values[at] = pairs[at / 2][lane][at % 2];
}

template <typename Number, typename Pairs, std::size_t N>
void put_pairs(Pairs& pairs, std::size_t lane, const std::array<Number, N>& values) {
  for (std::size_t at = 0; at < N; ++at) pairs[at / 2][lane][at % 2] = values[at];
}

template <typename Halves, std::size_t N>
void get_halves(const Halves& halves, std::size_t lane, std::array<std::uint8_t, N>& values) {
  for (std::size_t at = 0; at < N; ++at) {
    const unsigned both = halves[at / 2][lane];
    values[at] = static_cast<std::uint8_t>(at % 2 == 0 ? both & 15U : both >> 4U);
  }
}

template <typename Halves, std::size_t N>
void put_halves(Halves& halves, std::size_t lane, const std::array<std::uint8_t, N>& values) {
  for (std::size_t at = 0; at < N; at += 2) {
    const unsigned both = values[at] | (unsigned{values[at + 1]} << 4U);
    halves[at / 2][lane] = static_cast<std::uint8_t>(both);
  }
}

struct Get {
  std::size_t lane;

  template <typename Number>
  void one(const Column<Number>& column, Number& value) const {
    value = column[lane];
  }

  template <typename Pairs, typename Values>
  void pairs(const Pairs& pairs, Values& values) const {
    get_pairs(pairs, lane, values);
  }

  template <typename Halves, typename Values>
  void halves(const Halves& halves, Values& values) const {
    get_halves(halves, lane, values);
  }
};

struct Put {
  std::size_t lane;

  template <typename Number>
  void one(Column<Number>& column, const Number& value) const {
    column[lane] = value;
  }

  template <typename Pairs, typename Values>
  void pairs(Pairs& pairs, const Values& values) const {
    put_pairs(pairs, lane, values);
  }

  template <typename Halves, typename Values>
  void halves(Halves& halves, const Values& values) const {
    put_halves(halves, lane, values);
  }
};

template <typename Block, typename Record, typename Visit>
void walk_place(Block& block, Record& record, const Visit& visit) {
  visit.one(block.x, record.x);
  visit.one(block.y, record.y);
  visit.one(block.until, record.until);
  visit.one(block.hours_min, record.hours_min);
  visit.one(block.hours_max, record.hours_max);
  visit.one(block.age_min, record.age_min);
  visit.one(block.age_max, record.age_max);
  visit.one(block.language, record.language);
  visit.one(block.licences, record.licences);
  visit.one(block.kind, record.kind);
  visit.one(block.sector, record.sector);
  visit.pairs(block.work, record.work);
  visit.halves(block.capacity, record.capacity);
  visit.halves(block.asked, record.asked);
}

template <typename Block, typename Record, typename Visit>
void walk_person(Block& block, Record& record, const Visit& visit) {
  visit.one(block.reach, record.reach);
  visit.one(block.slope, record.slope);
  visit.one(block.from, record.from);
  visit.one(block.sectors_blocked, record.sectors_blocked);
  visit.one(block.least, record.least);
  visit.one(block.hours_min, record.hours_min);
  visit.one(block.hours_max, record.hours_max);
  visit.one(block.age_low, record.age_low);
  visit.one(block.age_high, record.age_high);
  visit.one(block.language, record.language);
  visit.one(block.licences_missing, record.licences_missing);
  visit.one(block.kinds_blocked, record.kinds_blocked);
  visit.pairs(block.wishes, record.wishes);
  visit.halves(block.uncarried, record.uncarried);
  visit.halves(block.held, record.held);
}

template <typename Bounds, typename Extent, typename Visit>
void walk_box(Bounds& bounds, Extent& extent, const Visit& visit) {
  visit.one(bounds.x_low, extent.x_low);
  visit.one(bounds.x_high, extent.x_high);
  visit.one(bounds.y_low, extent.y_low);
  visit.one(bounds.y_high, extent.y_high);
}

template <typename Bounds, typename Extent, typename Visit>
void walk_place_bounds(Bounds& bounds, Extent& extent, const Visit& visit) {
  walk_box(bounds, extent, visit);
  visit.one(bounds.until, extent.until);
  visit.one(bounds.sectors, extent.sectors);
  visit.one(bounds.hours_min, extent.hours_min);
  visit.one(bounds.hours_max, extent.hours_max);
  visit.one(bounds.age_min, extent.age_min);
  visit.one(bounds.age_max, extent.age_max);
  visit.one(bounds.language, extent.language);
  visit.one(bounds.licences, extent.licences);
  visit.one(bounds.kinds, extent.kinds);
  visit.pairs(bounds.work_most, extent.work_most);
  visit.pairs(bounds.work_least, extent.work_least);
  visit.halves(bounds.capacity, extent.capacity);
  visit.halves(bounds.asked, extent.asked);
}

template <typename Number>
void lower(Number& bound, Number value) {
  bound = std::min(bound, value);
}

template <typename Number>
void raise(Number& bound, Number value) {
  bound = std::max(bound, value);
}

template <typename Bits>
void keep_common(Bits& bound, Bits value) {
  bound = static_cast<Bits>(bound & value);
}

template <typename Bits>
void add_bits(Bits& bound, Bits value) {
  bound = static_cast<Bits>(bound | value);
}

template <typename Values>
void lower_all(Values& bounds, const Values& values) {
  for (std::size_t at = 0; at < values.size(); ++at) lower(bounds[at], values[at]);
}

template <typename Values>
void raise_all(Values& bounds, const Values& values) {
  for (std::size_t at = 0; at < values.size(); ++at) raise(bounds[at], values[at]);
}

template <typename Extent>
void join_boxes(Extent& extent, const Extent& other) {
  lower(extent.x_low, other.x_low);
  raise(extent.x_high, other.x_high);
  lower(extent.y_low, other.y_low);
  raise(extent.y_high, other.y_high);
}

// Somebody or something whose place is unknown is near everything.
template <typename Extent>
void place_box(Extent& extent, std::uint16_t x, std::uint16_t y) {
  const bool known = x != 0 || y != 0;
  extent.x_low = known ? x : std::uint16_t{0};
  extent.x_high = known ? x : std::uint16_t{kCoordinateMax};
  extent.y_low = known ? y : std::uint16_t{0};
  extent.y_high = known ? y : std::uint16_t{kCoordinateMax};
}

}  // namespace

PlaceRecord read(const PlaceBlock& block, std::size_t lane) {
  PlaceRecord record;
  walk_place(block, record, Get{lane});
  return record;
}

PersonRecord read(const PersonBlock& block, std::size_t lane) {
  PersonRecord record;
  Get{lane}.one(block.x, record.x);
  Get{lane}.one(block.y, record.y);
  walk_person(block, record, Get{lane});
  return record;
}

PlaceExtent read(const PlaceBounds& bounds, std::size_t lane) {
  PlaceExtent extent;
  walk_place_bounds(bounds, extent, Get{lane});
  return extent;
}

PersonExtent read(const PersonBounds& bounds, std::size_t lane) {
  PersonExtent extent;
  walk_box(bounds, extent, Get{lane});
  walk_person(bounds, extent, Get{lane});
  return extent;
}

void write(PlaceBlock& block, std::size_t lane, const PlaceRecord& record) {
  walk_place(block, record, Put{lane});
}

void write(PersonBlock& block, std::size_t lane, const PersonRecord& record) {
  Put{lane}.one(block.x, record.x);
  Put{lane}.one(block.y, record.y);
  walk_person(block, record, Put{lane});
}

void write(PlaceBounds& bounds, std::size_t lane, const PlaceExtent& extent) {
  walk_place_bounds(bounds, extent, Put{lane});
}

void write(PersonBounds& bounds, std::size_t lane, const PersonExtent& extent) {
  walk_box(bounds, extent, Put{lane});
  walk_person(bounds, extent, Put{lane});
}

PlaceExtent extent_of(const PlaceRecord& record) {
  PlaceExtent extent{.until = record.until,
                     .sectors = static_cast<std::uint16_t>(1U << record.sector),
                     .hours_min = record.hours_min,
                     .hours_max = record.hours_max,
                     .age_min = record.age_min,
                     .age_max = record.age_max,
                     .language = record.language,
                     .licences = record.licences,
                     .kinds = record.kind,
                     .work_most = record.work,
                     .work_least = record.work,
                     .capacity = record.capacity,
                     .asked = record.asked};
  place_box(extent, record.x, record.y);
  return extent;
}

PersonExtent extent_of(const PersonRecord& record) {
  PersonExtent extent{.reach = record.reach,
                      .slope = record.slope,
                      .from = record.from,
                      .sectors_blocked = record.sectors_blocked,
                      .least = record.least,
                      .hours_min = record.hours_min,
                      .hours_max = record.hours_max,
                      .age_low = record.age_low,
                      .age_high = record.age_high,
                      .language = record.language,
                      .licences_missing = record.licences_missing,
                      .kinds_blocked = record.kinds_blocked,
                      .wishes = record.wishes,
                      .uncarried = record.uncarried,
                      .held = record.held};
  place_box(extent, record.x, record.y);
  return extent;
}

PlaceExtent joined(const PlaceExtent& a, const PlaceExtent& b) {
  PlaceExtent extent = a;
  join_boxes(extent, b);
  raise(extent.until, b.until);
  add_bits(extent.sectors, b.sectors);
  lower(extent.hours_min, b.hours_min);
  raise(extent.hours_max, b.hours_max);
  lower(extent.age_min, b.age_min);
  raise(extent.age_max, b.age_max);
  lower(extent.language, b.language);
  keep_common(extent.licences, b.licences);
  add_bits(extent.kinds, b.kinds);
  raise_all(extent.work_most, b.work_most);
  lower_all(extent.work_least, b.work_least);
  raise_all(extent.capacity, b.capacity);
  lower_all(extent.asked, b.asked);
  return extent;
}

PersonExtent joined(const PersonExtent& a, const PersonExtent& b) {
  PersonExtent extent = a;
  join_boxes(extent, b);
  raise(extent.reach, b.reach);
  lower(extent.slope, b.slope);
  lower(extent.from, b.from);
  keep_common(extent.sectors_blocked, b.sectors_blocked);
  lower(extent.least, b.least);
  lower(extent.hours_min, b.hours_min);
  raise(extent.hours_max, b.hours_max);
  lower(extent.age_low, b.age_low);
  raise(extent.age_high, b.age_high);
  raise(extent.language, b.language);
  keep_common(extent.licences_missing, b.licences_missing);
  keep_common(extent.kinds_blocked, b.kinds_blocked);
  raise_all(extent.wishes, b.wishes);
  lower_all(extent.uncarried, b.uncarried);
  raise_all(extent.held, b.held);
  return extent;
}

}  // namespace koppel::matching
