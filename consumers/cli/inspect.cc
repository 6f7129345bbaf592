#include "consumers/cli/inspect.h"

#include "consumers/cli/commands.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

void add_journal(CLI::App& inspect, Chosen& chosen) {
  const auto from = std::make_shared<std::string>("1");
  CLI::App* command = inspect.add_subcommand("journal", "Entries as they were recorded");
  command->add_option("--from", *from, "Begin at this entry, day or moment")
      ->type_name("SEQUENCE|YYYY-MM-DD|TIME");
  command->callback([from, &chosen] {
    chosen.action = [from](const Globals& globals) { return inspect_journal(globals, *from); };
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
  });
  inspect->add_subcommand("digest", "What the market comes to, as two hashes")->callback([&chosen] {
    chosen.action = inspect_digest;
  });
}

}  // namespace koppel::cli
