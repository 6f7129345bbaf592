#pragma once

#include "engine/codec/table.h"
#include "engine/model/work_arrangement.h"

#include "koppel/employer/v1/work_arrangement.pb.h"

// What leaves for an employer. Nothing of koppel.v1 stands here.
template <>
struct koppel::codec::EnumOf<koppel::Arrangement> {
  using Proto = koppel::employer::v1::Arrangement;

  static bool is_valid(int value) { return koppel::employer::v1::Arrangement_IsValid(value); }

  static std::string_view text(int value) {
    return koppel::employer::v1::Arrangement_Name(static_cast<Proto>(value));
  }

  static constexpr std::string_view kName = "Arrangement";
};

KOPPEL_TABLE(WorkArrangement,
             employer::v1::WorkArrangement,
             KOPPEL_FIELD(kClear, placement),
             KOPPEL_FIELD(kClear, engagement),
             KOPPEL_FIELD(kClear, starts),
             KOPPEL_RANGE(kClear, hours, 0, 60),
             KOPPEL_FIELD(kClear, arrangements),
             KOPPEL_RANGE(kClear, coach_hours, 0, 40));
