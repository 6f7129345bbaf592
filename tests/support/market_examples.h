#pragma once

#include "engine/market/market.h"

#include <cstdint>
#include <string_view>

// Markets made by hand, for tests that need a state and not the history that led to it. The
// functions keep what follows from what (ordinals, seats held, people proposed) in step.
namespace koppel::examples {

// 2026-11-23 11:00 in Amsterdam, a Monday.
[[nodiscard]] Instant monday();
[[nodiscard]] Date day(std::string_view text);

// Area AM11 on that Monday without rules, programmes or anybody.
[[nodiscard]] Market empty_market();
// The same with rules (all weights 10, travel at most 4,000, car 60 km/h and bike 15 km/h, three
// open proposals a participant) and the programme "direct", which demands nothing.
[[nodiscard]] Market ruled_market();

// Active, in the programme "direct", with intake, consent and an availability that says nothing:
// a candidate of whom nothing is known.
ParticipantOrdinal add_candidate(Market& market);
EmployerOrdinal add_employer(Market& market, Sector sector);
// A job that asks for nothing, with that many seats.
PlacementOrdinal add_placement(Market& market, EmployerOrdinal employer, std::uint32_t seats);
ConsultantOrdinal add_consultant(Market& market, std::uint32_t caseload_max);
ProposalNumber add_proposal(Market& market,
                            ParticipantOrdinal participant,
                            PlacementOrdinal placement);
void remove_proposal(Market& market, ProposalNumber number);
// A person there takes so many hours of that team.
void ask_coach(Market& market,
               PlacementOrdinal placement,
               std::string_view team,
               std::uint32_t hours);
void publish_coaches(Market& market, std::string_view team, std::uint32_t hours_per_week);
EngagementId add_engagement(Market& market,
                            ParticipantOrdinal participant,
                            PlacementOrdinal placement);

[[nodiscard]] Participant& row(Market& market, ParticipantOrdinal ordinal);
[[nodiscard]] Employer& row(Market& market, EmployerOrdinal ordinal);
[[nodiscard]] Placement& row(Market& market, PlacementOrdinal ordinal);
[[nodiscard]] Consultant& row(Market& market, ConsultantOrdinal ordinal);

void add_barrier(Market& market,
                 ParticipantOrdinal participant,
                 BarrierDomain domain,
                 std::uint32_t severity);
void arrange_support(Market& market,
                     ParticipantOrdinal participant,
                     BarrierDomain domain,
                     std::uint32_t capacity);
void offer_support(Market& market,
                   PlacementOrdinal placement,
                   BarrierDomain domain,
                   std::uint32_t capacity);

}  // namespace koppel::examples
