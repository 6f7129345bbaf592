#include "engine/codec/row_codec.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/canonical.h"
#include "engine/codec/proto_read.h"
#include "engine/codec/proto_write.h"
#include "engine/codec/sealing.h"

namespace koppel::codec {
namespace {

// The oneof member of that row type.
template <typename Row>
void write_body(const Row& row, v1::Row& message, Layer layer) {
  std::apply(
      [&](const auto&... line) {
        const auto one = [&](const auto& alternative) {
          using Type = typename std::remove_cvref_t<decltype(alternative)>::Type;
          if constexpr (std::is_same_v<Type, Row>) {
            to_proto(row, *alternative.write(message), layer);
          }
        };
        (one(line), ...);
      },
      CasesOf<RowBody>::cases());
}

std::string associated(std::string_view key) {
  return "row" + std::string(key);
}

PortError damaged(std::string_view key, const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "a row of kind " + std::to_string(key.empty() ? 0 : key[0]) + " " + why,
          .remedy = "the journal has everything: `koppel replay --rebuild` makes the rows anew"};
}

// A row names its person in clear; a waiting fact inside its body, an engagement by ordinal only,
// so the writer puts the id in front of the seal.
constexpr std::size_t kSubjectBytes = 8;

std::string with_subject(ParticipantId subject, std::string sealed) {
  std::string bytes;
  canonical_number(subject.value(), bytes);
  return bytes + sealed;
}

ParticipantId subject_in(std::string_view sealed) {
  std::uint64_t value = 0;
  for (std::size_t at = 0; at < kSubjectBytes; ++at) {
    value = (value << 8U) | static_cast<std::uint8_t>(sealed[at]);
  }
  return ParticipantId{value};
}

std::expected<void, PortError> unseal(std::string_view key_of_row,
                                      AreaId area,
                                      Keys& keys,
                                      v1::Row& message) {
  if (message.sealed().empty()) return {};
  if (message.sealed().size() <= kSubjectBytes) {
    return std::unexpected(damaged(key_of_row, "has a broken seal"));
  }
  const auto key = keys.find(area, subject_in(message.sealed()));
  if (!key) return std::unexpected(key.error());
  if (!*key) return std::unexpected(damaged(key_of_row, "is sealed with a key that is missing"));
  const auto plain =
      open(**key, associated(key_of_row), std::string_view(message.sealed()).substr(kSubjectBytes));
  if (!plain || !message.MergeFromString(*plain)) {
    return std::unexpected(damaged(key_of_row, "has a seal that does not verify"));
  }
  return {};
}

}  // namespace

std::string head_key() {
  return std::string(1, '\0');
}

std::string row_key(const RowRef& ref) {
  std::string key(1, static_cast<char>(ref.kind));
  if (!ref.code.empty()) return key + ref.code;
  if (ref.kind == RowKind::kSeenFact) {
    key.append(ref.fact_id.bytes.begin(), ref.fact_id.bytes.end());
    return key;
  }
  canonical_number(ref.number, key);
  return key;
}

std::expected<RowChange, PortError> write_row(const Market& market, const RowRef& ref, Keys& keys) {
  RowChange change{.key = row_key(ref), .value = std::nullopt};
  const auto row = find_row(market, ref);
  if (!row) return change;
  const auto subject = row_subject(market, *row);
  v1::Row message;
  const Layer layer = subject ? Layer::kClear : Layer::kAll;
  std::visit([&](const auto* one) { write_body(*one, message, layer); }, *row);
  if (subject) {
    v1::Row personal;
    std::visit([&](const auto* one) { write_body(*one, personal, Layer::kPersonal); }, *row);
    // An empty body says no more than that there is nothing personal.
    v1::Row nothing;
    std::visit(
        [&](const auto* one) {
          write_body(std::remove_cvref_t<decltype(*one)>{}, nothing, Layer::kPersonal);
        },
        *row);
    if (personal.SerializeAsString() != nothing.SerializeAsString()) {
      const auto key = keys.find_or_make(market.head.area, *subject);
      if (!key) return std::unexpected(key.error());
      std::array<std::uint8_t, kNonceBytes> nonce{};
      keys.fill_nonce(nonce);
      message.set_sealed(with_subject(
          *subject, seal(*key, nonce, associated(change.key), personal.SerializeAsString())));
    }
  }
  change.value = message.SerializeAsString();
  return change;
}

std::expected<RowBody, PortError> read_row(std::string_view key,
                                           std::string_view value,
                                           AreaId area,
                                           Keys& keys) {
  v1::Row message;
  if (!message.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
    return std::unexpected(damaged(key, "does not parse"));
  }
  if (auto held = unseal(key, area, keys, message); !held) return std::unexpected(held.error());
  RowBody body;
  if (auto bad = read_case(message, message.body_case(), body)) {
    return std::unexpected(damaged(key, "has " + bad->field + ", which " + bad->why));
  }
  return body;
}

}  // namespace koppel::codec
