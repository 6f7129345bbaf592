#include "consumers/intake/municipalities.h"

#include <algorithm>
#include <array>

namespace koppel::intake {
namespace {

struct Reconciled {
  std::string_view name;
  std::string_view of_2015;
  std::string_view province;  // empty: whatever it is
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table with one row a name
constexpr auto kReconciled = std::to_array<Reconciled>({
    // Spelt otherwise.
    {"Bergen", "Bergen (L)", "Limburg"},
    {"Bergen", "Bergen NH", "Noord-Holland"},
    {"Den Haag", "’s-Gravenhage", ""},
    {"Menaldumadeel", "Menameradiel", ""},
    {"Nuenen, Gerwen en Nederwetten", "Nuenen CA", ""},
    {"het Bildt", "Het Bildt", ""},
    {"'s-Hertogenbosch", "’s-Hertogenbosch", ""},
    // Named otherwise: 9790 to 9798 are Ten Boer's villages.
    {"Glas", "Ten Boer", "Groningen"},
    // Merged.
    {"Abcoude", "De Ronde Venen", ""},
    {"Andijk", "Medemblik", ""},
    {"Anna Paulowna", "Hollands Kroon", ""},
    {"Bernisse", "Nissewaard", ""},
    {"Bodegraven", "Bodegraven-Reeuwijk", ""},
    {"Bolsward", "Súdwest Fryslân", ""},
    {"Boskoop", "Alphen aan den Rijn", ""},
    {"Breukelen", "Stichtse Vecht", ""},
    {"Dirksland", "Goeree-Overflakkee", ""},
    {"Eijsden", "Eijsden-Margraten", ""},
    {"Gaasterlân-Sleat", "De Friese Meren", ""},
    {"Goedereede", "Goeree-Overflakkee", ""},
    {"Graafstroom", "Molenwaard", ""},
    {"Graft-De Rijp", "Alkmaar", ""},
    {"Harenkarspel", "Schagen", ""},
    {"Helden", "Peel en Maas", ""},
    {"Lemsterland", "De Friese Meren", ""},
    {"Liesveld", "Molenwaard", ""},
    {"Lith", "Oss", ""},
    {"Loenen", "Stichtse Vecht", ""},
    {"Maarssen", "Stichtse Vecht", ""},
    {"Margraten", "Eijsden-Margraten", ""},
    {"Middelharnis", "Goeree-Overflakkee", ""},
    {"Millingen aan de Rijn", "Groesbeek", ""},
    {"Niedorp", "Hollands Kroon", ""},
    {"Nieuw-Lekkerland", "Molenwaard", ""},
    {"Nijefurd", "Súdwest Fryslân", ""},
    {"Oostflakkee", "Goeree-Overflakkee", ""},
    {"Reeuwijk", "Bodegraven-Reeuwijk", ""},
    {"Rijnwoude", "Alphen aan den Rijn", ""},
    {"Rozenburg", "Rotterdam", ""},
    {"Schermer", "Alkmaar", ""},
    {"Skarsterlân", "De Friese Meren", ""},
    {"Sneek", "Súdwest Fryslân", ""},
    {"Spijkenisse", "Nissewaard", ""},
    {"Ubbergen", "Groesbeek", ""},
    {"Wervershoof", "Medemblik", ""},
    {"Wieringen", "Hollands Kroon", ""},
    {"Wieringermeer", "Hollands Kroon", ""},
    {"Wymbritseradiel", "Súdwest Fryslân", ""},
    {"Wûnseradiel", "Súdwest Fryslân", ""},
    {"Zijpe", "Schagen", ""},
    // Divided over several of one region, of which the first stands here.
    {"Boarnsterhim", "De Friese Meren", ""},
    {"Maasdonk", "’s-Hertogenbosch", ""},
});
// NOLINTEND(modernize-use-designated-initializers)

}  // namespace

std::string_view municipality_of_2015(std::string_view name, std::string_view province) {
  const auto found = std::ranges::find_if(kReconciled, [&](const Reconciled& row) {
    return row.name == name && (row.province.empty() || row.province == province);
  });
  return found == kReconciled.end() ? name : found->of_2015;
}

std::string_view region_of_today(std::string_view name) {
  return name == "IJsselvechtstreek" ? "Zwolle" : name;
}

}  // namespace koppel::intake
