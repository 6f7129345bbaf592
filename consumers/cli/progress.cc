#include "consumers/cli/progress.h"

#include "consumers/cli/table.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <unistd.h>

namespace koppel::cli {
namespace {

using std::chrono::steady_clock;

constexpr auto kFirstAfter = std::chrono::milliseconds(500);
constexpr auto kChangesEvery = std::chrono::milliseconds(100);
constexpr auto kLineEvery = std::chrono::seconds(10);
constexpr std::uint64_t kBarCells = 20;

std::string bar(std::uint64_t done, std::uint64_t total) {
  const std::uint64_t reached = std::min(done, total);
  const std::uint64_t full = reached * kBarCells / total;
  std::string text;
  for (std::uint64_t at = 0; at < kBarCells; ++at) text += at < full ? "█" : "░";
  const std::string percent = std::to_string(reached * 100 / total);
  return text + " " + std::string(3 - std::min<std::size_t>(3, percent.size()), ' ') + percent +
         "%  ";
}

std::string left(std::uint64_t done, std::uint64_t total, std::chrono::duration<double> elapsed) {
  constexpr std::uint64_t kMinute = 60;
  const double rest = static_cast<double>(total - std::min(done, total));
  const auto seconds =
      static_cast<std::uint64_t>(elapsed.count() * rest / static_cast<double>(done));
  const std::string within = std::to_string(seconds % kMinute);
  return "  " + grouped(seconds / kMinute) + (within.size() == 1 ? ":0" : ":") + within + " left";
}

}  // namespace

std::string seconds_text(std::chrono::duration<double> time) {
  constexpr double kToHundredths = 100;
  constexpr std::uint64_t kFine = 10;
  const auto hundredths = static_cast<std::uint64_t>(time.count() * kToHundredths);
  const std::uint64_t seconds = hundredths / 100;
  if (seconds >= kFine) return grouped(seconds) + " s";
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(seconds) + (rest.size() == 1 ? ".0" : ".") + rest + " s";
}

std::string progress_text(const std::string& what,
                          const std::string& unit,
                          std::uint64_t done,
                          std::uint64_t total,
                          std::chrono::duration<double> elapsed) {
  std::string text = what + " ";
  if (total > 0) text += bar(done, total);
  text += grouped(done) + " " + unit;
  if (elapsed.count() > 0) {
    const double rate = static_cast<double>(done) / elapsed.count();
    text += "  " + grouped(static_cast<std::uint64_t>(rate)) + "/s";
    if (total > 0 && done > 0) text += left(done, total, elapsed);
  }
  return text;
}

Progress::Progress(const Globals& globals, std::string what, std::string unit, std::uint64_t total)
    : what_(std::move(what)),
      unit_(std::move(unit)),
      total_(total),
      manner_(isatty(STDERR_FILENO) == 1 ? Manner::kOneLine : Manner::kLines),
      started_(steady_clock::now()),
      next_(started_ + (manner_ == Manner::kOneLine ? steady_clock::duration(kFirstAfter)
                                                    : steady_clock::duration(kLineEvery))) {
  if (globals.talk == Talk::kQuiet) manner_ = Manner::kSilent;
}

Globals Progress::on_a_terminal_alone(Globals globals) {
  if (isatty(STDERR_FILENO) != 1) globals.talk = Talk::kQuiet;
  return globals;
}

Progress::~Progress() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

std::chrono::duration<double> Progress::elapsed() const {
  return steady_clock::now() - started_;
}

void Progress::at(std::uint64_t done) {
  const auto now = steady_clock::now();
  if (manner_ == Manner::kSilent || now < next_) return;
  const std::string text = progress_text(what_, unit_, done, total_, now - started_);
  if (manner_ == Manner::kOneLine) {
    std::fprintf(stderr, "\r%s\x1b[K", text.c_str());
    shown_ = true;
    next_ = now + kChangesEvery;
  } else {
    std::fprintf(stderr, "%s\n", text.c_str());
    next_ = now + kLineEvery;
  }
}

}  // namespace koppel::cli
