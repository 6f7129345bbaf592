#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace koppel {

// deploy/samples/free-seats as a process of its own, on one file.
class FreeSeats {
 public:
  FreeSeats(std::string servers, std::filesystem::path file)
      : servers_(std::move(servers)), file_(std::move(file)) {}

  FreeSeats(const FreeSeats&) = delete;
  FreeSeats& operator=(const FreeSeats&) = delete;

  ~FreeSeats() { kill(); }

  void start();

  // SIGKILL, wherever it is. Whether its file changed in that life.
  enum class Life : std::uint8_t {
    kIdle,
    kWrote
  };
  Life kill();

  // To the present end of the topic; answers what it says, or why it could not.
  [[nodiscard]] std::string once(const std::string& more_arguments = "") const;

  // Its file, by SQL.
  void change(const std::string& statement) const;

  // By the written id of the place.
  struct Row {
    std::uint32_t seats = 0;
    std::uint32_t free = 0;
    std::size_t messages = 0;

    friend bool operator==(const Row&, const Row&) = default;
  };

  [[nodiscard]] std::map<std::string, Row> table() const;

 private:
  [[nodiscard]] std::vector<std::string> command() const;
  [[nodiscard]] std::filesystem::file_time_type written() const;

  std::string servers_;
  std::filesystem::path file_;
  std::filesystem::file_time_type written_at_start_;
  pid_t pid_ = 0;
};

}  // namespace koppel
