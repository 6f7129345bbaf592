#include "consumers/cli/listing.h"

#include "consumers/cli/output.h"
#include "consumers/cli/views.h"

#include <utility>

namespace koppel::cli {

Listing::Listing(const Globals& globals, std::vector<Column> columns)
    : globals_(globals), table_(std::move(columns)), where_(globals.where) {}

Listing::Shown Listing::add(const Object& object, const Row& row) {
  ++seen_;
  if (where_.asks() && !where_.lets_through(object())) return Shown::kNo;
  ++through_;
  if (globals_.limit && shown_ >= *globals_.limit) return Shown::kNo;
  ++shown_;
  if (globals_.format == Format::kJson) {
    print_object(object());
  } else {
    table_.add(row());
  }
  return Shown::kYes;
}

int Listing::end(std::string_view nothing) {
  if (table_.rows() > 0) print_table(globals_, table_);
  if (shown_ < through_) remark(globals_, first_of(shown_, through_));
  if (through_ > 0) return kExitDone;
  if (const auto unknown = where_.unknown()) return complain_usage(unknown->what, unknown->remedy);
  remark(globals_, seen_ == 0 ? nothing : "--where lets none of " + grouped(seen_) + " through");
  return kExitNothing;
}

}  // namespace koppel::cli
