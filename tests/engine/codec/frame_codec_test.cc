// Claim: frames read back as they were written; what was cut, altered, moved or made by a newer
// Koppel does not count; and nothing personal can be read in the bytes without its key.
// Shown by a small journal, each of its bytes changed in turn, and a scan for the plain words.

#include "engine/codec/frame_codec.h"

#include "engine/codec/fact_codec.h"
#include "engine/core/engine.h"
#include "tests/support/seeded_keys.h"

#include <google/protobuf/stubs/logging.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace koppel::codec {
namespace {

constexpr ParticipantId kAda{0xADA};
constexpr Instant kNow{.ms = 1'796'115'600'000};
constexpr const char* kBirthDate = "1987-06-05";
constexpr const char* kPostcode = "9876ZX";
constexpr const char* kReference = "suite-no-4711-secret";
constexpr const char* kObjection = "I was never told about this";

Fact fact(int number, FactBody body) {
  Fact made{.fact_id = fact_id_of("test", std::to_string(number)),
            .area = AreaId{11},
            .occurred_at = kNow,
            .body = std::move(body)};
  made.content = content_of(made);
  return made;
}

std::vector<Entry> some_entries() {
  Engine engine;
  std::vector<Entry> entries;
  const auto keep = [&](const Entry& entry, const Touched& /*touched*/) {
    entries.push_back(entry);
  };
  engine.start({.journal_id = {.bytes = {5}}, .area = AreaId{11}, .format = 1}, kNow, keep);
  const std::vector<FactBody> bodies = {
      ProgrammePublished{.code = "direct",
                         .version = 1,
                         .policy = SequencingPolicy::kPlaceFirst,
                         .proposal_working_days = 10},
      ParticipantRegistered{.participant = kAda,
                            .programme = "direct",
                            .birth_date = *parse_date(kBirthDate),
                            .location = {.postcode = kPostcode, .x = 1, .y = 2},
                            .external_ref = kReference},
      BarrierReported{.participant = kAda,
                      .domain = Special(BarrierDomain::kMentalHealth),
                      .level = Special(2U),
                      .instrument = "zrm-instrument"},
      BarrierReported{.participant = kAda, .justice_level = Criminal(3U)},
      ObjectionRaised{.participant = kAda, .text = kObjection},
      // waits, sealed like the fact
      ConsultantAssigned{.participant = kAda, .consultant = ConsultantId{9}}};
  int number = 0;
  for (const FactBody& body : bodies) {
    engine.take(fact(++number, body), {}, {.now = kNow, .not_after = kLatest}, keep);
  }
  return entries;
}

JournalHead before_all() {
  return {.decide_revision = 1};
}

std::vector<StoredFrame> frames_by_entry(Keys& keys) {
  JournalHead head = before_all();
  std::vector<StoredFrame> frames;
  for (const Entry& entry : some_entries()) {
    head.positions["answers-10"] = {.next = entry.sequence.value(), .cluster = "c"};
    auto made = write_frames(head, std::span(&entry, 1), keys);
    frames.push_back(made.value().at(0));
  }
  return frames;
}

TEST(Frames, ReadBackAsTheyWereWritten) {
  SeededKeys keys(1);
  JournalHead head = before_all();
  std::vector<Entry> entries;
  for (const StoredFrame& frame : frames_by_entry(keys)) {
    auto read = read_frame(head, frame.bytes, keys);
    ASSERT_TRUE(read.has_value()) << read.error().what;
    EXPECT_TRUE(read->keyless.empty());
    entries.insert(entries.end(), read->entries.begin(), read->entries.end());
    EXPECT_EQ(head.sequence, entries.back().sequence);
    EXPECT_EQ(head.positions.at("answers-10").next, head.sequence.value());
  }
  EXPECT_EQ(entries, some_entries());
}

TEST(Frames, AreSignedOnceADay) {
  SeededKeys keys(1);
  const auto frames = frames_by_entry(keys);
  JournalHead head = before_all();
  ASSERT_TRUE(read_frame(head, frames.at(0).bytes, keys).has_value());
  EXPECT_EQ(head.signed_on, local_date(kNow));
  SeededKeys stranger(2);
  JournalHead other = before_all();
  EXPECT_FALSE(read_frame(other, frames.at(0).bytes, stranger).has_value());
}

TEST(Frames, HoldWhatFitsAndNoMore) {
  SeededKeys keys(1);
  JournalHead head = before_all();
  std::vector<Entry> entries = {some_entries().front()};
  for (std::uint64_t number = 2; number < 4'000; ++number) {
    entries.push_back({.sequence = Sequence{number},
                       .recorded_at = kNow,
                       .body = fact(1, CoachCapacityPublished{.team = std::string(190, 'x')})});
  }
  const auto frames = write_frames(head, entries, keys).value();
  EXPECT_GT(frames.size(), 2U);
  std::size_t count = 0;
  JournalHead reader = before_all();
  for (const StoredFrame& frame : frames) {
    EXPECT_LE(frame.bytes.size(), kFrameBytesMax);
    count += read_frame(reader, frame.bytes, keys).value().entries.size();
  }
  EXPECT_EQ(count, entries.size());
  EXPECT_EQ(reader.sequence, head.sequence);
}

TEST(Frames, WithAnyByteChangedDoNotCount) {
  const google::protobuf::LogSilencer quiet;
  SeededKeys keys(1);
  const auto frames = frames_by_entry(keys);
  JournalHead head = before_all();
  for (const StoredFrame& frame : frames) {
    for (std::size_t at = 0; at < frame.bytes.size(); ++at) {
      std::string altered = frame.bytes;
      altered[at] = static_cast<char>(altered[at] ^ 0x20);
      JournalHead reader = head;
      ASSERT_FALSE(read_frame(reader, altered, keys).has_value()) << "byte " << at;
      ASSERT_EQ(reader, head);
    }
    ASSERT_TRUE(read_frame(head, frame.bytes, keys).has_value());
  }
}

TEST(Frames, CutAnywhereOrWithMoreBehindDoNotCount) {
  const google::protobuf::LogSilencer quiet;
  SeededKeys keys(1);
  const auto frames = frames_by_entry(keys);
  for (std::size_t size = 0; size < frames.at(0).bytes.size(); ++size) {
    JournalHead reader = before_all();
    ASSERT_FALSE(read_frame(reader, frames.at(0).bytes.substr(0, size), keys).has_value()) << size;
  }
  JournalHead reader = before_all();
  EXPECT_FALSE(read_frame(reader, frames.at(0).bytes + std::string("\x20\x01", 2), keys));
}

TEST(Frames, OutOfTurnDoNotCount) {
  SeededKeys keys(1);
  const auto frames = frames_by_entry(keys);
  JournalHead head = before_all();
  EXPECT_FALSE(read_frame(head, frames.at(1).bytes, keys).has_value());
  ASSERT_TRUE(read_frame(head, frames.at(0).bytes, keys).has_value());
  EXPECT_FALSE(read_frame(head, frames.at(0).bytes, keys).has_value());
  EXPECT_FALSE(read_frame(head, frames.at(2).bytes, keys).has_value());
  EXPECT_TRUE(read_frame(head, frames.at(1).bytes, keys).has_value());
}

TEST(Frames, OfANewerRevisionSaySo) {
  SeededKeys keys(1);
  JournalHead newer{.decide_revision = 2};
  const auto entries = some_entries();
  const auto frames = write_frames(newer, entries, keys).value();
  JournalHead reader = before_all();
  const auto read = read_frame(reader, frames.at(0).bytes, keys);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().failure, PortFailure::kNewerFormat);
  JournalHead of_any;  // a reader that only shows what stands there
  EXPECT_TRUE(read_frame(of_any, frames.at(0).bytes, keys).has_value());
}

