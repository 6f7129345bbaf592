#include "engine/matching/assignment.h"

#include "engine/matching/auction.h"
#include "engine/matching/flow_network.h"
#include "engine/matching/flow_path.h"
#include "engine/matching/worth.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace koppel::matching {
namespace {

using Kind = FlowPoint::Kind;

Worth as_worth(std::int32_t points) {
  return Worth{points} << kBenefitAt;
}

Worth least(Worth price, Worth slack) {
  return std::max<Worth>(0, price - slack);
}

// Which ordinals were ever named is history.
void trim(std::vector<std::uint32_t>& prices) {
  while (!prices.empty() && prices.back() == 0) prices.pop_back();
}

}  // namespace

// Every event leaves no lack anywhere, and the flow an optimum.
struct AssignmentFlow {
  FlowNetwork network;
  FlowPaths paths{network};

  AssignmentFlow() = default;

  AssignmentFlow(const AssignmentFlow& other) : network(other.network) {}

  AssignmentFlow& operator=(const AssignmentFlow&) = delete;
  ~AssignmentFlow() = default;

  [[nodiscard]] bool holds(const Applicant& applicant) const;
  void make_room(const std::vector<Applicant>& applicants);
  void take_up(const Applicant& applicant);
  void admit(std::uint32_t person);
  void dismiss(std::uint32_t person);
  [[nodiscard]] bool serves(const Applicant& applicant) const;
  void change(const Applicant& applicant);
  void set_seats(std::uint32_t place, std::uint32_t seats);
  void set_people(std::uint32_t consultant, std::uint32_t people);
  void set_coached(std::uint32_t team, std::uint32_t people);
  void hold_seats(const std::vector<std::int32_t>& prices);
  void hold_seats(std::uint32_t team);
  void let_go(std::uint32_t place);

 private:
  bool takes_one(std::uint32_t place);
  void raise_seats(std::uint32_t place, std::uint32_t seats);
  void lower_seats(std::uint32_t place, std::uint32_t seats);
};

void AssignmentFlow::make_room(const std::vector<Applicant>& applicants) {
  std::vector<std::uint32_t> wishers(network.places.nodes.size());
  std::uint32_t last = 0;
  std::size_t sum = 0;
  for (const Applicant& applicant : applicants) {
    last = std::max(last, applicant.participant.value());
    sum += applicant.wishes.size();
    for (const Wish& wish : applicant.wishes) {
      if (wish.place.value() < wishers.size()) ++wishers[wish.place.value()];
    }
  }
  network.name_person(last);
  network.people.wishes.reserve_values(sum);
  network.places.wishes.reserve_values(sum);
  for (std::uint32_t place = 0; place < wishers.size(); ++place) {
    network.places.wishes.reserve(place, wishers[place] + (wishers[place] / 4));  // for who comes
    network.holders.reserve(place, std::min(wishers[place], network.places.nodes[place].capacity));
  }
}

// Nobody reaches them until they are admitted.
void AssignmentFlow::take_up(const Applicant& applicant) {
  const std::uint32_t person = applicant.participant.value();
  invariant(person != 0, "a person has an ordinal");
  network.name_person(person);
  network.people.join(person, applicant.consultant.value());
  FlowNode& node = network.people.nodes[person];
  node.price = kUnaffordable;
  node.days = std::min(applicant.days_waiting, kDaysMax);
  network.add_wishes(person, applicant.wishes);
}

// The shortest path of all, found without a search.
bool AssignmentFlow::takes_one(std::uint32_t place) {
  if (network.lack[place] > 0) {
    --network.lack[place];
    return true;
  }
  FlowNode& node = network.places.nodes[place];
  FlowGroup& team = network.places.groups[node.group];
  if (!node.has_room() || !team.has_room() || node.price < team.price) return false;
  ++node.load;
  ++team.load;
  return true;
}

void AssignmentFlow::admit(std::uint32_t person) {
  FlowNode& node = network.people.nodes[person];
  FlowGroup& consultant = network.people.groups[node.group];
  node.capacity = 1;
  const FlowNetwork::Best best = network.best_for(person);
  node.price = best.gain - worth_of_waiting(node.days);
  if (node.own() <= consultant.price) return;
  if (consultant.has_room() && takes_one(best.place)) {
    node.load = 1;
    ++consultant.load;
    network.link(person, best.place);
    return;
  }
  node.load = 1;
  ++consultant.lack;
  paths.drain({Kind::kPerson, person});
  if (consultant.lack == 0) return;
  --consultant.lack;
  paths.fill({Kind::kConsultant, node.group});
}

