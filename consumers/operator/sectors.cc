#include "consumers/operator/sectors.h"

#include <algorithm>

namespace koppel::simulate {
namespace {

constexpr std::uint32_t kRiasecMax = 40;
constexpr std::size_t kSkillGroups = 8;

// The crebo numbers stand for the entree qualification nearest to the sector.
// NOLINTBEGIN(modernize-use-designated-initializers): a table with one block a sector
constexpr std::array<SectorProfile, kSectors> kProfiles = {{
    {Sector::kGreen,
     {34, 16, 8, 12, 10, 14},
     {{{"Medewerker groen", "Green maintenance worker", 9214},
       {"Medewerker kwekerij", "Nursery worker", 9211},
       {"Hulp op de zorgboerderij", "Care farm assistant", 9212},
       {"Medewerker hoveniersbedrijf", "Garden worker", 9214}}},
     {"Hoveniersbedrijf", "Kwekerij", "Boerderij"},
     25256,
     Licence::kVca},
    {Sector::kIndustry,
     {33, 14, 6, 8, 10, 24},
     {{{"Productiemedewerker", "Production worker", 9329},
       {"Medewerker inpak", "Hand packer", 9321},
       {"Medewerker assemblage", "Assembler", 8219},
       {"Medewerker kringloop en recycling", "Recycling worker", 9612}}},
     {"Metaalwerk", "Werkplaats", "Assemblage"},
     25253,
     Licence::kVca},
    {Sector::kConstruction,
     {36, 12, 10, 8, 12, 14},
     {{{"Hulp op de bouw", "Construction hand", 9313},
       {"Assistent schilder", "Painter's assistant", 7131},
       {"Assistent tegelzetter", "Tiler's assistant", 7122},
       {"Medewerker klussendienst", "Handyman", 9622}}},
     {"Bouwbedrijf", "Schildersbedrijf", "Klussendienst"},
     25250,
     Licence::kVca},
    {Sector::kTrade,
     {14, 8, 10, 24, 30, 22},
     {{{"Vakkenvuller", "Shelf filler", 9334},
       {"Winkelmedewerker", "Shop assistant", 5223},
       {"Medewerker kringloopwinkel", "Second-hand shop worker", 5223},
       {"Hulp in de fietsenwinkel", "Bicycle shop assistant", 7234}}},
     {"Supermarkt", "Kringloopwinkel", "Winkel"},
     25258,
     Licence::kUnspecified},
    {Sector::kLogistics,
     {30, 10, 4, 10, 14, 28},
     {{{"Magazijnmedewerker", "Warehouse worker", 9333},
       {"Orderpicker", "Order picker", 4321},
       {"Medewerker pakketten", "Parcel sorter", 9333},
       {"Bijrijder bezorging", "Delivery assistant", 9621}}},
     {"Distributiecentrum", "Transport", "Pakketdienst"},
     25254,
     Licence::kForklift},
    {Sector::kHospitality,
     {24, 8, 16, 26, 22, 14},
     {{{"Keukenhulp", "Kitchen help", 9412},
       {"Medewerker bediening", "Waiting staff", 5131},
       {"Medewerker bedrijfsrestaurant", "Canteen worker", 5246},
       {"Medewerker ontbijt en kamers", "Breakfast and room attendant", 9112}}},
     {"Restaurant", "Eetcafé", "Bakkerij"},
     25252,
     Licence::kHaccp},
    {Sector::kOffice,
     {10, 14, 10, 18, 18, 34},
     {{{"Medewerker postkamer", "Mail room worker", 4412},
       {"Assistent administratie", "Office assistant", 4110},
       {"Medewerker ontvangst", "Receptionist's assistant", 4226},
       {"Medewerker scannen en archief", "Scanning and filing clerk", 4415}}},
     {"Administratiekantoor", "Servicepunt", "Stichting"},
     25251,
     Licence::kUnspecified},
    {Sector::kFacility,
     {29, 6, 6, 16, 10, 20},
     {{{"Schoonmaker", "Cleaner", 9112},
       {"Medewerker wijkbeheer", "Neighbourhood caretaker", 9613},
       {"Medewerker wasserij", "Laundry worker", 9121},
       {"Assistent huismeester", "Assistant caretaker", 5153}}},
     {"Schoonmaakbedrijf", "Facilitair bedrijf", "Wijkservice"},
     25251,
     Licence::kUnspecified},
    {Sector::kCare,
     {14, 12, 14, 36, 14, 16},
     {{{"Assistent dienstverlening en zorg", "Care and service assistant", 5329},
       {"Hulp bij het huishouden", "Domestic help", 9111},
       {"Gastvrouw of gastheer in de zorg", "Host in a care home", 5329},
       {"Hulp in de kinderopvang", "Childcare help", 5311}}},
     {"Woonzorgcentrum", "Thuishulp", "Kinderopvang"},
     25251,
     Licence::kConduct},
    {Sector::kCultureSport,
     {20, 12, 28, 28, 22, 10},
     {{{"Assistent sport en bewegen", "Sports assistant", 3423},
       {"Medewerker sportpark", "Sports ground worker", 9214},
       {"Medewerker buurthuis", "Community centre worker", 5169},
       {"Assistent techniek en media", "Stage and media assistant", 3521}}},
     {"Sportpark", "Buurthuis", "Theater"},
     25251,
     Licence::kConduct},
}};

// NOLINTEND(modernize-use-designated-initializers)

template <typename Values, typename Value>
void count_up(Values& values, Value first) {
  for (auto& value : values) value = first++;
}

// `count` of the codes `from`, which it leaves in another order.
void add_codes(Random& random,
               std::vector<std::uint32_t>& codes,
               std::span<std::uint32_t> from,
               std::uint32_t count) {
  random.shuffle(from);
  const auto chosen = from.first(count);
  codes.insert(codes.end(), chosen.begin(), chosen.end());
}

}  // namespace

std::span<const SectorProfile, kSectors> sector_profiles() {
  return kProfiles;
}

const SectorProfile& profile_of(Sector sector) {
  return kProfiles[static_cast<std::size_t>(sector) - 1];
}

std::vector<std::uint32_t> draw_codes(Random& random, Sector sector, CodeCounts counts) {
  std::array<std::uint32_t, kCodesPerSector> of_sector{};
  count_up(of_sector, 1 + ((static_cast<std::uint32_t>(sector) - 1) * kCodesPerSector));
  std::array<std::uint32_t, kCodesGeneral> general{};
  count_up(general, 1 + kCodeMax - kCodesGeneral);

  std::vector<std::uint32_t> codes;
  add_codes(random, codes, of_sector, counts.sector);
  add_codes(random, codes, general, counts.general);
  std::ranges::sort(codes);
  return codes;
}

std::vector<SkillLevel> draw_skills(Random& random, SkillRange range) {
  std::array<std::uint8_t, kSkillGroups> groups{};
  count_up(groups, std::uint8_t{1});
  random.shuffle(groups);
  const auto chosen = std::span(groups).first(random.between(range.fewest, range.most));
  std::ranges::sort(chosen);

  std::vector<SkillLevel> skills;
  for (const std::uint8_t group : chosen) {
    skills.push_back({.group = static_cast<SkillGroup>(group),
                      .level = random.between(range.level_min, range.level_max)});
  }
  return skills;
}

std::vector<std::uint32_t> draw_riasec(Random& random, Sector sector, std::uint32_t spread) {
  std::vector<std::uint32_t> riasec;
  for (const std::uint32_t typical : profile_of(sector).riasec) {
    const std::uint32_t drawn = typical + random.between(0, 2 * spread);
    riasec.push_back(std::min(drawn > spread ? drawn - spread : 0, kRiasecMax));
  }
  return riasec;
}

}  // namespace koppel::simulate
