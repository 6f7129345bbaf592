#include "consumers/cli/completion.h"

namespace koppel::cli {
namespace {

constexpr std::string_view kBash = R"(# source <(koppel completion bash)
_koppel() {
  local IFS=$'\n' cur=${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  for line in $("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null); do
    case $line in
      :files) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$cur")) ;;
      :directories) compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -d -- "$cur")) ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done
}
complete -F _koppel koppel
)";

constexpr std::string_view kZsh = R"(#compdef koppel
# source <(koppel completion zsh), behind compinit
_koppel() {
  local line
  local -a found
  for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      :files) _files ;;
      :directories) _files -/ ;;
      ?*) found+=("${${line//:/\\:}/$'\t'/:}") ;;
    esac
  done
  _describe -t words koppel found
}
compdef _koppel koppel
)";

constexpr std::string_view kFish = R"(# koppel completion fish | source
function __koppel_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in ($words[1] __complete $words[2..-1] 2>/dev/null)
    switch $line
      case ':files'
        __fish_complete_path (commandline -ct)
      case ':directories'
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c koppel -f -a '(__koppel_complete)'
)";

}  // namespace

std::string_view completion_script(std::string_view shell) {
  if (shell == "bash") return kBash;
  if (shell == "zsh") return kZsh;
  if (shell == "fish") return kFish;
  return {};
}

}  // namespace koppel::cli
