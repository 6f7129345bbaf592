#include "tests/support/log_check.h"

#include "engine/codec/outward_codec.h"
#include "tests/support/log_example.h"

#include <algorithm>
#include <set>

namespace koppel::log_example {
namespace {

// The valid frames, and what they tell.
class ValidChain final : public Journal {
 public:
  explicit ValidChain(const Committed& committed) {
    for (const StandingRecord& record : committed(AreaTopic::kJournal)) {
      if (!record.record.value) continue;
      codec::JournalHead next = end_;
      if (codec::follow_frame(next, *record.record.value)) {
        frames_.push_back(*record.record.value);
        end_ = next;
      } else {
        ++voids_;
      }
    }
  }

  std::expected<void, PortError> commit(Commit /*commit*/) override { return {}; }

  [[nodiscard]] Audience audience() const override { return Audience::kOthers; }

  std::expected<void, PortError> read(Sequence /*from*/, const FrameVisitor& visitor) override {
    under_way_ = {};
    for (const std::string& frame : frames_) {
      const Sequence first{under_way_.sequence.value() + 1};
      if (!codec::follow_frame(under_way_, frame)) break;
      if (visitor(first, frame) == Next::kStop) break;
    }
    return {};
  }

  void derived(const OutwardMessage& message) override {
    ids_.push_back(codec::outward_id(under_way_.journal_id, message, under_way_.chain));
  }

  std::expected<void, PortError> read_rows(const RowVisitor& /*visitor*/) override { return {}; }

  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }

  [[nodiscard]] std::uint64_t voids() const { return voids_; }

 private:
  std::vector<std::string> frames_;
  codec::JournalHead end_;
  codec::JournalHead under_way_;
  std::vector<std::string> ids_;
  std::uint64_t voids_ = 0;
};

std::string id_of(const LogRecord& record) {
  for (const LogHeader& header : record.headers) {
    if (header.name == "ce_id") return header.value;
  }
  return {};
}

}  // namespace

Seen look_at(MemoryBroker broker) {
  broker.show_all();
  Process reader(broker, 1'000'000);
  auto turns = AreaTurns::acquire(reader.log, reader.clock, kTimeoutMs);
  LogKeys keys(*turns, reader.wrapping, kArea);
  const auto loaded = keys.load();
  Seen seen = look_at([&](AreaTopic topic) { return broker.committed(topic); }, keys);
  if (!loaded) seen.wrong = loaded.error().what;
  return seen;
}

Seen look_at(const Committed& committed, Keys& keys) {
  Seen seen;
  for (const AreaTopic topic : kOutwardTopics) {
    for (const StandingRecord& record : committed(topic)) {
      if (record.record.value) ++seen.told[id_of(record.record)];
    }
  }
  ValidChain chain(committed);
  seen.voids = chain.voids();
  const auto view = load_area(chain, keys);
  if (!view) {
    seen.wrong = view.error().what;
    return seen;
  }
  seen.head = view->head;
  seen.digest = codec::digest_of(view->market());
  seen.expected = chain.ids();
  const auto read = read_entries(chain, keys, Sequence{1}, [&](const Entry& entry) {
    seen.entries.push_back(entry);
    return Journal::Next::kGoOn;
  });
  if (!read) seen.wrong = read.error().what;
  return seen;
}

std::vector<std::string> Seen::missing() const {
  std::vector<std::string> ids;
  for (const std::string& id : expected) {
    if (!told.contains(id)) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> Seen::doubled() const {
  std::vector<std::string> ids;
  for (const auto& [id, times] : told) {
    if (times > 1) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> Seen::strays() const {
  const std::set<std::string> right(expected.begin(), expected.end());
  std::vector<std::string> ids;
  for (const auto& [id, times] : told) {
    if (!right.contains(id)) ids.push_back(id);
  }
  return ids;
}

}  // namespace koppel::log_example
