// Claim: doctor tells what was lost, put back or put in the wrong place, and no command writes to
// such a directory as if nothing had happened. Shown with the real binary on a real directory that
// somebody copied, renamed or removed a part of.
#include "tests/integration/doctor_stage.h"

#include <rocksdb/db.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <set>

namespace koppel {
namespace {

namespace fs = std::filesystem;

class DoctorOfLosses : public DoctorStage {
 protected:
  void empty_the_area() const {
    for (const auto& entry : fs::directory_iterator(in_data("AM11"))) fs::remove_all(entry);
  }

  void expect_refused_by_all(const std::string& what) const {
    const std::string facts = (temporary_ / "facts.jsonl").string();
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"run", "--confirm-clock"},
          {"import", "facts", facts},
          {"import", "facts", facts, "--dry-run"},
          {"answer", "AM11-P1", "accept"},
          {"replay", "--rebuild", "--area", "AM11"},
          {"proposals", "--area", "AM11"}}) {
      const Ended ended = koppel(words);
      EXPECT_EQ(ended.code, 3) << words[0] << ended.err;
      EXPECT_NE(ended.err.find(what), std::string::npos) << words[0] << ended.err;
    }
  }
};

constexpr auto kRecursive = fs::copy_options::recursive;

// Who is registered there and was never erased: the first.
std::string somebody_in(const std::vector<std::string>& facts) {
  std::set<std::string> erased;
  for (const std::string& line : facts) {
    const auto fact = nlohmann::json::parse(line);
    if (fact.contains("participantErased")) {
      erased.insert(fact.at("participantErased").at("participant").get<std::string>());
    }
  }
  for (const std::string& line : facts) {
    const auto fact = nlohmann::json::parse(line);
    if (!fact.contains("participantRegistered")) continue;
    auto id = fact.at("participantRegistered").at("participant").get<std::string>();
    if (!erased.contains(id)) return id;
  }
  return {};
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(DoctorOfLosses, AreaUnderAnotherNameIsToldAndNobodyWritesToIt) {
  const std::string before = digest_in(data_);
  const fs::path facts = temporary_ / "facts.jsonl";
  const auto refuses = [&](const std::string& remedy) {
    const Ended found = doctor({"--fix"});
    EXPECT_EQ(found.code, 3) << found.out;
    EXPECT_EQ(ills(found), (Ills{{"directory", "broken"}})) << found.out;
    EXPECT_NE(found.out.find(remedy), std::string::npos) << found.out;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"run"},
                                                  {"import", "facts", facts.string()},
                                                  {"import", "facts", facts.string(), "--dry-run"},
                                                  {"replay", "--rebuild"},
                                                  {"proposals", "--area", "AM12"}}) {
      const Ended ended = koppel(words);
      EXPECT_EQ(ended.code, 3) << words[0] << ended.err;
      EXPECT_NE(ended.err.find("AM12 holds the journal of AM11"), std::string::npos) << ended.err;
    }
  };
  fs::copy(in_data("AM11"), in_data("AM12"), kRecursive);
  refuses("it is a copy of");
  fs::remove_all(in_data("AM12"));
  fs::create_directory_symlink("AM11", in_data("AM12"));
  refuses("a link to it");
  fs::remove(in_data("AM12"));
  fs::rename(in_data("AM11"), in_data("AM12"));
  refuses("give it its own name again");
  fs::rename(in_data("AM12"), in_data("AM11"));
  EXPECT_EQ(doctor().code, 0);
  EXPECT_EQ(digest_in(data_), before);
}

TEST_F(DoctorOfLosses, KeyOfAnErasedPersonThatWasPutBackIsDestroyed) {
  const fs::path older = temporary_ / "keys of before";
  fs::copy(in_data("keys"), older, kRecursive);
  const fs::path erasure = temporary_ / "erasure.jsonl";
  write_lines(erasure,
              {R"({"source":"test","id":"erase","area":"AM11","occurredAt":"2026-11-22T20:00:00Z",)"
               R"("participantErased":{"participant":")" +
               somebody_in(sample_facts()) + R"("}})"});
  ASSERT_EQ(koppel({"import", "facts", erasure.string()}).code, 0);
  EXPECT_EQ(doctor().code, 0);
  const std::string before = digest_in(data_);

  fs::remove_all(in_data("keys"));
  fs::rename(older, in_data("keys"));
  const Ended found = doctor();
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"erasures", "broken"}})) << found.out;
  EXPECT_NE(found.out.find("1 erased person has a key again"), std::string::npos) << found.out;

  EXPECT_EQ(doctor({"--fix"}).code, 0);
  EXPECT_EQ(doctor().code, 0);
  EXPECT_EQ(digest_in(data_), before);
}

