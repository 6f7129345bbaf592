#include "consumers/cli/surveillance.h"

#include "consumers/cli/output.h"
#include "consumers/cli/version.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace koppel::cli {
namespace {

using monitor::LogFormat;
using monitor::LogLevel;
using monitor::LogValue;

const std::string& setting(const Globals& globals, std::string_view name) {
  const auto found = std::ranges::find(globals.settings, name, &Setting::name);
  invariant(found != globals.settings.end(), "settings.h knows the key");
  return found->value;
}

LogLevel log_level(const Globals& globals) {
  if (globals.talk == Talk::kQuiet) return LogLevel::kError;
  const std::string& level = setting(globals, "log_level");
  if (level == "error") return LogLevel::kError;
  if (level == "warning") return LogLevel::kWarning;
  return level == "info" ? LogLevel::kInfo : LogLevel::kDebug;
}

}  // namespace

Surveillance::Surveillance(const Globals& globals)
    : format_(setting(globals, "log_format") == "json" ? LogFormat::kJson : LogFormat::kText),
      log_(clock_, log_level(globals), format_, stderr),
      figures_(clock_, kVersion),
      health_(clock_) {}

std::expected<void, PortError> Surveillance::listen(const Globals& globals) {
  const auto address = monitor::parse_address(setting(globals, "monitor"));
  if (!address) return {};
  auto opened = monitor::Endpoint::open(*address, figures_, health_);
  if (!opened) return std::unexpected(opened.error());
  endpoint_ = std::move(*opened);
  log_.info("the monitor answers",
            {{"host", LogValue::code(endpoint_->address().host)},
             {"port", std::uint64_t{endpoint_->address().port}}});
  if (!monitor::is_loopback(*address)) {
    log_.warning("the monitor answers other machines, and asks nobody who they are");
  }
  return {};
}

int Surveillance::give_up(const PortError& error) const {
  if (format_ == LogFormat::kText) return complain(error);
  log_.error("the run ended by a failure",
             {{"what", LogValue::said(error.what)}, {"remedy", LogValue::said(error.remedy)}});
  return exit_code(error.failure);
}

}  // namespace koppel::cli
