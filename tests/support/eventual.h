// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>
#include <QTest>

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

    /// Waits for it. Fails the test by an assertion after ten seconds.
    const T& get()
    {
        if (!QTest::qWaitFor([this] { return isReady(); }, 10000)) {
            qFatal("no answer within ten seconds");
        }
        return *m_state->value;
    }

private:
    struct State {
        std::optional<T> value;
        int answers = 0;
    };
    static QCoro::Task<void> collect(QCoro::Task<T> task, std::shared_ptr<State> state)
    {
        T value = co_await task;
        state->value.emplace(std::move(value));
        ++state->answers;
    }
    std::shared_ptr<State> m_state;
};

} // namespace transship::testing
