#pragma once

#include "consumers/runtime/area_turns.h"
#include "engine/model/area.h"
#include "engine/ports/key_wrapping.h"
#include "engine/ports/keys.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace koppel {

// The keys of one area as its partition of the key topic has them, wrapped: key of the record
// AM11/D… (a person's), AM11/area, AM11/signing or AM11/day, value the wrapped key. Nothing lies on
// a local disk. What is made or destroyed goes in a transaction of its own, answered clean before
// the entries sealed with it are sent: a transaction that comes through in some partitions alone (a
// lost marker, closed by the next owner) so never leaves an entry without its key, but at most a
// key without an entry. Who signs frames needs no record: the seed follows from the master key,
// unless a journal that was moved here brought AM11/signing along.
//
// AM11/day bears the date. It is written with every claim and once a day: only an append lets Kafka
// compact the segments before it, and so shred what was destroyed.
class LogKeys final : public Keys {
 public:
  LogKeys(AreaTurns& turns, KeyWrapping& wrapping, AreaId area);
  LogKeys(const LogKeys&) = delete;
  LogKeys& operator=(const LogKeys&) = delete;
  ~LogKeys() override;

  // Reads the partition to its present end. kDamaged: wrapped by another master key.
  [[nodiscard]] std::expected<void, PortError> load();

  // What the next transaction of frames has to hold; handed over once.
  [[nodiscard]] std::vector<LogRecord> unsent(Instant now);

  // From now on nobody else writes keys: one that is missing is not there.
  void own() { sole_writer_ = true; }

  // Before own(): a key that is missing is looked for up to the present end of the partition.
  [[nodiscard]] std::expected<std::optional<Key>, PortError> find(
      AreaId area, ParticipantId participant) override;
  [[nodiscard]] std::expected<Key, PortError> find_or_make(AreaId area,
                                                           ParticipantId participant) override;

  // Before own() there is nothing that could not go with the claim.
  [[nodiscard]] std::expected<void, PortError> sync() override;

  // The tombstone goes with the next sync().
  [[nodiscard]] std::expected<void, PortError> destroy(AreaId area,
                                                       ParticipantId participant) override;
  void fill_nonce(std::span<std::uint8_t, kNonceBytes> nonce) override;
  [[nodiscard]] std::array<std::uint8_t, 64> sign(std::span<const std::uint8_t> message) override;
  [[nodiscard]] std::array<std::uint8_t, 32> verify_key() override;

  // What leaves with the journal: every key of the area and the seed that signs it, each under its
  // name, wrapped by `with` for that name.
  using WrappedVisitor = std::function<void(const std::string& name, const std::string& wrapped)>;
  void hand_out(KeyWrapping& with, const WrappedVisitor& visitor);
  // Takes one of them in, known at once; it goes with the next transaction. False when it was not
  // wrapped so, is no key of this area, or when there is another by that name.
  [[nodiscard]] bool take_in(const std::string& name, std::string_view wrapped, KeyWrapping& with);

 private:
  [[nodiscard]] std::string name_of(ParticipantId participant) const;
  [[nodiscard]] std::expected<void, PortError> read_on();
  void apply(const StandingRecord& record);
  void forget(const std::string& name);
  void change(const std::string& name, std::optional<std::string> value);
  [[nodiscard]] std::vector<LogRecord> handed_over(Instant now);
  [[nodiscard]] Key signing_seed();

  AreaTurns& turns_;
  KeyWrapping& wrapping_;
  AreaId area_;
  std::map<std::string, Key> held_;
  std::set<std::string> missing_;  // looked for, and not there
  std::map<std::string, std::optional<std::string>> unsent_;
  std::int64_t next_ = 0;  // offset read up to
  std::optional<std::string> foreign_;
  std::string day_;
  bool sole_writer_ = false;
};

}  // namespace koppel
