#pragma once

#include "consumers/cli/command.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What a shell offers while a line of koppel is typed. The scripts of `koppel completion` ask
// `koppel __complete WORDS…`, the last of which is the word at the cursor, and get a line for each
// word that fits: the word, a tab and what it means; ":files" or ":directories" where those fit.
namespace koppel::cli {

inline constexpr std::string_view kCompleteCommand = "__complete";

// `koppel completion bash|zsh|fish`
void add_completion(CLI::App& koppel, Chosen& chosen);

// The areas of the directory that the line names, or of the configured one.
using AreasOf = std::function<std::vector<std::string>(const std::string& data)>;

[[nodiscard]] std::vector<std::string> completions(const CLI::App& koppel,
                                                   std::span<const std::string> words,
                                                   const AreasOf& areas_of);

// The script for that shell; empty when there is none.
[[nodiscard]] std::string_view completion_script(std::string_view shell);

}  // namespace koppel::cli
