#include "consumers/cli/command_line.h"

#include <sys/stat.h>

int main(int argc, char** argv) {
  ::umask(S_IRWXG | S_IRWXO);  // whatever koppel writes is its owner's alone
  return koppel::cli::run_command_line(argc, argv);
}
