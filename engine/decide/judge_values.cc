#include "engine/decide/judge.h"

#include <algorithm>

// Values that people and places have in common.
namespace koppel {
namespace {

constexpr std::size_t kRiasec = 6;
constexpr std::uint32_t kShortFormMax = 40;
constexpr std::uint32_t kOnetMin = 100;
constexpr std::uint32_t kOnetMax = 700;

constexpr std::size_t kPostcodeDigits = 4;
constexpr std::size_t kPostcodeLetters = 2;

bool is_postcode(std::string_view text) {
  if (text.size() != kPostcodeDigits && text.size() != kPostcodeDigits + kPostcodeLetters) {
    return false;
  }
  const auto between = [](char low, char high) {
    return [=](char each) { return each >= low && each <= high; };
  };
  return text[0] != '0' &&
         std::ranges::all_of(text.substr(0, kPostcodeDigits), between('0', '9')) &&
         std::ranges::all_of(text.substr(kPostcodeDigits), between('A', 'Z'));
}

}  // namespace

Judgement valid_profile(const InterestProfile& profile, std::string_view field) {
  if (profile.riasec.empty()) return Fits{};
  const bool onet = profile.instrument == InterestInstrument::kOnet;
  const std::uint32_t low = onet ? kOnetMin : 0;
  const std::uint32_t high = onet ? kOnetMax : kShortFormMax;
  const bool in_range = std::ranges::all_of(
      profile.riasec, [&](std::uint32_t value) { return value >= low && value <= high; });
  return refuse_if(profile.riasec.size() != kRiasec || !in_range ||
                       profile.instrument == InterestInstrument::kUnspecified,
                   RefusalReason::kOutOfRange,
                   field);
}

Judgement valid_location(const Location& location, std::string_view field) {
  return refuse_if(
      location != Location{} && !is_postcode(location.postcode), RefusalReason::kOutOfRange, field);
}

}  // namespace koppel
