#include "tests/simulation/chain_check.h"

#include "koppel/v1/frame.pb.h"

#include <array>
#include <cstdint>
#include <string_view>

#include <sodium.h>

namespace koppel::simulation {
namespace {

// Tag, length and bytes: 1 + 1 + 32 of the chain, 1 + 1 + 64 of a signature.
constexpr std::size_t kChainTail = 34;
constexpr std::size_t kSignatureTail = 66;

std::string sha256(const std::string& previous, std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const std::string_view part : {std::string_view(previous), bytes}) {
    crypto_hash_sha256_update(
        &state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  crypto_hash_sha256_final(&state, sum.data());
  return {sum.begin(), sum.end()};
}

struct Place {
  std::uint64_t next = 1;
  std::string link = std::string(crypto_hash_sha256_BYTES, '\0');
};

Found follow(Place& place, Sequence first, std::string_view bytes) {
  v1::Frame frame;
  if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return "a frame does not parse";
  }
  if (first.value() != place.next || frame.first_sequence() != place.next) {
    return "a frame begins at " + std::to_string(first.value()) + " where " +
           std::to_string(place.next) + " is next";
  }
  for (const v1::Entry& entry : frame.entries()) {
    if (entry.sequence() != place.next++) return "entries of a frame are not contiguous";
  }
  const std::size_t tail = kChainTail + (frame.signature().empty() ? 0 : kSignatureTail);
  place.link = sha256(place.link, bytes.substr(0, bytes.size() - tail));
  if (place.link != frame.chain()) return "a frame's chain is not that of its bytes";
  return std::nullopt;
}

}  // namespace

Found ChainCheck::look(Journal& journal) {
  Place place;
  Found wrong;
  std::vector<std::string> links;
  const auto read = journal.read(Sequence{1}, [&](Sequence first, std::string_view bytes) {
    wrong = follow(place, first, bytes);
    links.push_back(place.link);
    return wrong ? Journal::Next::kStop : Journal::Next::kGoOn;
  });
  if (!read) return read.error().what;
  if (wrong) return wrong;
  if (links.size() < links_.size()) return "frames that were there are gone";
  for (std::size_t at = 0; at < links_.size(); ++at) {
    if (links[at] != links_[at]) return "a frame is not what it was";
  }
  links_ = std::move(links);
  return std::nullopt;
}

}  // namespace koppel::simulation
