#include "consumers/cli/explain.h"

#include "consumers/cli/commands.h"
#include "consumers/cli/output.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace koppel::cli {
namespace {

struct Given {
  std::string asked;
  std::string participant;
  std::string placement;
};

int explain_by_id(const Globals& globals, const Given& given) {
  const auto participant = parse_id<ParticipantId>(given.participant);
  if (!participant) {
    return complain_usage("--participant: \"" + given.participant + "\" is no id",
                          "write D and 13 characters, or the decimal number");
  }
  if (given.placement.empty()) return explain_participant(globals, *participant);
  const auto placement = parse_id<PlacementId>(given.placement);
  if (!placement) {
    return complain_usage("--place: \"" + given.placement + "\" is no id",
                          "write P and 13 characters, or the decimal number");
  }
  return explain_pair(globals, *participant, *placement);
}

int explain(const Globals& globals, Given given) {
  if (given.asked.empty() == given.participant.empty()) {
    return complain_usage("explain what?",
                          "koppel explain AM11-P12, or koppel explain PARTICIPANT [--place ID]");
  }
  const auto proposal = parse_proposal(given.asked);
  if (proposal && given.placement.empty()) return explain_proposal(globals, *proposal);
  if (proposal) {
    return complain_usage("a proposal has its place", "leave --place out, or name a participant");
  }
  if (given.participant.empty() && parse_id<ParticipantId>(given.asked)) {
    given.participant = given.asked;
  }
  if (!given.participant.empty()) return explain_by_id(globals, given);
  return complain_usage('"' + given.asked + "\" is no proposal and no participant",
                        "proposals are written AM11-P12; koppel proposals lists them");
}

}  // namespace

void add_explain(CLI::App& koppel, Chosen& chosen) {
  const auto given = std::make_shared<Given>();
  CLI::App* command =
      koppel.add_subcommand("explain", "Why this proposal, why none, or why (not) this placement");
  command->add_option("what", given->asked, "A proposal, open or not: AM11-P12; or a participant")
      ->type_name("PROPOSAL|ID");
  command->add_option("--participant", given->participant, "Why no proposal for this one")
      ->type_name("ID");
  command->add_option("--place,--placement", given->placement, "Why (not) this place for this one")
      ->type_name("ID");
  command->callback([given, &chosen] {
    chosen.action = [given](const Globals& globals) { return explain(globals, *given); };
  });
}

}  // namespace koppel::cli
