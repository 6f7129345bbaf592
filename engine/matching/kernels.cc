#include "engine/matching/kernels.h"

#include "engine/matching/kernel_sets.h"

#include <vector>

namespace koppel::matching {
namespace {

std::vector<const Kernels*> find_usable() {
  std::vector<const Kernels*> usable = {&scalar_kernels()};
  for (const Kernels* set : {avx2_kernels(), avx512_kernels()}) {
    if (set != nullptr) usable.push_back(set);
  }
  return usable;
}

}  // namespace

std::span<const Kernels* const> usable_kernels() {
  static const std::vector<const Kernels*> usable = find_usable();
  return usable;
}

const Kernels& kernels() {
  static const Kernels& fastest = *usable_kernels().back();
  return fastest;
}

}  // namespace koppel::matching
