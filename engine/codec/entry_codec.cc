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

// The person named in clear by a body, as subject_of() finds it in the model.
std::optional<ParticipantId> subject_in(const v1::Fact& fact);
std::optional<ParticipantId> subject_in(const v1::FactWaiting& waiting);

template <typename Body>
std::optional<ParticipantId> subject_in(const Body& body) {
  if constexpr (requires { body.participant(); }) {
    return ParticipantId{body.participant()};
  } else {
    return std::nullopt;
  }
}

template <typename Variant, typename Message>
std::optional<ParticipantId> subject_in_case(const Message& message) {
  static constexpr auto kCases = CasesOf<Variant>::cases();
  std::optional<ParticipantId> subject;
  const int number = message.body_case();
  std::apply(
      [&](const auto&... line) {
        const auto one = [&](const auto& alternative) {
          if (alternative.number != number) return false;
          subject = subject_in(alternative.read(message));
          return true;
        };
        (one(line) || ...);
      },
      kCases);
  return subject;
}

std::optional<ParticipantId> subject_in(const v1::Fact& fact) {
  if (fact.has_fact_corrected()) return subject_in_case<FactBody>(fact.fact_corrected().fact());
  if (fact.has_fact_resubmitted()) {
    return subject_in_case<FactBody>(fact.fact_resubmitted().fact());
  }
  return subject_in_case<FactBody>(fact);
}

std::optional<ParticipantId> subject_in(const v1::FactWaiting& waiting) {
  return subject_in(waiting.fact());
}

std::expected<std::optional<ParticipantId>, PortError> unseal(v1::Entry& message,
                                                              const Sealing& sealing) {
  if (message.sealed().empty()) return std::nullopt;
  const auto subject = subject_in_case<EntryBody>(message);
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

std::expected<std::optional<ParticipantId>, PortError> read_entry(v1::Entry& message,
                                                                  const Sealing& sealing,
                                                                  Entry& entry) {
  auto keyless = unseal(message, sealing);
  if (!keyless) return keyless;
  if (lacks_body(message)) {
    return std::unexpected(damaged(message.sequence(), "holds a fact without a body"));
  }
  if (auto bad = from_proto(message, entry)) {
    return std::unexpected(
        damaged(message.sequence(), "has " + bad->field + ", which " + bad->why));
  }
  return keyless;
}

}  // namespace koppel::codec
