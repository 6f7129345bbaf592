// Claim: models are written as bytes that Protobuf reads as the schema says, and Protobuf's bytes
// are read the same, however it may lay them out; bytes that are none of its are refused. Shown on
// the entries of random histories, against Protobuf's own reader and writer, and on bytes by hand.

#include "engine/codec/all_tables.h"
#include "engine/codec/fit.h"
#include "engine/codec/wire_read.h"
#include "engine/codec/wire_write.h"
#include "engine/core/engine.h"
#include "tests/support/random_history.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace koppel::codec {
namespace {

std::vector<Entry> entries_of(std::uint64_t seed) {
  examples::RandomHistory history(seed);
  std::vector<Entry> entries;
  Engine engine;
  const auto record = [&](const Entry& entry, const Touched&) { entries.push_back(entry); };
  const auto founding = history.founding();
  engine.start({.journal_id = {.bytes = {7}}, .area = AreaId{11}, .format = kJournalFormat},
               founding.front().now,
               record);
  const auto live = [&](const examples::Told& told) {
    engine.take(told.fact, {}, {.now = told.now, .not_after = plus_ms(told.now, kDayMs)}, record);
  };
  for (const auto& told : founding) live(told);
  for (int left = 300; left > 0; --left) live(history.next(engine.market()));
  return entries;
}

template <typename Model>
Model read(std::string_view bytes) {
  Model model;
  Reading reading;
  EXPECT_TRUE(read_wire(bytes, model, reading))
      << reading.verdict->field << " " << reading.verdict->why;
  return model;
}

template <typename Model>
Misfit misread(std::string_view bytes) {
  Model model;
  Reading reading;
  if (read_wire(bytes, model, reading)) return {.field = "read", .why = "after all"};
  return *reading.verdict;
}

TEST(Wire, IsProtobufsOwnInBothDirections) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    for (const Entry& entry : entries_of(seed)) {
      v1::Entry message;
      ASSERT_TRUE(message.ParseFromString(wire_of(entry, Layer::kAll)));
      ASSERT_EQ(message.sequence(), entry.sequence.value());
      ASSERT_EQ(message.ByteSizeLong(), wire_of(entry, Layer::kAll).size());
      ASSERT_EQ(read<Entry>(message.SerializeAsString()), entry);
    }
  }
}

TEST(Wire, IsWholeWithWhatWasSealedApart) {
  for (const Entry& entry : entries_of(4)) {
    Entry both = read<Entry>(wire_of(entry, Layer::kClear));
    Reading reading{.adds_sealed = true};
    ASSERT_TRUE(read_wire(wire_of(entry, Layer::kPersonal), both, reading));
    ASSERT_EQ(both, entry);
  }
}

TEST(Wire, EverythingCutOffIsRefusedOrIsLess) {
  const std::vector<Entry> entries = entries_of(5);
  for (std::size_t at = 0; at < entries.size(); at += 7) {
    const std::string bytes = wire_of(entries[at], Layer::kAll);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      Entry less;
      Reading reading;
      const bool taken = read_wire(std::string_view(bytes).substr(0, size), less, reading);
      v1::Entry message;
      if (!taken) continue;
      ASSERT_TRUE(message.ParseFromArray(bytes.data(), static_cast<int>(size)));
    }
  }
}

TEST(Wire, NumbersOfAListAreTakenPackedOrOneByOne) {
  v1::Weights weights;
  weights.add_support(7);
  weights.add_support(300);
  const Weights read_packed = read<Weights>(weights.SerializeAsString());
  EXPECT_EQ(read_packed.support, (std::vector<std::uint32_t>{7, 300}));
  std::string one_by_one;
  append_number(v1::Weights::kSupportFieldNumber, 7, one_by_one);
  append_number(v1::Weights::kSupportFieldNumber, 300, one_by_one);
  EXPECT_EQ(read<Weights>(one_by_one).support, read_packed.support);
}

