#pragma once

#include "engine/codec/hash.h"
#include "engine/ports/keys.h"
#include "tests/bench/mix/mix.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace google::protobuf {
class Arena;
}

namespace koppel::bench {

// The work of the reference that nobody who reads this journal can leave out, by the same
// libraries: Protobuf on an arena, SHA-256 by OpenSSL, AES-256-GCM and Ed25519 by libsodium, keys
// by the same look-ups. No model, no market. Bytes that do not check out end the process.
class BareReader {
 public:
  explicit BareReader(Keys& keys);
  ~BareReader();

  // Frames in order, from the first. `subjects` names whose key seals each entry, by its place in
  // the journal: finding that out costs the reference nothing. Answers how many entries it held.
  std::size_t read_frame(std::string_view bytes, const std::vector<ParticipantId>& subjects);

  void read_row(std::string_view key, std::string_view value);

 private:
  [[nodiscard]] std::string_view opened(ParticipantId subject, std::string_view sealed);

  Keys& keys_;
  std::vector<char> block_;
  std::unique_ptr<google::protobuf::Arena> arena_;
  Chain chain_{};
  std::string associated_;
  std::string plain_;
};

}  // namespace koppel::bench
