#include "tests/bench/figure.h"

#include "engine/model/invariant.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <nlohmann/json.hpp>

namespace koppel::bench {
namespace {

constexpr int kExitUsage = 64;

std::string text_of(const Goal& goal) {
  std::array<char, 16> text{};
  std::snprintf(text.data(),
                text.size(),
                "%s %.3g",
                goal.bound == Goal::Bound::kAtLeast ? ">=" : "<=",
                goal.ratio);
  return text.data();
}

// Three digits that count are as many as a shared machine gives.
double rounded(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 2);
  return unit >= 1 ? std::round(value) : std::round(value / unit) * unit;
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), value >= 100 ? "%.0f" : "%.3g", rounded(value));
  return text.data();
}

void print_line(const Figure& figure) {
  const auto holds = figure.holds();
  std::printf("%-5s %-66s %10s %10s %6.2f  %-6s  %s\n",
              figure.id.c_str(),
              figure.what.c_str(),
              number(figure.ours).c_str(),
              number(figure.reference).c_str(),
              figure.ratio(),
              figure.goal ? text_of(*figure.goal).c_str() : "-",
              !holds   ? "-"
              : *holds ? "yes"
                       : "NO");
}

void print_json(const Figure& figure) {
  nlohmann::ordered_json json = {{"id", figure.id},
                                 {"what", figure.what},
                                 {"ours", rounded(figure.ours)},
                                 {"reference", rounded(figure.reference)},
                                 {"ratio", rounded(figure.ratio())},
                                 {"goal", nullptr},
                                 {"holds", nullptr}};
  if (figure.goal) json["goal"] = text_of(*figure.goal);
  if (const auto holds = figure.holds()) json["holds"] = *holds;
  std::puts(json.dump().c_str());
}

[[noreturn]] void complain(const char* program, std::string_view argument) {
  std::fprintf(stderr,
               "%s: \"%.*s\" is neither an option nor a figure measured here\n"
               "  what to do: %s [--json] [--smoke] [ID...]; --ids lists the figures\n",
               program,
               static_cast<int>(argument.size()),
               argument.data(),
               program);
  std::exit(kExitUsage);
}

}  // namespace

std::optional<bool> Figure::holds() const {
  if (!goal) return std::nullopt;
  return goal->bound == Goal::Bound::kAtLeast ? ratio() >= goal->ratio : ratio() <= goal->ratio;
}

double median(std::vector<double> values) {
  invariant(!values.empty(), "a median is of something");
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double median(const std::vector<Seconds>& values, double Seconds::*clock) {
  std::vector<double> seconds;
  for (const Seconds& value : values) seconds.push_back(value.*clock);
  return median(std::move(seconds));
}

Measured measure(int rounds, const Measure& ours, const Measure& reference) {
  Measured measured;
  for (int round = 0; round < rounds; ++round) {
    if (round % 2 == 0) measured.ours.push_back(ours());
    measured.reference.push_back(reference());
    if (round % 2 == 1) measured.ours.push_back(ours());
  }
  return measured;
}

Run::Run(int argc, const char* const* argv, std::vector<std::string_view> ids)
    : ids_(std::move(ids)) {
  for (int at = 1; at < argc; ++at) {
    const std::string_view argument = argv[at];
    if (argument == "--ids") {
      for (const std::string_view id : ids_) std::puts(std::string(id).c_str());
      std::exit(EXIT_SUCCESS);
    } else if (argument == "--json") {
      json_ = true;
    } else if (argument == "--smoke") {
      smoke_ = true;
    } else if (std::ranges::find(ids_, argument) != ids_.end()) {
      wanted_.push_back(argument);
    } else {
      complain(argv[0], argument);
    }
  }
}

bool Run::wants(std::string_view id) const {
  return wanted_.empty() || std::ranges::find(wanted_, id) != wanted_.end();
}

void Run::report(Figure figure) {
  if (smoke_) figure.goal.reset();
  json_ ? print_json(figure) : print_line(figure);
  std::fflush(stdout);
  if (!figure.holds().value_or(true)) failed_ = true;
}

}  // namespace koppel::bench
