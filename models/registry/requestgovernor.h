// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/registry/cancellation.h"

#include <QCoroTask>
#include <QDeadlineTimer>

#include <chrono>
#include <coroutine>
#include <deque>
#include <memory>

namespace transship {

/// Limits what all imports together do to one registry: so many requests at once, and none while the registry asked
/// for a pause (Retry-After). Thread: one. Shared by pointer.
class RequestGovernor : public std::enable_shared_from_this<RequestGovernor> {
public:
    /// A place among the requests on the wire; given back when dropped.
    class Permit {
    public:
        explicit Permit(std::shared_ptr<RequestGovernor> governor);
        ~Permit();
        Q_DISABLE_COPY_MOVE(Permit)

    private:
        std::shared_ptr<RequestGovernor> m_governor;
    };

    explicit RequestGovernor(int maxRequests);

    /// First come, first served. Null when canceled meanwhile.
    QCoro::Task<std::shared_ptr<Permit>> acquire(std::shared_ptr<Cancellation> cancellation);
    void pauseFor(std::chrono::milliseconds time);

private:
    struct Waiter;
    struct Turn;
    void release();

    int m_free;
    QDeadlineTimer m_pausedUntil{0};
    std::deque<Waiter*> m_waiters;
};

/// Waits; returns early when canceled.
QCoro::Task<> pause(std::chrono::milliseconds time, std::shared_ptr<Cancellation> cancellation);

} // namespace transship