TEST_F(DoctorOfLosses, AreaThatIsGoneIsNamedWithWhatBringsItBack) {
  make_a_checkpoint();
  const std::string before = digest_in(data_);
  fs::remove_all(in_data("AM11"));
  const Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"directory", "broken"}})) << found.out;
  EXPECT_NE(found.out.find("restore " + in_data("AM11").string()), std::string::npos) << found.out;
  const fs::path kept = fs::directory_iterator(in_data("checkpoints/AM11"))->path();
  EXPECT_NE(found.out.find("cp -a " + kept.string()), std::string::npos) << found.out;

  // Nobody begins another journal beside what is left of it.
  const Ended import = koppel({"import", "facts", (temporary_ / "facts.jsonl").string()});
  EXPECT_EQ(import.code, 3);
  EXPECT_NE(import.err.find("AM11 is gone, and checkpoints of it are there"), std::string::npos)
      << import.err;
  EXPECT_FALSE(fs::exists(in_data("AM11")));

  fs::copy(kept, in_data("AM11"), kRecursive);
  EXPECT_EQ(doctor().code, 0);
  EXPECT_EQ(digest_in(data_), before);
}

TEST_F(DoctorOfLosses, AreaOfWhichOnlyKeysAreLeftIsNamedAndNotBegunAnew) {
  fs::remove_all(in_data("AM11"));
  const Ended found = doctor();
  EXPECT_EQ(found.code, 1);
  EXPECT_EQ(ills(found), (Ills{{"directory", "heed"}})) << found.out;
  EXPECT_NE(found.out.find("keys of AM11 are there, and no journal"), std::string::npos);
  expect_refused_by_all("AM11 is gone, and keys of it are there");
  EXPECT_FALSE(fs::exists(in_data("AM11")));
}

// As a volume that is not mounted looks.
TEST_F(DoctorOfLosses, AreaThatWasEmptiedIsLostAndNotBegunAnew) {
  make_a_checkpoint();
  const std::string before = digest_in(data_);
  empty_the_area();
  Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"directory", "broken"}})) << found.out;
  const fs::path kept = fs::directory_iterator(in_data("checkpoints/AM11"))->path();
  EXPECT_NE(found.out.find("cp -a " + kept.string() + "/. " + in_data("AM11").string()),
            std::string::npos)
      << found.out;
  expect_refused_by_all("AM11 holds no journal, and checkpoints of it are there");
  EXPECT_TRUE(fs::is_empty(in_data("AM11")));

  const fs::path aside = temporary_ / "checkpoints";
  fs::rename(in_data("checkpoints"), aside);
  found = doctor();
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"directory", "broken"}})) << found.out;
  expect_refused_by_all("AM11 holds no journal, and keys of it are there");
  EXPECT_TRUE(fs::is_empty(in_data("AM11")));

  fs::copy(aside / "AM11" / kept.filename(), in_data("AM11"), kRecursive);
  EXPECT_EQ(doctor().code, 0);
  EXPECT_EQ(digest_in(data_), before);
}

TEST_F(DoctorOfLosses, AreaThatWasEmptiedComesBackWithItsJournal) {
  const std::string before = digest_in(data_);
  const fs::path passphrase = temporary_ / "passphrase";
  write_lines(passphrase, {"correct horse battery staple"});
  const std::vector<std::string> words{
      (temporary_ / "moved").string(), "--passphrase-file", passphrase.string()};
  const auto with = [&](std::vector<std::string> command) {
    command.insert(command.end(), words.begin(), words.end());
    return koppel(command);
  };
  ASSERT_EQ(with({"export", "journal"}).code, 0);
  empty_the_area();
  const Ended import = with({"import", "journal"});
  EXPECT_EQ(import.code, 0) << import.err;
  EXPECT_EQ(doctor().code, 0);
  EXPECT_EQ(digest_in(data_), before);
}