// The seat lacks a person then, and the consultant has one too many.
void AssignmentFlow::dismiss(std::uint32_t person) {
  if (person >= network.people.nodes.size() || network.people.nodes[person].capacity == 0) return;
  const std::uint32_t consultant = network.people.nodes[person].group;
  const std::uint32_t place = network.place_of[person];
  if (place != 0) network.unlink(person);
  network.people.leave_group(person);
  network.people.nodes[person] = {};
  network.drop_wishes(person);
  if (place == 0) return;
  ++network.lack[place];
  paths.drain({Kind::kConsultant, consultant});
  if (network.lack[place] > 0) let_go(place);
}

// Whether nothing about the person is new.
bool AssignmentFlow::holds(const Applicant& applicant) const {
  const std::uint32_t person = applicant.participant.value();
  if (person >= network.people.nodes.size()) return false;
  const FlowNode& node = network.people.nodes[person];
  const auto is_same = [](const FlowWish& held, const Wish& wish) {
    return held.node == wish.place.value() && held.benefit == wish.benefit &&
           held.ticket == wish.ticket;
  };
  return node.capacity == 1 && node.group == applicant.consultant.value() &&
         node.days == std::min(applicant.days_waiting, kDaysMax) &&
         std::ranges::equal(network.people.wishes[person], applicant.wishes, is_same);
}

// Whether the person has a place already, by the same consultant.
bool AssignmentFlow::serves(const Applicant& applicant) const {
  const std::uint32_t person = applicant.participant.value();
  return person < network.place_of.size() && network.place_of[person] != 0 &&
         network.people.nodes[person].group == applicant.consultant.value();
}

// As dismissing and admitting, but the seat given up may be taken again, or by who has to give way.
void AssignmentFlow::change(const Applicant& applicant) {
  const std::uint32_t person = applicant.participant.value();
  const std::uint32_t place = network.place_of[person];
  FlowNode& node = network.people.nodes[person];
  network.unlink(person);
  ++network.lack[place];
  network.drop_wishes(person);
  network.add_wishes(person, applicant.wishes);
  node.days = std::min(applicant.days_waiting, kDaysMax);
  const FlowNetwork::Best best = network.best_for(person);
  node.price = best.gain - worth_of_waiting(node.days);
  if (node.own() <= network.people.groups[node.group].price) {
    node.load = 0;
    paths.drain({Kind::kConsultant, node.group});
  } else if (takes_one(best.place)) {
    network.link(person, best.place);
  } else {
    paths.drain({Kind::kPerson, person});
  }
  if (network.lack[place] > 0) let_go(place);
}

void AssignmentFlow::let_go(std::uint32_t place) {
  --network.lack[place];
  paths.fill({Kind::kPlace, place});
}

void AssignmentFlow::set_seats(std::uint32_t place, std::uint32_t seats) {
  seats < network.places.nodes[place].capacity ? lower_seats(place, seats)
                                               : raise_seats(place, seats);
}

// One by one as long as a seat is worth more than a coach; then all others stay free.
void AssignmentFlow::raise_seats(std::uint32_t place, std::uint32_t seats) {
  FlowNode& node = network.places.nodes[place];
  const FlowGroup& team = network.places.groups[node.group];
  while (node.capacity < seats && node.price > team.price) {
    ++node.capacity;
    ++node.load;
    ++network.lack[place];
    paths.drain({Kind::kTeam, node.group});
    if (network.lack[place] > 0) let_go(place);
  }
  node.capacity = seats;
}

void AssignmentFlow::lower_seats(std::uint32_t place, std::uint32_t seats) {
  FlowNode& node = network.places.nodes[place];
  FlowGroup& team = network.places.groups[node.group];
  node.capacity = seats;
  while (node.load > seats) {
    --node.load;
    ++team.lack;
    paths.drain({Kind::kPlace, place});
    if (team.lack == 0) continue;
    --team.lack;
    paths.fill({Kind::kTeam, node.group});
  }
  if (seats == 0) node.price = kUnaffordable;
}

