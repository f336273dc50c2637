// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/requestgovernor.h"

#include <QCoroTimer>
#include <QTimer>

#include <algorithm>

namespace transship {

/// One coroutine in the queue. Lives in that coroutine's frame.
struct RequestGovernor::Waiter {
    std::coroutine_handle<> handle;
    bool granted = false;
    QMetaObject::Connection onCancel;
};

/// Suspends until the waiter is granted a place or its purpose is canceled.
struct RequestGovernor::Turn {
    RequestGovernor* governor;
    Waiter* waiter;
    Cancellation* cancellation;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        waiter->handle = handle;
        governor->m_waiters.push_back(waiter);
        waiter->onCancel = QObject::connect(cancellation, &Cancellation::canceled, cancellation, [this] {
            std::deque<Waiter*>& waiters = governor->m_waiters;
            const auto found = std::find(waiters.begin(), waiters.end(), waiter);
            if (found != waiters.end()) {
                waiters.erase(found);
                const std::coroutine_handle<> resumed = waiter->handle;
                resumed.resume();
            }
        });
    }
    void await_resume() const { QObject::disconnect(waiter->onCancel); }
};

RequestGovernor::Permit::Permit(std::shared_ptr<RequestGovernor> governor)
    : m_governor(std::move(governor))
{
}

RequestGovernor::Permit::~Permit()
{
    m_governor->release();
}

RequestGovernor::RequestGovernor(int maxRequests)
    : m_free(std::max(1, maxRequests))
{
}

QCoro::Task<std::shared_ptr<RequestGovernor::Permit>> RequestGovernor::acquire(
    std::shared_ptr<Cancellation> cancellation)
{
    const std::shared_ptr<RequestGovernor> self = shared_from_this();
    while (!cancellation->isCanceled() && !m_pausedUntil.hasExpired()) {
        co_await pause(std::chrono::milliseconds(m_pausedUntil.remainingTime() + 1), cancellation);
    }
    if (cancellation->isCanceled()) {
        co_return std::shared_ptr<Permit>();
    }
    if (m_free > 0) {
        --m_free;
        co_return std::make_shared<Permit>(self);
    }
    Waiter waiter;
    Turn turn{this, &waiter, cancellation.get()};
    co_await turn;
    if (!waiter.granted) {
        co_return std::shared_ptr<Permit>();
    }
    co_return std::make_shared<Permit>(self);
}

void RequestGovernor::pauseFor(std::chrono::milliseconds time)
{
    const QDeadlineTimer until(time);
    if (until > m_pausedUntil) {
        m_pausedUntil = until;
    }
}

void RequestGovernor::release()
{
    if (m_waiters.empty()) {
        ++m_free;
        return;
    }
    Waiter* waiter = m_waiters.front();
    m_waiters.pop_front();
    waiter->granted = true;
    const std::coroutine_handle<> handle = waiter->handle;
    // From the event loop: a permit is dropped deep inside other coroutines, whose stack must not grow with the queue.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [handle] { handle.resume(); }, Qt::QueuedConnection);
}

QCoro::Task<> pause(std::chrono::milliseconds time, std::shared_ptr<Cancellation> cancellation)
{
    if (cancellation->isCanceled()) {
        co_return;
    }
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(cancellation.get(), &Cancellation::canceled, &timer, [&timer] { timer.start(0); });
    timer.start(time);
    co_await timer;
}

} // namespace transship
