#pragma once

#include "consumers/cli/command.h"

// Every command of `koppel`, in the order of its help. How one is made: command.h.
namespace koppel::cli {

void add_run(CLI::App& koppel, Chosen& chosen);
void add_export(CLI::App& koppel, Chosen& chosen);
void add_import(CLI::App& koppel, Chosen& chosen);
void add_proposals(CLI::App& koppel, Chosen& chosen);
void add_reminders(CLI::App& koppel, Chosen& chosen);
void add_answer(CLI::App& koppel, Chosen& chosen);
void add_explain(CLI::App& koppel, Chosen& chosen);
void add_report(CLI::App& koppel, Chosen& chosen);
void add_inspect(CLI::App& koppel, Chosen& chosen);
void add_replay(CLI::App& koppel, Chosen& chosen);
void add_doctor(CLI::App& koppel, Chosen& chosen);
void add_simulate(CLI::App& koppel, Chosen& chosen);
void add_config(CLI::App& koppel, Chosen& chosen);

}  // namespace koppel::cli
