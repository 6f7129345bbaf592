#include "engine/matching/lane_table.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <tuple>

namespace koppel::matching {
namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kFull = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kLanesFilled = 28;  // of a block when all are laid out
constexpr std::size_t kGroup = 4'096;     // neighbours that are sorted by sector together
constexpr std::size_t kArrivalsAtLeast = 1'024;
constexpr std::int64_t kFarAway = 400;  // 100 m: a block that would widen more is not near

// The bits of both in turn.
std::uint32_t z_order(std::uint16_t x, std::uint16_t y) {
  std::uint32_t order = 0;
  for (unsigned at = 0; at < 16; ++at) {
    order |= ((std::uint32_t{x} >> at) & 1U) << (2 * at);
    order |= ((std::uint32_t{y} >> at) & 1U) << ((2 * at) + 1);
  }
  return order;
}

// What lies together within a group.
std::uint32_t kin_of(const PlaceRecord& record) {
  return (std::uint32_t{record.sector} << 8U) | record.language;
}

std::uint32_t kin_of(const PersonRecord& record) {
  return record.hours_max;
}

bool is_kin(const PlaceRecord& record, const PlaceBounds& bounds, std::size_t entry) {
  return ((std::uint32_t{bounds.sectors[entry]} >> record.sector) & 1U) != 0;
}

bool is_kin(const PersonRecord& /*record*/, const PersonBounds& /*bounds*/, std::size_t /*entry*/) {
  return true;
}

std::int64_t beyond(std::uint16_t low, std::uint16_t high, std::uint16_t at) {
  return std::max<std::int64_t>({0, low - at, at - high});
}

// How much wider the box of that entry would be; a block of other kin counts as farther off.
template <typename Bounds, typename Record>
std::int64_t widening(const Bounds& bounds, std::size_t entry, const Record& record) {
  const std::int64_t wider = beyond(bounds.x_low[entry], bounds.x_high[entry], record.x) +
                             beyond(bounds.y_low[entry], bounds.y_high[entry], record.y);
  return (2 * wider) + (is_kin(record, bounds, entry) ? 0 : 50);
}

template <typename Extent, typename Bounds>
Bounds empty_bounds() {
  Bounds bounds;
  for (std::size_t entry = 0; entry < kLanes; ++entry) write(bounds, entry, Extent{});
  return bounds;
}

template <typename Record, typename Block>
Block empty_block() {
  Block block;
  for (std::size_t lane = 0; lane < kLanes; ++lane) write(block, lane, Record{});
  return block;
}

}  // namespace

template <typename Lanes>
std::uint32_t LaneTable<Lanes>::insert(std::uint32_t number, const Record& record) {
  invariant(!lane_of(number), "a number that is not in the table yet");
  std::size_t block = block_for(record);
  if (block == blocks_.size()) add_block();
  const auto free = static_cast<std::size_t>(std::countr_one(taken_[block]));
  const auto lane = static_cast<std::uint32_t>((block * kLanes) + free);
  put(number, lane, record);
  widen(block, extent_of(record));
  ++arrivals_;
  return lane;
}

template <typename Lanes>
void LaneTable<Lanes>::append(std::uint32_t number, const Record& record) {
  invariant(!lane_of(number), "a number that is not in the table yet");
  if (blocks_.empty() || taken_.back() == kFull) add_block();
  const std::size_t block = blocks_.size() - 1;
  const auto free = static_cast<std::size_t>(std::countr_one(taken_[block]));
  put(number, static_cast<std::uint32_t>((block * kLanes) + free), record);
  widen(block, extent_of(record));
}

template <typename Lanes>
void LaneTable<Lanes>::remove(std::uint32_t number) {
  const std::optional<std::uint32_t> lane = lane_of(number);
  invariant(lane.has_value(), "a number in the table");
  write(blocks_[*lane / kLanes], *lane % kLanes, Record{});
  taken_[*lane / kLanes] &= ~(1U << (*lane % kLanes));
  numbers_[*lane] = 0;
  lane_of_[number - 1] = kNowhere;
  --size_;
}

template <typename Lanes>
void LaneTable<Lanes>::rewrite(std::uint32_t number, const Record& record) {
  const std::optional<std::uint32_t> lane = lane_of(number);
  invariant(lane.has_value(), "a number in the table");
  write(blocks_[*lane / kLanes], *lane % kLanes, record);
  widen(*lane / kLanes, extent_of(record));
}

template <typename Lanes>
bool LaneTable<Lanes>::is_due() const {
  return arrivals_ > kArrivalsAtLeast + (lanes() / 8);
}

