#pragma once

#include "engine/codec/table.h"
#include "engine/model/employer_fact.h"

#include "koppel/v1/employer.pb.h"

KOPPEL_TABLE(EmployerDetails,
             v1::EmployerDetails,
             KOPPEL_FIELD(kClear, name),
             KOPPEL_FIELD(kClear, sector),
             KOPPEL_FIELD(kClear, location));

KOPPEL_TABLE(EmployerRegistered,
             v1::EmployerRegistered,
             KOPPEL_FIELD(kClear, employer),
             KOPPEL_FIELD(kClear, details));

KOPPEL_TABLE(EmployerChanged,
             v1::EmployerChanged,
             KOPPEL_FIELD(kClear, employer),
             KOPPEL_FIELD(kClear, details));

KOPPEL_TABLE(EmployerSuspended,
             v1::EmployerSuspended,
             KOPPEL_FIELD(kClear, employer),
             KOPPEL_FIELD(kClear, until));

KOPPEL_TABLE(EmployerRecognised,
             v1::EmployerRecognised,
             KOPPEL_FIELD(kClear, employer),
             KOPPEL_FIELD(kClear, crebos));
