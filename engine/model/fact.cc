#include "engine/model/fact.h"

namespace koppel {

FactBody::FactBody() = default;
FactBody::FactBody(const FactBody& other) = default;
FactBody::FactBody(FactBody&& other) noexcept = default;
FactBody& FactBody::operator=(const FactBody& other) = default;
FactBody& FactBody::operator=(FactBody&& other) noexcept = default;
FactBody::~FactBody() = default;

bool operator==(const FactBody& a, const FactBody& b) {
  return static_cast<const FactKinds&>(a) == static_cast<const FactKinds&>(b);
}

std::optional<ParticipantId> subject_of(const Fact& fact) {
  return std::visit([](const auto& body) { return subject_of(body); }, fact.body);
}

}  // namespace koppel
