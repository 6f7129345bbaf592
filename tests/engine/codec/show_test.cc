// Claim: what people see of an entry or a row moves no terminal, and names other rows as commands
// take them. Shown on a small market and a place whose title holds control characters.

#include "engine/codec/show.h"

#include "engine/codec/utf8.h"
#include "engine/market/market.h"
#include "engine/model/id_text.h"

#include <gtest/gtest.h>

namespace koppel::codec {
namespace {

TEST(Visible, WritesControlCharactersOutAndNothingElse) {
  EXPECT_EQ(visible("coördinator – 100 %"), "coördinator – 100 %");
  EXPECT_EQ(visible("a\x1b[31mb\nc\x07"), "a\\x1b[31mb\\x0ac\\x07");
  EXPECT_EQ(visible(std::string_view("\0\x7f", 2)), "\\x00\\x7f");
  EXPECT_EQ(visible("\u0085\u009b1m\u00a0"), "\\x85\\x9b1m\u00a0");
}

TEST(RowText, WritesControlCharactersOut) {
  Placement placement{.id = PlacementId{7}};
  placement.details.title_en = "Cook\x1b[2J\n#9 forged";
  const std::string text = row_text(&placement, Personal::kShown);
  EXPECT_NE(text.find("Cook\\x1b[2J\\x0a#9 forged"), std::string::npos) << text;
}

TEST(RowText, NamesOtherRowsByTheirIds) {
  Market market;
  market.participants.push_back({.ordinal = ParticipantOrdinal{1}, .id = ParticipantId{500}});
  market.placements.push_back({.ordinal = PlacementOrdinal{1}, .id = PlacementId{600}});
  const Proposal proposal{.proposal = ProposalNumber{3},
                          .participant = ParticipantOrdinal{1},
                          .placement = PlacementOrdinal{1}};
  const std::string text = row_text(&proposal, Personal::kShown, &market);
  EXPECT_NE(text.find("participant=" + to_text(ParticipantId{500})), std::string::npos) << text;
  EXPECT_NE(text.find("placement=" + to_text(PlacementId{600})), std::string::npos) << text;
  const std::string own = row_text(&market.placements[0], Personal::kShown, &market);
  EXPECT_EQ(own.find("ordinal"), std::string::npos) << own;
}

}  // namespace
}  // namespace koppel::codec
