#include "engine/codec/outward_codec.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/tables/outward_table.h"
#include "engine/codec/text_fields.h"
#include "engine/codec/wire_write.h"
#include "engine/model/id_text.h"

#include "koppel/v1/frame.pb.h"

#include <algorithm>
#include <span>
#include <variant>

namespace koppel::codec {
namespace {

struct Attributes {
  OutwardTopic topic;
  std::string_view about;
  std::string subject;
};

Attributes attributes_of(const ProposalEvent& event) {
  return {.topic = OutwardTopic::kProposals,
          .about = "proposal",
          .subject = to_text(event.area, event.proposal)};
}

Attributes attributes_of(const ReminderEvent& event) {
  return {.topic = OutwardTopic::kReminders,
          .about = "reminder",
          .subject = to_text(event.area, event.reminder)};
}

Attributes attributes_of(const PlacementEvent& event) {
  return {.topic = OutwardTopic::kPlacementEvents,
          .about = "placement",
          .subject = to_text(event.placement)};
}

}  // namespace

OutwardMessage write_outward(const OutwardEvent& event, Sequence entry, std::uint32_t number) {
  return std::visit(
      [&](const auto& one) {
        Attributes attributes = attributes_of(one);
        return OutwardMessage{
            .topic = attributes.topic,
            .entry = entry,
            .number = number,
            .type = "koppel." + std::string(attributes.about) + "." + enum_text(one.kind) + ".v1",
            .subject = std::move(attributes.subject),
            .time = one.at,
            .payload = wire_of(one, Layer::kClear)};
      },
      event);
}

std::string_view topic_of(OutwardTopic topic) {
  switch (topic) {
    case OutwardTopic::kProposals: return "koppel.proposals.v1";
    case OutwardTopic::kReminders: return "koppel.reminders.v1";
    case OutwardTopic::kPlacementEvents: return "koppel.placement-events.v1";
  }
  return {};
}

std::string outward_source(AreaId area) {
  return "urn:koppel:area:" + to_text(area);
}

std::optional<Chain> chain_of(std::string_view frame) {
  WireIn in(frame);
  while (in.more()) {
    WireTag tag;
    std::string_view bytes;
    if (!in.tag(tag)) return std::nullopt;
    if (tag.number != v1::Frame::kChainFieldNumber || tag.type != WireType::kBytes) {
      if (!in.skip(tag.type)) return std::nullopt;
      continue;
    }
    Chain chain{};
    if (!in.bytes(bytes) || bytes.size() != chain.size()) return std::nullopt;
    std::ranges::copy(bytes, chain.begin());
    return chain;
  }
  return std::nullopt;
}

std::string outward_id(const JournalId& journal,
                       const OutwardMessage& message,
                       const Chain& chain) {
  constexpr std::size_t kChainStart = 8;
  return to_hex(journal.bytes) + "/" + std::to_string(message.entry.value()) + "/" +
         std::to_string(message.number) + "/" + to_hex(std::span(chain).first<kChainStart>());
}

}  // namespace koppel::codec
