#include "tests/integration/told_topics.h"

#include "engine/model/invariant.h"

#include "koppel/v1/outward.pb.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace koppel {
namespace {

using examples::header_of;

constexpr std::uint32_t kPeople = 80;
constexpr std::uint32_t kPlaces = 60;
constexpr std::uint32_t kFactsAtOnce = 10;
constexpr std::array kTold{
    AreaTopic::kProposals, AreaTopic::kReminders, AreaTopic::kPlacementEvents};

// What a transaction that is given up says: the same messages, and other seats.
LogRecord falsified(LogRecord record) {
  if (record.topic != AreaTopic::kPlacementEvents || !record.value) return record;
  v1::PlacementEvent event;
  invariant(event.ParseFromString(*record.value), "what is told of a place is an event");
  event.set_free_seats(event.free_seats() + 1'000);
  record.value = event.SerializeAsString();
  return record;
}

LogRecord closing(AreaTopic topic, Instant time) {
  return {.topic = topic, .key = kClosingKey, .value = {}, .headers = {}, .time = time};
}

// Thrown, so that whoever plays ends the broker too.
template <typename Answer>
void expect(const Answer& answer) {
  if (!answer) throw std::runtime_error(answer.error().what);
}

// The first transactional id of a cluster waits until the coordinator has made its own topic.
void initialise(KafkaAreaLog& log, AreaProducer producer) {
  auto answer = log.init(producer);
  for (int more = 10; more > 0 && !answer; --more) {
    if (answer.error().failure != LogFailure::kUnavailable) break;
    answer = log.init(producer);
  }
  expect(answer);
}

}  // namespace

ToldTopics::ToldTopics(const KafkaSettings& settings, KafkaAreaLog::Place place, std::uint64_t seed)
    : log_(KafkaAreaLog::open(KafkaCluster::make(settings, {}).value(), place).value()),
      history_(seed),
      random_(static_cast<std::uint32_t>(seed)) {
  history_.begin_with(kPeople, kPlaces);
  initialise(*log_, AreaProducer::kFirst);
  initialise(*log_, AreaProducer::kSecond);
}

void ToldTopics::play() {
  std::vector<LogRecord> records;
  for (auto left = 1 + (random_() % kFactsAtOnce); left > 0; --left, ++facts_) {
    const auto told = history_.next();
    records.insert(records.end(), told.begin(), told.end());
  }
  records = disturbed(std::move(records));
  if (records.empty()) return;
  if (one_in(3)) send(records, Ending::kAbort);
  send(records, Ending::kCommit);
}

void ToldTopics::finish() {
  send(std::exchange(lost_, {}), Ending::kCommit);
}

std::vector<LogRecord> ToldTopics::disturbed(std::vector<LogRecord> records) {
  std::vector<LogRecord> all;
  for (LogRecord& record : records) {
    const bool about_a_place = record.topic == AreaTopic::kPlacementEvents;
    if (about_a_place && one_in(8)) {
      ++counts_[record.topic].late;
      lost_.push_back(std::move(record));
      continue;
    }
    if (about_a_place) sent_.push_back(record);
    all.push_back(std::move(record));
  }
  if (one_in(6)) std::ranges::move(std::exchange(lost_, {}), std::back_inserter(all));
  if (!sent_.empty() && one_in(3)) {
    all.push_back(sent_[random_() % sent_.size()]);
    ++counts_[AreaTopic::kPlacementEvents].repeats;
  }
  if (!all.empty() && one_in(8)) all.push_back(closing(kTold[random_() % 3], all.back().time));
  return all;
}

void ToldTopics::send(const std::vector<LogRecord>& records, Ending ending) {
  if (records.empty()) return;
  turn_ = turn_ == AreaProducer::kFirst ? AreaProducer::kSecond : AreaProducer::kFirst;
  ++transactions_;
  expect(log_->begin(turn_));
  for (const LogRecord& record : records) {
    const bool aborted = ending == Ending::kAbort;
    expect(log_->produce(turn_, aborted ? falsified(record) : record));
    if (aborted) ++counts_[record.topic].aborted;
    if (!aborted) count(record);
  }
  expect(log_->flush(turn_));
  if (ending == Ending::kAbort) {
    expect(log_->abort(turn_));
    return;
  }
  const auto answer = log_->commit(turn_);
  expect(answer);
  if (*answer == CommitAnswer::kDirty) initialise(*log_, turn_);
}

void ToldTopics::count(const LogRecord& record) {
  Counts& counts = counts_[record.topic];
  ++counts.committed;
  if (!record.value) {
    ++counts.closing;
    return;
  }
  if (!counts.ids.insert(header_of(record, "ce_id")).second) return;
  ++counts.messages[header_of(record, "ce_subject")];
}

}  // namespace koppel
