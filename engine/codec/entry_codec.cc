#include "engine/codec/entry_codec.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/canonical.h"
#include "engine/codec/proto_read.h"
#include "engine/codec/proto_write.h"
#include "engine/codec/sealing.h"

namespace koppel::codec {
namespace {

std::string associated(const Sealing& sealing, std::uint64_t sequence, int kind) {
  std::string bytes(sealing.journal_id.bytes.begin(), sealing.journal_id.bytes.end());
  canonical_number(sequence, bytes);
  canonical_number(static_cast<std::uint64_t>(kind), bytes);
  return bytes;
}

PortError damaged(std::uint64_t sequence, const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "entry " + std::to_string(sequence) + " of the journal " + why,
          .remedy =
              "restore the directory from a backup; `koppel replay --verify` shows what "
              "still holds"};
}

// The person named in clear by the body, without reading the model: a fact has it inside its body.
std::optional<ParticipantId> subject_in(const v1::Entry& message, const Sealing& /*sealing*/) {
  v1::Entry clear = message;
  clear.clear_sealed();
  Entry entry;
  if (from_proto(clear, entry)) return std::nullopt;
  return subject_of(entry);
}

std::expected<std::optional<ParticipantId>, PortError> unseal(v1::Entry& message,
                                                              const Sealing& sealing) {
  if (message.sealed().empty()) return std::nullopt;
  const auto subject = subject_in(message, sealing);
  if (!subject) return std::unexpected(damaged(message.sequence(), "is sealed for nobody"));
  const auto key = sealing.keys.find(sealing.area, *subject);
  if (!key) return std::unexpected(key.error());
  if (!*key) return subject;
  const auto plain =
      open(**key, associated(sealing, message.sequence(), message.body_case()), message.sealed());
  if (!plain || !message.MergeFromString(*plain)) {
    return std::unexpected(damaged(message.sequence(), "has a seal that does not verify"));
  }
  return std::nullopt;
}

// A fact without a body reads as one of the first kind: no entry that was written has one.
bool lacks_body(const v1::Entry& message) {
  if (message.has_fact()) return message.fact().body_case() == v1::Fact::BODY_NOT_SET;
  if (!message.has_fact_waiting() || message.fact_waiting().again() != 0) return false;
  return message.fact_waiting().fact().body_case() == v1::Fact::BODY_NOT_SET;
}

}  // namespace

std::expected<void, PortError> write_entry(const Entry& entry,
                                           const Sealing& sealing,
                                           v1::Entry& message) {
  const auto subject = subject_of(entry);
  if (!subject) {
    to_proto(entry, message, Layer::kAll);
    return {};
  }
  to_proto(entry, message, Layer::kClear);
  v1::Entry personal;
  to_proto(entry, personal, Layer::kPersonal);
  if (personal.ByteSizeLong() == 0) return {};
  const auto key = sealing.keys.find_or_make(sealing.area, *subject);
  if (!key) return std::unexpected(key.error());
  std::array<std::uint8_t, kNonceBytes> nonce{};
  sealing.keys.fill_nonce(nonce);
  message.set_sealed(seal(*key,
                          nonce,
                          associated(sealing, entry.sequence.value(), message.body_case()),
                          personal.SerializeAsString()));
  return {};
}

std::expected<ReadEntry, PortError> read_entry(v1::Entry& message, const Sealing& sealing) {
  const auto keyless = unseal(message, sealing);
  if (!keyless) return std::unexpected(keyless.error());
  if (lacks_body(message)) {
    return std::unexpected(damaged(message.sequence(), "holds a fact without a body"));
  }
  ReadEntry read{.entry = {}, .keyless = *keyless};
  if (auto bad = from_proto(message, read.entry)) {
    return std::unexpected(
        damaged(message.sequence(), "has " + bad->field + ", which " + bad->why));
  }
  return read;
}

}  // namespace koppel::codec
