#include "tests/simulation/record_log.h"

#include "engine/codec/hash.h"
#include "engine/model/invariant.h"
#include "engine/storage/big_endian.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace koppel::simulation {
namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kChecksumBytes = 16;
constexpr std::size_t kHeaderBytes = kLengthBytes + kChecksumBytes;

std::string checksum_of(std::string_view payload) {
  const std::array<std::uint8_t, kChecksumBytes> sum = blake2b_128(payload);
  return {sum.begin(), sum.end()};
}

}  // namespace

std::string record_of(std::string_view payload) {
  return storage::big_endian(payload.size()) + checksum_of(payload) + std::string(payload);
}

std::vector<std::string> payloads_in(std::string_view log) {
  std::vector<std::string> payloads;
  while (log.size() >= kHeaderBytes) {
    const std::uint64_t length = storage::from_big_endian(log.substr(0, kLengthBytes));
    if (length > log.size() - kHeaderBytes) break;
    const std::string_view payload = log.substr(kHeaderBytes, length);
    if (checksum_of(payload) != log.substr(kLengthBytes, kChecksumBytes)) break;
    payloads.emplace_back(payload);
    log.remove_prefix(kHeaderBytes + length);
  }
  return payloads;
}

void add_field(std::string& payload, std::string_view field) {
  payload += storage::big_endian(field.size());
  payload += field;
}

std::vector<std::string> fields_in(std::string_view payload) {
  std::vector<std::string> fields;
  while (!payload.empty()) {
    const std::uint64_t length = storage::from_big_endian(payload.substr(0, kLengthBytes));
    payload.remove_prefix(kLengthBytes);
    invariant(length <= payload.size(), "what has its checksum is what was written");
    fields.emplace_back(payload.substr(0, length));
    payload.remove_prefix(length);
  }
  return fields;
}

}  // namespace koppel::simulation
