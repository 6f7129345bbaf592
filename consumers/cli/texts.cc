#include "consumers/cli/texts.h"

#include "consumers/cli/words.h"

#include <array>
#include <cstddef>
#include <utility>

namespace koppel::cli {
namespace {

constexpr std::array<Words, 14> kGates{{
    {"", ""},
    {"soort plek past niet bij het traject", "kind of place is not part of the programme"},
    {"werkgever is nog niet erkend als leerbedrijf", "employer is not yet a recognised trainer"},
    {"wettelijke leeftijd voor het werk", "legal age for the work"},
    {"wettelijk verplicht bewijs ontbreekt nog", "licence that the law asks is still missing"},
    {"wettelijk verplicht taalniveau", "language level that the law asks"},
    {"uren sluiten niet aan", "hours do not meet"},
    {"plek stopt voordat iemand kan beginnen", "place ends before the person can begin"},
    {"verder dan de reistijd", "farther than the travel time"},
    {"wens: deze sector of soort plek liever niet", "wish: rather not this sector or kind"},
    {"alle plaatsen zijn bezet of al voorgesteld", "every seat is taken or proposed already"},
    {"besproken: nu niet, en sindsdien niets veranderd",
     "discussed: not now, nothing changed since"},
    {"consulent heeft nu geen ruimte", "consultant has no room now"},
    {"begeleiders van de plek hebben nu geen uren over",
     "coaches of the place have no hours left now"},
}};

constexpr std::array<Words, 7> kGaps{{
    {"", ""},
    {"de intake moet nog komen", "the intake has yet to be held"},
    {"het contract moet nog worden getekend", "the contract has yet to be signed"},
    {"er is nog geen toestemming om te matchen", "there is no consent to matching yet"},
    {"het is nog niet bekend wanneer iemand kan werken", "hours and travel are not known yet"},
    {"in deze fase van het traject horen nog geen plekken", "this phase has no placements yet"},
    {"eerst is er steun nodig bij een hobbel", "support for a barrier comes first"},
}};

constexpr std::array<Words, 6> kParts{{
    {"", ""},
    {"interesses", "interests"},
    {"vaardigheden", "competences"},
    {"steun die nog open is", "open support"},
    {"nog te leren", "still to learn"},
    {"reizen", "travel"},
}};

constexpr std::array<Words, 17> kDomains{{
    {"", ""},
    {"geld en schulden", "finances"},
    {"dagbesteding", "day structure"},
    {"wonen", "housing"},
    {"thuissituatie", "domestic relations"},
    {"mentale gezondheid", "mental health"},
    {"lichamelijke gezondheid", "physical health"},
    {"middelengebruik", "substance use"},
    {"dagelijkse basisdingen", "basic daily living"},
    {"dagelijkse regelzaken", "instrumental daily living"},
    {"sociaal netwerk", "social network"},
    {"meedoen in de buurt", "participation"},
    {"taal", "language"},
    {"vervoer", "getting there"},
    {"kinderopvang", "childcare"},
    {"werktijden", "schedule"},
    {"lichamelijk zwaar werk", "physical load"},
}};

constexpr std::array<Words, 9> kSkills{{
    {"", ""},
    {"lezen en schrijven", "reading and writing"},
    {"rekenen", "numeracy"},
    {"digitaal werken", "digital skills"},
    {"praten en luisteren", "communication"},
    {"samenwerken", "cooperation"},
    {"zelf het werk regelen", "self-direction"},
    {"tempo", "pace"},
    {"precies werken", "precision"},
}};

constexpr std::array<Words, 8> kKinds{{
    {"", ""},
    {"baan", "job"},
    {"leerwerkplek", "learn-work place"},
    {"stage", "internship"},
    {"werkervaringsplek", "work experience place"},
    {"vrijwilligerswerk", "volunteer work"},
    {"proefplaatsing", "trial placement"},
    {"beschut werk", "sheltered work"},
}};

constexpr std::array<Words, 11> kSectorWords{{
    {"", ""},
    {"groen en dieren", "green and animals"},
    {"industrie", "industry"},
    {"bouw", "construction"},
    {"winkel en handel", "trade"},
    {"logistiek", "logistics"},
    {"horeca", "hospitality"},
    {"kantoor", "office"},
    {"schoonmaak en facilitair", "facility services"},
    {"zorg en welzijn", "care"},
    {"cultuur en sport", "culture and sport"},
}};

constexpr std::array<Words, 8> kLicences{{
    {"", ""},
    {"rijbewijs AM", "driving licence AM"},
    {"rijbewijs B", "driving licence B"},
    {"rijbewijs C", "driving licence C"},
    {"heftruckcertificaat", "forklift certificate"},
    {"VCA (veilig werken)", "VCA (safety at work)"},
    {"HACCP (veilig met eten)", "HACCP (food safety)"},
    {"verklaring omtrent het gedrag (VOG)", "certificate of conduct"},
}};

constexpr std::array<Words, 5> kAnchors{{
    {"", ""},
    {"na het ja op het voorstel", "after the proposal was accepted"},
    {"na de afspraak", "after the agreement"},
    {"na de start", "after the start"},
    {"na het einde", "after the end"},
}};

constexpr std::array<Words, 4> kSides{{
    {"", ""},
    {"deelnemer", "participant"},
    {"werkgever", "employer"},
    {"consulent", "consultant"},
}};

constexpr std::array<Words, 10> kRoles{{
    {"", ""},
    {"consulent", "consultant"},
    {"coach", "coach"},
    {"mentor", "mentor"},
    {"maatje", "buddy"},
    {"werkbegeleider", "work supervisor"},
    {"coördinator", "coordinator"},
    {"klantmanager", "client manager"},
    {"school", "school"},
    {"steunsysteem", "support system"},
}};

constexpr std::array<Words, 5> kStates{{
    {"", ""},
    {"actief", "active"},
    {"uitgestroomd", "left"},
    {"verhuisd", "moved"},
    {"gewist", "erased"},
}};

constexpr std::array<Words, 7> kRiasecWords{{
    {"", ""},
    {"met handen en gereedschap werken", "practical work"},
    {"dingen uitzoeken", "finding things out"},
    {"iets moois of nieuws maken", "making and creating"},
    {"mensen helpen", "helping people"},
    {"organiseren en overtuigen", "organising and persuading"},
    {"netjes en volgens regels werken", "orderly work"},
}};

template <typename Enum, std::size_t size>
std::string_view chosen(const std::array<Words, size>& table, Enum value, Lang lang) {
  return in(lang, table.at(static_cast<std::size_t>(std::to_underlying(value))));
}

}  // namespace

std::string_view text(Gate gate, Lang lang) {
  return chosen(kGates, gate, lang);
}

std::string_view text(ReadinessGap gap, Lang lang) {
  return chosen(kGaps, gap, lang);
}

std::string_view text(ScorePart part, Lang lang) {
  return chosen(kParts, part, lang);
}

std::string_view text(BarrierDomain domain, Lang lang) {
  return chosen(kDomains, domain, lang);
}

std::string_view text(SkillGroup group, Lang lang) {
  return chosen(kSkills, group, lang);
}

std::string_view text(PlacementKind kind, Lang lang) {
  return chosen(kKinds, kind, lang);
}

std::string_view text(Sector sector, Lang lang) {
  return chosen(kSectorWords, sector, lang);
}

std::string_view text(Licence licence, Lang lang) {
  return chosen(kLicences, licence, lang);
}

std::string_view text(FollowUpAnchor anchor, Lang lang) {
  return chosen(kAnchors, anchor, lang);
}

std::string_view text(Side side, Lang lang) {
  return chosen(kSides, side, lang);
}

std::string_view text(Role role, Lang lang) {
  return chosen(kRoles, role, lang);
}

std::string_view text(ParticipantState state, Lang lang) {
  return chosen(kStates, state, lang);
}

std::string interest_text(std::uint32_t dimension, Lang lang) {
  constexpr std::uint32_t kTypes = kRiasecWords.size() - 1;
  if (dimension <= kTypes) return std::string(in(lang, kRiasecWords.at(dimension)));
  return std::string(in(lang, kSectorWords.at(dimension - kTypes)));
}

}  // namespace koppel::cli
