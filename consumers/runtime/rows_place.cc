#include "consumers/runtime/rows_place.h"

#include "consumers/runtime/outward_ledger.h"
#include "engine/codec/frame_codec.h"
#include "engine/model/invariant.h"

#include <string_view>

namespace koppel {
namespace {

std::optional<std::int64_t> offset_in(const codec::JournalHead& head,
                                      AreaTopic topic,
                                      const std::string& cluster) {
  const auto found = head.positions.find(name_in_record(topic));
  if (found == head.positions.end() || found->second.cluster != cluster) return std::nullopt;
  return static_cast<std::int64_t>(found->second.next);
}

void erase_place(codec::JournalHead& head) {
  head.positions.erase(name_in_record(AreaTopic::kJournal));
  for (const AreaTopic topic : kOutwardTopics) head.positions.erase(name_in_record(topic));
}

// Whoever wrote a head writes it so that it reads; whether a store kept it well is asked elsewhere.
codec::JournalHead head_of(std::string_view bytes) {
  auto head = codec::read_head(bytes);
  invariant(head.has_value(), "a head that was written reads back");
  return std::move(*head);
}

}  // namespace

std::string name_in_record(AreaTopic topic) {
  return topic_name("koppel", topic);
}

RowsPlace place_in(std::string_view head, const std::string& cluster) {
  RowsPlace place{.cluster = cluster};
  const auto read = codec::read_head(head);
  if (!read) return place;
  place.journal = offset_in(*read, AreaTopic::kJournal, cluster);
  for (const AreaTopic topic : kOutwardTopics) {
    if (const auto offset = offset_in(*read, topic, cluster)) place.outward[topic] = *offset;
  }
  return place;
}

std::string with_place(std::string_view bytes, const RowsPlace& place) {
  codec::JournalHead head = head_of(bytes);
  const auto put = [&](AreaTopic topic, std::int64_t offset) {
    head.positions[name_in_record(topic)] = {.next = static_cast<std::uint64_t>(offset),
                                             .cluster = place.cluster};
  };
  if (place.journal) put(AreaTopic::kJournal, *place.journal);
  for (const auto& [topic, offset] : place.outward) put(topic, offset);
  return codec::write_head(head);
}

std::string without_place(std::string_view bytes) {
  codec::JournalHead head = head_of(bytes);
  erase_place(head);
  return codec::write_head(head);
}

}  // namespace koppel
