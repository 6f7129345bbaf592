#include "consumers/cli/completion.h"

#include "consumers/cli/output.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

constexpr std::string_view kFiles = ":files";
constexpr std::string_view kDirectories = ":directories";

bool is_option(std::string_view word) {
  return word.starts_with('-') && word.size() > 1;
}

bool takes_value(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

bool is_called(const CLI::Option& option, const std::string& name) {
  if (name.starts_with("--")) {
    return std::ranges::count(option.get_lnames(), name.substr(2)) > 0;
  }
  return name.size() == 2 && std::ranges::count(option.get_snames(), name.substr(1)) > 0;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_name().empty(); });
}

// "nl|en" as the words it takes; names of what is meant, SEQUENCE and the like, are none.
std::vector<std::string> words_of(const std::string& type) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at <= type.size();) {
    const std::size_t end = std::min(type.find('|', at), type.size());
    const std::string word = type.substr(at, end - at);
    if (!word.empty() && word.front() >= 'a' && word.front() <= 'z') words.push_back(word);
    at = end + 1;
  }
  return words;
}

// A line as far as it was typed, up to the word at the cursor.
class Line {
 public:
  Line(const CLI::App& koppel, const AreasOf& areas_of) : path_{&koppel}, areas_of_(areas_of) {}

  void read(const std::string& word) {
    if (const CLI::Option* option = std::exchange(awaiting_, nullptr); option != nullptr) {
      if (word == "=") {  // a shell that breaks --color=auto in three
        awaiting_ = option;
      } else if (is_called(*option, "--data")) {
        data_ = word;
      }
      return;
    }
    if (is_option(word)) {
      const std::size_t equals = word.find('=');
      const CLI::Option* option = find(word.substr(0, equals));
      if (option == nullptr || !takes_value(*option)) return;
      if (equals == std::string::npos) {
        awaiting_ = option;
      } else if (is_called(*option, "--data")) {
        data_ = word.substr(equals + 1);
      }
      return;
    }
    for (const CLI::App* command : commands_of(here())) {
      if (command->get_name() != word) continue;
      path_.push_back(command);
      positions_ = 0;
      return;
    }
    ++positions_;
  }

  [[nodiscard]] std::vector<std::string> complete(const std::string& word) const {
    if (awaiting_ != nullptr) return values(*awaiting_, word, "");
    if (!is_option(word) && word != "-") return commands_and_positions(word);
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) return options(word);
    const CLI::Option* option = find(word.substr(0, equals));
    if (option == nullptr || !takes_value(*option)) return {};
    return values(*option, word.substr(equals + 1), word.substr(0, equals + 1));
  }

 private:
  [[nodiscard]] const CLI::App& here() const { return *path_.back(); }

  [[nodiscard]] const CLI::Option* find(const std::string& name) const {
    for (const CLI::App* app : path_) {
      for (const CLI::Option* option : app->get_options()) {
        if (is_called(*option, name)) return option;
      }
    }
    return nullptr;
  }

  [[nodiscard]] std::vector<std::string> options(const std::string& begun) const {
    std::vector<std::string> found;
    for (const CLI::App* app : path_) {
      for (const CLI::Option* option : app->get_options()) {
        for (const std::string& name : option->get_lnames()) {
          add("--" + name, begun, option->get_description(), found);
        }
      }
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());  // --help of each
    return found;
  }

  [[nodiscard]] std::vector<std::string> commands_and_positions(const std::string& begun) const {
    std::vector<std::string> found;
    for (const CLI::App* command : commands_of(here())) {
      add(command->get_name(), begun, command->get_description(), found);
    }
    std::size_t at = 0;
    for (const CLI::Option* option : here().get_options()) {
      if (!option->get_positional() || at++ != positions_) continue;
      std::ranges::move(values(*option, begun, ""), std::back_inserter(found));
    }
    return found;
  }

  [[nodiscard]] std::vector<std::string> values(const CLI::Option& option,
                                                const std::string& begun,
                                                const std::string& before) const {
    const std::string type = option.get_type_name() + " " + option.get_name(true);
    std::vector<std::string> found;
    for (const std::string& word : words_of(option.get_type_name())) {
      add(before + word, before + begun, "", found);
    }
    if (option.get_type_name() == "AMnn") {
      for (const std::string& area : areas_of_(data_))
        add(before + area, before + begun, "", found);
    }
    if (type.find("FILE") != std::string::npos) found.emplace_back(kFiles);
    if (type.find("DIR") != std::string::npos) found.emplace_back(kDirectories);
    return found;
  }

  static void add(const std::string& word,
                  const std::string& begun,
                  const std::string& meaning,
                  std::vector<std::string>& found) {
    if (!word.starts_with(begun)) return;
    found.push_back(meaning.empty() ? word : word + "\t" + meaning);
  }

  std::vector<const CLI::App*> path_;  // koppel, and the commands named
  const AreasOf& areas_of_;
  const CLI::Option* awaiting_ = nullptr;  // whose value comes next
  std::size_t positions_ = 0;              // words of the command that are no options
  std::string data_;
};

}  // namespace

std::vector<std::string> completions(const CLI::App& koppel,
                                     std::span<const std::string> words,
                                     const AreasOf& areas_of) {
  if (words.empty()) return {};
  Line line(koppel, areas_of);
  for (const std::string& word : words.first(words.size() - 1)) line.read(word);
  return line.complete(words.back());
}

void add_completion(CLI::App& koppel, Chosen& chosen) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command = koppel.add_subcommand(
      "completion", "A script that lets a shell complete commands, options and their words");
  command->add_option("SHELL", *shell, "As in: source <(koppel completion bash)")
      ->type_name("bash|zsh|fish")
      ->required();
  command->callback([shell, &chosen] {
    chosen.action = [shell](const Globals& /*globals*/) {
      const std::string_view script = completion_script(*shell);
      if (script.empty()) {
        return complain_usage("there is no completion for \"" + *shell + '"',
                              "one of: bash, zsh, fish");
      }
      print(script);
      return kExitDone;
    };
  });
}

}  // namespace koppel::cli
