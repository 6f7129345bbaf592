#include "tests/integration/free_seats.h"

#include "engine/model/invariant.h"
#include "tests/integration/kafka_broker.h"

#include <csignal>
#include <sstream>
#include <system_error>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace koppel {

std::vector<std::string> FreeSeats::command() const {
  return {KOPPEL_DEPLOY "/samples/free-seats/free-seats",
          "--brokers",
          servers_,
          "--file",
          file_.string()};
}

// The log that SQLite writes ahead: every commit changes it, and no reading does.
std::filesystem::file_time_type FreeSeats::written() const {
  std::error_code missing;
  const auto time = std::filesystem::last_write_time(file_.string() + "-wal", missing);
  return missing ? std::filesystem::file_time_type::min() : time;
}

void FreeSeats::start() {
  invariant(pid_ == 0, "one process on a file");
  written_at_start_ = written();
  std::vector<std::string> words = command();
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int made = ::posix_spawn(&pid_, arguments[0], nullptr, nullptr, arguments.data(), environ);
  invariant(made == 0, "deploy/samples/free-seats can be started");
}

FreeSeats::Life FreeSeats::kill() {
  if (pid_ == 0) return Life::kIdle;
  ::kill(pid_, SIGKILL);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = 0;
  invariant(WIFSIGNALED(status), "it went on until it was killed");
  return written() == written_at_start_ ? Life::kIdle : Life::kWrote;
}

std::string FreeSeats::once(const std::string& more_arguments) const {
  std::string line;
  for (const std::string& word : command()) line += word + " ";
  const auto answer = run("timeout 120 " + line + more_arguments + " --once");
  return (answer.code == 0 ? "" : "failed: ") + answer.text;
}

void FreeSeats::change(const std::string& statement) const {
  const auto answer =
      run("/usr/bin/python3 -c \"import sqlite3; file = sqlite3.connect('" + file_.string() +
          "'); file.execute('" + statement + "'); file.commit()\"");
  invariant(answer.code == 0, answer.text.c_str());
}

std::map<std::string, FreeSeats::Row> FreeSeats::table() const {
  std::istringstream shown(run(command().front() + " --show --file " + file_.string()).text);
  std::map<std::string, Row> rows;
  std::string line;
  std::getline(shown, line);  // the names of the columns
  while (std::getline(shown, line)) {
    std::istringstream columns(line);
    std::string place;
    std::string word;
    Row row;
    columns >> place >> word >> word >> row.seats >> row.free >> word >> word >> row.messages;
    rows[place] = row;
  }
  return rows;
}

}  // namespace koppel
