#include "tests/simulation/fake_machine.h"

#include <algorithm>
#include <utility>

namespace koppel::simulation {

FakeMachine::Opened::Opened(std::unique_ptr<DiskStore> of_area,
                            std::unique_ptr<DiskKeys> of_all,
                            Lie lie)
    : store(std::move(of_area)),
      honest_keys(std::move(of_all)),
      journal(*store, lie),
      refused(*store, lie),
      keys(*honest_keys, lie) {}

FakeMachine::FakeMachine(std::uint64_t seed,
                         const DiskTrouble& trouble,
                         SimulatedClock& clock,
                         Lie lie)
    : disk_(seed, trouble, clock),
      lying_disk_(disk_, lie),
      smith_{.source = SeededKeys(seed), .ever = {}},
      lie_(lie) {}

// The keys first, as the product does where it writes.
std::expected<AreaPorts, PortError> FakeMachine::start() {
  disk_.misfortune().start_process();
  auto keys = DiskKeys::open(lying_disk_, kKeysFile, smith_);
  if (!keys) return std::unexpected(keys.error());
  auto store = DiskStore::open(lying_disk_, kAreaFile);
  if (!store) return std::unexpected(store.error());
  opened_ = std::make_unique<Opened>(std::move(*store), std::move(*keys), lie_);
  return AreaPorts{.journal = opened_->journal, .refused = opened_->refused, .keys = opened_->keys};
}

void FakeMachine::stop() {
  opened_.reset();
}

void FakeMachine::cut_power() {
  disk_.cut_power();
}

void FakeMachine::free_space() {
  disk_.free_space();
}

void FakeMachine::calm() {
  disk_.misfortune().calm();
}

bool FakeMachine::has_traces_of(AreaId area, ParticipantId erased) const {
  const auto keys = smith_.ever.find({area, erased});
  return keys != smith_.ever.end() && std::ranges::any_of(keys->second, [this](const Key& key) {
           return disk_.holds({reinterpret_cast<const char*>(key.data()), key.size()});
         });
}

}  // namespace koppel::simulation
