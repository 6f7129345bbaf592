#include "engine/matching/auction.h"

#include "engine/matching/assignment.h"
#include "engine/matching/worth.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace koppel::matching {
namespace {

// One round after another. `step`: the points by which a bid exceeds what it has to; less makes
// price wars, more leaves more to repair. `off`: what comes off all prices before everybody bids
// again.
struct Round {
  std::int32_t step = 0;
  std::int32_t off = 0;
};

constexpr std::array<Round, 3> kRounds = {
    {{.step = 8'000, .off = 12'000}, {.step = 1'000, .off = 2'000}, {.step = 250, .off = 0}}};
// Where nobody bids; benefits are less, and it can be subtracted from each.
constexpr std::int32_t kClosed = 1 << (kBenefitBits + 1);

struct Lot {
  std::uint32_t place = 0;
  std::int32_t benefit = 0;
};

// The bids of one place, the lowest in front. A bid is its price, then the bidder, in one number.
class Bids {
 public:
  using Bid = std::uint64_t;

  static Bid bid_of(std::int32_t price, std::uint32_t bidder) {
    return (Bid{static_cast<std::uint32_t>(price)} << 32U) | bidder;
  }

  static std::int32_t price_of(Bid bid) { return static_cast<std::int32_t>(bid >> 32U); }

  static std::uint32_t bidder_of(Bid bid) { return static_cast<std::uint32_t>(bid); }

  // In the place of the lowest, for one that is higher.
  static void replace_lowest(std::span<Bid> bids, Bid bid) {
    std::size_t at = 0;
    for (std::size_t below = 1; below < bids.size(); below = (2 * at) + 1) {
      if (below + 1 < bids.size() && bids[below + 1] < bids[below]) ++below;
      if (bids[below] >= bid) break;
      bids[at] = bids[below];
      at = below;
    }
    bids[at] = bid;
  }
};

class Auction {
 public:
  explicit Auction(const AssignmentMarket& market) {
    read(market.applicants);
    read(market.offers);
  }

  void run(const Round& round) {
    step_ = round.step;
    std::vector<std::uint32_t> outbid(first_.size() - 1);
    for (std::uint32_t at = 0; at < outbid.size(); ++at) {
      outbid[at] = static_cast<std::uint32_t>(outbid.size()) - 1 - at;
    }
    while (!outbid.empty()) {
      const std::uint32_t bidder = outbid.back();
      outbid.pop_back();
      if (!outbid.empty()) fetch(outbid.back());
      bid(bidder, outbid);
    }
    lower(round.off);
  }

  [[nodiscard]] std::vector<std::int32_t> prices() && { return std::move(prices_); }

 private:
  struct Seats {
    std::uint32_t first = 0;  // in bids_
    std::uint32_t all = 0;
    std::uint32_t taken = 0;
  };

  void read(const std::vector<Applicant>& applicants) {
    std::uint32_t last = 0;
    first_.reserve(applicants.size() + 1);
    for (const Applicant& applicant : applicants) {
      first_.push_back(static_cast<std::uint32_t>(lots_.size()));
      for (const Wish& wish : applicant.wishes) {
        last = std::max(last, wish.place.value());
        lots_.push_back(
            {.place = wish.place.value(), .benefit = static_cast<std::int32_t>(wish.benefit)});
      }
    }
    first_.push_back(static_cast<std::uint32_t>(lots_.size()));
    prices_.assign(std::size_t{last} + 1, kClosed);
    seats_.resize(std::size_t{last} + 1);
  }

  // One seat more than there are people who want one is as good as any number.
  void read(const std::vector<Offer>& offers) {
    for (const Lot& lot : lots_) ++seats_[lot.place].taken;
    for (const Offer& offer : offers) {
      if (offer.place.value() >= seats_.size() || offer.seats == 0) continue;
      Seats& seats = seats_[offer.place.value()];
      seats.all = std::min(offer.seats, seats.taken + 1);
      prices_[offer.place.value()] = 0;
    }
    std::uint32_t sum = 0;
    for (Seats& seats : seats_) {
      seats.first = sum;
      seats.taken = 0;
      sum += seats.all;
    }
    bids_.resize(sum);
  }

  void fetch(std::uint32_t bidder) const {
    const Lot* const first = lots_.data() + first_[bidder];
    __builtin_prefetch(first);
    __builtin_prefetch(first + (64 / sizeof(Lot)));
  }

  // Nobody bids more than a seat is worth: having none costs nothing.
  void bid(std::uint32_t bidder, std::vector<std::uint32_t>& outbid) {
    std::int32_t most = 0;
    std::int32_t next = 0;
    std::uint32_t place = 0;
    for (std::uint32_t at = first_[bidder]; at < first_[bidder + 1]; ++at) {
      const Lot lot = lots_[at];
      const std::int32_t gain = lot.benefit - prices_[lot.place];
      const bool better = gain > most;
      next = better ? most : std::max(next, gain);
      place = better ? lot.place : place;
      most = better ? gain : most;
    }
    if (place == 0) return;
    const std::int32_t price = prices_[place] + std::min(most, most - next + step_);
    take(Bids::bid_of(price, bidder), place, outbid);
  }

  void lower(std::int32_t off) {
    for (std::size_t place = 0; place < seats_.size(); ++place) {
      seats_[place].taken = 0;
      if (seats_[place].all > 0) prices_[place] = std::max(0, prices_[place] - off);
    }
  }

  void take(Bids::Bid bid, std::uint32_t place, std::vector<std::uint32_t>& outbid) {
    Seats& seats = seats_[place];
    const std::span<Bids::Bid> bids(bids_.data() + seats.first, seats.all);
    if (seats.taken == seats.all) {
      // Not next but after that, when the lots have come from memory.
      outbid.push_back(Bids::bidder_of(bids[0]));
      if (outbid.size() > 1) std::swap(outbid.back(), outbid[outbid.size() - 2]);
      Bids::replace_lowest(bids, bid);
    } else {
      bids[seats.taken++] = bid;
      if (seats.taken < seats.all) return;
      std::ranges::sort(bids);
    }
    prices_[place] = Bids::price_of(bids[0]);
  }

  std::int32_t step_ = 0;
  std::vector<std::uint32_t> first_;  // of each applicant, in lots_
  std::vector<Lot> lots_;
  std::vector<Seats> seats_;  // by place
  std::vector<Bids::Bid> bids_;
  std::vector<std::int32_t> prices_;
};

}  // namespace

std::vector<std::int32_t> auctioned(const AssignmentMarket& market) {
  Auction auction(market);
  for (const Round& round : kRounds) auction.run(round);
  return std::move(auction).prices();
}

}  // namespace koppel::matching
