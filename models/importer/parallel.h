// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"

#include <QCoroTask>
#include <QList>

#include <memory>
#include <optional>
#include <vector>

namespace transship {

namespace detail {
template <typename T, typename F> struct ParallelState {
    QList<T> items;
    F work;
    qsizetype next = 0;
    std::optional<Error> error;
};

template <typename T, typename F> QCoro::Task<> parallelWorker(std::shared_ptr<ParallelState<T, F>> state)
{
    while (state->next < state->items.size() && !state->error) {
        T item = state->items.at(state->next++);
        Result<void> done = co_await state->work(item);
        if (!done && !state->error) {
            state->error = done.error();
        }
    }
}
} // namespace detail

/// Runs `work` (a callable giving QCoro::Task<Result<void>>) for every item, at most `width` at a time, and ends only
/// when all that began have ended. The first error keeps further items from beginning and is the answer.
template <typename T, typename F> QCoro::Task<Result<void>> forEachParallel(QList<T> items, int width, F work)
{
    auto state = std::make_shared<detail::ParallelState<T, F>>(
        detail::ParallelState<T, F>{std::move(items), std::move(work), 0, std::nullopt});
    std::vector<QCoro::Task<>> workers;
    for (qsizetype i = 0; i < std::min<qsizetype>(width, state->items.size()); ++i) {
        workers.push_back(detail::parallelWorker(state));
    }
    for (QCoro::Task<>& worker : workers) {
        co_await worker;
    }
    if (state->error) {
        co_return std::as_const(*state->error);
    }
    co_return Result<void>();
}

} // namespace transship
