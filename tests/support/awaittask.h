// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QTest>

#include <optional>

namespace transship::testing {

template <typename T> QCoro::Task<> keepResult(QCoro::Task<T> task, std::optional<T>& result)
{
    result.emplace(co_await std::move(task));
}

inline QCoro::Task<> keepDone(QCoro::Task<> task, bool& done)
{
    co_await std::move(task);
    done = true;
}

/// Runs the event loop until the task is done; half a minute without an end ends the test program.
/// (QCoro::waitFor wants results that can be made from nothing.)
template <typename T> T await(QCoro::Task<T> task)
{
    std::optional<T> result;
    const auto keeping = keepResult(std::move(task), result);
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 30'000)) {
        qFatal("a task did not end within 30 s");
    }
    return *std::move(result);
}

inline void await(QCoro::Task<> task)
{
    bool done = false;
    const auto keeping = keepDone(std::move(task), done);
    if (!QTest::qWaitFor([&done] { return done; }, 30'000)) {
        qFatal("a task did not end within 30 s");
    }
}

} // namespace transship::testing
