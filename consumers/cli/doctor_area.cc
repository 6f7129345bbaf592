#include "consumers/cli/finding.h"
#include "consumers/cli/installation.h"
#include "consumers/cli/journal_place.h"
#include "consumers/cli/lost_journal.h"
#include "consumers/cli/progress.h"
#include "consumers/cli/rows_anew.h"
#include "consumers/cli/system_clock.h"
#include "consumers/cli/table.h"
#include "consumers/runtime/edge_clock.h"
#include "engine/codec/market_digest.h"
#include "engine/decide/accept.h"
#include "engine/decide/follow.h"
#include "engine/market/rows.h"
#include "engine/model/calendar.h"

#include <algorithm>
#include <string>
#include <utility>

namespace koppel::cli {
namespace {

Finding broken(AreaId area, std::string_view check, const PortError& error) {
  return {.check = check,
          .where = to_text(area),
          .health = Health::kBroken,
          .what = error.what,
          .remedy = error.remedy};
}

Finding not_begun(const std::filesystem::path& data, AreaId area) {
  return {.check = "directory",
          .where = area_path(data, area).string(),
          .what = "holds no journal yet: the first fact of " + to_text(area) + " begins it"};
}

std::expected<AreaView, PortError> refold(const Globals& globals, AreaReading& reading) {
  Progress progress(globals, "Replaying", "entries", 0);
  return refold_area(
      *reading.store, *reading.keys, [&](std::uint64_t entries) { progress.at(entries); });
}

std::expected<void, PortError> make_rows_anew(const Globals& globals, AreaId area) {
  const auto installation = Installation::open_for_writing(globals.data);
  if (!installation) return std::unexpected(installation.error());
  auto store =
      storage::RocksdbStore::open(area_path(globals.data, area), storage::Access::kReadWrite);
  if (!store) return std::unexpected(store.error());
  if (auto whole = check_reach(**store); !whole) return whole;
  auto keys = (*installation)->keys_of(area);
  const auto folded = refold_area(**store, keys, [](std::uint64_t /*entries*/) {});
  if (!folded) return std::unexpected(folded.error());
  return write_rows_anew(**store, keys, *folded);
}

Finding rows(const Globals& globals, AreaId area, AreaReading& reading, const AreaView& folded) {
  Finding finding{.check = "rows", .where = to_text(area), .what = "are those of the journal"};
  const auto stored = load_area(*reading.store, *reading.keys);
  const bool same = stored && stored->head == folded.head &&
                    codec::digest_of(stored->market()) == codec::digest_of(folded.market()) &&
                    same_rows(stored->market(), folded.market());
  if (same && !stored->behind.empty()) {
    finding.health = Health::kHeed;
    finding.what = "are behind the journal, or missing";
    finding.remedy = "nothing is lost: the next commit writes them";
  }
  if (same) return finding;
  finding.health = Health::kBroken;
  finding.what = stored ? "differ from the journal" : stored.error().what;
  finding.remedy = "koppel replay --rebuild --area " + to_text(area);
  finding.mend = [globals, area] { return make_rows_anew(globals, area); };
  return finding;
}

Finding chain(AreaId area, const AreaView& folded) {
  return {.check = "chain",
          .where = to_text(area),
          .what = grouped(folded.head.sequence.value()) + " entries in order, revision " +
                  std::to_string(folded.head.decide_revision)};
}

// Time goes on from the last entry: a machine that is behind waits, one far ahead asks first.
Finding market_clock(AreaId area, const Market& market) {
  SystemClock clock;
  const Instant now = clock.wall();
  const Instant last = market.head.now;
  Finding finding{.check = "clock", .where = to_text(area), .what = "last entry " + to_text(last)};
  if (last > plus_ms(now, kDayMs)) {
    finding.health = Health::kHeed;
    finding.what += ", later than this machine's clock";
    finding.remedy = "correct the clock; simulated facts stay ahead until their day comes";
  } else if (now > plus_ms(last, kSilenceMs)) {
    finding.health = Health::kHeed;
    finding.what += ", more than 31 days ago";
    finding.remedy = "check the clock, then start with koppel run --confirm-clock";
  }
  return finding;
}

std::expected<void, PortError> open_once(const Globals& globals, AreaId area) {
  const auto installation = Installation::open_for_writing(globals.data);
  if (!installation) return std::unexpected(installation.error());
  SystemClock clock;
  const auto owner = (*installation)->standing_owner(area, clock.wall());
  if (!owner) return std::unexpected(owner.error());
  return {};
}

// What a crash left half done is finished by whoever opens the area to write.
Finding unfinished(const Globals& globals, AreaId area, const Engine& engine) {
  Finding finding{.check = "steps", .where = to_text(area), .what = "all finished"};
  const bool erasing =
      std::ranges::any_of(engine.market().participants, [](const Participant& one) {
        return one.state == ParticipantState::kErased && !one.erasure_completed;
      });
  if (!follow(engine.market(), engine.index(), engine.seating()) && !erasing) return finding;
  finding.health = Health::kHeed;
  finding.what = erasing ? "an erasure is not completed" : "a step is not finished";
  finding.remedy = "start koppel run: it goes on where it stopped";
  finding.mend = [globals, area] { return open_once(globals, area); };
  return finding;
}

Finding waiting(AreaId area, const Market& market) {
  Finding finding{.check = "waiting",
                  .where = to_text(area),
                  .what = grouped(market.waiting.size()) + " facts wait for a party"};
  if (market.waiting.size() * 10 < kWaitingPerAreaMax * 9) return finding;
  finding.health = Health::kHeed;
  finding.remedy = "at " + grouped(kWaitingPerAreaMax) +
                   " further ones are refused: see which source sends them without its parties";
  return finding;
}

bool keys_open(const std::filesystem::path& data) {
  const auto keys = open_keys(data, storage::Access::kReadOnly);
  return keys && (*keys)->count();
}

// What a journal cannot be folded without: its own frames, or the keys beside it.
std::string_view check_of(const std::filesystem::path& data, const PortError& error) {
  if (error.failure == PortFailure::kNewerFormat) return "version";
  const bool names_a_key = error.what.starts_with("key_missing");
  return names_a_key || !keys_open(data) ? "keys" : "chain";
}

}  // namespace

Findings look_at_area(const Globals& globals, AreaId area) {
  Findings findings;
  if (const auto held = is_in_place(globals.data, area); !held) {
    findings.push_back(broken(area, "directory", held.error()));
    return findings;
  }
  if (has_no_journal(area_path(globals.data, area))) {
    if (!lost_journal(globals.data, area)) findings.push_back(not_begun(globals.data, area));
    return findings;  // look_at_keys() tells what is lost
  }
  auto reading = open_reading(globals.data, area);
  if (!reading) {
    findings.push_back(broken(area, keys_open(globals.data) ? "storage" : "keys", reading.error()));
    return findings;
  }
  if (const auto whole = check_reach(*reading->store); !whole) {
    findings.push_back(broken(area, "chain", whole.error()));
    return findings;
  }
  const auto folded = refold(globals, *reading);
  if (!folded) {
    findings.push_back(broken(area, check_of(globals.data, folded.error()), folded.error()));
    return findings;
  }
  findings.push_back(chain(area, *folded));
  findings.push_back(rows(globals, area, *reading, *folded));
  findings.push_back(keys_of_the_erased(globals.data, area, *reading->keys, folded->market()));
  findings.push_back(market_clock(area, folded->market()));
  findings.push_back(unfinished(globals, area, folded->engine));
  findings.push_back(waiting(area, folded->market()));
  return findings;
}

}  // namespace koppel::cli
