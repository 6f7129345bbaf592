#include "tests/scenarios/scenario_language.h"

#include "engine/codec/fact_codec.h"
#include "engine/codec/hash.h"
#include "engine/codec/show.h"
#include "engine/model/calendar.h"
#include "engine/model/invariant.h"
#include "tests/scenarios/fact_words.h"
#include "tests/scenarios/names.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace koppel::scenarios {
namespace {

constexpr std::string_view kSplit = "----";
constexpr AreaId kArea{11};

enum class Printing : std::uint8_t {
  kNothing,
  kPlain,
  kWithTimes
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// "2026-12-01T09:00Z" is enough.
std::optional<Instant> moment(std::string_view text) {
  std::string whole(text);
  if (whole.size() == 17) whole.insert(16, ":00");
  return parse_instant(whole);
}

// Takes the word out of the list; empty when it is not there.
std::string take(std::vector<Word>& words, std::string_view key) {
  const auto found = std::ranges::find(words, key, &Word::key);
  if (found == words.end()) return {};
  std::string value = found->value;
  words.erase(found);
  return value;
}

void add_unless_given(std::vector<Word>& words, const std::string& key, const std::string& value) {
  if (std::ranges::find(words, key, &Word::key) == words.end()) words.push_back({key, value});
}

bool is_time(const std::string& line) {
  return line.find(" TimeAdvanced ") != std::string::npos;
}

// Three days and more on which nothing else happened stand on one line.
std::string days_in_short(const std::string& output) {
  const std::vector<std::string> lines = lines_of(output);
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    std::size_t end = at;
    while (end < lines.size() && is_time(lines[end])) ++end;
    if (end - at < 3) {
      out += lines[at++] + "\n";
      continue;
    }
    const std::string& last = lines[end - 1];
    out += lines[at].substr(0, lines[at].find(' ')) + ".." + last.substr(0, last.find(' ')) +
           " TimeAdvanced " + std::to_string(end - at) + " times, the last " +
           last.substr(last.find("to=")) + "\n";
    at = end;
  }
  return out;
}

class Stage {
 public:
  explicit Stage(const Preamble& preamble) : preamble_(preamble) {}

  // Answers what the line prints.
  std::string command(const std::string& line);

  std::vector<Entry> entries;
  Engine engine;

 private:
  void start();
  void begin(const std::vector<Word>& words);
  void set_now(const std::string& text);
  void show(const std::string& what);
  void fact(const std::string& kind, std::vector<Word> words);
  void ready(std::vector<Word> words);
  void place(std::vector<Word> words);
  void repeat(std::vector<Word> words);
  void note(std::vector<Word> words);

  void print(const std::string& line) { out_ += line + "\n"; }

  [[nodiscard]] Engine::Recorded recorder();
  [[nodiscard]] std::string line_of(const Entry& entry) const;

