#include "consumers/operator/programmes.h"

namespace koppel::simulate {
namespace {

using enum EducationLevel;

// Barrier weights in the order of BarrierDomain: finances, day structure, housing, domestic
// relations, mental and physical health, substance use, basic and instrumental daily living, social
// network, participation, language, travel, childcare, schedule, physical load.
constexpr std::array<ProgrammeProfile, 4> kProfiles = {{
    {.code = "learn2work",
     .share = 30,
     .age_min = 16,
     .age_max = 24,
     .education = {kPrimary, kVmbo, kPro, kMbo1},
     .phases = {"orientation", "exam", "exit"},
     .phase_weights = {25, 40, 35},
     .contract = true,
     .hours_least = 7,
     .hours_most = 28,
     .barriers_fewest = 0,
     .barriers_most = 4,
     .barrier_weights = {22, 18, 16, 14, 14, 3, 8, 1, 3, 12, 6, 3, 5, 3, 6, 1},
     .solve_first = {BarrierDomain::kFinances,
                     BarrierDomain::kHousing,
                     BarrierDomain::kSocialNetwork},
     .language_weights = {1, 6, 28, 40, 25},
     .sector_weights = {6, 8, 10, 14, 10, 16, 12, 12, 4, 22},
     .roles = {Role::kCoach, Role::kMentor, Role::kBuddy}},
    {.code = "intowork",
     .share = 25,
     .age_min = 16,
     .age_max = 26,
     .education = {kPro, kVso, kPro, kMbo1},
     .phases = {"school", "coaching", ""},
     .phase_weights = {30, 70, 0},
     .hours_least = 16,
     .hours_most = 38,
     .barriers_fewest = 0,
     .barriers_most = 3,
     .barrier_weights = {6, 14, 2, 8, 12, 6, 2, 3, 14, 10, 8, 6, 16, 1, 8, 6},
     .language_weights = {0, 6, 30, 44, 20},
     .sector_weights = {16, 16, 12, 14, 14, 12, 4, 12, 8, 6},
     .roles = {Role::kConsultant, Role::kSupportSystem, Role::kSchool}},
    {.code = "leerpraktijkcentra",
     .share = 28,
     .age_min = 24,
     .age_max = 61,
     .education = {kNone, kPrimary, kVmbo, kMbo2},
     .phases = {"work-and-learn", "outflow", ""},
     .phase_weights = {80, 20, 0},
     .hours_least = 24,
     .hours_most = 32,
     .barriers_fewest = 3,
     .barriers_most = 6,
     .barrier_weights = {24, 8, 6, 8, 12, 16, 4, 1, 5, 10, 8, 22, 10, 10, 6, 14},
     .language_weights = {22, 34, 26, 14, 4},
     .sector_weights = {14, 10, 6, 8, 10, 16, 6, 22, 6, 2},
     .roles = {Role::kCoach, Role::kWorkSupervisor, Role::kClientManager}},
    {.code = "wijkleerbedrijf",
     .share = 17,
     .age_min = 18,
     .age_max = 58,
     .education = {kNone, kPrimary, kVmbo, kMbo1},
     .phases = {"learning", "to-work", ""},
     .phase_weights = {70, 30, 0},
     .hours_least = 12,
     .hours_most = 32,
     .barriers_fewest = 1,
     .barriers_most = 4,
     .barrier_weights = {18, 4, 12, 6, 6, 6, 1, 1, 3, 12, 8, 24, 8, 20, 8, 5},
     .language_weights = {16, 36, 34, 12, 2},
     .sector_weights = {2, 1, 1, 8, 2, 12, 6, 12, 52, 4},
     .roles = {Role::kCoordinator, Role::kClientManager, Role::kBuddy}},
}};

}  // namespace

std::span<const ProgrammeProfile, 4> programme_profiles() {
  return kProfiles;
}

}  // namespace koppel::simulate
