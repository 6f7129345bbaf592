#include "consumers/cli/score_lines.h"

#include "consumers/cli/table.h"
#include "consumers/cli/texts.h"
#include "consumers/cli/views.h"
#include "engine/codec/show.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

constexpr std::size_t kEvidenceLines = 5;

constexpr std::array kParts = {ScorePart::kInterests,
                               ScorePart::kCompetences,
                               ScorePart::kOpenSupport,
                               ScorePart::kTrainableGap,
                               ScorePart::kTravel};

bool is_masked(ScorePart part, const Globals& globals) {
  return part == ScorePart::kOpenSupport && globals.personal == codec::Personal::kMasked;
}

std::string label_of(const ScoreLines& lines, const Contribution& line, Lang lang) {
  switch (line.part) {
    case ScorePart::kInterests: return interest_text(line.code, lang);
    case ScorePart::kCompetences: return competence_text(lines.engine.market(), line.code, lang);
    case ScorePart::kOpenSupport:
      return std::string(text(static_cast<BarrierDomain>(line.code), lang));
    case ScorePart::kTrainableGap:
      return std::string(text(static_cast<SkillGroup>(line.code), lang));
    case ScorePart::kTravel: return std::string(text(ScorePart::kTravel, lang));
    case ScorePart::kUnspecified: break;
  }
  return {};
}

std::string detail_of(const Contribution& line, Lang lang) {
  const std::string asked = std::to_string(line.asked);
  const std::string offered = std::to_string(line.offered);
  switch (line.part) {
    case ScorePart::kCompetences: return say(Phrase::kHeld, lang, {asked, offered});
    case ScorePart::kOpenSupport: return say(Phrase::kSeverity, lang, {asked, offered});
    case ScorePart::kTrainableGap: return say(Phrase::kSkillLevels, lang, {asked, offered});
    case ScorePart::kTravel:  // distances are in 100 m
      return say(Phrase::kDistance, lang, {tenths(line.asked, lang), tenths(line.offered, lang)});
    case ScorePart::kInterests:
    case ScorePart::kUnspecified: break;
  }
  return {};
}

std::vector<Contribution> of_part(const ScoreLines& lines, ScorePart part) {
  std::vector<Contribution> found;
  std::ranges::copy_if(lines.contributions, std::back_inserter(found), [part](const auto& line) {
    return line.part == part;
  });
  std::ranges::stable_sort(found, std::ranges::greater{}, [](const Contribution& line) {
    return std::abs(line.points);
  });
  return found;
}

bool is_unknown(const ScoreLines& lines, ScorePart part) {
  const matching::Person& person = lines.engine.index().person(lines.participant);
  if (part == ScorePart::kInterests) {
    return !person.interests.riasec_known && !person.interests.sectors_known;
  }
  return part == ScorePart::kCompetences && !person.competences_known;
}

// Travel is one line: its detail stands with the sum.
std::string sum_detail(const ScoreLines& lines,
                       ScorePart part,
                       std::span<const Contribution> evidence,
                       Lang lang) {
  if (part == ScorePart::kTravel && !evidence.empty()) return detail_of(evidence.front(), lang);
  const bool unknown = evidence.empty() && is_unknown(lines, part);
  return unknown ? std::string(text(Phrase::kUnknownStrand, lang)) : "";
}

void add_part(const ScoreLines& lines, ScorePart part, const Globals& globals, Table& table) {
  const auto evidence = of_part(lines, part);
  table.add({"  " + std::string(text(part, globals.lang)),
             with_sign(sum_of(evidence), globals.lang),
             sum_detail(lines, part, evidence, globals.lang)});
  if (part == ScorePart::kTravel || is_masked(part, globals)) return;
  const std::size_t shown =
      std::min<std::size_t>(evidence.size(), globals.limit.value_or(kEvidenceLines));
  for (const Contribution& line : std::span(evidence).first(shown)) {
    table.add({"    " + label_of(lines, line, globals.lang),
               with_sign(line.points, globals.lang),
               detail_of(line, globals.lang)});
  }
  const auto rest = std::span(evidence).subspan(shown);
  if (rest.empty()) return;
  table.add({"    " + say(Phrase::kMoreLines, globals.lang, {std::to_string(rest.size())}),
             with_sign(sum_of(rest), globals.lang),
             ""});
}

}  // namespace

std::int32_t sum_of(std::span<const Contribution> contributions) {
  std::int32_t sum = 0;
  for (const Contribution& line : contributions) sum += line.points;
  return sum;
}

std::string score_text(const ScoreLines& lines, const Globals& globals) {
  Table table({{}, {.title = "", .align = Align::kRight}, {}});
  for (const ScorePart part : kParts) add_part(lines, part, globals, table);
  return table.text(globals.colour);
}

nlohmann::ordered_json score_json(const ScoreLines& lines, const Globals& globals) {
  auto parts = nlohmann::ordered_json::array();
  for (const ScorePart part : kParts) {
    const auto evidence = of_part(lines, part);
    nlohmann::ordered_json block = {{"part", codec::word(part)}, {"points", sum_of(evidence)}};
    if (is_masked(part, globals)) {
      block["domains"] = evidence.size();
      parts.push_back(std::move(block));
      continue;
    }
    block["lines"] = nlohmann::ordered_json::array();
    for (const Contribution& line : evidence) {
      block["lines"].push_back({{"code", line.code},
                                {"label", label_of(lines, line, globals.lang)},
                                {"points", line.points},
                                {"asked", line.asked},
                                {"offered", line.offered}});
    }
    parts.push_back(std::move(block));
  }
  return parts;
}

std::string support_text(std::span<const Support> open, Lang lang) {
  std::string all;
  for (const Support& support : open) {
    if (!all.empty()) all += ", ";
    all += say(Phrase::kSupportMissing,
               lang,
               {text(support.domain, lang), std::to_string(support.capacity)});
  }
  return all;
}

}  // namespace koppel::cli