void AssignmentFlow::set_people(std::uint32_t consultant, std::uint32_t people) {
  FlowGroup& group = network.people.groups[consultant];
  while (group.capacity < people && group.price > 0) {
    ++group.capacity;
    ++group.load;
    paths.drain({Kind::kConsultant, consultant});
  }
  group.capacity = people;
  while (group.load > people) {
    --group.load;
    paths.fill({Kind::kConsultant, consultant});
  }
  if (people == 0) group.price = kUnaffordable;
}

void AssignmentFlow::set_coached(std::uint32_t team, std::uint32_t people) {
  FlowGroup& group = network.places.groups[team];
  while (group.capacity < people && group.price > 0) {
    ++group.capacity;
    ++group.load;
    paths.fill({Kind::kTeam, team});
  }
  group.capacity = people;
  while (group.load > people) {
    --group.load;
    paths.drain({Kind::kTeam, team});
  }
  if (people > 0) return;
  group.price = kUnaffordable;
  for (const std::uint32_t place : group.members) {
    network.places.nodes[place].price = kUnaffordable;
  }
}

// Until people come, the seats of places that have a price are held, so that prices need not fall.
void AssignmentFlow::hold_seats(const std::vector<std::int32_t>& prices) {
  FlowSide& places = network.places;
  for (std::uint32_t place = 1; place < places.nodes.size(); ++place) {
    FlowNode& node = places.nodes[place];
    const bool full = node.capacity == 0 || places.groups[node.group].capacity == 0;
    const Worth price = place < prices.size() ? as_worth(prices[place]) : 0;
    node.price = full ? kUnaffordable : price;
    if (full || price == 0 || node.group != 0) continue;
    node.load = network.lack[place] = node.capacity;
    places.groups[0].load += node.load;
  }
  for (std::uint32_t team = 1; team < places.groups.size(); ++team) hold_seats(team);
}

// Of the dearest places first. Where a team cannot coach that many, the price of the last seat held
// is that of the team.
void AssignmentFlow::hold_seats(std::uint32_t team) {
  FlowSide& places = network.places;
  FlowGroup& group = places.groups[team];
  group.price = group.capacity == 0 ? kUnaffordable : 0;
  if (group.capacity == 0) return;
  std::vector<std::uint32_t> dearest;
  for (const std::uint32_t place : group.members) {
    const FlowNode& node = places.nodes[place];
    if (node.capacity > 0 && node.price > 0) dearest.push_back(place);
  }
  std::ranges::sort(dearest, [&places](std::uint32_t a, std::uint32_t b) {
    const Worth price_a = places.nodes[a].price;
    const Worth price_b = places.nodes[b].price;
    return price_a != price_b ? price_a > price_b : a < b;
  });
  for (const std::uint32_t place : dearest) {
    FlowNode& node = places.nodes[place];
    node.load = network.lack[place] = std::min(node.capacity, group.capacity - group.load);
    group.load += node.load;
    if (node.load == node.capacity) continue;
    group.price = node.price;
    return;
  }
}

Assignment::Assignment() : flow_(std::make_unique<AssignmentFlow>()) {}

Assignment::Assignment(const Assignment& other)
    : flow_(std::make_unique<AssignmentFlow>(*other.flow_)), moved_(other.moved_) {}

Assignment::Assignment(Assignment&& other) noexcept = default;

Assignment& Assignment::operator=(const Assignment& other) {
  return *this = Assignment(other);
}

Assignment& Assignment::operator=(Assignment&& other) noexcept = default;
Assignment::~Assignment() = default;

