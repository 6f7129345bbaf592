#include "consumers/operator/figures.h"

#include "consumers/operator/reactions.h"

#include <algorithm>
#include <string_view>
#include <variant>

namespace koppel::simulate {
namespace {

constexpr std::array<std::string_view, 4> kBands = {"0", "1 to 4", "5 to 9", "10 and up"};

// As in published tables: total severity none, one to four, five to nine, ten and up.
std::size_t band_of(std::uint32_t severity) {
  if (severity == 0) return 0;
  if (severity < 5) return 1;
  return severity < 10 ? 2 : 3;
}

using DayCounts = std::vector<std::int32_t>;

std::optional<std::int32_t> median(DayCounts days) {
  if (days.empty()) return std::nullopt;
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>((days.size() - 1) / 2);
  std::ranges::nth_element(days, middle);
  return *middle;
}

// A group while it is counted.
struct Gathered {
  Group group;
  DayCounts to_proposal;
  DayCounts to_start;

  template <typename Course>
  void add(const Course& course) {
    ++group.people;
    group.started += course.started;
    group.stopped += course.stopped;
    if (course.proposed.is_set()) {
      ++group.proposed;
      to_proposal.push_back(course.proposed.day - course.registered.day);
    }
    if (course.placed.is_set()) {
      ++group.placed;
      to_start.push_back(course.placed.day - course.registered.day);
    }
  }

  [[nodiscard]] Group done(std::string_view name) const {
    Group result = group;
    result.name = name;
    result.median_days_to_proposal = median(to_proposal);
    result.median_days_to_start = median(to_start);
    return result;
  }
};

void keep(const Gathered& gathered,
          std::string_view name,
          std::vector<Group>& groups,
          std::uint64_t& left_out) {
  if (gathered.group.people == 0) return;
  if (gathered.group.people < kGroupLeast) {
    ++left_out;
  } else {
    groups.push_back(gathered.done(name));
  }
}

}  // namespace

class Figures::Counter {
 public:
  Counter(Figures& into, AreaId area, Date today, const Market& market)
      : into_(into), counted_(into.counted_), area_(area), today_(today), market_(market) {}

  void operator()(const Fact& fact) { std::visit(*this, fact.body); }

  void operator()(const ProposalMade& entry) {
    ++counted_.proposals.made;
    Course* person = course(entry.participant);
    if (person != nullptr && !person->proposed.is_set()) person->proposed = today_;
  }

  void operator()(const ProposalExpired& /*entry*/) { ++counted_.proposals.expired; }

  void operator()(const ProposalWithdrawn& /*entry*/) { ++counted_.proposals.withdrawn; }

  void operator()(const ProposalAccepted& /*fact*/) { ++counted_.proposals.accepted; }

  void operator()(const ProposalDeclined& /*fact*/) { ++counted_.proposals.declined; }

  void operator()(const ProposalDeferred& /*fact*/) { ++counted_.proposals.deferred; }

  void operator()(const ReminderDue& /*entry*/) { ++counted_.reminders.due; }

  void operator()(const SupportRequested& /*entry*/) { ++counted_.support_requested; }

  void operator()(const SupportArranged& /*fact*/) { ++counted_.support_arranged; }

  void operator()(const ParticipantLeft& /*fact*/) { ++counted_.left; }

  void operator()(const PlacementOpened& /*fact*/) { ++counted_.places_opened; }

  void operator()(const EngagementAgreed& /*fact*/) { ++counted_.agreed; }

  // Who comes back goes on with the same course.
  void operator()(const ParticipantRegistered& fact) {
    into_.courses_.try_emplace({area_, fact.participant},
                               Course{.programme = fact.programme, .registered = today_});
  }

  void operator()(const BarrierReported& fact) {
    constexpr std::uint32_t kSelfReliant = 5;
    Course* person = course(fact.participant);
    const std::uint32_t level = fact.level.reveal();
    if (person == nullptr || person->phases > 0 || level == 0) return;
    person->severity += kSelfReliant - std::min(level, kSelfReliant);
  }

  void operator()(const PhaseEntered& fact) {
    if (Course* person = course(fact.participant)) ++person->phases;
  }

  void operator()(const EngagementStarted& fact) {
    ++counted_.started;
    into_.running_.emplace(EngagementKey(area_, fact.engagement), fact.participant);
    Course* person = course(fact.participant);
    if (person == nullptr) return;
    ++person->started;
    if (!person->placed.is_set()) person->placed = today_;
  }

  void operator()(const EngagementEnded& fact) {
    end(fact.participant, fact.engagement, fact.cause);
  }

  void operator()(const FollowUpAnswered& fact) {
    switch (fact.result) {
      case FollowUpResult::kStillThere: ++counted_.reminders.still_there; break;
      case FollowUpResult::kLeft: ++counted_.reminders.left; break;
      case FollowUpResult::kUnreachable: ++counted_.reminders.unreachable; break;
      case FollowUpResult::kUnspecified: break;
    }
    const bool ran = into_.running_.contains({area_, fact.engagement});
    const bool is_over = market_.find(fact.engagement)->state == EngagementState::kEnded;
    if (ran && is_over) end(fact.participant, fact.engagement, fact.cause);
  }

  void operator()(const ParticipantErased& fact) {
    const auto found = std::ranges::find_if(into_.running_, [&](const auto& running) {
      return running.first.first == area_ && running.second == fact.participant;
    });
    if (found == into_.running_.end()) return;
    end(fact.participant, found->first.second, EngagementEndCause::kUnspecified);
  }

  template <typename Other>
  void operator()(const Other& /*not counted*/) {}

 private:
  // Null for who registered before.
  [[nodiscard]] Course* course(ParticipantId who) {
    const auto found = into_.courses_.find({area_, who});
    return found == into_.courses_.end() ? nullptr : &found->second;
  }

  void end(ParticipantId who, EngagementId engagement, EngagementEndCause cause) {
    ++counted_.ended[cause];
    const bool ran = into_.running_.erase({area_, engagement}) > 0;
    Course* person = course(who);
    if (ran && person != nullptr && !went_on(cause)) ++person->stopped;
  }

  Figures& into_;
  Summary& counted_;
  AreaId area_;
  Date today_;
  const Market& market_;
};

void Figures::see(AreaId area, const Entry& entry, const Market& market) {
  std::visit(Counter(*this, area, local_date(entry.recorded_at), market), entry.body);
}

Summary Figures::summary() const {
  Summary summary = counted_;
  Gathered all;
  std::map<std::string, Gathered> programmes;
  std::array<Gathered, kBands.size()> bands;
  for (const auto& [key, course] : courses_) {
    all.add(course);
    programmes[course.programme].add(course);
    bands[band_of(course.severity)].add(course);
  }
  summary.all = all.done("all");
  summary.running = running_.size();
  for (const auto& [code, gathered] : programmes) {
    keep(gathered, code, summary.by_programme, summary.left_out);
  }
  for (std::size_t i = 0; i < bands.size(); ++i) {
    keep(bands[i], kBands[i], summary.by_band, summary.left_out);
  }
  return summary;
}

}  // namespace koppel::simulate
