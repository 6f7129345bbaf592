#include "engine/model/id_text.h"

#include <charconv>
#include <cstddef>
#include <cstdint>

namespace koppel {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kDigits = 13;

template <typename IdType>
constexpr char kLetter = '?';
template <>
constexpr char kLetter<ParticipantId> = 'D';
template <>
constexpr char kLetter<EmployerId> = 'E';
template <>
constexpr char kLetter<PlacementId> = 'P';
template <>
constexpr char kLetter<EngagementId> = 'G';
template <>
constexpr char kLetter<ConsultantId> = 'C';

template <typename IdType>
std::string written(IdType id) {
  std::string text(kDigits + 1, kLetter<IdType>);
  std::uint64_t rest = id.value();
  for (std::size_t at = kDigits; at > 0; --at) {
    text[at] = kAlphabet[rest & 31U];
    rest >>= 5U;
  }
  return text;
}

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::optional<std::uint64_t> digit(char c) {
  char wanted = upper(c);
  if (wanted == 'I' || wanted == 'L') wanted = '1';
  if (wanted == 'O') wanted = '0';
  const auto at = kAlphabet.find(wanted);
  if (at == std::string_view::npos) return std::nullopt;
  return at;
}

template <typename Number>
std::optional<Number> decimal(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> base32(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) {
    const auto next = digit(c);
    if (!next || (value >> 59U) != 0) return std::nullopt;
    value = (value << 5U) | *next;
  }
  return value;
}

template <typename Number>
std::optional<AreaNumber<Number>> area_number(std::string_view text, char letter) {
  if (text.size() < 7 || text[4] != '-' || upper(text[5]) != letter) return std::nullopt;
  const auto area = parse_area(text.substr(0, 4));
  const auto number = decimal<std::uint32_t>(text.substr(6));
  if (!area || !number) return std::nullopt;
  return AreaNumber<Number>{.area = *area, .number = Number{*number}};
}

}  // namespace

std::string to_text(ParticipantId id) {
  return written(id);
}

std::string to_text(EmployerId id) {
  return written(id);
}

std::string to_text(PlacementId id) {
  return written(id);
}

std::string to_text(EngagementId id) {
  return written(id);
}

std::string to_text(ConsultantId id) {
  return written(id);
}

std::string to_text(AreaId area, ProposalNumber number) {
  return to_text(area) + "-P" + std::to_string(number.value());
}

std::string to_text(AreaId area, ReminderNumber number) {
  return to_text(area) + "-R" + std::to_string(number.value());
}

template <typename IdType>
std::optional<IdType> parse_id(std::string_view text) {
  if (const auto plain = decimal<std::uint64_t>(text)) return IdType{*plain};
  if (text.size() != kDigits + 1 || upper(text[0]) != kLetter<IdType>) return std::nullopt;
  const auto value = base32(text.substr(1));
  if (!value || *value == 0) return std::nullopt;
  return IdType{*value};
}

template std::optional<ParticipantId> parse_id<ParticipantId>(std::string_view);
template std::optional<EmployerId> parse_id<EmployerId>(std::string_view);
template std::optional<PlacementId> parse_id<PlacementId>(std::string_view);
template std::optional<EngagementId> parse_id<EngagementId>(std::string_view);
template std::optional<ConsultantId> parse_id<ConsultantId>(std::string_view);

std::optional<AreaNumber<ProposalNumber>> parse_proposal(std::string_view text) {
  return area_number<ProposalNumber>(text, 'P');
}

std::optional<AreaNumber<ReminderNumber>> parse_reminder(std::string_view text) {
  return area_number<ReminderNumber>(text, 'R');
}

}  // namespace koppel
