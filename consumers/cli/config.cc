#include "consumers/cli/commands.h"
#include "consumers/cli/listing.h"
#include "consumers/cli/output.h"
#include "consumers/cli/settings.h"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace koppel::cli {
namespace {

enum class Origin : std::uint8_t {
  kHidden,
  kShown
};

std::string shown_value(const Setting& setting) {
  return is_secret(setting.name) ? "(not shown)" : setting.value;
}

int show(Origin origin, const Globals& globals) {
  Listing listing(globals, {{.name = "SETTING"}, {.name = "VALUE"}, {.name = "ORIGIN"}});
  for (const Setting& setting : globals.settings) {
    const std::string value = shown_value(setting);
    listing.add(
        [&] {
          return nlohmann::ordered_json{
              {"name", setting.name}, {"value", value}, {"origin", setting.origin}}
              .dump();
        },
        [&] {
          return std::vector<std::string>{
              setting.name, value, origin == Origin::kShown ? setting.origin : ""};
        });
  }
  return listing.end("no settings");
}

// Whoever comes here has a good configuration: a fault ends koppel before any command.
int check(const Globals& globals) {
  if (globals.format == Format::kJson) print_object(R"({"check":"configuration","health":"good"})");
  remark(globals, "the configuration is in order; what it comes to: koppel config show --origin");
  return kExitDone;
}

}  // namespace

void add_config(CLI::App& koppel, Chosen& chosen) {
  CLI::App* config = koppel.add_subcommand("config", "What koppel was told, and where");
  config->require_subcommand(1);

  const auto origin = std::make_shared<Origin>(Origin::kHidden);
  CLI::App* shown = config->add_subcommand("show", "Every setting as it counts");
  shown->add_flag_callback(
      "--origin", [origin] { *origin = Origin::kShown; }, "And where it was set");
  shown->callback([origin, &chosen] {
    chosen.action = [origin](const Globals& globals) { return show(*origin, globals); };
    chosen.prints = Prints::kList;
  });

  CLI::App* checked = config->add_subcommand("check", "Look for unknown keys and values");
  checked->callback([&chosen] { chosen.action = check; });
}

}  // namespace koppel::cli
