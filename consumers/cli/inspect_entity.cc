#include "consumers/cli/inspect.h"
#include "consumers/cli/inspect_json.h"
#include "consumers/cli/output.h"
#include "consumers/cli/views.h"
#include "engine/codec/show.h"
#include "engine/model/id_text.h"

#include <cctype>
#include <optional>
#include <string>

namespace koppel::cli {
namespace {

// What was asked for, by the kind that its first letter names; one of them.
struct EntityId {
  std::optional<ParticipantId> participant;
  std::optional<EmployerId> employer;
  std::optional<PlacementId> placement;
  std::optional<EngagementId> engagement;
  std::optional<ConsultantId> consultant;
  std::optional<AreaNumber<ProposalNumber>> proposal;
  std::optional<AreaNumber<ReminderNumber>> reminder;

  [[nodiscard]] bool is_any() const {
    return participant || employer || placement || engagement || consultant || proposal || reminder;
  }
};

EntityId read_entity_id(const std::string& text) {
  EntityId id{.proposal = parse_proposal(text), .reminder = parse_reminder(text)};
  if (text.empty() || id.is_any()) return id;
  switch (std::toupper(static_cast<unsigned char>(text.front()))) {
    case 'D': id.participant = parse_id<ParticipantId>(text); break;
    case 'E': id.employer = parse_id<EmployerId>(text); break;
    case 'P': id.placement = parse_id<PlacementId>(text); break;
    case 'G': id.engagement = parse_id<EngagementId>(text); break;
    case 'C': id.consultant = parse_id<ConsultantId>(text); break;
    default: break;
  }
  return id;
}

template <typename Id>
std::optional<RowView> row_of(const Market& market, const std::optional<Id>& id) {
  if (!id) return std::nullopt;
  const auto* row = market.find(*id);
  if (row == nullptr) return std::nullopt;
  return RowView(row);
}

template <typename Number>
std::optional<RowView> row_of(const Market& market, const std::optional<AreaNumber<Number>>& id) {
  if (!id || id->area != market.head.area) return std::nullopt;
  return row_of(market, std::optional(id->number));
}

std::optional<RowView> find(const Market& market, const EntityId& id) {
  if (auto row = row_of(market, id.participant)) return row;
  if (auto row = row_of(market, id.employer)) return row;
  if (auto row = row_of(market, id.placement)) return row;
  if (auto row = row_of(market, id.engagement)) return row;
  if (auto row = row_of(market, id.consultant)) return row;
  if (auto row = row_of(market, id.proposal)) return row;
  return row_of(market, id.reminder);
}

}  // namespace

int inspect_entity(const Globals& globals, const std::string& id) {
  const EntityId asked = read_entity_id(id);
  if (!asked.is_any()) {
    return complain_usage('"' + id + "\" is no id",
                          "write D, E, P, G or C and 13 characters, AM11-P12 or AM11-R4");
  }
  bool found = false;
  const int code = each_view(globals, [&](const AreaView& view) {
    const auto row = find(view.market(), asked);
    if (!row) return;
    found = true;
    if (globals.format == Format::kJson) {
      print_object(row_json(view.market(), *row, globals.personal));
    } else {
      print_line(codec::row_text(*row, globals.personal, &view.market()));
    }
  });
  if (code != kExitDone || found) return code;
  return complain({.failure = PortFailure::kNotFound,
                   .what = "no area here has " + id + " (any more)",
                   .remedy = "koppel inspect journal shows what was; check --area and --data"});
}

}  // namespace koppel::cli
