#include "consumers/intake/text_table.h"

#include "engine/codec/utf8.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace koppel::intake {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr auto kEnd = std::string_view::npos;

// Every field of a line of the table, and what is wrong with it.
struct Record {
  std::uint64_t line = 0;
  std::vector<std::string> fields;
  std::string fault;
};

class Records {
 public:
  Records(std::string_view bytes, Dialect dialect)
      : bytes_(bytes), separator_(dialect == Dialect::kTab ? '\t' : ','), dialect_(dialect) {
    if (bytes_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  }

  // The next that is not an empty line; nothing at the end of the table, or behind a quote that is
  // never closed: then open_quote() has its line.
  std::optional<Record> next() {
    while (at_ < bytes_.size()) {
      Record record{.line = line_, .fields = {}, .fault = {}};
      const std::size_t begin = at_;
      while (read_field(record)) {
      }
      if (open_quote_) return std::nullopt;
      if (!codec::is_utf8(bytes_.substr(begin, at_ - begin))) record.fault = "is not UTF-8";
      if (record.fields.size() > 1 || !record.fields.front().empty()) return record;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::uint64_t> open_quote() const { return open_quote_; }

 private:
  // Stands behind the field afterwards; false behind the last one of a record.
  bool read_field(Record& record) {
    const bool quoted = dialect_ == Dialect::kComma && at_ < bytes_.size() && bytes_[at_] == '"';
    record.fields.push_back(quoted ? read_quoted(record) : std::string(read_plain()));
    if (open_quote_ || at_ == bytes_.size()) return false;
    if (bytes_[at_++] == separator_) return true;
    ++line_;
    return false;
  }

  // Up to the separator or the line end, which stays; without the carriage return before it.
  std::string_view read_plain() {
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && bytes_[at_] != separator_ && bytes_[at_] != '\n') ++at_;
    const bool ends_line = at_ == bytes_.size() || bytes_[at_] == '\n';
    const std::string_view text = bytes_.substr(begin, at_ - begin);
    return ends_line && text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
  }

  std::string read_quoted(Record& record) {
    const std::uint64_t opened = line_;
    std::string text;
    for (++at_;; ++at_) {
      const std::size_t quote = bytes_.find('"', at_);
      if (quote == kEnd) {
        open_quote_ = opened;
        return text;
      }
      const std::string_view part = bytes_.substr(at_, quote - at_);
      line_ += static_cast<std::uint64_t>(std::ranges::count(part, '\n'));
      text += part;
      at_ = quote + 1;
      if (at_ == bytes_.size() || bytes_[at_] != '"') break;
      text += '"';
    }
    if (!read_plain().empty()) record.fault = "has text behind a closing quote";
    return text;
  }

  std::string_view bytes_;
  char separator_;
  Dialect dialect_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  std::optional<std::uint64_t> open_quote_;
};

// Where each column stands; the first of several with one name.
std::expected<std::vector<std::size_t>, Fault> places_of(
    const Record& header, std::span<const std::string_view> columns) {
  std::vector<std::size_t> places;
  for (const std::string_view column : columns) {
    const auto found = std::ranges::find(header.fields, column);
    if (found == header.fields.end()) {
      return std::unexpected(
          Fault{.line = header.line, .why = "has no column \"" + std::string(column) + "\""});
    }
    places.push_back(static_cast<std::size_t>(std::distance(header.fields.begin(), found)));
  }
  return places;
}

std::string fault_of(const Record& record, std::size_t fields) {
  if (!record.fault.empty() || record.fields.size() == fields) return record.fault;
  return "has " + std::to_string(record.fields.size()) + " fields instead of " +
         std::to_string(fields);
}

}  // namespace

std::expected<std::vector<Fault>, Fault> read_table(std::string_view bytes,
                                                    Dialect dialect,
                                                    std::span<const std::string_view> columns,
                                                    const Visit& visit) {
  Records records(bytes, dialect);
  const auto unclosed = [&records] {
    return std::unexpected(
        Fault{.line = *records.open_quote(), .why = "opens a quote that is never closed"});
  };
  const auto header = records.next();
  if (records.open_quote()) return unclosed();
  if (!header) return std::unexpected(Fault{.line = 1, .why = "is empty"});
  const auto places = places_of(*header, columns);
  if (!places) return std::unexpected(places.error());

  std::vector<Fault> passed_over;
  Row row(columns.size());
  while (auto record = records.next()) {
    std::string fault = fault_of(*record, header->fields.size());
    if (fault.empty()) {
      for (std::size_t at = 0; at < row.size(); ++at) {
        row[at] = record->fields[(*places)[at]];
      }
      fault = visit(row).value_or("");
    }
    if (!fault.empty()) passed_over.push_back({.line = record->line, .why = std::move(fault)});
  }
  if (records.open_quote()) return unclosed();
  return passed_over;
}

}  // namespace koppel::intake
