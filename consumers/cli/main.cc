#include "consumers/cli/command_line.h"

int main(int argc, char** argv) {
  return koppel::cli::run_command_line(argc, argv);
}
