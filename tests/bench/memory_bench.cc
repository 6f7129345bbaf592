// P12a, P12b: the memory that a participant and a placement take in a market with as many of the
// other, index and seating included, beside the same rows as stored. Every new and delete of this
// process is counted, with what malloc rounds up.

#include "consumers/operator/places.h"
#include "consumers/operator/random.h"
#include "consumers/operator/strands.h"
#include "engine/codec/row_codec.h"
#include "engine/market/evolve.h"
#include "engine/market/rows.h"
#include "engine/matching/index.h"
#include "engine/matching/readiness.h"
#include "engine/matching/seating.h"
#include "engine/model/invariant.h"
#include "tests/bench/area.h"
#include "tests/bench/figure.h"
#include "tests/bench/mix/deployed.h"
#include "tests/support/seeded_keys.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>

#include <malloc.h>

namespace {

std::size_t allocated_bytes = 0;  // one thread

}  // namespace

void* operator new(std::size_t size) {
  void* const made = std::malloc(size);
  if (made == nullptr) throw std::bad_alloc();
  allocated_bytes += ::malloc_usable_size(made);
  return made;
}

// The columns of the index are aligned.
void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto to = static_cast<std::size_t>(alignment);
  void* const made = std::aligned_alloc(to, (size + to - 1) / to * to);
  if (made == nullptr) throw std::bad_alloc();
  allocated_bytes += ::malloc_usable_size(made);
  return made;
}

void operator delete(void* made) noexcept {
  allocated_bytes -= ::malloc_usable_size(made);
  std::free(made);
}

void operator delete(void* made, std::size_t /*size*/) noexcept {
  operator delete(made);
}

void operator delete(void* made, std::align_val_t /*alignment*/) noexcept {
  operator delete(made);
}

