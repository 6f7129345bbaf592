#include "engine/codec/entry_codec.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/canonical.h"
#include "engine/codec/fit.h"
#include "engine/codec/sealing.h"
#include "engine/codec/wire_read.h"
#include "engine/codec/wire_write.h"

#include <array>

namespace koppel::codec {
namespace {

// The number of the body's kind in the schema.
int kind_number(const EntryBody& body) {
  int number = 0;
  const auto one = [&](const auto& line) {
    using Type = typename std::remove_cvref_t<decltype(line)>::Type;
    if (std::holds_alternative<Type>(body)) number = line.number;
    return number != 0;
  };
  std::apply([&](const auto&... line) { (one(line) || ...); }, kCasesOf<EntryBody>);
  return number;
}

// Memory that serves for one entry after another.
struct Buffers {
  std::string associated;
  std::string plain;
};

Buffers& buffers_of_this_thread() {
  thread_local Buffers buffers;
  return buffers;
}

std::string_view associated(const Sealing& sealing, const Entry& entry) {
  std::string& bytes = buffers_of_this_thread().associated;
  bytes.assign(sealing.journal_id.bytes.begin(), sealing.journal_id.bytes.end());
  canonical_number(entry.sequence.value(), bytes);
  canonical_number(static_cast<std::uint64_t>(kind_number(entry.body)), bytes);
  return bytes;
}

PortError damaged(Sequence sequence, const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "entry " + std::to_string(sequence.value()) + " of the journal " + why,
          .remedy =
              "restore the directory from a backup; `koppel replay --verify` shows what "
              "still holds"};
}

// Adds what is sealed; answers the person whose key is missing.
std::expected<std::optional<ParticipantId>, PortError> unseal(const Sealing& sealing,
                                                              Reading& reading,
                                                              Entry& entry) {
  if (reading.sealed.empty()) return std::nullopt;
  const auto subject = subject_of(entry);
  if (!subject) return std::unexpected(damaged(entry.sequence, "is sealed for nobody"));
  const auto key = sealing.keys.find(sealing.area, *subject);
  if (!key) return std::unexpected(key.error());
  if (!*key) return subject;
  std::string& plain = buffers_of_this_thread().plain;
  const bool verifies = open_into(**key, associated(sealing, entry), reading.sealed, plain);
  reading.adds_sealed = true;
  if (!verifies || !read_wire(plain, entry, reading)) {
    return std::unexpected(damaged(entry.sequence, "has a seal that does not verify"));
  }
  return std::nullopt;
}

// A fact without a body reads as one of the first kind: no entry that was written has one.
bool lacks_body(const Reading& reading, const Entry& entry) {
  if (!reading.has_bodiless_fact) return false;
  const auto* waiting = std::get_if<FactWaiting>(&entry.body);
  return waiting == nullptr || !waiting->again.is_set();
}

}  // namespace

std::expected<void, PortError> write_entry(const Entry& entry,
                                           const Sealing& sealing,
                                           std::string& out) {
  const auto subject = subject_of(entry);
  write_wire(entry, subject ? Layer::kClear : Layer::kAll, out);
  if (!subject) return {};
  std::string& personal = buffers_of_this_thread().plain;
  personal.clear();
  write_wire(entry, Layer::kPersonal, personal);
  if (personal.empty()) return {};
  const auto key = sealing.keys.find_or_make(sealing.area, *subject);
  if (!key) return std::unexpected(key.error());
  std::array<std::uint8_t, kNonceBytes> nonce{};
  sealing.keys.fill_nonce(nonce);
  append_tag(v1::Entry::kSealedFieldNumber, WireType::kBytes, out);
  append_varint(kSealOverheadBytes + personal.size(), out);
  append_seal(*key, nonce, associated(sealing, entry), personal, out);
  return {};
}

std::expected<std::optional<ParticipantId>, PortError> read_entry(std::string_view bytes,
                                                                  const Sealing& sealing,
                                                                  Entry& entry) {
  Reading reading;
  const auto misfits = [&](const Misfit& bad) {
    return std::unexpected(damaged(entry.sequence, "has " + bad.field + ", which " + bad.why));
  };
  if (!read_wire(bytes, entry, reading)) return misfits(*reading.verdict);
  if (lacks_body(reading, entry)) {
    return std::unexpected(damaged(entry.sequence, "holds a fact without a body"));
  }
  auto keyless = unseal(sealing, reading, entry);
  if (!keyless) return keyless;
  if (const auto bad = fit(entry)) return misfits(*bad);
  return keyless;
}

}  // namespace koppel::codec
