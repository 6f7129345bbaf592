#include "consumers/cli/checkpoints.h"
#include "consumers/cli/finding.h"
#include "consumers/cli/installation.h"
#include "engine/codec/frame_codec.h"
#include "engine/codec/row_codec.h"
#include "engine/model/area.h"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

std::expected<codec::JournalHead, PortError> stored_head(storage::RocksdbStore& store) {
  std::expected<codec::JournalHead, PortError> head;
  const auto read = store.read_rows([&](std::string_view key, std::string_view value) {
    if (key != codec::head_key()) return Journal::Next::kGoOn;
    head = codec::read_head(value);
    return Journal::Next::kStop;
  });
  if (!read) return std::unexpected(read.error());
  return head;
}

// The chain over all frames, without opening a seal: keys of erased persons are gone.
std::expected<codec::JournalHead, PortError> chained_head(storage::RocksdbStore& store) {
  codec::JournalHead head;
  bool whole = true;
  const auto read = store.read(Sequence{1}, [&](Sequence /*first*/, std::string_view bytes) {
    whole = codec::follow_frame(head, bytes);
    return whole ? Journal::Next::kGoOn : Journal::Next::kStop;
  });
  if (!read) return std::unexpected(read.error());
  if (whole) return head;
  return std::unexpected(
      PortError{.failure = PortFailure::kDamaged,
                .what = "its chain breaks after entry " + std::to_string(head.sequence.value()),
                .remedy = {}});
}

// Why it is of no use; nothing when it is whole.
std::optional<std::string> fault_of(const fs::path& path, AreaId area) {
  const auto store = storage::RocksdbStore::open(path, storage::Access::kReadOnly);
  if (!store) return store.error().what;
  const auto chained = chained_head(**store);
  if (!chained) return chained.error().what;
  const auto stored = stored_head(**store);
  if (!stored) return stored.error().what;
  if (stored->sequence != chained->sequence || stored->chain != chained->chain) {
    return "its rows are of entry " + std::to_string(stored->sequence.value()) +
           ", its journal ends at " + std::to_string(chained->sequence.value());
  }
  if (chained->area != area) return "it is of " + to_text(chained->area);
  return std::nullopt;
}

Finding look_at(const fs::path& path, AreaId area) {
  Finding finding{.check = "checkpoint", .where = path.string(), .what = "whole"};
  if (auto fault = fault_of(path, area)) {
    finding.health = Health::kBroken;
    finding.what = "is of no use: " + *fault;
    finding.remedy =
        "restore nothing from it: move it away, and look at the disk; koppel run "
        "makes one every day";
  }
  return finding;
}

}  // namespace

Findings look_at_checkpoints(const fs::path& data) {
  Findings findings;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(data / "checkpoints", error)) {
    const auto area = parse_area(entry.path().filename().string());
    if (!area) continue;
    for (const fs::path& path : checkpoints_in(entry.path())) {
      findings.push_back(look_at(path, *area));
    }
  }
  return findings;
}

}  // namespace koppel::cli
