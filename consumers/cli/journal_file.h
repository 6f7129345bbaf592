#pragma once

#include "engine/codec/frame_codec.h"
#include "engine/codec/hash.h"
#include "engine/model/area.h"
#include "engine/model/hash.h"
#include "engine/model/id.h"
#include "engine/ports/error.h"
#include "engine/storage/passphrase.h"

#include <cstdint>
#include <cstdio>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

// The journal of an area on its way from one place to another.
//
//   file    "koppel journal 1\n", then records to the end
//   record  kind (1 byte), be32 length of what follows, and
//     'A'   AM11, salt (16), wrapped check   the area; the passphrase that opens the keys
//     'K'   name, '\n', wrapped key          AM11/D…, AM11/area, AM11/signing
//     'O'   hash (16), sealed original       of a refused fact
//     'F'   bytes                            a frame, as it was stored
//     'E'   be64 last sequence, chain (32)   the end: a file without it is not whole
//
// 'A' comes first, keys before frames, 'E' last. Frames and originals are the bytes of the store:
// sealed as they were, chained as they were.
namespace koppel::cli {

struct JournalOrigin {
  AreaId area;
  storage::Salt salt{};
  std::string check;  // a key of zeros, wrapped: shows a wrong passphrase
};

struct MovedKey {
  std::string name;
  std::string wrapped;
};

struct MovedOriginal {
  ContentHash hash;
  std::string sealed;
};

struct MovedFrame {
  std::string bytes;
};

struct JournalEnd {
  Sequence last;
  Chain chain{};
};

using JournalRecord = std::variant<JournalOrigin, MovedKey, MovedOriginal, MovedFrame, JournalEnd>;

struct CloseFile {
  void operator()(std::FILE* file) const;
};

using File = std::unique_ptr<std::FILE, CloseFile>;

// Its first line.
[[nodiscard]] std::expected<void, PortError> begin_journal(std::FILE* file);
// That file, or stdin for "-", behind its first line.
[[nodiscard]] std::expected<File, PortError> open_journal_file(const std::filesystem::path& path);

[[nodiscard]] std::expected<void, PortError> write_record(std::FILE* file,
                                                          const JournalRecord& record);
// Behind the last record: everything is with the disk.
[[nodiscard]] std::expected<void, PortError> finish(std::FILE* file);
// kDamaged: the file ends before its 'E', or holds what is none of these.
[[nodiscard]] std::expected<JournalRecord, PortError> read_record(std::FILE* file);

// The sequence that the frame begins with; empty when it is no frame.
[[nodiscard]] std::optional<Sequence> first_of(const std::string& frame);

// The first record; kDamaged when it is another, or of an area that deploy/areas.json has not.
[[nodiscard]] std::expected<JournalOrigin, PortError> read_origin_of(std::FILE* file);
// What opens the keys of that file; kNoPermission with another passphrase.
[[nodiscard]] std::expected<Key, PortError> open_origin(const JournalOrigin& origin,
                                                        const std::string& passphrase);
// Whether a journal folds to the end that its file names, and is that area's.
[[nodiscard]] std::expected<void, PortError> comes_to(const codec::JournalHead& head,
                                                      AreaId area,
                                                      const JournalEnd& end);
[[nodiscard]] PortError not_in_order();
[[nodiscard]] PortError is_there(const std::filesystem::path& path);
[[nodiscard]] PortError no_journal(AreaId area);

// The first line of that file.
[[nodiscard]] std::expected<std::string, PortError> read_passphrase(
    const std::filesystem::path& path);

}  // namespace koppel::cli
