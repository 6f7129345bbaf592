#pragma once

#include "engine/codec/hash.h"
#include "engine/codec/misfit.h"
#include "engine/model/area.h"
#include "engine/model/fact.h"
#include "engine/model/hash.h"
#include "engine/ports/area_log.h"
#include "engine/ports/journal.h"

#include <expected>
#include <string>
#include <string_view>

// CloudEvents 1.0 in the binary mode of the Kafka binding: the attributes are headers with `ce_`
// before their names, `content-type` says what the value is, and the value is the data itself.
namespace koppel::codec {

// What others are told, as the record that is sent. `chain` is that of the frame that holds the
// entry: it makes ce_id (outward_id), so the same message always has the same one.
[[nodiscard]] LogRecord cloud_event_of(const OutwardMessage& message,
                                       AreaId area,
                                       const JournalId& journal,
                                       const Chain& chain);

// The fact that a record of an input topic holds: Protobuf (application/protobuf, or no content
// type), or its JSON mapping (application/json). Source and id are those of the fact itself: the
// attributes repeat them for others, and are not needed here. What is no fact answers why, for the
// sender: no value, another content type, structured mode, another version of CloudEvents, or what
// fact_from_bytes() and fact_from_json() say.
[[nodiscard]] std::expected<Fact, Misfit> fact_of(const LogRecord& record);

// The input topic that facts of that kind are sent to. Facts are taken from any of them; the one
// says who is to see it in clear.
[[nodiscard]] AreaTopic input_of(const FactBody& body);

// A fact as a source sends it: `line` is its JSON, which fact_of() reads back; source and id are
// those that the line says. The time is that of sending.
[[nodiscard]] LogRecord fact_event_of(
    const Fact& fact, std::string line, std::string_view source, std::string_view id, Instant now);

}  // namespace koppel::codec
