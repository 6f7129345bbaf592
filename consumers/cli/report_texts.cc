#include "consumers/cli/report_texts.h"

#include "consumers/cli/texts.h"
#include "consumers/cli/words.h"

#include <array>
#include <cstddef>
#include <utility>

namespace koppel::cli {
namespace {

constexpr auto kTextCount = static_cast<std::size_t>(ReportText::kEnd_);

// In the order of ReportText.
constexpr std::array<Words, kTextCount> kTexts{{
    {"", ""},
    {"{0}: {1}, stand #{2} van {3}", "{0}: {1}, as of #{2} on {3}"},
    {"Er zijn hier minder dan {0} mensen. Dan laten we geen cijfers zien.",
     "There are fewer than {0} people here, so no figures are shown."},
    // fairness
    {"wie krijgt een plek", "who gets a place"},
    {"GROEP", "GROUP"},
    {"MENSEN", "PEOPLE"},
    {"GEPLAATST", "PLACED"},
    {"DEEL", "SHARE"},
    {"TUSSEN", "BETWEEN"},
    {"VOORSTEL", "PROPOSED"},
    {"AFSTAND", "REGRET"},
    {"iedereen", "everybody"},
    {"geen hobbels bekend", "no barriers known"},
    {"hobbels {0} tot {1}", "barriers {0} to {1}"},
    {"hobbels {0} en meer", "barriers {0} and up"},
    {"minder geplaatst", "placed less"},
    {"meer geplaatst", "placed more"},
    {"voorstel dichter bij de beste plek", "proposals nearer to the best place"},
    {"voorstel verder van de beste plek", "proposals farther from the best place"},
    {"Geplaatst: er is ten minste één afspraak met een werkgever. Tussen: de grenzen van 95 "
     "procent.",
     "Placed: at least one agreement with an employer. Between: the limits of 95 per cent."},
    {"Afstand: zoveel punten blijft het beste voorstel achter bij de beste plek; het midden van "
     "wie "
     "een voorstel had. Hobbels: alle zwaartes samen.",
     "Regret: how many points the best proposal stays behind the best place; the median of who had "
     "a proposal. Barriers: all severities together."},
    {"{0} groepen laten we niet zien: minder dan {1} mensen, of ze zouden zo'n groep verraden.",
     "{0} groups are not shown: fewer than {1} people, or they would tell the size of such a "
     "group."},
    {"Geen groep wijkt duidelijk af van iedereen.", "No group is clearly apart from everybody."},
    {"{0} van {1} groepen wijken af van iedereen. Door toeval is dat ongeveer 1 op de 20.",
     "{0} of {1} groups are apart from everybody. By chance about 1 in 20 would be."},
    // no-proposal
    {"wie heeft geen voorstel", "who has no proposal"},
    {"{0} actieve mensen: {1} aan het werk of met een afspraak, {2} met een voorstel, {3} zonder.",
     "{0} active people: {1} at work or agreed, {2} with a proposal, {3} without."},
    {"Zonder voorstel: {0} nog niet klaar om te matchen, {1} wel.",
     "Without a proposal: {0} not yet ready to be matched, {1} ready."},
    {"REDEN", "REASON"},
    {"MENS × PLEK", "PERSON × PLACE"},
    {"Mens × plek: {0} mensen die klaar zijn × {1} open plekken, elk één keer geteld, bij het "
     "eerste "
     "dat niet past.",
     "Person × place: {0} ready people × {1} open places, each counted once, at the first thing "
     "that "
     "does not fit."},
    {"nog nodig: {0}", "still needed: {0}"},
    {"klaar: {0}", "ready: {0}"},
    {"anderen waren eerst aan de beurt", "others came first"},
    {"er is nu geen open plek", "there is no open place now"},
    {"klaar: de plek kan", "ready: the place is possible"},
    {"samen", "together"},
    {"Zwaarste hobbel zonder steun, van wie geen voorstel heeft:",
     "Most severe barrier without support, of who has no proposal:"},
    {"ZWAARSTE", "HEAVIEST"},
    {"OOK", "HAVING"},
    {"geen bekend", "none known"},
    {"{0} andere samen", "{0} others together"},
    {"Bij elke hobbel zijn het minder dan {0} mensen. Die staan hier niet, wel met "
     "--show-personal.",
     "Each barrier is that of fewer than {0} people. They are not shown here, but with "
     "--show-personal."},
    {"{0} mensen hebben {1} dagen of langer geen voorstel:",
     "{0} people have had no proposal for {1} days or more:"},
    {"Niemand heeft {0} dagen of langer geen voorstel.",
     "Nobody has had no proposal for {0} days or more."},
    {"DEELNEMER", "PARTICIPANT"},
    {"DAGEN", "DAYS"},
    {"WAAROM NOG NIET", "WHY NOT YET"},
    {"WAT HELPT HET MEEST", "WHAT WOULD HELP MOST"},
    {"dat regelen", "getting that done"},
    {"{0}: +{1} plek(ken), {2} met een vrije plaats", "{0}: +{1} place(s), {2} with a free seat"},
    {"{0} dingen zijn eerst nodig", "{0} things are needed first"},
    // supply
    {"welke plekken en steun zijn nodig", "which places and support are needed"},
    {"{0} mensen zijn klaar en hebben geen voorstel. Deze plekken helpen hen, in deze volgorde:",
     "{0} people are ready and have no proposal. These places would help them, in this order:"},
    {"KUNNEN ER HEEN", "COULD TAKE IT"},
    {"EXTRA", "ADDED"},
    {"PRIJS", "PRICE"},
    {"BEROEP", "ISCO"},
    {"SOORT", "KIND"},
    {"POSTCODE", "POSTCODE"},
    {"ZOALS", "LIKE"},
    {"Samen helpen deze plekken {0} van de {1}; {2} hebben iets anders nodig.",
     "Together these places help {0} of the {1}; {2} need something else."},
    {"Geen soort plek van hier helpt hen.", "No kind of place known here would help them."},
    {"Eén ding alleen dat mensen verder helpt:", "One thing alone that helps people on:"},
    {"PLEK IN BEREIK", "PLACE IN REACH"},
    {"NU VRIJ", "FREE NOW"},
    {"Dit helpt de meeste mensen ({1}): {0}.", "This helps most people ({1}): {0}."},
    {"Eén ding alleen helpt nu niemand verder.", "No single thing helps anybody on now."},
    {"werkgever {0} laten erkennen als leerbedrijf", "have employer {0} recognised"},
    {"ruimte bij consulent {0}", "room with consultant {0}"},
    {"steun regelen bij {0}", "arrange support for {0}"},
    {"regelen: «{0}»", "settle: \"{0}\""},
    {"Steun die minder dan {0} mensen helpt, staat hier niet. Wel met --show-personal.",
     "Support that helps fewer than {0} people is not shown here, but with --show-personal."},
    {"Prijs: zoveel punten levert één plaats erbij op voor iedereen samen.",
     "Price: how many points one more seat adds for everybody together."},
    // explain
    {"Twee veranderingen samen:", "Two changes together:"},
    {"Daarna in bereik: {0} open plek(ken), {1} met een vrije plaats.",
     "In reach after that: {0} open place(s), {1} with a free seat."},
    {"Met nog één verandering:", "With one change more:"},
    {"Deze plek kan als: {0}.", "This place becomes possible with: {0}."},
    {"Dit is nu niet te veranderen.", "This cannot be changed now."},
    {"De beste open plek is {0}.", "The best open place is {0}."},
    {"Het verschil: {0}; samen {1}.", "The difference: {0}; together {1}."},
    {"{0} en {1}", "{0} and {1}"},
}};

}  // namespace

std::string_view text(ReportText sentence, Lang lang) {
  return in(lang, kTexts.at(static_cast<std::size_t>(std::to_underlying(sentence))));
}

std::string say(ReportText sentence, Lang lang, std::initializer_list<std::string_view> values) {
  return filled(text(sentence, lang), values);
}

std::string text(const matching::Change& change, Lang lang) {
  return text(Unlock{.change = change.change, .amount = change.amount}, lang);
}

std::string text(const std::vector<matching::Change>& changes, Lang lang) {
  std::string all;
  for (const matching::Change& change : changes) {
    const std::string one = text(change, lang);
    all = all.empty() ? one : say(ReportText::kJoin, lang, {all, one});
  }
  return all;
}

}  // namespace koppel::cli