template <typename Lanes>
void LaneTable<Lanes>::lay_out() {
  struct Row {
    std::uint32_t order = 0;
    std::uint32_t kin = 0;
    std::uint32_t number = 0;
    std::uint32_t lane = 0;
  };

  std::vector<Row> rows;
  rows.reserve(size_);
  for (std::uint32_t lane = 0; lane < numbers_.size(); ++lane) {
    if (numbers_[lane] == 0) continue;
    const Record record = read(blocks_[lane / kLanes], lane % kLanes);
    rows.push_back({z_order(record.x, record.y), kin_of(record), numbers_[lane], lane});
  }
  std::ranges::sort(rows, {}, [](const Row& row) { return std::tuple(row.order, row.number); });
  for (std::size_t from = 0; from < rows.size(); from += kGroup) {
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(from);
    const auto last =
        rows.begin() + static_cast<std::ptrdiff_t>(std::min(from + kGroup, rows.size()));
    std::ranges::sort(
        first, last, {}, [](const Row& row) { return std::tuple(row.kin, row.order, row.number); });
  }
  const std::vector<Block> before = std::move(blocks_);
  const std::size_t blocks = (rows.size() + kLanesFilled - 1) / kLanesFilled;
  blocks_.clear();
  bounds_.clear();
  above_.clear();
  taken_.clear();
  numbers_.clear();
  size_ = 0;
  blocks_.reserve(blocks);
  bounds_.reserve((blocks + kLanes - 1) / kLanes);
  taken_.reserve(blocks);
  numbers_.reserve(blocks * kLanes);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at % kLanesFilled == 0) add_block();
    const Row& row = rows[at];
    const Record record = read(before[row.lane / kLanes], row.lane % kLanes);
    const std::size_t lane = ((at / kLanesFilled) * kLanes) + (at % kLanesFilled);
    put(row.number, static_cast<std::uint32_t>(lane), record);
    widen(at / kLanesFilled, extent_of(record));
  }
  arrivals_ = 0;
}

template <typename Lanes>
std::optional<std::uint32_t> LaneTable<Lanes>::lane_of(std::uint32_t number) const {
  if (number > lane_of_.size() || lane_of_[number - 1] == kNowhere) return std::nullopt;
  return lane_of_[number - 1];
}

template <typename Lanes>
auto LaneTable<Lanes>::record_of(std::uint32_t number) const -> Record {
  const std::optional<std::uint32_t> lane = lane_of(number);
  invariant(lane.has_value(), "a number in the table");
  return read(blocks_[*lane / kLanes], *lane % kLanes);
}

template <typename Lanes>
void LaneTable<Lanes>::put(std::uint32_t number, std::uint32_t lane, const Record& record) {
  if (lane_of_.size() < number) lane_of_.resize(number, kNowhere);
  lane_of_[number - 1] = lane;
  numbers_[lane] = number;
  taken_[lane / kLanes] |= 1U << (lane % kLanes);
  write(blocks_[lane / kLanes], lane % kLanes, record);
  ++size_;
}

template <typename Lanes>
void LaneTable<Lanes>::widen(std::size_t block, const Extent& extent) {
  Bounds& bounds = bounds_[block / kLanes];
  write(bounds, block % kLanes, joined(read(bounds, block % kLanes), extent));
  Bounds& above = above_[block / kLanes / kLanes];
  const std::size_t entry = block / kLanes % kLanes;
  write(above, entry, joined(read(above, entry), extent));
}

template <typename Lanes>
void LaneTable<Lanes>::add_block() {
  if (blocks_.size() % kLanes == 0) {
    if (bounds_.size() % kLanes == 0) above_.push_back(empty_bounds<Extent, Bounds>());
    bounds_.push_back(empty_bounds<Extent, Bounds>());
  }
  blocks_.push_back(empty_block<Record, Block>());
  taken_.push_back(0);
  numbers_.resize(lanes(), 0);
}

// The nearest with a free lane, of equally near ones the first; a new one when none is near.
template <typename Lanes>
std::size_t LaneTable<Lanes>::block_for(const Record& record) const {
  if (blocks_.empty()) return 0;
  std::size_t nearest = blocks_.size();
  std::int64_t least = kFarAway;
  for (std::size_t block = 0; block < blocks_.size(); ++block) {
    if (taken_[block] == kFull) continue;
    const std::int64_t wider = widening(bounds_[block / kLanes], block % kLanes, record);
    if (wider >= least) continue;
    nearest = block;
    least = wider;
  }
  return nearest;
}

template class LaneTable<PlaceLanes>;
template class LaneTable<PersonLanes>;

}  // namespace koppel::matching
