#pragma once

#include "engine/model/invariant.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace koppel {

// Rows by a number that is handed out once, from 1, and whose rows come and go: in order of their
// numbers, in pages of 64, so that one look into memory finds any. A page without rows takes no
// room. What points at a row points at it until that row goes.
template <typename Number, typename Row>
class NumberedRows {
  using Slot = std::pair<Number, Row>;

  struct Page {
    std::uint64_t held = 0;   // bit per slot
    std::vector<Slot> slots;  // kPage of them, or none
  };

  static constexpr std::uint32_t kPage = 64;

  template <typename Rows>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Slot;
    using difference_type = std::ptrdiff_t;
    using reference = std::conditional_t<std::is_const_v<Rows>, const Slot&, Slot&>;
    using pointer = std::remove_reference_t<reference>*;

    Iterator() = default;

    Iterator(Rows* rows, std::size_t page) : rows_(rows), page_(page) { settle(); }

    reference operator*() const {
      return rows_->pages_[page_].slots[static_cast<std::size_t>(std::countr_zero(left_))];
    }

    pointer operator->() const { return &**this; }

    Iterator& operator++() {
      left_ &= left_ - 1;
      if (left_ == 0) {
        ++page_;
        settle();
      }
      return *this;
    }

    Iterator operator++(int) {
      Iterator before = *this;
      ++*this;
      return before;
    }

    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.page_ == b.page_ && a.left_ == b.left_;
    }

   private:
    void settle() {
      while (page_ < rows_->pages_.size() && rows_->pages_[page_].held == 0) ++page_;
      left_ = page_ < rows_->pages_.size() ? rows_->pages_[page_].held : 0;
    }

    Rows* rows_ = nullptr;
    std::size_t page_ = 0;
    std::uint64_t left_ = 0;  // of that page, from where this stands
  };

 public:
  using iterator = Iterator<NumberedRows>;
  using const_iterator = Iterator<const NumberedRows>;

  [[nodiscard]] iterator begin() { return {this, 0}; }

  [[nodiscard]] iterator end() { return {this, pages_.size()}; }

  [[nodiscard]] const_iterator begin() const { return {this, 0}; }

  [[nodiscard]] const_iterator end() const { return {this, pages_.size()}; }

  [[nodiscard]] std::size_t size() const { return count_; }

  [[nodiscard]] bool empty() const { return count_ == 0; }

  // Null when there is no row of that number.
  [[nodiscard]] const Row* find(Number number) const {
    const std::size_t page = page_of(number);
    if (page >= pages_.size() || (pages_[page].held & bit_of(number)) == 0) return nullptr;
    return &pages_[page].slots[slot_of(number)].second;
  }

  [[nodiscard]] Row* find(Number number) {
    return const_cast<Row*>(std::as_const(*this).find(number));
  }

  [[nodiscard]] bool contains(Number number) const { return find(number) != nullptr; }

  // There must be one.
  [[nodiscard]] Row& at(Number number) {
    Row* row = find(number);
    invariant(row != nullptr, "a row of that number");
    return *row;
  }

  // A new row, or another in the place of the one of that number.
  void put(Number number, Row row) {
    invariant(number.is_set(), "numbers begin at 1");
    Page& page = page_for(number);
    if (page.slots.empty()) page.slots.resize(kPage);
    page.slots[slot_of(number)] = {number, std::move(row)};
    if ((page.held & bit_of(number)) == 0) ++count_;
    page.held |= bit_of(number);
  }

  // What is not there already stays so.
  void erase(Number number) {
    if (!contains(number)) return;
    Page& page = pages_[page_of(number)];
    page.slots[slot_of(number)] = {};
    page.held &= ~bit_of(number);
    --count_;
    if (page.held == 0) page.slots = {};
    while (!pages_.empty() && pages_.front().held == 0) {
      pages_.pop_front();
      ++first_page_;
    }
  }

  void clear() { *this = {}; }

  friend bool operator==(const NumberedRows& a, const NumberedRows& b) {
    return a.count_ == b.count_ && std::equal(a.begin(), a.end(), b.begin());
  }

 private:
  static std::size_t slot_of(Number number) { return number.value() % kPage; }

  static std::uint64_t bit_of(Number number) { return std::uint64_t{1} << slot_of(number); }

  // Beyond the last where there is none: also for what stands before the first.
  [[nodiscard]] std::size_t page_of(Number number) const {
    return static_cast<std::size_t>(number.value() / kPage) - first_page_;
  }

  Page& page_for(Number number) {
    const std::size_t page = number.value() / kPage;
    if (pages_.empty()) first_page_ = page;
    for (; page < first_page_; --first_page_) pages_.emplace_front();
    while (page - first_page_ >= pages_.size()) pages_.emplace_back();
    return pages_[page - first_page_];
  }

  std::deque<Page> pages_;
  std::size_t first_page_ = 0;
  std::size_t count_ = 0;
};

}  // namespace koppel
