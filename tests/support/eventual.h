// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QEventLoop>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace transship::testing {

/// What a coroutine will answer; filled while the test's event loop runs.
template <typename T> class Eventual {
public:
    explicit Eventual(QCoro::Task<T> task)
        : m_state(std::make_shared<State>())
    {
        collect(std::move(task), m_state);
    }

    bool isReady() const { return m_state->value.has_value(); }
    int answers() const { return m_state->answers; } ///< must never exceed 1

    /// Waits for it; ends the test program after half a minute, or so many, without an answer. (QTest::qWaitFor sleeps
    /// 10 ms between two looks, which makes a streamed megabyte take a second.)
    const T& get(std::chrono::milliseconds patience = std::chrono::seconds(30))
    {
        if (!isReady()) {
            QEventLoop loop;
            m_state->loop = &loop;
            QTimer::singleShot(patience, &loop, [] { qFatal("no answer within the time given"); });
            loop.exec();
        }
        return *m_state->value;
    }

private:
    struct State {
        std::optional<T> value;
        int answers = 0;
        QPointer<QEventLoop> loop{};
    };
    static QCoro::Task<void> collect(QCoro::Task<T> task, std::shared_ptr<State> state)
    {
        T value = co_await task;
        state->value.emplace(std::move(value));
        ++state->answers;
        if (state->loop) {
            state->loop->quit();
        }
    }
    std::shared_ptr<State> m_state;
};

/// Runs the event loop until the task is done. (QCoro::waitFor wants results that can be made from nothing.)
template <typename T> T await(QCoro::Task<T> task)
{
    return Eventual<T>(std::move(task)).get();
}

/// A task without a result, as one with.
inline QCoro::Task<bool> doneAfter(QCoro::Task<> task)
{
    co_await task;
    co_return true;
}

inline void await(QCoro::Task<> task)
{
    await(doneAfter(std::move(task)));
}

} // namespace transship::testing
