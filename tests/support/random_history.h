#pragma once

#include "engine/market/market.h"
#include "engine/model/fact.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

namespace koppel::examples {

// A fact as a source tells it, and the moment at which it comes.
struct Told {
  Fact fact;
  std::string json;
  Instant now;
};

// A stream of facts of all kinds: arrivals, changes and answers, in and out of order, some
// repeated, some not fitting. The same seed and the same markets give the same stream. Ids and
// values are drawn from few, so that parties meet, seats run out and facts wait.
class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed);

  // Programmes, rules and taxonomy, to begin with.
  [[nodiscard]] std::vector<Told> founding();

  // What comes next does so no earlier than that.
  void go_on_from(Instant now) { now_ = std::max(now_, now); }

  // What comes next is mostly this, in order, until all of it came: so many places, and people whom
  // nothing keeps from a proposal. Else they come about by chance, which takes some hundred facts.
  void begin_with(std::uint32_t people, std::uint32_t places);

  // Answers refer to the open proposals and engagements of the market as it stands.
  [[nodiscard]] Told next(const Market& market);

  [[nodiscard]] Told erasure(ParticipantId who) {
    return told(ParticipantErased{.participant = who});
  }

  [[nodiscard]] std::uint32_t below(std::uint32_t below);

 private:
  template <typename IdType>
  [[nodiscard]] IdType any(std::uint32_t count);
  [[nodiscard]] bool one_in(std::uint32_t times);

  [[nodiscard]] FactBody next_body(const Market& market);
  [[nodiscard]] FactBody about_person();
  [[nodiscard]] FactBody about_barrier(ParticipantId who);
  [[nodiscard]] FactBody about_case(ParticipantId who);
  [[nodiscard]] FactBody about_place();
  [[nodiscard]] FactBody about_control(const Market& market);
  [[nodiscard]] FactBody about_proposal(const Market& market);
  [[nodiscard]] FactBody about_engagement(const Market& market);
  [[nodiscard]] ParticipantRegistered registration(ParticipantId who, std::string programme);
  [[nodiscard]] AvailabilitySet availability(ParticipantId who);
  [[nodiscard]] InterestsAssessed interests(ParticipantId who);
  [[nodiscard]] PlacementDetails details();
  [[nodiscard]] Told told(FactBody body);
  void disturb(Fact& fact, const Market& market);

  std::mt19937_64 random_;
  Instant now_;
  std::uint64_t count_ = 0;
  std::vector<Told> before_;
  std::deque<FactBody> first_;
};

}  // namespace koppel::examples
