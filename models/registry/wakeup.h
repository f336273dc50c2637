// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>

#include <utility>

namespace transship {

/// Where one coroutine waits until a callback wakes it: `co_await wakeUp` in a loop that looks at the facts again.
/// A ring nobody waited for is kept for the next wait. Thread: one. Whoever waits must keep the owner alive.
class WakeUp {
public:
    bool await_ready() const noexcept { return m_rung; }
    void await_suspend(std::coroutine_handle<> waiter) noexcept { m_waiter = waiter; }
    void await_resume() noexcept { m_rung = false; }

    /// Resumes the waiter before it returns; the waiter may destroy this object.
    void ring()
    {
        m_rung = true;
        if (auto waiter = std::exchange(m_waiter, nullptr)) {
            waiter.resume();
        }
    }

private:
    std::coroutine_handle<> m_waiter = nullptr;
    bool m_rung = false;
};

} // namespace transship
