// Claim: tables, vocabulary and schemas say the same, field by field and word by word.
// Shown by walking every table from the variants down, against the descriptors of the messages.

#include "engine/codec/all_tables.h"
#include "engine/codec/leaf.h"
#include "engine/codec/tables/outward_table.h"

#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace koppel::codec {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using Names = std::set<std::string>;

template <typename Value>
struct ItemOf {
  using Type = Value;
};

template <typename Item>
struct ItemOf<std::vector<Item>> {
  using Type = Item;
};

// Fields that enter or leave in another way than by a line of the table.
template <typename Model>
Names exceptions() {
  if constexpr (std::is_same_v<Model, Fact>) return {"source", "id"};
  if constexpr (std::is_same_v<Model, Entry>) return {"sealed"};
  return {};
}

Names plain_fields(const Descriptor& message) {
  Names names;
  for (int at = 0; at < message.field_count(); ++at) {
    if (message.field(at)->containing_oneof() == nullptr) names.insert(message.field(at)->name());
  }
  return names;
}

template <typename Value>
constexpr bool kFits(const FieldDescriptor& field) {
  using Item = typename ItemOf<Value>::Type;
  if (field.is_repeated() != kIsList<Value>) return false;
  if constexpr (std::is_enum_v<Item>) {
    return field.enum_type() != nullptr && field.enum_type()->name() == EnumOf<Item>::kName;
  } else if constexpr (HasTable<Item>) {
    return field.message_type() == TableOf<Item>::Message::descriptor();
  } else if constexpr (std::is_same_v<Item, Instant>) {
    return field.message_type() != nullptr &&
           field.message_type()->full_name() == "google.protobuf.Timestamp";
  } else if constexpr (kIsHash<Item>) {
    return field.type() == FieldDescriptor::TYPE_BYTES;
  } else if constexpr (std::is_same_v<Item, std::string> || std::is_same_v<Item, Date> ||
                       std::is_same_v<Item, AreaId>) {
    return field.type() == FieldDescriptor::TYPE_STRING;
  } else if constexpr (std::is_same_v<Item, bool>) {
    return field.type() == FieldDescriptor::TYPE_BOOL;
  } else {
    return field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64 ||
           field.cpp_type() == FieldDescriptor::CPPTYPE_UINT32 ||
           field.cpp_type() == FieldDescriptor::CPPTYPE_INT32;
  }
}

template <typename Model>
void check_table(Names& seen);

template <typename Model, typename Line>
void check_line(const Line& line, Names& held, Names& seen) {
  using Value = std::remove_cvref_t<decltype(bare(line.member(std::declval<Model&>())))>;
  const Descriptor& message = *TableOf<Model>::Message::descriptor();
  const FieldDescriptor* field = message.FindFieldByName(std::string(line.name));
  ASSERT_NE(field, nullptr) << message.name() << "." << line.name;
  EXPECT_TRUE(kFits<Value>(*field)) << field->full_name();
  EXPECT_TRUE(held.insert(field->name()).second) << field->full_name() << " stands twice";
  using Item = typename ItemOf<Value>::Type;
  if constexpr (HasTable<Item>) check_table<Item>(seen);
}

template <typename Model>
void check_table(Names& seen) {
  if (!seen.emplace(TableOf<Model>::kName).second) return;
  Names held = exceptions<Model>();
  std::apply([&](const auto&... line) { (check_line<Model>(line, held, seen), ...); },
             TableOf<Model>::fields());
  EXPECT_EQ(held, plain_fields(*TableOf<Model>::Message::descriptor())) << TableOf<Model>::kName;
}

template <typename Variant, std::size_t... At>
void check_alternatives(Names& seen, std::index_sequence<At...> /*alternatives*/) {
  (check_table<std::variant_alternative_t<At, Variant>>(seen), ...);
}

template <typename Variant>
void check_variant(Names& seen) {
  check_alternatives<Variant>(seen, std::make_index_sequence<std::variant_size_v<Variant>>());
}

