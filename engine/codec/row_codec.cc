#include "engine/codec/row_codec.h"

#include "engine/codec/all_tables.h"
#include "engine/codec/canonical.h"
#include "engine/codec/fit.h"
#include "engine/codec/sealing.h"
#include "engine/codec/wire_read.h"
#include "engine/codec/wire_write.h"

namespace koppel {

// A row as a message: nothing but its body.
struct StoredRow {
  RowBody body;
};

}  // namespace koppel

template <>
struct koppel::codec::TableOf<koppel::StoredRow> {
  using Message = koppel::v1::Row;
  static constexpr std::string_view kName = "Row";

  static constexpr auto fields() { return std::make_tuple(); }
};

namespace koppel::codec {
namespace {

// The oneof member of that row type.
template <typename Row>
void append_body(const Row& row, Layer layer, std::string& bytes) {
  const auto one = [&](const auto& line) {
    using Type = typename std::remove_cvref_t<decltype(line)>::Type;
    if constexpr (std::is_same_v<Type, Row>) {
      write_case(static_cast<std::uint32_t>(line.number), row, layer, bytes);
    }
  };
  std::apply([&](const auto&... line) { (one(line), ...); }, kCasesOf<RowBody>);
}

void append_row(const RowView& row, Layer layer, std::string& bytes) {
  std::visit([&](const auto* one) { append_body(*one, layer, bytes); }, row);
}

// Memory that serves for one row after another.
struct Buffers {
  std::string associated;
  std::string personal;
  std::string stored;
};

Buffers& buffers_of_this_thread() {
  thread_local Buffers buffers;
  return buffers;
}

std::string_view associated(std::string_view key) {
  return buffers_of_this_thread().associated.assign("row").append(key);
}

PortError damaged(std::string_view key, const std::string& why) {
  return {.failure = PortFailure::kDamaged,
          .what = "a row of kind " + std::to_string(key.empty() ? 0 : key[0]) + " " + why,
          .remedy = "the journal has everything: `koppel replay --rebuild` makes the rows anew"};
}

// A row names its person in clear; a waiting fact inside its body, an engagement by ordinal only,
// so the writer puts the id in front of the seal.
constexpr std::size_t kSubjectBytes = 8;

void append_sealed(ParticipantId subject,
                   const Key& key,
                   Keys& keys,
                   std::string_view key_of_row,
                   std::string_view personal,
                   std::string& row) {
  std::array<std::uint8_t, kNonceBytes> nonce{};
  keys.fill_nonce(nonce);
  append_tag(v1::Row::kSealedFieldNumber, WireType::kBytes, row);
  append_varint(kSubjectBytes + kSealOverheadBytes + personal.size(), row);
  canonical_number(subject.value(), row);
  append_seal(key, nonce, associated(key_of_row), personal, row);
}

std::expected<void, PortError> unseal(std::string_view key_of_row,
                                      AreaId area,
                                      Keys& keys,
                                      Reading& reading,
                                      StoredRow& row,
                                      std::set<ParticipantId>& keyless) {
  const std::string_view sealed = reading.sealed;
  if (sealed.empty()) return {};
  if (sealed.size() <= kSubjectBytes) {
    return std::unexpected(damaged(key_of_row, "has a broken seal"));
  }
  const ParticipantId subject{number_in(sealed)};
  const auto key = keys.find(area, subject);
  if (!key) return std::unexpected(key.error());
  if (!*key) {
    keyless.insert(subject);
    return {};
  }
  std::string& plain = buffers_of_this_thread().personal;
  const bool verifies =
      open_into(**key, associated(key_of_row), sealed.substr(kSubjectBytes), plain);
  reading.adds_sealed = true;
  if (!verifies || !read_wire(plain, row, reading)) {
    return std::unexpected(damaged(key_of_row, "has a seal that does not verify"));
  }
  return {};
}

// What is sealed of a row without anything personal: it says no more than its kind.
template <typename Row>
const std::string& nothing_personal() {
  static const std::string kBytes = [] {
    std::string bytes;
    append_body(Row{}, Layer::kPersonal, bytes);
    return bytes;
  }();
  return kBytes;
}

std::expected<void, PortError> append_personal(AreaId area,
                                               ParticipantId subject,
                                               const RowView& row,
                                               std::string_view key_of_row,
                                               Keys& keys,
                                               std::string& stored) {
  std::string& personal = buffers_of_this_thread().personal;
  personal.clear();
  append_row(row, Layer::kPersonal, personal);
  const std::string& nothing = std::visit(
      [](const auto* one) -> const std::string& {
        return nothing_personal<std::remove_cvref_t<decltype(*one)>>();
      },
      row);
  if (personal == nothing) return {};
  const auto key = keys.find_or_make(area, subject);
  if (!key) return std::unexpected(key.error());
  append_sealed(subject, *key, keys, key_of_row, personal, stored);
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
  std::string& stored = buffers_of_this_thread().stored;
  stored.clear();
  append_row(*row, subject ? Layer::kClear : Layer::kAll, stored);
  if (subject) {
    auto sealed = append_personal(market.head.area, *subject, *row, change.key, keys, stored);
    if (!sealed) return std::unexpected(sealed.error());
  }
  change.value = stored;
  return change;
}

std::expected<RowBody, PortError> read_row(std::string_view key,
                                           std::string_view value,
                                           AreaId area,
                                           Keys& keys,
                                           std::set<ParticipantId>& keyless) {
  StoredRow row;
  Reading reading;
  const auto misfits = [&](const Misfit& bad) {
    return std::unexpected(damaged(key, "has " + bad.field + ", which " + bad.why));
  };
  if (!read_wire(value, row, reading)) return misfits(*reading.verdict);
  if (auto held = unseal(key, area, keys, reading, row, keyless); !held) {
    return std::unexpected(held.error());
  }
  if (const auto bad = fit(row)) return misfits(*bad);
  if (key != row_key(name_of(row.body))) {
    return std::unexpected(damaged(key, "stands under the key of another"));
  }
  return std::move(row.body);
}

}  // namespace koppel::codec
