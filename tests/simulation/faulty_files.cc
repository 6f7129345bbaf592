#include "tests/simulation/faulty_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace koppel::simulation {
namespace {

using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus failed(const std::string& doing, const std::string& name) {
  return IOStatus::IOError(doing + " " + std::filesystem::path(name).filename().string());
}

class FaultyFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyFile(std::unique_ptr<rocksdb::FSWritableFile> real, std::string name, FaultyFiles& files)
      : FSWritableFileOwnerWrapper(std::move(real)), name_(std::move(name)), files_(files) {}

  IOStatus Append(const Slice& bytes,
                  const rocksdb::IOOptions& options,
                  FaultyFiles::Context* context) override {
    return files_.append(
        name_, bytes, [&](const Slice& some) { return target()->Append(some, options, context); });
  }

  IOStatus Append(const Slice& bytes,
                  const rocksdb::IOOptions& options,
                  const rocksdb::DataVerificationInfo& /*verification*/,
                  FaultyFiles::Context* context) override {
    return Append(bytes, options, context);
  }

  IOStatus Sync(const rocksdb::IOOptions& /*options*/, FaultyFiles::Context* /*context*/) override {
    return files_.sync(name_);
  }

  IOStatus Fsync(const rocksdb::IOOptions& /*options*/,
                 FaultyFiles::Context* /*context*/) override {
    return files_.sync(name_);
  }

  // A hint to begin writing back: it makes nothing durable.
  IOStatus RangeSync(std::uint64_t /*offset*/,
                     std::uint64_t /*bytes*/,
                     const rocksdb::IOOptions& /*options*/,
                     FaultyFiles::Context* /*context*/) override {
    return IOStatus::OK();
  }

 private:
  std::string name_;
  FaultyFiles& files_;
};

class FaultyDirectory final : public rocksdb::FSDirectoryWrapper {
 public:
  FaultyDirectory(std::unique_ptr<rocksdb::FSDirectory> real, std::string name, FaultyFiles& files)
      : FSDirectoryWrapper(std::move(real)), name_(std::move(name)), files_(files) {}

  IOStatus Fsync(const rocksdb::IOOptions& /*options*/,
                 FaultyFiles::Context* /*context*/) override {
    return files_.sync_names(name_);
  }

  IOStatus FsyncWithDirOptions(const rocksdb::IOOptions& /*options*/,
                               FaultyFiles::Context* /*context*/,
                               const rocksdb::DirFsyncOptions& /*why*/) override {
    return files_.sync_names(name_);
  }

 private:
  std::string name_;
  FaultyFiles& files_;
};

std::optional<std::string> content_of(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

FaultyFiles::FaultyFiles(std::uint64_t seed, const DiskTrouble& trouble, Lie lie)
    : FileSystemWrapper(rocksdb::FileSystem::Default()), misfortune_(seed, trouble), lie_(lie) {}

void FaultyFiles::start_process() {
  const std::scoped_lock lock(guard_);
  misfortune_.start_process();
}

void FaultyFiles::kill_process() {
  const std::scoped_lock lock(guard_);
  misfortune_.kill_process();
}

void FaultyFiles::calm() {
  const std::scoped_lock lock(guard_);
  misfortune_.calm();
}

IOStatus FaultyFiles::next(const std::string& doing, const std::string& name) {
  if (misfortune_.next() == Fate::kNone) return IOStatus::OK();
  return failed(doing, name);
}

void FaultyFiles::remember(const std::string& name) {
  if (!before_.contains(name)) before_.emplace(name, content_of(name));
}

IOStatus FaultyFiles::append(const std::string& name, const Slice& bytes, const Append& really) {
  const std::scoped_lock lock(guard_);
  const bool dead = misfortune_.process_is_dead();
  const IOStatus status = next("appending to", name);
  const std::size_t some = dead          ? 0
                           : status.ok() ? bytes.size()
                                         : misfortune_.dice().below(bytes.size() + 1);
  if (IOStatus done = really(Slice(bytes.data(), some)); !done.ok()) return done;
  files_[name].bytes += some;
  return status;
}

IOStatus FaultyFiles::sync(const std::string& name) {
  const std::scoped_lock lock(guard_);
  if (misfortune_.process_is_dead()) return failed("syncing", name);
  if (lie_ == Lie::kSyncDropped && name.ends_with(".log")) return IOStatus::OK();
  const IOStatus status = next("syncing", name);
  Written& file = files_[name];
  const std::uint64_t waiting = file.bytes - file.synced;
  file.synced += status.ok() ? waiting : misfortune_.dice().below(waiting + 1);
  return status;
}

IOStatus FaultyFiles::sync_names(const std::string& directory) {
  const std::scoped_lock lock(guard_);
  const IOStatus status = next("syncing", directory);
  if (!status.ok()) return status;
  std::erase_if(before_, [&](const auto& named) { return named.first.starts_with(directory); });
  return status;
}

IOStatus FaultyFiles::NewWritableFile(const std::string& name,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file,
                                      Context* context) {
  const std::scoped_lock lock(guard_);
  if (IOStatus status = next("making", name); !status.ok()) return status;
  remember(name);
  std::unique_ptr<rocksdb::FSWritableFile> real;
  IOStatus made = target()->NewWritableFile(name, options, &real, context);
  if (!made.ok()) return made;
  files_[name] = {};
  *file = std::make_unique<FaultyFile>(std::move(real), name, *this);
  return made;
}

IOStatus FaultyFiles::NewDirectory(const std::string& name,
                                   const rocksdb::IOOptions& options,
                                   std::unique_ptr<rocksdb::FSDirectory>* directory,
                                   Context* context) {
  std::unique_ptr<rocksdb::FSDirectory> real;
  IOStatus opened = target()->NewDirectory(name, options, &real, context);
  if (opened.ok()) *directory = std::make_unique<FaultyDirectory>(std::move(real), name, *this);
  return opened;
}

IOStatus FaultyFiles::RenameFile(const std::string& from,
                                 const std::string& to,
                                 const rocksdb::IOOptions& options,
                                 Context* context) {
  const std::scoped_lock lock(guard_);
  if (IOStatus status = next("renaming", from); !status.ok()) return status;
  remember(to);
  IOStatus renamed = target()->RenameFile(from, to, options, context);
  if (!renamed.ok()) return renamed;
  files_[to] = std::exchange(files_[from], {});
  files_.erase(from);
  before_.erase(from);
  return renamed;
}

IOStatus FaultyFiles::DeleteFile(const std::string& name,
                                 const rocksdb::IOOptions& options,
                                 Context* context) {
  const std::scoped_lock lock(guard_);
  if (IOStatus status = next("deleting", name); !status.ok()) return status;
  files_.erase(name);
  before_.erase(name);
  return target()->DeleteFile(name, options, context);
}

void FaultyFiles::cut_power() {
  const std::scoped_lock lock(guard_);
  Dice& dice = misfortune_.dice();
  for (auto& [name, file] : files_) {
    file.bytes = file.synced + dice.below(file.bytes - file.synced + 1);
    file.synced = file.bytes;
    std::filesystem::resize_file(name, file.bytes);
  }
  for (const auto& [name, content] : before_) {
    if (dice.one_in(2)) continue;  // the name was on its way and arrived
    if (content) {
      std::ofstream(name, std::ios::binary | std::ios::trunc) << *content;
      files_[name] = {.bytes = content->size(), .synced = content->size()};
    } else {
      std::filesystem::remove(name);
      files_.erase(name);
    }
  }
  before_.clear();
}

}  // namespace koppel::simulation
