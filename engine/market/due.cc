#include "engine/market/due.h"

#include "engine/model/invariant.h"

#include <algorithm>

namespace koppel {

Due DueList::first() const {
  invariant(!empty(), "there is something due to look at");
  const auto& [at, list] = *at_.begin();
  return {.at = at, .kind = list.front().kind, .key = list.front().key};
}

void DueList::drop_first() {
  erase(first());
}

void DueList::insert(const Due& due) {
  std::vector<What>& list = at_[due.at];
  const What what{due.kind, due.key};
  const auto place = std::ranges::lower_bound(list, what);
  if (place == list.end() || *place != what) list.insert(place, what);
}

void DueList::erase(const Due& due) {
  const auto found = at_.find(due.at);
  if (found == at_.end()) return;
  std::vector<What>& list = found->second;
  const What what{due.kind, due.key};
  const auto place = std::ranges::lower_bound(list, what);
  if (place == list.end() || *place != what) return;
  list.erase(place);
  if (list.empty()) at_.erase(found);
}

}  // namespace koppel
