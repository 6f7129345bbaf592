#pragma once

namespace koppel::cli {

// Everything `koppel` does; answers the exit code.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace koppel::cli
