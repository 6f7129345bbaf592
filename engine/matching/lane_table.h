#pragma once

#include "engine/matching/block.h"
#include "engine/matching/columns.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace koppel::matching {

struct PlaceLanes {
  using Record = PlaceRecord;
  using Block = PlaceBlock;
  using Extent = PlaceExtent;
  using Bounds = PlaceBounds;
};

struct PersonLanes {
  using Record = PersonRecord;
  using Block = PersonBlock;
  using Extent = PersonExtent;
  using Bounds = PersonBounds;
};

// Records in blocks, bounds over blocks, bounds over those: 32 blocks, 1,024 blocks. Neighbours on
// the map lie together (Z-order), and within some thousands of neighbours those of the same sector;
// who comes later gets a free lane in the block that has to widen least. Bounds widen and are drawn
// tight again when all are laid out anew, which falls due after as many arrivals as an eighth of
// the lanes; so where anybody lies follows from what was put in and taken out, in that order, and
// is visible to nobody.
template <typename Lanes>
class LaneTable {
 public:
  using Record = typename Lanes::Record;
  using Block = typename Lanes::Block;
  using Extent = typename Lanes::Extent;
  using Bounds = typename Lanes::Bounds;

  // Not in the table yet. Returns the lane.
  std::uint32_t insert(std::uint32_t number, const Record& record);
  // The same wherever there is room, for who fills a table and then lays it out.
  void append(std::uint32_t number, const Record& record);
  // In the table.
  void remove(std::uint32_t number);
  // Another record at the lane that it has.
  void rewrite(std::uint32_t number, const Record& record);

  // Whether laying out is due; then everybody may get another lane.
  [[nodiscard]] bool is_due() const;
  void lay_out();

  [[nodiscard]] std::optional<std::uint32_t> lane_of(std::uint32_t number) const;

  // 0: a free lane.
  [[nodiscard]] std::uint32_t number_at(std::size_t lane) const { return numbers_[lane]; }

  [[nodiscard]] Record record_of(std::uint32_t number) const;

  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

  // Entry n of bounds n / 32 is that of block n; above, that of bounds n.
  [[nodiscard]] const std::vector<Bounds>& bounds() const { return bounds_; }

  [[nodiscard]] const std::vector<Bounds>& bounds_above() const { return above_; }

  // Lanes, free ones included: a multiple of 32.
  [[nodiscard]] std::size_t lanes() const { return blocks_.size() * kLanes; }

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void put(std::uint32_t number, std::uint32_t lane, const Record& record);
  void widen(std::size_t block, const Extent& extent);
  void add_block();
  [[nodiscard]] std::size_t block_for(const Record& record) const;

  std::vector<Block> blocks_;
  std::vector<Bounds> bounds_;
  std::vector<Bounds> above_;
  std::vector<std::uint32_t> taken_;    // a bit for each lane of a block
  std::vector<std::uint32_t> numbers_;  // by lane; 0: free
  std::vector<std::uint32_t> lane_of_;  // by number - 1; kNowhere
  std::size_t size_ = 0;
  std::size_t arrivals_ = 0;  // since all were laid out
};

extern template class LaneTable<PlaceLanes>;
extern template class LaneTable<PersonLanes>;

}  // namespace koppel::matching
