#pragma once

#include "consumers/runtime/area_owner.h"
#include "tests/bench/mix/population.h"

#include <cstddef>
#include <cstdint>
#include <vector>

// The facts that everything is measured with. They are fixed: who changes them changes every
// figure.
namespace koppel::bench {

// Of every ten facts of the stream seven are answers, engagements and follow-up, two about
// participants and one about placements.
enum class Share : std::uint8_t {
  kAnswer,
  kParticipant,
  kPlacement
};

inline constexpr std::size_t kTurns = 10;
[[nodiscard]] Share share_of(std::size_t place);  // in the stream

// An area that is founded and filled, and a stream of facts about it. Every fact is taken when they
// come in this order with these stamps: they were played against an engine, and the answers are to
// what it proposed. The rules come last of the base, so that people and places arrive unmatched and
// all are proposed at once; from then on matching is on.
struct Mix {
  Founding founding;  // programmes and taxonomy of deploy/
  Instant founded_at;
  std::vector<Incoming> base;
  std::vector<Incoming> stream;  // as many facts a day as the area has participants
};

// Size and number alone decide what it is.
[[nodiscard]] Mix make_mix(Size size, std::size_t facts);

// Numbers facts and stamps them, each some time after the one before.
class Edge {
 public:
  explicit Edge(Instant begins) : now_(begins) {}

  [[nodiscard]] Incoming stamped(FactBody body, std::int64_t after_ms);

  [[nodiscard]] Instant now() const { return now_; }

 private:
  Instant now_;
  std::uint64_t count_ = 0;
};

[[nodiscard]] Founding founding_without_rules(Instant now);
[[nodiscard]] Instant first_moment();

}  // namespace koppel::bench
