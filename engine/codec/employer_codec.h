#pragma once

#include "engine/model/work_arrangement.h"

#include <string>

namespace koppel::codec {

// The Protobuf bytes that an employer gets (koppel.employer.v1.WorkArrangement). There is no
// overload for anything that knows a barrier, a score or a reason, and tests/compile_fail keeps it
// so.
[[nodiscard]] std::string employer_message(const WorkArrangement& arrangement);

}  // namespace koppel::codec