TEST(Frames, OfAnotherAreaOrJournalDoNotCount) {
  SeededKeys keys(1);
  const auto frames = frames_by_entry(keys);
  JournalHead head = before_all();
  ASSERT_TRUE(read_frame(head, frames.at(0).bytes, keys).has_value());
  JournalHead other_area = head;
  other_area.area = AreaId{12};
  EXPECT_FALSE(read_frame(other_area, frames.at(1).bytes, keys).has_value());
  JournalHead other_journal = head;
  other_journal.journal_id.bytes[0] = 6;
  EXPECT_FALSE(read_frame(other_journal, frames.at(1).bytes, keys).has_value());
}

TEST(Seals, LeaveNothingPersonalToBeRead) {
  SeededKeys keys(1);
  std::string all;
  for (const StoredFrame& frame : frames_by_entry(keys)) all += frame.bytes;
  for (const char* secret : {kBirthDate, kPostcode, kReference, kObjection, "zrm-instrument"}) {
    EXPECT_EQ(all.find(secret), std::string::npos) << secret;
  }
  // "direct" is public as a programme and personal as somebody's.
  EXPECT_EQ(all.find("direct"), all.rfind("direct"));
}

TEST(Seals, WithoutTheirKeyNameThePersonAndReadAsNothing) {
  SeededKeys keys(1);
  const auto frames = frames_by_entry(keys);
  ASSERT_TRUE(keys.destroy(AreaId{11}, kAda).has_value());
  JournalHead head = before_all();
  for (const StoredFrame& frame : frames) {
    auto read = read_frame(head, frame.bytes, keys);
    ASSERT_TRUE(read.has_value()) << read.error().what;
    const auto* about = std::get_if<Fact>(&read->entries.front().body);
    if (about == nullptr || subject_of(*about) != kAda) continue;
    EXPECT_TRUE(read->keyless.contains(kAda));
    const auto* registered = std::get_if<ParticipantRegistered>(&about->body);
    if (registered == nullptr) continue;
    EXPECT_EQ(*registered, ParticipantRegistered{.participant = kAda});
  }
}

TEST(Heads, ReadBackAsTheyWereWritten) {
  SeededKeys keys(1);
  JournalHead head = before_all();
  head.positions = {{"file", {.next = 7}}, {"answers-10", {.next = 9, .cluster = "c"}}};
  const auto entries = some_entries();
  ASSERT_TRUE(write_frames(head, entries, keys).has_value());
  EXPECT_EQ(read_head(write_head(head)).value(), head);
  EXPECT_FALSE(read_head("nonsense").has_value());
  EXPECT_FALSE(read_head("").has_value());
}

}  // namespace
}  // namespace koppel::codec
