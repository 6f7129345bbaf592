#include "consumers/cli/output.h"

#include "consumers/cli/fields.h"
#include "consumers/cli/forms.h"
#include "consumers/cli/line_template.h"
#include "consumers/cli/output_file.h"
#include "consumers/cli/table.h"
#include "engine/codec/utf8.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

namespace koppel::cli {
namespace {

// Objects on their way through a template. Lines are held back until every field of it has occurred
// in some object: one that never does is a slip, and then nothing was printed.
struct Filled {
  LineTemplate lines;
  FieldNames names;
  std::vector<std::string> held;
  bool holds = true;
};

// Where what a command prints goes. There is one, as there is one stdout.
struct Output {
  std::optional<OutputFile> file;  // none: stdout
  std::optional<Filled> filled;
  std::vector<std::string> head;  // of the last table in CSV or TSV
  bool complained = false;
};

Output& output() {
  static Output one;
  return one;
}

std::FILE* stream() {
  return output().file ? output().file->stream() : stdout;
}

// _Exit: what is half done in memory is nobody's business any more, and stdio would try again.
[[noreturn]] void end_without_output() {
  const int reason = errno;
  if (reason == EPIPE) std::_Exit(kExitClosedPipe);
  const std::string where = output().file ? output().file->path().string() : "stdout";
  std::fprintf(stderr,
               "koppel: writing to %s: %s\n  what to do: free space there and run it again\n",
               codec::visible(where).c_str(),
               std::strerror(reason));
  output().file.reset();
  std::_Exit(kExitNothing);
}

int tell(std::string_view what, std::string_view remedy) {
  output().complained = true;
  std::fprintf(stderr, "koppel: %s\n", codec::visible(what).c_str());
  if (!remedy.empty()) {
    std::fprintf(stderr, "  what to do: %s\n", codec::visible(remedy).c_str());
  }
  return kExitUsage;
}

void say(std::string_view text) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

std::string markdown_of(const Table& table) {
  std::string text = markdown_line(table.head());
  for (const Align align : table.aligned()) text += align == Align::kRight ? "| ---: " : "| --- ";
  text += "|\n";
  for (const auto& cells : table.lines()) text += markdown_line(cells);
  return text + "\n";
}

std::string lines_of(const Table& table, std::string (*line)(const Cells& cells)) {
  std::string text;
  if (output().head != table.head()) {
    if (!output().head.empty()) text += line({});
    output().head = table.head();
    text += line(output().head);
  }
  for (const auto& cells : table.lines()) text += line(cells);
  return text;
}

void print_held(Filled& filled) {
  for (const std::string& line : std::exchange(filled.held, {})) print_line(line);
}

// A field that no object had.
std::optional<FieldNames::Unknown> unknown_field() {
  if (!output().filled) return std::nullopt;
  return output().filled->names.unknown();
}

}  // namespace

std::expected<void, PortError> begin_output(const std::filesystem::path& file,
                                            std::optional<LineTemplate> lines) {
  if (lines) {
    FieldNames names(lines->fields());
    output().filled = {.lines = std::move(*lines), .names = std::move(names), .held = {}};
  }
  if (file.empty() || file == "-") return {};
  auto made = OutputFile::make(file);
  if (!made) return std::unexpected(made.error());
  output().file.emplace(std::move(*made));
  return {};
}

int end_output(int code) {
  if (const auto unknown = unknown_field(); unknown && !output().complained) {
    code = complain_usage(unknown->what, unknown->remedy);
  } else if (output().filled) {
    print_held(*output().filled);
  }
  flush();
  if (!output().file) return code;
  if (output().complained) {
    output().file.reset();
    return code;
  }
  const auto kept = output().file->keep();
  if (!kept) code = complain(kept.error());
  return code;
}

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stream()) < text.size()) end_without_output();
}

void print_line(std::string_view text) {
  print(text);
  print("\n");
}

void print_object(std::string_view json) {
  if (!output().filled) return print_line(json);
  Filled& filled = *output().filled;
  const auto object = nlohmann::ordered_json::parse(json, nullptr, false);
  filled.names.see(object);
  filled.held.push_back(filled.lines.fill(object));
  if (filled.names.all_seen() || !filled.holds) print_held(filled);
}

void hold_nothing_back() {
  if (!output().filled) return;
  output().filled->holds = false;
  print_held(*output().filled);
}

bool waits_for_the_end() {
  return output().file.has_value();
}

void print_table(const Globals& globals, const Table& table) {
  switch (globals.form) {
    case Form::kPeople: return print(table.text(globals.colour));
    case Form::kMarkdown: return print(markdown_of(table));
    case Form::kCsv: return print(lines_of(table, csv_line));
    case Form::kTsv: return print(lines_of(table, tsv_line));
  }
}

void print_words(const Globals& globals, std::string_view text) {
  if (globals.form == Form::kPeople) print_line(text);
  if (globals.form == Form::kMarkdown) print_line(markdown_words(text) + "\n");
}

void flush() {
  if (std::fflush(stream()) != 0) end_without_output();
}

int complain(const PortError& error) {
  flush();
  tell(error.what, error.remedy);
  return exit_code(error.failure);
}

int tell_stopped(std::string_view where, std::string_view go_on) {
  flush();
  tell("stopped " + std::string(where), go_on);
  return kExitStopped;
}

int complain_usage(std::string_view what, std::string_view remedy) {
  flush();
  return tell(what, remedy);
}

void remark(const Globals& globals, std::string_view text) {
  if (globals.talk == Talk::kQuiet) return;
  flush();
  say(text);
}

void remark_more(const Globals& globals, std::string_view text) {
  if (globals.talk != Talk::kVerbose) return;
  flush();
  say(text);
}

int exit_code(PortFailure failure) {
  switch (failure) {
    case PortFailure::kLocked: return kExitLocked;
    case PortFailure::kDamaged:
    case PortFailure::kNewerFormat: return kExitBroken;
    case PortFailure::kUnavailable:
    case PortFailure::kNoSpace:
    case PortFailure::kNoPermission:
    case PortFailure::kNotFound: return kExitNothing;
  }
  return kExitNothing;
}

}  // namespace koppel::cli