TEST_F(DoctorOfLosses, RunTellsTheLostAreaAndServesTheOthers) {
  const auto registration = [](const std::string& area, const std::string& id) {
    return R"({"source":"test","id":")" + id + R"(","area":")" + area +
           R"(","occurredAt":"2026-11-20T08:00:00Z",)" +
           R"("consultantRegistered":{"consultant":")" + id + R"(","caseloadMax":25}})";
  };
  const fs::path facts = temporary_ / "more.jsonl";
  write_lines(facts, {registration("AM12", "1")});
  ASSERT_EQ(koppel({"import", "facts", facts.string()}).code, 0);
  empty_the_area();
  KoppelProcess run({"--data", data_, "run", "--confirm-clock"});
  ASSERT_TRUE(run.says("a journal is lost"));
  ASSERT_TRUE(run.says("running"));
  write_lines(facts, {registration("AM12", "2"), registration("AM11", "3")});
  const Ended lost = koppel({"import", "facts", facts.string()});
  EXPECT_NE(lost.code, 0);
  EXPECT_NE(lost.err.find("AM11 holds no journal, and keys of it are there"), std::string::npos)
      << lost.err;
  write_lines(facts, {registration("AM12", "4")});
  EXPECT_EQ(koppel({"import", "facts", facts.string()}).code, 0);
  run.send(SIGTERM);
  EXPECT_EQ(run.wait().code, 0);
  EXPECT_TRUE(fs::is_empty(in_data("AM11")));
}

TEST_F(DoctorOfLosses, AreaThatHasNotBegunIsNotLost) {
  fs::create_directory(in_data("AM12"));
  const Ended found = doctor();
  EXPECT_EQ(found.code, 0) << found.out;
  EXPECT_NE(found.out.find("holds no journal yet"), std::string::npos) << found.out;
}

TEST_F(DoctorOfLosses, CheckpointThatIsDamagedIsTold) {
  make_a_checkpoint();
  const fs::path kept = fs::directory_iterator(in_data("checkpoints/AM11"))->path();
  // The largest table has the frames. A checkpoint shares it with the area, so it is copied first.
  fs::path largest;
  for (const auto& file : fs::directory_iterator(kept)) {
    if (file.path().extension() != ".sst") continue;
    if (largest.empty() || fs::file_size(largest) < file.file_size()) largest = file.path();
  }
  std::string bytes = bytes_of(largest);
  bytes[bytes.size() / 2] = static_cast<char>(~bytes[bytes.size() / 2]);
  fs::remove(largest);
  std::ofstream(largest, std::ios::binary) << bytes;
  const Ended found = doctor();
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found).at("checkpoint"), "broken") << found.out;
  EXPECT_EQ(ills(found).count("chain"), 0U) << found.out;
}

TEST_F(DoctorOfLosses, KeyStoreWithoutAnyKeyIsToldAndNobodyMakesASigningKey) {
  fs::rename(in_data("keys"), temporary_ / "keys");
  fs::copy(temporary_ / "keys", in_data("keys"), kRecursive);
  {
    rocksdb::DB* opened = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    ASSERT_TRUE(
        rocksdb::DB::Open({}, in_data("keys"), {{"keys", {}}, {"default", {}}}, &families, &opened)
            .ok());
    const std::unique_ptr<rocksdb::DB> database(opened);
    ASSERT_TRUE(database->DeleteRange({}, families[0], "", "\xff").ok());
    for (auto* family : families) ASSERT_TRUE(database->DestroyColumnFamilyHandle(family).ok());
  }
  const Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found).at("keys"), "broken") << found.out;
  EXPECT_EQ(ills(found).count("chain"), 0U) << found.out;
  const fs::path facts = temporary_ / "facts.jsonl";
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"run", "--confirm-clock"}, {"import", "facts", facts.string()}}) {
    const Ended ended = koppel(words);
    EXPECT_EQ(ended.code, 3) << words[0] << ended.err;
    EXPECT_NE(ended.err.find("put the directory back from its copy"), std::string::npos)
        << ended.err;
  }
  EXPECT_EQ(doctor().code, 3);  // no key was made meanwhile

  fs::remove_all(in_data("keys"));
  fs::rename(temporary_ / "keys", in_data("keys"));
  EXPECT_EQ(doctor().code, 0);
}

TEST_F(DoctorOfLosses, DamageAmongTheKeysIsToldAsSuch) {
  // Opened once more, what was in the log of the store is in a table.
  ASSERT_EQ(koppel({"replay", "--rebuild"}).code, 0);
  for (const auto& file : fs::directory_iterator(in_data("keys"))) {
    if (file.path().extension() != ".sst") continue;
    std::string bytes = bytes_of(file.path());
    bytes[bytes.size() / 4] = static_cast<char>(~bytes[bytes.size() / 4]);
    std::ofstream(file.path(), std::ios::binary) << bytes;
  }
  const Ended found = doctor({"--fix"});
  EXPECT_EQ(found.code, 3);
  EXPECT_EQ(ills(found), (Ills{{"keys", "broken"}})) << found.out;
}

}  // namespace
}  // namespace koppel
