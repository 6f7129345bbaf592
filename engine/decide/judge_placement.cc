#include "engine/decide/judge.h"

#include <algorithm>

namespace koppel {
namespace {

Judgement valid_details(const PlacementDetails& details) {
  const bool levels = std::ranges::all_of(
      details.requirements, [](const Requirement& one) { return one.code != 0 && one.level <= 4; });
  return first_of(
      {refuse_if(
           details.kind == PlacementKind::kUnspecified, RefusalReason::kOutOfRange, "details.kind"),
       refuse_if(details.seats == 0, RefusalReason::kOutOfRange, "details.seats"),
       refuse_if(
           details.hours_min > details.hours_max, RefusalReason::kOutOfRange, "details.hoursMin"),
       refuse_if(details.age_max != 0 && details.age_min > details.age_max,
                 RefusalReason::kOutOfRange,
                 "details.ageMin"),
       refuse_if(
           details.starts.is_set() && details.until.is_set() && details.until < details.starts,
           RefusalReason::kOutOfRange,
           "details.until"),
       refuse_if(!levels, RefusalReason::kOutOfRange, "details.requirements"),
       valid_location(details.location, "details.location.postcode"),
       valid_profile(details.interests, "details.interests.riasec")});
}

Judgement known_and_later(const Case& judged, EmployerId id, Instant Employer::*as_of) {
  if (auto unknown = known(judged, id); !fits(unknown)) return unknown;
  return supersedes(judged, judged.market.find(id)->*as_of);
}

}  // namespace

Judgement judge(const Case& judged, const EmployerRegistered& fact) {
  return first_of(
      {refuse_if(!fact.employer.is_set(), RefusalReason::kOutOfRange, "employer"),
       valid_location(fact.details.location, "details.location.postcode"),
       refuse_if(judged.market.find(fact.employer) != nullptr, RefusalReason::kAlreadyRegistered)});
}

Judgement judge(const Case& judged, const EmployerChanged& fact) {
  const Judgement bad = valid_location(fact.details.location, "details.location.postcode");
  if (!fits(bad)) return bad;
  return known_and_later(judged, fact.employer, &Employer::as_of);
}

// Until the same day lifts an earlier suspension.
Judgement judge(const Case& judged, const EmployerSuspended& fact) {
  if (fact.until.is_set() && fact.until < local_date(judged.at)) return out_of_range("until");
  return known_and_later(judged, fact.employer, &Employer::suspended_as_of);
}

Judgement judge(const Case& judged, const EmployerRecognised& fact) {
  return known_and_later(judged, fact.employer, &Employer::crebos_as_of);
}

Judgement judge(const Case& judged, const PlacementOpened& fact) {
  if (!fact.placement.is_set()) return out_of_range("placement");
  if (auto bad = valid_details(fact.details); !fits(bad)) return bad;
  if (const Placement* standing = judged.market.find(fact.placement)) {
    return refuse(standing->closed ? RefusalReason::kAlreadyClosed : RefusalReason::kAlreadyOpen);
  }
  return known(judged, fact.employer);
}

Judgement judge(const Case& judged, const PlacementChanged& fact) {
  if (auto bad = valid_details(fact.details); !fits(bad)) return bad;
  if (auto unknown = known(judged, fact.placement); !fits(unknown)) return unknown;
  const Placement& standing = *judged.market.find(fact.placement);
  return first_of({refuse_if(standing.closed, RefusalReason::kPlacementClosed),
                   supersedes(judged, standing.as_of)});
}

Judgement judge(const Case& judged, const PlacementClosed& fact) {
  if (auto unknown = known(judged, fact.placement); !fits(unknown)) return unknown;
  return refuse_if(judged.market.find(fact.placement)->closed, RefusalReason::kAlreadyClosed);
}

}  // namespace koppel
