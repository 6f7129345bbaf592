#include "engine/matching/auction.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <utility>

namespace koppel::matching {
namespace {

// Points by which a bid exceeds what it has to. Less makes price wars, more leaves more to repair.
constexpr std::int64_t kStep = 500;

struct Lot {
  std::uint32_t place = 0;
  std::uint32_t benefit = 0;
};

struct Bid {
  std::int64_t price = 0;
  std::uint32_t bidder = 0;

  friend auto operator<=>(const Bid&, const Bid&) = default;
};

class Auction {
 public:
  explicit Auction(const AssignmentMarket& market) {
    read(market.applicants);
    read(market.offers);
  }

  void run() {
    std::vector<std::uint32_t> outbid(first_.size() - 1);
    for (std::uint32_t at = 0; at < outbid.size(); ++at) {
      outbid[at] = static_cast<std::uint32_t>(outbid.size()) - 1 - at;
    }
    while (!outbid.empty()) {
      const std::uint32_t bidder = outbid.back();
      outbid.pop_back();
      bid(bidder, outbid);
    }
  }

  [[nodiscard]] std::vector<std::int64_t> prices() && { return std::move(prices_); }

 private:
  struct Seats {
    std::size_t first = 0;  // in bids_
    std::uint32_t all = 0;
    std::uint32_t taken = 0;
  };

  void read(const std::vector<Applicant>& applicants) {
    std::uint32_t last = 0;
    first_.reserve(applicants.size() + 1);
    for (const Applicant& applicant : applicants) {
      first_.push_back(lots_.size());
      for (const Wish& wish : applicant.wishes) {
        last = std::max(last, wish.place.value());
        lots_.push_back({.place = wish.place.value(), .benefit = wish.benefit});
      }
    }
    first_.push_back(lots_.size());
    prices_.resize(std::size_t{last} + 1);
    seats_.resize(std::size_t{last} + 1);
  }

  // No more seats than people who want one; without seats nobody bids.
  void read(const std::vector<Offer>& offers) {
    for (const Lot& lot : lots_) ++seats_[lot.place].taken;
    for (const Offer& offer : offers) {
      if (offer.place.value() >= seats_.size()) continue;
      Seats& seats = seats_[offer.place.value()];
      seats.all = std::min(offer.seats, seats.taken + 1);
    }
    std::size_t sum = 0;
    for (Seats& seats : seats_) {
      seats.first = sum;
      seats.taken = 0;
      sum += seats.all;
    }
    bids_.resize(sum);
  }

  void bid(std::uint32_t bidder, std::vector<std::uint32_t>& outbid) {
    std::int64_t most = 0;
    std::int64_t next = 0;
    std::uint32_t place = 0;
    for (std::size_t at = first_[bidder]; at < first_[bidder + 1]; ++at) {
      const Lot& lot = lots_[at];
      const std::int64_t gain = lot.benefit - prices_[lot.place];
      if (gain <= next || seats_[lot.place].all == 0) continue;
      if (gain <= most) {
        next = gain;
        continue;
      }
      next = most;
      most = gain;
      place = lot.place;
    }
    if (place == 0) return;
    take({.price = prices_[place] + (most - next) + kStep, .bidder = bidder}, place, outbid);
  }

  // The lowest bid lies in front and is the one that goes.
  void take(const Bid& bid, std::uint32_t place, std::vector<std::uint32_t>& outbid) {
    Seats& seats = seats_[place];
    Bid* const lowest = bids_.data() + seats.first;
    if (seats.taken == seats.all) {
      std::ranges::pop_heap(std::span(lowest, seats.taken), std::greater<>{});
      Bid& last = lowest[seats.taken - 1];
      outbid.push_back(last.bidder);
      last = bid;
    } else {
      lowest[seats.taken++] = bid;
    }
    std::ranges::push_heap(std::span(lowest, seats.taken), std::greater<>{});
    if (seats.taken == seats.all) prices_[place] = lowest->price;
  }

  std::vector<std::size_t> first_;  // of each applicant, in lots_
  std::vector<Lot> lots_;
  std::vector<Seats> seats_;  // by place
  std::vector<Bid> bids_;
  std::vector<std::int64_t> prices_;
};

}  // namespace

std::vector<std::int64_t> auctioned(const AssignmentMarket& market) {
  Auction auction(market);
  auction.run();
  return std::move(auction).prices();
}

}  // namespace koppel::matching
