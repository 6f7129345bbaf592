#pragma once

#include "consumers/cli/installation.h"
#include "consumers/cli/submission.h"
#include "consumers/cli/system_clock.h"
#include "consumers/monitor/monitor.h"
#include "consumers/runtime/edge_clock.h"

#include <optional>
#include <span>

namespace koppel::cli {

// Owns the areas of a directory. Facts given together are few commits of each area.
//
// A fact of a history moves its area's time to when it says it happened; one that is refused for
// just that moves nothing. It founds no journal either, not even a live one: where there is none
// yet it is answered as refused and recorded nowhere (sequence 0).
class LocalSubmission final : public Submission {
 public:
  explicit LocalSubmission(std::unique_ptr<Areas> installation);

  [[nodiscard]] std::expected<std::vector<Answered>, PortError> submit(
      std::span<const Submitted> facts) override;
  [[nodiscard]] std::expected<std::map<std::string, std::uint64_t>, PortError> positions(
      const std::string& input) override;
  [[nodiscard]] std::expected<void, PortError> advance_to_now(const DayTold& told) override;
  [[nodiscard]] std::expected<void, PortError> advance_to_now();  // and tells nobody

  // Opens every area there is and tells the latest time recorded in any of them.
  [[nodiscard]] std::expected<Instant, PortError> open_all();
  // Before the wall clock first moves time; kUnavailable, and nothing is recorded, when the latest
  // entry is older than kSilenceMs and nobody vouched for the clock. submit() of a live fact and
  // advance_to_now() ask it too. What the clock does afterwards is judged by clock().
  [[nodiscard]] std::expected<void, PortError> believe_clock();
  // Records that an operator vouches for the clock, before time moves.
  [[nodiscard]] std::expected<void, PortError> confirm_clock();

  // Areas whose journals are lost: facts of theirs fail to be submitted.
  [[nodiscard]] const LostJournals& lost() const { return installation_->lost(); }

  // Why that fact would fail so; nullptr when it would not.
  [[nodiscard]] const PortError* lost_journal_of(const Submitted& submitted) const;

  // Counts there what becomes of everything from now on. The monitor outlives this.
  void report_to(const monitor::Monitor& monitor);

  [[nodiscard]] EdgeClock& clock() { return edge_; }

 private:
  struct Batch {
    std::vector<Incoming> facts;
    std::vector<std::size_t> places;  // of their answers
  };

  [[nodiscard]] std::expected<void, PortError> take(AreaOwner& owner,
                                                    const Batch& batch,
                                                    std::vector<Answered>& answers);
  [[nodiscard]] Incoming incoming(Fact fact, const Submitted& submitted);
  // Answers the facts before the first that may found the journal, and takes them from the batch.
  [[nodiscard]] std::expected<void, PortError> answer_unfounded(AreaId area,
                                                                Batch& batch,
                                                                std::vector<Answered>& answers);
  [[nodiscard]] std::expected<bool, PortError> has_journal(AreaId area);
  [[nodiscard]] std::expected<Instant, PortError> latest_recorded();
  void report(AreaId area, const AreaOwner& owner, std::span<const Settled> settled);
  void report(AreaId area, const Settled& settled);
  void report_clock();
  // Days that time moves in all areas together until then.
  [[nodiscard]] std::expected<std::uint64_t, PortError> days_until(Instant now);

  enum class Belief : std::uint8_t {
    kOpen,
    kHeld
  };

  std::unique_ptr<Areas> installation_;
  SystemClock system_;
  EdgeClock edge_;
  Belief belief_ = Belief::kOpen;  // that the wall clock may follow on what was recorded last
  std::optional<monitor::Monitor> monitor_;
  monitor::Figures::Wall reported_ = monitor::Figures::Wall::kBelieved;
};

}  // namespace koppel::cli
