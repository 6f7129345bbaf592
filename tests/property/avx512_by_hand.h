#pragma once

#include "engine/matching/kernels.h"

namespace koppel::matching {

// The AVX-512 kernels, with every instruction of it done by plain loops, so that what they compute
// is seen also where the processor has no AVX-512. Null where it has not even AVX2.
[[nodiscard]] const Kernels* avx512_by_hand();

}  // namespace koppel::matching
