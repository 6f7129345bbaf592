#include "consumers/cli/table.h"

#include "engine/codec/utf8.h"
#include "engine/model/invariant.h"

#include <algorithm>
#include <utility>

namespace koppel::cli {
namespace {

constexpr std::size_t kGap = 2;

std::string_view code_of(Paint paint) {
  switch (paint) {
    case Paint::kBold: return "\x1b[1m";
    case Paint::kDim: return "\x1b[2m";
    case Paint::kGood: return "\x1b[32m";
    case Paint::kHeed: return "\x1b[33m";
  }
  return "";
}

std::string_view called(const Column& column) {
  return column.title.empty() ? column.name : column.title;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  for (const Column& column : columns_) widths_.push_back(width_of(column.title));
}

void Table::add(std::vector<std::string> cells) {
  invariant(cells.size() == columns_.size(), "a row has a cell for every column");
  for (std::size_t at = 0; at < cells.size(); ++at) {
    cells[at] = codec::visible(cells[at]);
    widths_[at] = std::max(widths_[at], width_of(cells[at]));
  }
  rows_.push_back(std::move(cells));
}

std::string Table::line(const std::vector<std::string>& cells) const {
  std::string text;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const std::string padding(widths_[at] - width_of(cells[at]), ' ');
    if (columns_[at].align == Align::kRight) text += padding;
    text += cells[at];
    if (at + 1 == cells.size()) break;
    if (columns_[at].align == Align::kLeft) text += padding;
    text.append(kGap, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string Table::text(Colour colour) const {
  std::vector<std::string> titles;
  for (const Column& column : columns_) titles.emplace_back(column.title);
  std::string text;
  if (std::ranges::any_of(titles, [](const std::string& title) { return !title.empty(); })) {
    text += painted(colour, Paint::kBold, line(titles)) + "\n";
  }
  for (const auto& row : rows_) text += line(row) + "\n";
  return text;
}

void Table::mark(std::string name, std::string value) {
  mark_ = {.name = std::move(name), .value = codec::visible(value)};
}

std::vector<std::string> Table::head() const {
  std::vector<std::string> head;
  if (mark_) head.push_back(mark_->name);
  for (const Column& column : columns_) {
    if (!called(column).empty()) head.emplace_back(called(column));
  }
  return head;
}

std::vector<Align> Table::aligned() const {
  std::vector<Align> aligned;
  if (mark_) aligned.push_back(Align::kLeft);
  for (const Column& column : columns_) {
    if (!called(column).empty()) aligned.push_back(column.align);
  }
  return aligned;
}

std::vector<std::vector<std::string>> Table::lines() const {
  std::vector<std::vector<std::string>> lines;
  for (const auto& row : rows_) {
    std::vector<std::string>& cells = lines.emplace_back();
    if (mark_) cells.push_back(mark_->value);
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (!called(columns_[at]).empty()) cells.push_back(row[at]);
    }
  }
  return lines;
}

std::string painted(Colour colour, Paint paint, std::string_view text) {
  if (colour == Colour::kOff) return codec::visible(text);
  return std::string(code_of(paint)) + codec::visible(text) + "\x1b[0m";
}

std::string grouped(std::uint64_t number, Lang lang) {
  std::string text = std::to_string(number);
  const char* mark = lang == Lang::kNl ? "." : ",";
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, mark);
  return text;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view more) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : more);
}

std::string grouped_signed(std::int64_t number, Lang lang) {
  if (number >= 0) return grouped(static_cast<std::uint64_t>(number), lang);
  return "−" + grouped(static_cast<std::uint64_t>(-number), lang);
}

std::string with_sign(std::int64_t number, Lang lang) {
  return (number > 0 ? "+" : "") + grouped_signed(number, lang);
}

std::string tenths(std::uint64_t number, Lang lang) {
  return grouped(number / 10, lang) + (lang == Lang::kNl ? "," : ".") + std::to_string(number % 10);
}

}  // namespace koppel::cli
