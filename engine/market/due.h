#pragma once

#include "engine/model/head.h"
#include "engine/model/instant.h"

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

namespace koppel {

// Something that falls due at a moment; `key` is a ProposalNumber, a ReminderNumber or a Sequence.
struct Due {
  Instant at;
  AgendaKind kind = AgendaKind::kUnspecified;
  std::uint64_t key = 0;

  friend auto operator<=>(const Due&, const Due&) = default;
};

// What falls due, in order of moment, kind and key. Many things share a moment (terms end at
// midnight, reminders fall due in the morning), so the moments are few and each holds a sorted
// list.
class DueList {
 public:
  [[nodiscard]] bool empty() const { return at_.empty(); }

  // The first to fall due. There must be one.
  [[nodiscard]] Due first() const;
  void drop_first();

  // What is there already, or not, stays so.
  void insert(const Due& due);
  void erase(const Due& due);

  template <typename Unwanted>
  void erase_if(const Unwanted& unwanted) {
    for (auto& [at, list] : at_) {
      std::erase_if(list, [&](const What& what) {
        return unwanted(Due{.at = at, .kind = what.kind, .key = what.key});
      });
    }
    std::erase_if(at_, [](const auto& moment) { return moment.second.empty(); });
  }

  friend bool operator==(const DueList&, const DueList&) = default;

 private:
  struct What {  // moved as bytes, many at a time
    AgendaKind kind = AgendaKind::kUnspecified;
    std::uint64_t key = 0;

    friend auto operator<=>(const What&, const What&) = default;
  };

  std::map<Instant, std::vector<What>> at_;  // no list is empty
};

}  // namespace koppel
