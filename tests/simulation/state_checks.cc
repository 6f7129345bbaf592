#include "tests/simulation/state_checks.h"

#include "consumers/runtime/originals.h"
#include "engine/codec/fact_codec.h"
#include "engine/codec/market_digest.h"
#include "engine/codec/show.h"
#include "engine/decide/follow.h"

#include <map>
#include <string>
#include <variant>

namespace koppel::simulation {
namespace {

bool is_erased(const Market& market, ParticipantId id) {
  const Participant* participant = market.find(id);
  return participant != nullptr && participant->state == ParticipantState::kErased;
}

// The refused originals that the area's key opens, by their hash.
std::expected<std::map<ContentHash, std::string>, PortError> originals_in(const AreaPorts& ports,
                                                                          AreaId area) {
  std::map<ContentHash, std::string> opened;
  const auto read =
      Originals(ports.refused, ports.keys, area)
          .each([&](const ContentHash& hash, Instant, const std::optional<std::string>& original) {
            if (original) opened.emplace(hash, *original);
          });
  if (!read) return std::unexpected(read.error());
  return opened;
}

Found check_key(const Machine& machine, const AreaPorts& ports, AreaId area, ParticipantId id) {
  const auto key = ports.keys.find(area, id);
  if (!key) return key.error().what;
  if (*key) return "an erased person has a key";
  if (machine.has_traces_of(area, id)) return "a file holds an erased person's key";
  return std::nullopt;
}

}  // namespace

Found check_finished(const AreaView& live) {
  if (!follow(live.market(), live.engine.index(), live.engine.seating())) return std::nullopt;
  return "a step is left unfinished";
}

Found check_refold(const AreaPorts& ports, const AreaView& live) {
  const auto refolded = refold_area(ports.journal, ports.keys, [](std::uint64_t) {});
  if (!refolded) return "the journal does not refold: " + refolded.error().what;
  const auto loaded = load_area(ports.journal, ports.keys);
  if (!loaded) return "the rows do not load: " + loaded.error().what;
  if (loaded->head != refolded->head) return "the rows' head is not that of the frames";
  if (live.head.sequence != refolded->head.sequence || live.head.chain != refolded->head.chain) {
    return "the owner does not stand at the end of the journal";
  }
  const auto digest = codec::digest_of(refolded->market());
  if (codec::digest_of(loaded->market()) != digest)
    return "the rows are not what the frames fold to";
  if (codec::digest_of(live.market()) != digest) {
    return "the owner's market is not what the frames fold to";
  }
  return std::nullopt;
}

Found check_erased(const Machine& machine, const AreaPorts& ports, const AreaView& live) {
  for (const Participant& participant : live.market().participants) {
    if (participant.state != ParticipantState::kErased) continue;
    if (!participant.erasure_completed) return "an erasure is left unfinished";
    if (auto wrong = check_key(machine, ports, live.head.area, participant.id)) return wrong;
  }
  const auto originals = originals_in(ports, live.head.area);
  if (!originals) return originals.error().what;
  for (const auto& [hash, original] : *originals) {
    const auto fact = codec::fact_from_json(original);
    const auto subject = fact ? subject_of(*fact) : std::nullopt;
    if (subject && is_erased(live.market(), *subject)) {
      return "an original about an erased person is kept: " + original;
    }
  }
  return std::nullopt;
}

Found check_originals(const AreaPorts& ports,
                      const AreaView& live,
                      const std::vector<Entry>& entries,
                      const Ledger& ledger) {
  const auto originals = originals_in(ports, live.head.area);
  if (!originals) return originals.error().what;
  for (const Entry& entry : entries) {
    const auto* refused = std::get_if<FactRefused>(&entry.body);
    const Sent* sent = refused == nullptr ? nullptr : ledger.find(entry.cause);
    if (sent == nullptr) continue;
    if (plus_ms(entry.recorded_at, kOriginalDays * kDayMs) < live.market().head.now) continue;
    const auto subject = subject_of(sent->incoming.fact);
    if (subject && is_erased(live.market(), *subject)) continue;
    const auto original = originals->find(refused->original_hash);
    if (original == originals->end()) {
      return "the original of a refused fact cannot be read: " +
             codec::entry_text(entry, codec::Personal::kShown);
    }
    if (original->second != sent->incoming.original)
      return "another original is kept than was sent";
  }
  return std::nullopt;
}

Found check_fired(const AreaView& live) {
  const Market& market = live.market();
  if (!market.due.empty() && market.due.first().at <= market.head.now) {
    return "something was due and did not fire";
  }
  return std::nullopt;
}

}  // namespace koppel::simulation