// Every case is a member of the oneof of that number and type, and no member is without a case.
template <typename Variant, typename Kinds = Variant>
void check_cases(const Descriptor& owner, const Names& wrappers) {
  Names held = wrappers;
  std::size_t count = 0;
  const auto check = [&](const auto& line) {
    using Type = typename std::remove_cvref_t<decltype(line)>::Type;
    const FieldDescriptor* field = owner.FindFieldByNumber(line.number);
    ASSERT_NE(field, nullptr) << line.name;
    ASSERT_NE(field->containing_oneof(), nullptr) << line.name;
    EXPECT_EQ(field->message_type(), TableOf<Type>::Message::descriptor()) << line.name;
    EXPECT_EQ(line.name, TableOf<Type>::kName);
    held.insert(field->name());
    ++count;
  };
  std::apply([&](const auto&... line) { (check(line), ...); }, CasesOf<Variant>::cases());
  EXPECT_EQ(count, std::variant_size_v<Kinds>);
  Names members;
  for (int at = 0; at < owner.field_count(); ++at) {
    if (owner.field(at)->containing_oneof() != nullptr) members.insert(owner.field(at)->name());
  }
  EXPECT_EQ(held, members) << owner.name();
}

TEST(Tables, HoldEveryFieldOfTheirMessagesOnceAndNothingElse) {
  Names seen;
  check_variant<FactKinds>(seen);
  check_variant<EntryKinds>(seen);
  check_variant<RowBody>(seen);
  check_table<Entry>(seen);
  check_variant<OutwardEvent>(seen);
  EXPECT_GT(seen.size(), 80U);
}

TEST(Tables, HaveACaseForEveryKind) {
  check_cases<FactBody, FactKinds>(*v1::Fact::descriptor(), {"fact_corrected", "fact_resubmitted"});
  check_cases<EntryBody, EntryKinds>(*v1::Entry::descriptor(), {});
  check_cases<RowBody>(*v1::Row::descriptor(), {});
}

// "kOutOfRange", or something without a k where the enum has no such value. GCC writes a template's
// value argument into the function's name: "… [with auto Value = koppel::Gate::kHours; …]".
template <auto Value>
std::string_view enumerator() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("Value = ") + 8);
  text = text.substr(0, text.find_first_of(";]"));
  const std::size_t colon = text.rfind(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

std::string upper_words(std::string_view camel) {
  std::string out;
  for (const char c : camel) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !out.empty()) out += '_';
    out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return out;
}

template <typename Enum, std::size_t... Number>
void check_values(const EnumDescriptor& words, std::index_sequence<Number...> /*numbers*/) {
  const auto check = [&](int number, std::string_view name) {
    const auto* word = words.FindValueByNumber(number);
    const bool named = name.starts_with('k');
    EXPECT_EQ(named, word != nullptr) << words.name() << " " << number << " " << name;
    if (!named || word == nullptr) return;
    EXPECT_EQ(word->name(), upper_words(words.name()) + "_" + upper_words(name.substr(1)));
  };
  (check(static_cast<int>(Number), enumerator<static_cast<Enum>(Number)>()), ...);
  EXPECT_LT(words.value(words.value_count() - 1)->number(), static_cast<int>(sizeof...(Number)));
}

template <typename... Enums>
void check_enums() {
  constexpr auto kNumbers = std::make_index_sequence<48>();
  (check_values<Enums>(*google::protobuf::GetEnumDescriptor<typename EnumOf<Enums>::Proto>(),
                       kNumbers),
   ...);
}

TEST(Words, HaveTheNamesAndNumbersOfTheSchema) {
  check_enums<BarrierDomain,
              SequencingPolicy,
              PlacementKind,
              Sector,
              InterestInstrument,
              TravelMeans,
              Licence,
              LanguageLevel,
              EducationLevel,
              SkillGroup,
              ConsentPurpose,
              Role,
              FollowUpAnchor,
              Side,
              DeclineReason,
              DeferCondition,
              EngagementEndCause,
              FollowUpResult,
              OutcomeKind,
              LeaveReason,
              CloseReason,
              Gate,
              ReadinessGap,
              ScorePart,
              UnlockChange,
              WithdrawalReason,
              ReminderCancelReason,
              RefusalReason,
              PartyKind,
              AgendaKind,
              ParticipantState,
              EngagementState,
              ProposalEventKind,
              ReminderEventKind,
              PlacementEventKind>();
}

TEST(Words, OfTheSchemaAllHaveATwin) {
  std::size_t words = 0;
  for (const auto* file : {v1::Fact::descriptor()->file()->dependency(0),
                           v1::Row::descriptor()->file(),
                           v1::PlacementEvent::descriptor()->file(),
                           v1::Location::descriptor()->file()}) {
    words += static_cast<std::size_t>(file->enum_type_count());
  }
  EXPECT_EQ(words, 35U);  // as many as the list above
}

}  // namespace
}  // namespace koppel::codec
