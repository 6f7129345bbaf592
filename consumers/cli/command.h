#pragma once

#include "engine/codec/personal.h"
#include "engine/model/area.h"
#include "engine/model/id.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

// What every command of `koppel` shares. A command is one function
//
//   void add_<command>(CLI::App& koppel, Chosen& chosen);   // declared in commands.h
//
// that makes its subcommand, keeps its own options (in a shared_ptr that the callback captures),
// and in the callback of the subcommand only sets `chosen.action`. main() runs the action after the
// whole line, the environment and the configuration files were read; its answer is the exit code.
// The global options need no word there: they are taken before and after the subcommand alike.
namespace koppel::cli {

enum class Format : std::uint8_t {
  kTable,  // for people
  kJson    // one object a line
};

// How tables are written.
enum class Form : std::uint8_t {
  kPeople,    // columns that line up, with words around them
  kMarkdown,  // the same, as Markdown
  kCsv,       // RFC 4180; tables alone
  kTsv        // a tab between two cells; tables alone
};

enum class Lang : std::uint8_t {
  kNl,
  kEn
};

enum class Colour : std::uint8_t {
  kOff,
  kOn
};

enum class Talk : std::uint8_t {
  kNormal,
  kQuiet,   // stderr has errors only: no progress, no next step
  kVerbose  // it also has what was read, and how long that took
};

// What a line of a list must say to be shown.
struct Condition {
  std::string field;  // "participant", "proposalMade.score"
  std::string value;
};

// A value of the configuration and where it came from: "default", "koppel.toml:3", "KOPPEL_DATA".
struct Setting {
  std::string name;
  std::string value;
  std::string origin;
};

struct ConfigFault {
  std::string what;  // begins with file and line
  std::string remedy;
};

struct Globals {
  std::filesystem::path data = ".koppel";
  Format format = Format::kTable;
  Form form = Form::kPeople;
  std::vector<Condition> where;  // all of them
  Lang lang = Lang::kEn;         // of explanations; everything else is English
  codec::Personal personal = codec::Personal::kMasked;
  Colour colour = Colour::kOff;  // of stdout
  Talk talk = Talk::kNormal;
  std::optional<AreaId> area;
  std::optional<ConsultantId> consultant;
  std::optional<std::uint32_t> limit;
  std::vector<Setting> settings;           // what every key of settings.h came to, in its order
  std::vector<ConfigFault> config_faults;  // of files; only for who asked for them
  std::string command;                     // the line as it was typed, to go on with
};

// What a command prints, as far as the forms of output differ by it.
enum class Prints : std::uint8_t {
  kWords,   // an object with --json; neither a table nor a list
  kTables,  // figures
  kLines,   // a list that has no columns
  kList     // a list, as a table
};

// What a fault in a configuration file does.
enum class FaultyFile : std::uint8_t {
  kEndsIt,
  kIsPassedOver  // and is in Globals::config_faults
};

struct Chosen {
  std::function<int(const Globals& globals)> action;
  Prints prints = Prints::kWords;
  FaultyFile faulty_file = FaultyFile::kEndsIt;
};

// Exit codes, the same for every command.
inline constexpr int kExitDone = 0;           // done, or found
inline constexpr int kExitNothing = 1;        // nothing found, checks differ, or the world failed
inline constexpr int kExitUsage = 2;          // wrong usage, wrong configuration
inline constexpr int kExitBroken = 3;         // broken data, or data of a newer version
inline constexpr int kExitLocked = 5;         // another process holds the data
inline constexpr int kExitPartlyRefused = 6;  // input taken in part
inline constexpr int kExitUnreachable = 7;    // a remote side does not answer
inline constexpr int kExitStopped = 130;      // Ctrl-C: stopped at a safe point, and said where
inline constexpr int kExitClosedPipe = 141;   // nobody reads stdout any more

}  // namespace koppel::cli
