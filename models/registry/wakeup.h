// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoroTask>

#include <utility>

namespace transship {

/// Where one coroutine waits until a callback wakes it: `co_await wakeUp.wait()` in a loop that looks at the facts
/// again. A ring nobody waited for is kept for the next wait. Thread: one. Whoever waits must keep the owner alive.
class WakeUp {
public:
    WakeUp() = default;
    Q_DISABLE_COPY_MOVE(WakeUp)

    auto wait() { return Awaiter{this}; }

    /// Resumes the waiter before it returns; the waiter may destroy this object.
    void ring()
    {
        m_rung = true;
        if (auto waiter = std::exchange(m_waiter, nullptr)) {
            waiter.resume();
        }
    }

private:
    struct Awaiter {
        WakeUp* wakeUp;

        bool await_ready() const noexcept { return wakeUp->m_rung; }
        void await_suspend(std::coroutine_handle<> waiter) noexcept { wakeUp->m_waiter = waiter; }
        void await_resume() noexcept { wakeUp->m_rung = false; }
    };

    std::coroutine_handle<> m_waiter = nullptr;
    bool m_rung = false;
};

} // namespace transship