// Whatever comes twice: Protobuf's rules, which a fuzzer finds soon.
TEST(Wire, WhatComesTwiceIsReadAsProtobufReadsIt) {
  const std::vector<Entry> entries = entries_of(6);
  for (std::size_t at = 1; at < entries.size(); at += 3) {
    const std::string twice =
        wire_of(entries[at - 1], Layer::kAll) + wire_of(entries[at], Layer::kAll);
    v1::Entry message;
    ASSERT_TRUE(message.ParseFromString(twice));
    Entry ours;
    Entry theirs;
    Reading reading_ours;
    Reading reading_theirs;
    if (!read_wire(twice, ours, reading_ours)) continue;
    ASSERT_TRUE(read_wire(message.SerializeAsString(), theirs, reading_theirs));
    ASSERT_EQ(ours, theirs) << at;
  }
}

TEST(Wire, FieldsOfANewerSchemaArePassedOver) {
  std::string bytes;
  append_number(1000, 5, bytes);
  append_bytes(77, "anything", bytes);
  append_tag(78, WireType::kFixed64, bytes);
  append_fixed64(1, bytes);
  append_number(v1::TimeAdvanced::kToFieldNumber + 90, 5, bytes);
  append_number(v1::Limits::kOpenProposalsSeatFieldNumber, 4, bytes);
  EXPECT_EQ(read<Limits>(bytes).open_proposals_seat, 4U);
}

TEST(Wire, AFieldOfAnotherWireTypeIsPassedOver) {
  std::string bytes;
  append_bytes(v1::Limits::kOpenProposalsSeatFieldNumber, "four", bytes);
  EXPECT_EQ(read<Limits>(bytes).open_proposals_seat, 0U);
  bytes.clear();
  append_number(v1::TaxonomyPublished::kCompetencesFieldNumber, 7, bytes);
  EXPECT_TRUE(read<TaxonomyPublished>(bytes).competences.empty());
}

TEST(Wire, WhatIsNoneOfProtobufsIsRefused) {
  EXPECT_EQ(misread<Limits>(std::string(1, '\0')).why, "is cut off or not Protobuf");  // number 0
  EXPECT_EQ(misread<Limits>("\x0b").why, "is cut off or not Protobuf");                // a group
  EXPECT_EQ(misread<Limits>(std::string(11, '\xff')).why, "is cut off or not Protobuf");
  std::string bytes;
  append_bytes(v1::Phase::kCodeFieldNumber, "\xff\xfe", bytes);
  EXPECT_EQ(misread<Phase>(bytes).why, "is not UTF-8");
}

TEST(Wire, AnUnknownWordOrKindIsRefusedByName) {
  std::string bytes;
  append_number(v1::FollowUpLine::kAnchorFieldNumber, 999, bytes);
  EXPECT_EQ(misread<FollowUpLine>(bytes).field, "anchor");
  std::string entry;
  append_number(v1::Entry::kSequenceFieldNumber, 1, entry);
  append_bytes(500, "", entry);
  EXPECT_EQ(misread<Entry>(entry).why, "names no kind that this version knows");
}

TEST(Wire, ANumberOfEitherSignKeepsIt) {
  for (const std::int32_t score : {0, 1, -1, 812, -812, INT32_MAX, INT32_MIN}) {
    const Proposal proposal{.proposal = ProposalNumber{1}, .score = score};
    EXPECT_EQ(read<Proposal>(wire_of(proposal, Layer::kAll)), proposal);
  }
}

TEST(Wire, RangesHoldForWhatIsThereAndWhatIsNot) {
  EXPECT_FALSE(fit(Limits{.open_proposals_participant = 3, .open_proposals_seat = 1}));
  EXPECT_EQ(fit(Limits{.open_proposals_participant = 3})->field, "open_proposals_seat");
  EXPECT_EQ(fit(Weights{.support = {1, 2}})->why, "count 2 is not between 16 and 16");
  EXPECT_EQ(fit(Phase{.code = std::string(201, 'x')})->field, "code");
}

}  // namespace
}  // namespace koppel::codec
