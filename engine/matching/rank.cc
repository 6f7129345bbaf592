#include "engine/matching/rank.h"

#include "engine/matching/lottery.h"

#include <algorithm>

namespace koppel::matching {

void sort_ranked(const Market& market,
                 ParticipantOrdinal participant,
                 std::vector<Ranked>& places) {
  const LotteryWeek lottery = lottery_now(market);
  const auto ticket = [&](const Ranked& ranked) {
    return draw(lottery.seed, lottery.week, participant, ranked.placement);
  };
  std::ranges::sort(places, [&](const Ranked& a, const Ranked& b) {
    if (a.score != b.score) return a.score > b.score;
    const std::uint64_t ticket_a = ticket(a);
    const std::uint64_t ticket_b = ticket(b);
    return ticket_a != ticket_b ? ticket_a < ticket_b : a.placement < b.placement;
  });
}

}  // namespace koppel::matching
