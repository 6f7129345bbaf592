#include "consumers/cli/inspect.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/output.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/matching/readiness.h"

#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

// Name and number, in the order in which they are shown.
using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

void count_people(const Market& market, Counts& counts) {
  std::map<ParticipantState, std::uint64_t> states;
  std::uint64_t candidates = 0;
  std::uint64_t without = 0;
  for (const Participant& participant : market.participants) {
    ++states[participant.state];
    if (!matching::is_candidate(market, participant)) continue;
    ++candidates;
    if (participant.open_proposals.empty()) ++without;
  }
  counts.emplace_back("participants", market.participants.size());
  for (const auto& [state, number] : states) {
    counts.emplace_back("participants " + std::string(text(state, Lang::kEn)), number);
  }
  counts.emplace_back("candidates", candidates);
  counts.emplace_back("candidates without proposal", without);
}

void count_places(const Market& market, Counts& counts) {
  std::uint64_t open = 0;
  std::uint64_t seats = 0;
  std::uint64_t free = 0;
  for (const Placement& placement : market.placements) {
    if (!is_open(market, placement)) continue;
    ++open;
    seats += placement.details.seats;
    free += free_seats(placement);
  }
  counts.emplace_back("employers", market.employers.size());
  counts.emplace_back("placements", market.placements.size());
  counts.emplace_back("placements open", open);
  counts.emplace_back("seats", seats);
  counts.emplace_back("seats free", free);
}

void count_work(const Market& market, Counts& counts) {
  std::uint64_t accepted = 0;
  for (const auto& [number, proposal] : market.proposals) accepted += proposal.accepted ? 1 : 0;
  counts.emplace_back("proposals undecided", market.proposals.size() - accepted);
  counts.emplace_back("proposals accepted", accepted);
  std::map<EngagementState, std::uint64_t> states;
  for (const auto& [id, engagement] : market.engagements) ++states[engagement.state];
  counts.emplace_back("engagements agreed", states[EngagementState::kAgreed]);
  counts.emplace_back("engagements running", states[EngagementState::kRunning]);
  counts.emplace_back("engagements ended", states[EngagementState::kEnded]);
  std::uint64_t due = 0;
  for (const auto& [number, reminder] : market.reminders) due += reminder.due ? 1 : 0;
  counts.emplace_back("reminders planned", market.reminders.size() - due);
  counts.emplace_back("reminders due", due);
  counts.emplace_back("facts waiting", market.waiting.size());
}

// Refusals stand in the journal alone.
std::expected<void, PortError> count_refusals(const Globals& globals,
                                              const AreaView& view,
                                              Counts& counts) {
  auto reading = open_reading(globals.data, view.head.area);
  if (!reading) return std::unexpected(reading.error());
  std::map<RefusalReason, std::uint64_t> reasons;
  std::uint64_t all = 0;
  Progress progress(globals, "Counting", "entries", view.head.sequence.value());
  const auto read =
      read_entries(*reading->store, *reading->keys, Sequence{1}, [&](const Entry& entry) {
        progress.at(entry.sequence.value());
        if (const auto* refused = std::get_if<FactRefused>(&entry.body)) {
          ++reasons[refused->reason];
          ++all;
        }
        return Journal::Next::kGoOn;
      });
  if (!read) return std::unexpected(read.error());
  counts.emplace_back("facts refused", all);
  for (const auto& [reason, number] : reasons) {
    counts.emplace_back("facts refused " + codec::word(reason), number);
  }
  return {};
}

void print_counts(const Globals& globals, const AreaView& view, const Counts& counts) {
  const std::string area = to_text(view.head.area);
  if (globals.format == Format::kJson) {
    nlohmann::ordered_json json = {{"area", area}, {"sequence", view.head.sequence.value()}};
    for (auto [name, number] : counts) {
      std::ranges::replace(name, ' ', '_');
      json[name] = number;
    }
    return print_object(json.dump());
  }
  const std::string heading = area + " as of #" + std::to_string(view.head.sequence.value()) +
                              ", " + to_text(view.market().head.now);
  print_words(globals, painted(globals.colour, Paint::kBold, heading));
  Table table({{}, {.name = "WHAT"}, {.title = "", .align = Align::kRight, .name = "NUMBER"}});
  table.mark("AREA", area);
  for (const auto& [name, number] : counts) table.add({"", name, grouped(number)});
  print_table(globals, table);
}

}  // namespace

int inspect_market(const Globals& globals) {
  std::optional<PortError> failed;
  const int code = each_view(globals, [&](const AreaView& view) {
    if (failed) return;
    Counts counts;
    count_people(view.market(), counts);
    count_places(view.market(), counts);
    count_work(view.market(), counts);
    if (auto done = count_refusals(globals, view, counts); !done) {
      failed = done.error();
      return;
    }
    print_counts(globals, view, counts);
  });
  return failed ? complain(*failed) : code;
}

int inspect_digest(const Globals& globals) {
  return each_view(globals, [&](const AreaView& view) {
    const codec::MarketDigest digest = codec::digest_of(view.market());
    if (globals.format == Format::kTable) {
      return print_line(to_text(view.head.area) + " #" +
                        std::to_string(view.head.sequence.value()) + " " + to_text(digest));
    }
    const nlohmann::ordered_json json = {{"area", to_text(view.head.area)},
                                         {"sequence", view.head.sequence.value()},
                                         {"open", to_hex(digest.open)},
                                         {"sealed", to_hex(digest.sealed)}};
    print_object(json.dump());
  });
}

}  // namespace koppel::cli
