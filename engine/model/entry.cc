#include "engine/model/entry.h"

#include <utility>

namespace koppel {

EntryBody::EntryBody() = default;
EntryBody::EntryBody(const EntryBody& other) = default;
EntryBody::EntryBody(EntryBody&& other) noexcept = default;
EntryBody& EntryBody::operator=(const EntryBody& other) = default;
EntryBody& EntryBody::operator=(EntryBody&& other) noexcept = default;
EntryBody::~EntryBody() = default;

bool operator==(const EntryBody& a, const EntryBody& b) {
  return static_cast<const EntryKinds&>(a) == static_cast<const EntryKinds&>(b);
}

std::optional<ParticipantId> subject_of(const Entry& entry) {
  return std::visit([](const auto& body) { return subject_of(body); }, entry.body);
}

}  // namespace koppel