void operator delete(void* made, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept {
  operator delete(made);
}

namespace koppel::bench {
namespace {

constexpr std::uint32_t kCompetences = 30;
constexpr std::uint32_t kRequirements = 12;
constexpr std::uint64_t kEmployers = 10;
constexpr std::array kBarriers = {BarrierDomain::kFinances,
                                  BarrierDomain::kHousing,
                                  BarrierDomain::kMentalHealth,
                                  BarrierDomain::kLanguage};

// A market that is folded from facts alone.
class Folded {
 public:
  Folded() : edge_(first_moment()) {
    for (const Fact& fact : founding_without_rules(first_moment()).facts) fold(fact);
    fold(deployed_rules());
  }

  void fold(FactBody body) { fold(edge_.stamped(std::move(body), 1'000).fact); }

  [[nodiscard]] Market& market() { return market_; }

 private:
  void fold(const Fact& fact) {
    sequence_ = Sequence{sequence_.value() + 1};
    (void)evolve(market_, {.sequence = sequence_, .recorded_at = fact.occurred_at, .body = fact});
  }

  Edge edge_;
  Sequence sequence_;
  Market market_;
};

void add_participant(Folded& folded, simulate::Random& random, ParticipantId id) {
  // The one that asks for neither contract nor phase.
  const simulate::ProgrammeProfile& programme = *std::ranges::find(
      simulate::programme_profiles(), "leerpraktijkcentra", &simulate::ProgrammeProfile::code);
  folded.fold(
      ParticipantRegistered{.participant = id,
                            .programme = std::string(programme.code),
                            .birth_date = simulate::draw_birth_date(random, programme, kFirstDay),
                            .location = {.postcode = "1311AA", .x = 1'400, .y = 4'850},
                            .education = EducationLevel::kVmbo,
                            .external_ref = "SIM-" + std::to_string(id.value())});
  folded.fold(IntakeHeld{.participant = id});
  folded.fold(ConsentGiven{.participant = id, .purpose = ConsentPurpose::kMatching});
  InterestsAssessed interests = simulate::draw_interests(random, Sector::kGreen);
  interests.participant = id;
  folded.fold(std::move(interests));
  CompetencesAssessed competences = simulate::draw_competences(random, Sector::kGreen);
  competences.participant = id;
  competences.competences.clear();
  for (std::uint32_t code = 1; code <= kCompetences; ++code)
    competences.competences.push_back({.code = code, .level = random.between(1, 4)});
  folded.fold(std::move(competences));
  for (const BarrierDomain domain : kBarriers)
    folded.fold(BarrierReported{.participant = id,
                                .domain = Special(domain),
                                .level = Special(random.between(1, 4)),
                                .justice_level = {},
                                .instrument = "zrm-2017"});
  AvailabilitySet availability = simulate::draw_availability(random, programme, kFirstDay);
  availability.participant = id;
  folded.fold(std::move(availability));
}

void add_employers(Folded& folded) {
  for (std::uint64_t id = 1; id <= kEmployers; ++id)
    folded.fold(EmployerRegistered{.employer = EmployerId{id},
                                   .details = {.name = "Employer", .sector = Sector::kGreen}});
}

void add_placement(Folded& folded, simulate::Random& random, PlacementId id) {
  PlacementDetails details =
      simulate::draw_place(random,
                           {.kind = simulate::draw_kind(random),
                            .sector = Sector::kGreen,
                            .location = {.postcode = "1311AB", .x = 1'410, .y = 4'860},
                            .coach_team = "coach-1",
                            .opens = kFirstDay});
  details.requirements.clear();
  for (std::uint32_t code = 1; code <= kRequirements; ++code)
    details.requirements.push_back(
        {.code = code, .level = random.between(1, 4), .importance = random.between(1, 3)});
  folded.fold(PlacementOpened{.placement = id,
                              .employer = EmployerId{1 + (id.value() % kEmployers)},
                              .details = std::move(details)});
}

// Bytes of all rows of that kind, keys included.
std::size_t stored_bytes(const Market& market, RowKind kind) {
  SeededKeys keys(1);
  std::size_t bytes = 0;
  for (const RowRef& ref : all_rows(market)) {
    if (ref.kind != kind) continue;
    const RowChange row = must(codec::write_row(market, ref, keys));
    bytes += row.key.size() + row.value->size();
  }
  return bytes;
}

struct Bytes {
  double in_memory = 0;
  double stored = 0;
};

Bytes each(std::size_t in_memory, std::size_t stored, std::size_t count) {
  const auto number = static_cast<double>(count);
  return {.in_memory = static_cast<double>(in_memory) / number,
          .stored = static_cast<double>(stored) / number};
}

struct Taken {
  Bytes row;      // of the kind that was added
  Bytes fact_id;  // of each fact
};

// While index and seating stand.
std::size_t bytes_with_index(const Market& market) {
  const matching::Index index = matching::Index::build(market);
  const matching::Seating seating = matching::Seating::build(market, index);
  return allocated_bytes;
}

// What the market, its index and its seating take more than before `add` added that many.
template <typename Add>
Taken measure_memory(Folded& folded, RowKind kind, std::uint32_t count, const Add& add) {
  Market& market = folded.market();
  const std::size_t facts_before = market.seen.size();
  const std::size_t bytes_before = bytes_with_index(market);
  add();
  const std::size_t full_bytes = bytes_with_index(market);
  const std::size_t facts = market.seen.size();
  const std::size_t stored_ids = stored_bytes(market, RowKind::kSeenFact);
  const std::size_t with_ids = allocated_bytes;
  market.seen = {};
  const std::size_t id_bytes = with_ids - allocated_bytes;
  // The few ids from before are as large as any other.
  const std::size_t added_ids = id_bytes * (facts - facts_before) / facts;
  return {.row = each(full_bytes - bytes_before - added_ids, stored_bytes(market, kind), count),
          .fact_id = each(id_bytes, stored_ids, facts)};
}

void report(Run& run, const char* id, const std::string& what, const Bytes& bytes) {
  run.report({.id = id, .what = what, .ours = bytes.in_memory, .reference = bytes.stored});
}

void add_participants(Folded& folded, simulate::Random& random, std::uint32_t count) {
  for (std::uint64_t id = 1; id <= count; ++id) add_participant(folded, random, ParticipantId{id});
  for (const Participant& one : folded.market().participants) {
    invariant(matching::is_candidate(folded.market(), one), "everybody is in the index");
  }
}

void add_placements(Folded& folded, simulate::Random& random, std::uint32_t count) {
  add_employers(folded);
  for (std::uint64_t id = 1; id <= count; ++id) add_placement(folded, random, PlacementId{id});
}

void measure_all(Run& run) {
  const std::uint32_t count = run.is_smoke() ? 100 : 3'000;
  simulate::Random random(1);
  if (run.wants("P12a")) {
    Folded folded;
    add_placements(folded, random, count);
    const Taken taken = measure_memory(
        folded, RowKind::kParticipant, count, [&] { add_participants(folded, random, count); });
    report(run, "P12a", "participant, 30 competences, 4 barriers, with index, bytes", taken.row);
    report(run, "P12a", "id of a fact, apart, bytes", taken.fact_id);
  }
  if (run.wants("P12b")) {
    Folded folded;
    add_participants(folded, random, count);
    const Taken taken = measure_memory(
        folded, RowKind::kPlacement, count, [&] { add_placements(folded, random, count); });
    report(run, "P12b", "placement, 12 requirements, with index, bytes", taken.row);
  }
}

}  // namespace
}  // namespace koppel::bench

int main(int argc, char** argv) {
  koppel::bench::Run run(argc, argv, {"P12a", "P12b"});
  koppel::bench::measure_all(run);
  return run.exit_code();
}
