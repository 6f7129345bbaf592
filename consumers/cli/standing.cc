#include "consumers/cli/standing.h"

#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "engine/matching/readiness.h"
#include "engine/model/id_text.h"

namespace koppel::cli {
namespace {

std::string support_first(const std::vector<BarrierDomain>& domains, const Globals& globals) {
  if (globals.personal == codec::Personal::kMasked) {
    return say(Phrase::kSupportFirstCounted, globals.lang, {std::to_string(domains.size())});
  }
  std::string all;
  for (const BarrierDomain domain : domains) {
    if (!all.empty()) all += ", ";
    all += text(domain, globals.lang);
  }
  return say(Phrase::kSupportFirst, globals.lang, {all});
}

}  // namespace

std::int32_t waiting_days(const Market& market, const Participant& participant) {
  const Instant since =
      participant.waiting_since.is_set() ? participant.waiting_since : participant.registered_at;
  return days_between(since, today_of(market));
}

std::string needed_line(ReadinessGap gap,
                        const Market& market,
                        const Participant& participant,
                        const Globals& globals) {
  if (gap != ReadinessGap::kSupportFirst) return std::string(text(gap, globals.lang));
  return support_first(matching::uncarried(market, participant), globals);
}

std::vector<std::string> needed_lines(const Market& market,
                                      const Participant& participant,
                                      const Globals& globals) {
  std::vector<std::string> lines;
  for (const ReadinessGap gap : matching::all_gaps(market, participant)) {
    lines.push_back(needed_line(gap, market, participant, globals));
  }
  return lines;
}

std::string proposals_of(const Market& market, const Participant& participant) {
  std::string all;
  for (const ProposalNumber number : participant.open_proposals) {
    if (!all.empty()) all += ", ";
    all += to_text(market.head.area, number);
  }
  return all;
}

}  // namespace koppel::cli