  const Preamble& preamble_;
  Names names_;
  std::string out_;
  std::string source_ = "house";
  Instant now_;
  Printing printing_ = Printing::kPlain;
  std::uint64_t facts_ = 0;
  bool with_rules_ = true;
  bool shown_ = false;
};

Engine::Recorded Stage::recorder() {
  return [this](const Entry& entry, const Touched& /*touched*/) {
    entries.push_back(entry);
    if (printing_ != Printing::kNothing) print(line_of(entry));
  };
}

std::string Stage::line_of(const Entry& entry) const {
  std::string line = "#" + std::to_string(entry.sequence.value()) + " ";
  if (printing_ == Printing::kWithTimes) line += koppel::to_text(entry.recorded_at) + " ";
  return line + names_.in_words(codec::body_text(entry.body, codec::Personal::kShown));
}

void Stage::begin(const std::vector<Word>& words) {
  invariant(!engine.sequence().is_set(), "begin stands before everything else");
  for (const Word& word : words) {
    if (word.value == "rules") with_rules_ = false;
    if (word.value == "shown") shown_ = true;
  }
}

void Stage::start() {
  if (engine.sequence().is_set()) return;
  invariant(now_.is_set(), "a scenario begins with a moment");
  const Printing after = std::exchange(printing_, shown_ ? printing_ : Printing::kNothing);
  engine.start(JournalStarted{.journal_id = {.bytes = {1}},
                              .area = kArea,
                              .format = kJournalFormat,
                              .engine_version = "scenario"},
               now_,
               recorder());
  for (const std::string& text : {preamble_.programmes, with_rules_ ? preamble_.rules : ""}) {
    for (const std::string& line : lines_of(text)) {
      if (!line.empty() && !line.starts_with("# ")) out_ = command(line);
    }
  }
  facts_ = 0;
  source_ = "test";
  printing_ = after;
}

void Stage::set_now(const std::string& text) {
  const auto at = moment(text);
  if (!at) return print("error: no moment: " + text);
  now_ = *at;
}

void Stage::show(const std::string& what) {
  printing_ = what == "show" ? Printing::kWithTimes : Printing::kPlain;
}

void Stage::fact(const std::string& kind, std::vector<Word> words) {
  start();
  const std::string source = take(words, "source");
  const std::string id = take(words, "id");
  const std::string area = take(words, "area");
  const std::string occurred = take(words, "occurred");
  Envelope envelope{.source = source.empty() ? source_ : source,
                    .id = id.empty() ? "f" + std::to_string(++facts_) : id,
                    .area = area.empty() ? to_text(kArea) : area,
                    .occurred_at = {},
                    .corrects = take(words, "corrects"),
                    .resubmits = take(words, "resubmits")};
  envelope.occurred_at = to_text(moment(occurred).value_or(now_));
  const auto line = fact_json(envelope, kind, words, names_);
  if (!line) return print("error: " + line.error());
  const auto read = codec::fact_from_json(*line);
  if (!read) return print("misfit: " + read.error().field + " " + read.error().why);
  names_.call_hash(to_hex(read->fact_id.bytes), envelope.id);
  const Instant not_after = plus_ms(now_, kDayMs);
  const auto taken = engine.take(*read, {}, {.now = now_, .not_after = not_after}, recorder());
  if (!taken && printing_ != Printing::kNothing) print("nothing: " + envelope.id + " is a repeat");
}

void Stage::ready(std::vector<Word> words) {
  const Word who{"participant", std::exchange(words.front().value, {})};
  words.erase(words.begin());
  add_unless_given(words, "programme", "direct");
  add_unless_given(words, "hours_max", "36");
  std::vector<Word> registered{who};
  std::vector<Word> available{who};
  for (const Word& word : words) {
    (has_field("ParticipantRegistered", word.key) ? registered : available).push_back(word);
  }
  fact("ParticipantRegistered", registered);
  fact("IntakeHeld", {who});
  fact("ConsentGiven", {who, {"purpose", "matching"}});
  fact("AvailabilitySet", available);
}

void Stage::place(std::vector<Word> words) {
  words.front().key = "placement";
  add_unless_given(words, "employer", "e1");
  add_unless_given(words, "kind", "job");
  add_unless_given(words, "seats", "1");
  add_unless_given(words, "hours_max", "40");
  const std::string employer = std::ranges::find(words, "employer", &Word::key)->value;
  const std::string sector = take(words, "sector");
  start();
  if (engine.market().find(EmployerId{names_.number_of(employer)}) == nullptr) {
    std::vector<Word> registered{{"employer", employer}, {"name", employer}};
    if (!sector.empty()) registered.push_back({"sector", sector});
    fact("EmployerRegistered", registered);
  }
  fact("PlacementOpened", words);
}

void Stage::repeat(std::vector<Word> words) {
  start();
  const int times = std::stoi(words.at(0).value);
  const std::string kind = words.at(1).value;
  words.erase(words.begin(), words.begin() + 2);
  const std::size_t before = entries.size();
  const Printing after = std::exchange(printing_, Printing::kNothing);
  for (int left = times; left > 0; --left) fact(kind, words);
  printing_ = after;
  std::map<std::string, std::size_t> counts;
  for (std::size_t at = before; at < entries.size(); ++at) {
    std::string outcome(codec::kind_of(entries[at].body));
    if (const auto* refused = std::get_if<FactRefused>(&entries[at].body)) {
      outcome += " reason=" + codec::word(refused->reason);
    }
    ++counts[outcome];
  }
  for (const auto& [outcome, count] : counts) print(std::to_string(count) + " times " + outcome);
}

void Stage::note(std::vector<Word> words) {
  start();
  const std::string name = take(words, "participant");
  engine.note(
      ErasureCompleted{.participant = ParticipantId{names_.number_of(name)}}, now_, recorder());
}

std::string Stage::command(const std::string& line) {
  const std::string before = std::exchange(out_, {});
  std::vector<Word> words = words_of(line);
  const std::string verb = words.front().value;
  words.erase(words.begin());
  if (verb == "at") {
    set_now(words.at(0).value);
  } else if (verb == "begin") {
    begin(words);
  } else if (verb == "advance") {
    start();
    engine.advance(now_, recorder());
  } else if (verb == "show" || verb == "hide") {
    show(verb);
  } else if (verb == "ready") {
    ready(std::move(words));
  } else if (verb == "place") {
    place(std::move(words));
  } else if (verb == "repeat") {
    repeat(std::move(words));
  } else if (verb == "note") {
    note(std::move(words));
  } else if (!verb.empty() && std::isupper(static_cast<unsigned char>(verb[0])) != 0) {
    fact(verb, std::move(words));
  } else {
    print("error: no command '" + verb + "'");
  }
  return before + std::exchange(out_, {});
}

}  // namespace

Played play(std::string_view text, const Preamble& preamble) {
  Stage stage(preamble);
  Played played;
  std::string output;
  bool expected = false;
  for (const std::string& line : lines_of(text)) {
    if (expected) {
      if (!line.empty()) continue;
      expected = false;
    }
    played.text += line + "\n";
    if (line == kSplit) {
      played.text += days_in_short(std::exchange(output, {}));
      expected = true;
      continue;
    }
    if (!line.empty() && !line.starts_with("# ") && line != "#") output += stage.command(line);
  }
  invariant(output.empty(), "a block of input is followed by ----");
  played.entries = std::move(stage.entries);
  played.market = stage.engine.market();
  return played;
}

}  // namespace koppel::scenarios
