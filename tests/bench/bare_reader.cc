#include "tests/bench/bare_reader.h"

#include "engine/model/invariant.h"

#include "koppel/v1/frame.pb.h"
#include "koppel/v1/row.pb.h"

#include <google/protobuf/arena.h>

#include <algorithm>

#include <sodium.h>

namespace koppel::bench {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{4} << 20;  // a frame decoded fits
constexpr std::size_t kChainTail = 34;                     // tag, length, 32 bytes
constexpr std::size_t kSignatureTail = 66;
constexpr std::size_t kSubjectBytes = 8;
constexpr std::size_t kHeadBytes = 1 + kNonceBytes;  // algorithm, nonce
constexpr std::size_t kTagBytes = 16;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

void append_number(std::uint64_t number, std::string& out) {
  for (unsigned shift = 64; shift > 0; shift -= 8)
    out.push_back(static_cast<char>((number >> (shift - 8)) & 0xFFU));
}

std::uint64_t number_in(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
  return number;
}

void check_signature(const v1::Frame& frame, Keys& keys) {
  if (frame.signature().empty()) return;
  const auto key = keys.verify_key();
  invariant(
      crypto_sign_verify_detached(
          bytes_of(frame.signature()), bytes_of(frame.chain()), frame.chain().size(), key.data()) ==
          0,
      "the signature is ours");
}

}  // namespace

BareReader::BareReader(Keys& keys) : keys_(keys), block_(kBlockBytes) {
  invariant(sodium_init() >= 0 && crypto_aead_aes256gcm_is_available() != 0,
            "the reference needs a processor with AES instructions");
  google::protobuf::ArenaOptions options;
  options.initial_block = block_.data();
  options.initial_block_size = block_.size();
  arena_ = std::make_unique<google::protobuf::Arena>(options);
}

BareReader::~BareReader() = default;

std::string_view BareReader::opened(ParticipantId subject, std::string_view sealed) {
  const auto key = keys_.find(kArea, subject);
  invariant(key && *key, "no key of the mix is destroyed");
  const std::string_view body = sealed.substr(kHeadBytes);
  plain_.resize(body.size() - kTagBytes);
  const int failed = crypto_aead_aes256gcm_decrypt(reinterpret_cast<unsigned char*>(plain_.data()),
                                                   nullptr,
                                                   nullptr,
                                                   bytes_of(body),
                                                   body.size(),
                                                   bytes_of(associated_),
                                                   associated_.size(),
                                                   bytes_of(sealed.substr(1)),
                                                   (*key)->data());
  invariant(failed == 0, "the seal verifies");
  return plain_;
}

std::size_t BareReader::read_frame(std::string_view bytes,
                                   const std::vector<ParticipantId>& subjects) {
  arena_->Reset();
  auto* frame = google::protobuf::Arena::CreateMessage<v1::Frame>(arena_.get());
  invariant(frame->ParseFromArray(bytes.data(), static_cast<int>(bytes.size())), "a frame parses");
  const std::size_t tail = kChainTail + (frame->signature().empty() ? 0 : kSignatureTail);
  chain_ = chain(chain_, bytes.substr(0, bytes.size() - tail));
  invariant(std::ranges::equal(chain_,
                               frame->chain(),
                               {},
                               {},
                               [](char byte) { return static_cast<std::uint8_t>(byte); }),
            "the chain is that of the bytes");
  check_signature(*frame, keys_);
  for (v1::Entry& entry : *frame->mutable_entries()) {
    if (entry.sealed().empty()) continue;
    associated_.assign(frame->journal_id());
    append_number(entry.sequence(), associated_);
    append_number(static_cast<std::uint64_t>(entry.body_case()), associated_);
    const std::string_view plain = opened(subjects.at(entry.sequence() - 1), entry.sealed());
    invariant(entry.MergeFromString({plain.data(), plain.size()}), "what was sealed parses");
  }
  return static_cast<std::size_t>(frame->entries_size());
}

void BareReader::read_row(std::string_view key, std::string_view value) {
  arena_->Reset();
  auto* row = google::protobuf::Arena::CreateMessage<v1::Row>(arena_.get());
  invariant(row->ParseFromArray(value.data(), static_cast<int>(value.size())), "a row parses");
  if (row->sealed().empty()) return;
  associated_.assign("row").append(key);
  const std::string_view sealed = row->sealed();
  const ParticipantId subject{number_in(sealed.substr(0, kSubjectBytes))};
  const std::string_view plain = opened(subject, sealed.substr(kSubjectBytes));
  invariant(row->MergeFromString({plain.data(), plain.size()}), "what was sealed parses");
}

}  // namespace koppel::bench
