#pragma once

#include <string>
#include <string_view>
#include <vector>

// A file as a log of records, each with its length and checksum before it, so that a record is
// there whole or not at all: a torn one, and whatever follows it, is dropped when the log is read.
//
//   record  be64 length of the payload ‖ BLAKE2b-128 of the payload ‖ payload
//   payload be64 length ‖ bytes, field after field
namespace koppel::simulation {

[[nodiscard]] std::string record_of(std::string_view payload);
[[nodiscard]] std::vector<std::string> payloads_in(std::string_view log);

void add_field(std::string& payload, std::string_view field);
[[nodiscard]] std::vector<std::string> fields_in(std::string_view payload);

}  // namespace koppel::simulation
