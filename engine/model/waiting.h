#pragma once

#include "engine/model/fact.h"
#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/model/instant.h"

namespace koppel {

struct WaitingFact {
  Sequence sequence;  // of the first FactWaiting
  Party missing;
  Instant since;
  Fact fact;

  friend bool operator==(const WaitingFact&, const WaitingFact&) = default;
};

struct SeenFact {
  FactId fact_id;
  Instant at;
  ParticipantId participant;  // whose key seals the content; 0: nobody's
  ContentHash content;

  friend bool operator==(const SeenFact&, const SeenFact&) = default;
};

}  // namespace koppel