Assignment Assignment::solve(const AssignmentMarket& market) {
  Assignment assignment;
  AssignmentFlow& flow = *assignment.flow_;
  for (const Caseload& line : market.caseloads) {
    flow.network.people.name_group(line.consultant.value());
    FlowGroup& group = flow.network.people.groups[line.consultant.value()];
    group.capacity = line.people;
    group.price = line.people == 0 ? kUnaffordable : 0;
  }
  for (const Coaching& line : market.coaching) {
    flow.network.places.name_group(line.team.value());
    flow.network.places.groups[line.team.value()].capacity = line.people;
  }
  for (const Offer& offer : market.offers) {
    flow.network.name_place(offer.place.value());
    flow.network.places.join(offer.place.value(), offer.team.value());
    flow.network.places.nodes[offer.place.value()].capacity = offer.seats;
  }
  flow.make_room(market.applicants);
  for (const Applicant& applicant : market.applicants) flow.take_up(applicant);
  flow.hold_seats(auctioned(market));
  for (const Applicant& applicant : market.applicants) flow.admit(applicant.participant.value());
  for (std::uint32_t place = 1; place < flow.network.lack.size(); ++place) {
    while (flow.network.lack[place] > 0) flow.let_go(place);
  }
  const std::vector<std::uint32_t>& places = flow.network.place_of;
  for (std::uint32_t person = 1; person < places.size(); ++person) {
    if (places[person] != 0) assignment.moved_.emplace_back(person);
  }
  flow.network.moved.clear();
  return assignment;
}

void Assignment::settle() {
  std::vector<std::uint32_t>& moved = flow_->network.moved;
  std::ranges::sort(moved);
  const auto repeats = std::ranges::unique(moved);
  moved.erase(repeats.begin(), repeats.end());
  moved_.clear();
  for (const std::uint32_t person : moved) moved_.emplace_back(person);
  moved.clear();
}

void Assignment::enter(const Applicant& applicant) {
  if (flow_->holds(applicant)) {
    moved_.clear();
    return;
  }
  if (flow_->serves(applicant)) {
    flow_->change(applicant);
  } else {
    flow_->dismiss(applicant.participant.value());
    flow_->take_up(applicant);
    flow_->admit(applicant.participant.value());
  }
  settle();
}

void Assignment::leave(ParticipantOrdinal participant) {
  flow_->dismiss(participant.value());
  settle();
}

void Assignment::set(const Offer& offer) {
  const std::uint32_t place = offer.place.value();
  invariant(place != 0, "a place has an ordinal");
  FlowNetwork& network = flow_->network;
  network.name_place(place);
  if (network.places.nodes[place].group != offer.team.value()) {
    flow_->set_seats(place, 0);
    network.places.leave_group(place);
    network.places.join(place, offer.team.value());
  }
  flow_->set_seats(place, offer.seats);
  settle();
}

void Assignment::set(const Caseload& caseload) {
  invariant(caseload.consultant.is_set(), "a consultant has an ordinal");
  flow_->network.people.name_group(caseload.consultant.value());
  flow_->set_people(caseload.consultant.value(), caseload.people);
  settle();
}

void Assignment::set(const Coaching& coaching) {
  invariant(coaching.team.is_set(), "a team has an ordinal");
  flow_->network.places.name_group(coaching.team.value());
  flow_->set_coached(coaching.team.value(), coaching.people);
  settle();
}

PlacementOrdinal Assignment::place_of(ParticipantOrdinal participant) const {
  const std::vector<std::uint32_t>& places = flow_->network.place_of;
  return PlacementOrdinal{participant.value() < places.size() ? places[participant.value()] : 0};
}

Prices Assignment::prices() const {
  const FlowNetwork& network = flow_->network;
  const FlowPaths::Slack places = flow_->paths.slack_of_places();
  const FlowPaths::Slack people = flow_->paths.slack_of_people();
  std::vector<Worth> teams;
  teams.reserve(network.places.groups.size());
  for (std::size_t team = 0; team < network.places.groups.size(); ++team) {
    teams.push_back(least(network.places.groups[team].price, places.groups[team]));
  }
  Prices prices;
  for (std::size_t team = 1; team < teams.size(); ++team) {
    prices.teams.push_back(benefit_of(teams[team]));
  }
  for (std::size_t place = 1; place < network.places.nodes.size(); ++place) {
    const FlowNode& node = network.places.nodes[place];
    const Worth all = least(node.price, places.nodes[place]);
    prices.seats.push_back(benefit_of(std::max<Worth>(0, all - teams[node.group])));
  }
  for (std::size_t consultant = 1; consultant < network.people.groups.size(); ++consultant) {
    const Worth price = network.people.groups[consultant].price;
    prices.consultants.push_back(benefit_of(least(price, people.groups[consultant])));
  }
  for (auto* const all : {&prices.seats, &prices.teams, &prices.consultants}) trim(*all);
  return prices;
}

}  // namespace koppel::matching
