#pragma once

#include "engine/codec/hash.h"
#include "engine/model/area.h"
#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/outward.h"
#include "engine/ports/journal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What others are told, as bytes and CloudEvents attributes.
namespace koppel::codec {

// `number`: among the events of that entry, from 0.
[[nodiscard]] OutwardMessage write_outward(const OutwardEvent& event,
                                           Sequence entry,
                                           std::uint32_t number);

[[nodiscard]] std::string_view topic_of(OutwardTopic topic);  // koppel.proposals.v1
[[nodiscard]] std::string outward_source(AreaId area);        // urn:koppel:area:AM11

// The chain that stands at the end of a stored frame; empty when it has none. Nothing is checked.
[[nodiscard]] std::optional<Chain> chain_of(std::string_view frame);

// The `id` of the CloudEvent: journal id/sequence/number/first 8 bytes of the chain of the frame
// that holds the entry. The same bytes read back make the same id, so a reader can drop what it has
// had for ever; an entry that was recorded anew after its frame was lost has another.
[[nodiscard]] std::string outward_id(const JournalId& journal,
                                     const OutwardMessage& message,
                                     const Chain& chain);

}  // namespace koppel::codec
