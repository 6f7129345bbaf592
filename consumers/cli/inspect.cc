#include "consumers/cli/inspect.h"

#include "consumers/cli/commands.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

void add_journal(CLI::App& inspect, Chosen& chosen) {
  struct Asked {
    std::string from = "1";
    bool follow = false;
  };

  const auto asked = std::make_shared<Asked>();
  CLI::App* command = inspect.add_subcommand("journal", "Entries as they were recorded");
  command->add_option("--from", asked->from, "Begin at this entry, day or moment")
      ->type_name("SEQUENCE|YYYY-MM-DD|TIME");
  command->add_flag(
      "--follow", asked->follow, "Go on with what is recorded from now on, until Ctrl-C");
  command->callback([asked, &chosen] {
    chosen.action = [asked](const Globals& globals) {
      return asked->follow ? follow_journal(globals, asked->from)
                           : inspect_journal(globals, asked->from);
    };
    chosen.prints = Prints::kLines;
  });
}

void add_entity(CLI::App& inspect, Chosen& chosen) {
  const auto id = std::make_shared<std::string>();
  CLI::App* command = inspect.add_subcommand("entity", "One row of the market");
  command->add_option("id", *id, "D…, E…, P…, G…, C…, AM11-P12 or AM11-R4")->required();
  command->callback([id, &chosen] {
    chosen.action = [id](const Globals& globals) { return inspect_entity(globals, *id); };
  });
}

}  // namespace

void add_inspect(CLI::App& koppel, Chosen& chosen) {
  CLI::App* inspect = koppel.add_subcommand("inspect", "Look into journal and market");
  inspect->require_subcommand(1);
  add_journal(*inspect, chosen);
  add_entity(*inspect, chosen);
  inspect->add_subcommand("market", "What there is, counted")->callback([&chosen] {
    chosen.action = inspect_market;
    chosen.prints = Prints::kTables;
  });
  inspect->add_subcommand("digest", "What the market comes to, as two hashes")->callback([&chosen] {
    chosen.action = inspect_digest;
  });
}

}  // namespace koppel::cli
