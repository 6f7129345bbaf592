// Claim: what is wrong with JSON is told on one line, with the column where it is known. Shown with
// what Protobuf says of lines and texts, and with the shapes that it gives to it.

#include "engine/codec/json_fault.h"

#include "koppel/v1/fact.pb.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <string>

namespace koppel::codec {
namespace {

std::string fault_of(const std::string& text) {
  v1::Fact fact;
  const auto status = google::protobuf::util::JsonStringToMessage(text, &fact);
  EXPECT_FALSE(status.ok()) << text;
  return json_fault(std::string(status.message()), text);
}

TEST(JsonFault, NamesTheColumn) {
  EXPECT_EQ(fault_of("nonsense"), "Unexpected token at column 1");
  EXPECT_EQ(fault_of(R"({"source":"suite", id:})"), "Unexpected token at column 23");
  EXPECT_EQ(fault_of(R"({"source":"süite", id:})"), "Unexpected token at column 23");
  EXPECT_EQ(fault_of(R"({"source": )"), "Unexpected end of string. Expected a value at column 12");
  EXPECT_EQ(fault_of(R"({"source":"suite" "id":"1","area":"AM11","occurredAt":"2026-01-05"})"),
            "Expected , or } after key:value pair at column 19");
}

TEST(JsonFault, NamesTheLineToo) {
  EXPECT_EQ(fault_of("{\n  \"source\": }"), "Unexpected token at line 2, column 13");
}

TEST(JsonFault, IsOneLineWhereThePlaceIsNotKnown) {
  const std::string shown = "twenty or more bytes of the text";
  EXPECT_EQ(json_fault("Wrong.\n" + shown + "\n ^", shown + shown), "Wrong.");
  EXPECT_EQ(json_fault("Wrong.\n" + shown + "\n ^", "{}"), "Wrong.");
  EXPECT_EQ(json_fault("one\nand another", "{}"), "one and another");
  EXPECT_EQ(json_fault("one alone", "{}"), "one alone");
}

}  // namespace
}  // namespace koppel::codec
