#include "consumers/cli/texts.h"
#include "consumers/cli/words.h"
#include "engine/codec/utf8.h"

#include <array>
#include <cstddef>
#include <utility>

namespace koppel::cli {
namespace {

constexpr auto kPhraseCount = static_cast<std::size_t>(Phrase::kEnd_);

// In the order of Phrase.
constexpr std::array<Words, kPhraseCount> kPhrases{{
    {"", ""},
    {"Waarom past dit?", "Why does this fit?"},
    {"Samen {0} punten. Dat is precies de score van het voorstel.",
     "Together {0} points: exactly the score of the proposal."},
    {"niet bekend, telt nergens mee", "not known, counts nowhere"},
    {"Steun die nog open is: {0}.", "Support that is still open: {0}."},
    {"Steun die nog open is: bij {0} hobbel(s). Welke: --show-personal.",
     "Support that is still open: for {0} barrier(s). Which ones: --show-personal."},
    {"Alle steun is geregeld of is er op de plek.",
     "All support is arranged or is there at the place."},
    {"{0} (nog {1} van de 5)", "{0} (still {1} of 5)"},
    {"Toen het werd gemaakt, had de beste plek voor deze deelnemer {0} punten meer.",
     "When it was made, the best place for this participant had {0} points more."},
    {"Toen het werd gemaakt, paste geen open plek beter bij deze deelnemer.",
     "When it was made, no open place suited this participant better."},
    {"Vastgelegd op {0} als #{1}, volgens regels {2}.",
     "Recorded at {0} as #{1}, under rules {2}."},
    {"Nog niet beslist. Het voorstel geldt tot {0}.",
     "Not decided yet. The proposal stands until {0}."},
    {"Er is ja gezegd. De volgende stap is een afspraak.",
     "It was accepted. The next step is an agreement."},
    {"Dit voorstel is niet meer open.", "This proposal is no longer open."},
    {"Waarom dit boven het volgende, vandaag: {0} heeft {1} punten, dat zijn er {2} minder.",
     "Why this above the next, today: {0} has {1} points, {2} less."},
    {"Er is nu geen tweede open plek die kan.",
     "There is no second open place that is possible now."},
    {"Vandaag staat boven aan de lijst {0} met {1} punten, dat zijn er {2} meer. Waarom die niet: "
     "{3}.",
     "On top of the list today is {0} with {1} points, {2} more. Why not that one: {3}."},
    {"Er zijn voorstellen: {0}.", "There are proposals: {0}."},
    {"{0}: {1} dagen geen voorstel (stand #{2}, regels {3}).",
     "{0}: no proposal for {1} days (as of #{2}, rules {3})."},
    {"Matchen kan nog niet beginnen. Dit is nog nodig:",
     "Matching cannot begin yet. This is still needed:"},
    {"Deze deelnemer heeft een plek of een afspraak en krijgt daarom geen voorstel.",
     "This participant has a place or an agreement, and therefore gets no proposal."},
    {"Deze deelnemer is hier niet meer actief: {0}.",
     "This participant is no longer active here: {0}."},
    {"open plekken", "open places"},
    {"{0} plek(ken) kunnen nu, maar iemand anders was eerst aan de beurt.",
     "{0} place(s) are possible now, but somebody else came first."},
    {"← hier stopt het", "← it stops here"},
    {"Wat zou helpen:", "What would help:"},
    {"+{0} plek(ken)", "+{0} place(s)"},
    {"Eén verandering alleen is niet genoeg. Bespreek samen wat er kan.",
     "No single change is enough. Talk through together what is possible."},
    {"Niemand is uitgesloten: deze lijst gaat over plekken van nu, en hij verandert mee.",
     "Nobody is excluded: this list is about the places of today, and it changes with them."},
    {"Eerst steun bij: {0}.", "Support first for: {0}."},
    {"Eerst steun bij {0} hobbel(s). Welke: --show-personal.",
     "Support first for {0} barrier(s). Which ones: --show-personal."},
    {"Deze plek is voorgesteld: {0}.", "This place was proposed: {0}."},
    {"Deze plek heeft {0} punten voor deze deelnemer; de beste open plek heeft er {1}.",
     "This place has {0} points for this participant; the best open place has {1}."},
    {"Deze plek heeft {0} punten voor deze deelnemer.",
     "This place has {0} points for this participant."},
    {"Waarom nu niet:", "Why not now:"},
    {"Er staat nu niets in de weg. Een ander was eerst aan de beurt, of een plek past beter.",
     "Nothing stands in the way now. Somebody else came first, or another place fits better."},
    {"Deze plek is nu niet open.", "This place is not open now."},
    {"Aan de beurt voor deze plek is nu: {0}.", "Next in line for this place is: {0}."},
    {"Koppel stelt voor. Jij beslist.", "Koppel proposes. You decide."},
    {"gevraagd {0}, is er {1}", "asked {0}, held {1}"},
    {"hobbel {0}, gedragen {1}", "barrier {0}, carried {1}"},
    {"gevraagd {0}, nu {1}", "asked {0}, now {1}"},
    {"{0} km van de {1} km die kan", "{0} km of the {1} km possible"},
    {"er is nu geen open plek", "there is no open place now"},
    {"anderen waren eerst aan de beurt", "others came first"},
    {"De gegevens van deze deelnemer zijn gewist.", "The data of this participant were erased."},
    {"en nog {0}", "and {0} more"},
    {"Hier kwam ruimte doordat iemand anders een ander voorstel houdt.",
     "There was room because somebody else keeps another proposal."},
    {"Eerst was er {0}. Die plaats ging naar iemand die anders geen voorstel had; daarom is dit "
     "voorstel er.",
     "Before it there was {0}. That seat went to somebody who would have had no proposal; that is "
     "why this one was made."},
    {"De plaats was nodig voor iemand die anders geen voorstel had. Deze deelnemer hield een ander "
     "voorstel.",
     "The seat was needed by somebody who would have had no proposal. This participant kept "
     "another."},
    {"gepland", "planned"},
    {"vandaag", "today"},
    {"1 dag te laat", "1 day late"},
    {"{0} dagen te laat", "{0} days late"},
}};

constexpr std::array<Words, 12> kUnlocks{{
    {"", ""},
    {"reizen mag {0} minuten langer", "travel {0} minutes more"},
    {"{0} uur per week meer of minder", "{0} hours a week more or fewer"},
    {"{0} halen", "get: {0}"},
    {"taal {0} niveau(s) hoger", "language {0} level(s) higher"},
    {"ook {0} goed vinden", "accept {0} too"},
    {"ook {0} goed vinden", "accept {0} too"},
    {"{0} werkgever(s) laten erkennen als leerbedrijf", "have {0} employer(s) recognised"},
    {"één plaats erbij", "one more seat"},
    {"ruimte bij de consulent", "room with the consultant"},
    {"{0} dagen eerder kunnen beginnen", "be available {0} days earlier"},
    {"ruimte bij de begeleiders van de plek", "room with the coaches of the place"},
}};

std::string amount_text(const Unlock& unlock, Lang lang) {
  switch (unlock.change) {
    case UnlockChange::kLicence:
      return std::string(text(static_cast<Licence>(unlock.amount), lang));
    case UnlockChange::kAcceptSector:
      return std::string(text(static_cast<Sector>(unlock.amount), lang));
    case UnlockChange::kAcceptKind:
      return std::string(text(static_cast<PlacementKind>(unlock.amount), lang));
    case UnlockChange::kUnspecified:
    case UnlockChange::kTravelMinutes:
    case UnlockChange::kHours:
    case UnlockChange::kLanguage:
    case UnlockChange::kRecognition:
    case UnlockChange::kSeats:
    case UnlockChange::kCaseload:
    case UnlockChange::kAvailableEarlier:
    case UnlockChange::kCoach: return std::to_string(unlock.amount);
  }
  return {};
}

}  // namespace

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values) {
  std::string text(pattern);
  std::size_t number = 0;
  for (const std::string_view value : values) {
    const std::string mark = "{" + std::to_string(number++) + "}";
    const std::size_t at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), codec::visible(value));
  }
  return text;
}

std::string_view text(Phrase phrase, Lang lang) {
  return in(lang, kPhrases.at(static_cast<std::size_t>(std::to_underlying(phrase))));
}

std::string say(Phrase phrase, Lang lang, std::initializer_list<std::string_view> values) {
  return filled(text(phrase, lang), values);
}

std::string text(const Unlock& unlock, Lang lang) {
  const auto number = static_cast<std::size_t>(std::to_underlying(unlock.change));
  return filled(in(lang, kUnlocks.at(number)), {amount_text(unlock, lang)});
}

}  // namespace koppel::cli
