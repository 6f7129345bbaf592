#pragma once

namespace koppel::matching {

struct Kernels;

// Null where this processor, or this kind of processor, cannot run them.
[[nodiscard]] const Kernels* avx2_kernels();
[[nodiscard]] const Kernels* avx512_kernels();

}  // namespace koppel::matching
