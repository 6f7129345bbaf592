#include "consumers/cli/journal_place.h"

#include "consumers/cli/installation.h"
#include "engine/model/area.h"
#include "engine/storage/rocksdb_store.h"

#include <string>
#include <system_error>

namespace koppel::cli {
namespace {

namespace fs = std::filesystem;

std::string remedy_for(const fs::path& at, const fs::path& own, const JournalId& id) {
  std::error_code error;
  if (!fs::exists(own, error)) {
    return "give it its own name again: mv " + at.string() + " " + own.string();
  }
  const auto there = beginning_of(own);
  if (there && there->journal_id == id) {
    return "it is a copy of " + own.string() + " or a link to it: move it out of the directory";
  }
  return "move it out of the directory; " + own.string() + " holds another journal";
}

}  // namespace

std::optional<codec::JournalHead> beginning_of(const fs::path& directory) {
  const auto store = storage::RocksdbStore::open(directory, storage::Access::kReadOnly);
  if (!store) return std::nullopt;
  codec::JournalHead head;
  const auto read = (*store)->read(Sequence{1}, [&](Sequence /*first*/, std::string_view bytes) {
    if (!codec::follow_frame(head, bytes)) head = {};
    return Journal::Next::kStop;
  });
  if (!read || !head.sequence.is_set()) return std::nullopt;
  return head;
}

std::expected<void, PortError> is_in_place(const fs::path& data, AreaId area) {
  const fs::path at = area_path(data, area);
  const auto begins = beginning_of(at);
  if (!begins || begins->area == area) return {};
  return std::unexpected(
      PortError{.failure = PortFailure::kDamaged,
                .what = at.string() + " holds the journal of " + to_text(begins->area),
                .remedy = remedy_for(at, area_path(data, begins->area), begins->journal_id)});
}

std::expected<void, PortError> are_in_place(const fs::path& data) {
  for (const AreaId area : areas_in(data)) {
    if (auto held = is_in_place(data, area); !held) return held;
  }
  return {};
}

}  // namespace koppel::cli
