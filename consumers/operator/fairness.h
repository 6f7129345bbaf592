#pragma once

#include "consumers/operator/disclosure.h"
#include "consumers/operator/interval.h"
#include "engine/market/market.h"
#include "engine/model/entry.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// Whether people with heavy barriers, or in one programme, get a place as others do. Barriers are
// counted in the bands of the published tables (ContributionToTables), so that who was erased
// counts as before.
namespace koppel::report {

inline constexpr std::uint32_t kBands = 4;  // total severity 0, 1 to 4, 5 to 9, 10 and up

// Where the interval of a group lies beside the figure of all.
enum class Beside : std::uint8_t {
  kWithin,
  kBelow,
  kAbove
};

struct FairnessGroup {
  std::vector<std::string> programmes;  // codes; empty: all
  std::vector<std::uint32_t> bands;     // empty: all
  std::uint64_t people = 0;             // registered here, whatever became of them
  std::uint64_t placed = 0;             // of these, with at least one engagement agreed
  ShareInterval share;
  Beside share_beside = Beside::kWithin;
  std::uint64_t proposed = 0;  // of these, who ever had a proposal
  // Over those, the smallest regret of each: how far the best proposal stayed from the best open
  // place. Empty when they are fewer than kGroupLeast.
  std::optional<Median> regret;
  Beside regret_beside = Beside::kWithin;

  friend bool operator==(const FairnessGroup&, const FairnessGroup&) = default;
};

// Of one area. Groups that are too small are taken together with others; cells that are too small,
// or would tell one that is, are left out.
struct Fairness {
  std::optional<FairnessGroup> all;  // empty: fewer than kGroupLeast people, and nothing is shown
  std::vector<FairnessGroup> by_programme;
  std::vector<FairnessGroup> by_band;
  std::vector<FairnessGroup> by_both;  // by programme, then by band
  std::uint64_t cells_left_out = 0;    // of by_both

  friend bool operator==(const Fairness&, const Fairness&) = default;
};

// Reads the journal for what the market does not keep: the regret of every proposal made.
class FairnessCount {
 public:
  void see(const Entry& entry);

  // `market` is that of the last entry seen. An erasure changes nothing here.
  [[nodiscard]] Fairness report(const Market& market) const;

 private:
  std::map<ParticipantId, std::uint32_t> least_regret_;
};

}  // namespace koppel::report
