// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/registry/requestgovernor.h"

#include "models/registry/ocierror.h"

#include <QCoreApplication>
#include <QCoroTimer>
#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace transship {

/// One coroutine in the queue. Lives in that coroutine's frame.
struct RequestGovernor::Waiter {
    std::coroutine_handle<> handle;
    Cancellation* cancellation = nullptr;
    bool hasPlace = false; ///< it brought one
    bool granted = false;
    bool hopeless = false;
    QMetaObject::Connection onCancel;
};

/// Suspends until the waiter is granted its turn or its purpose is canceled.
struct RequestGovernor::Turn {
    RequestGovernor* governor;
    Waiter* waiter;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle)
    {
        waiter->handle = handle;
        std::deque<Waiter*>& waiters = governor->m_waiters;
        if (waiter->hasPlace) {
            waiters.push_front(waiter); // others wait for the place it holds
        } else {
            waiters.push_back(waiter);
        }
        waiter->onCancel = QObject::connect(
            waiter->cancellation, &Cancellation::canceled, waiter->cancellation, [owner = governor, canceled = waiter] {
                const auto found = std::find(owner->m_waiters.begin(), owner->m_waiters.end(), canceled);
                if (found != owner->m_waiters.end()) {
                    owner->m_waiters.erase(found);
                    const std::coroutine_handle<> resumed = canceled->handle;
                    resumed.resume();
                }
            });
        governor->dispatch();
    }
    void await_resume() const { QObject::disconnect(waiter->onCancel); }
};

QString toName(GovernorState::Wait wait)
{
    switch (wait) {
    case GovernorState::Wait::None:
        return u"none"_s;
    case GovernorState::Wait::RetryAfter:
        return u"retry_after"_s;
    case GovernorState::Wait::Quota:
        return u"quota"_s;
    case GovernorState::Wait::Rate:
        return u"rate"_s;
    case GovernorState::Wait::NotAnswering:
        return u"not_answering"_s;
    case GovernorState::Wait::Places:
        return u"places"_s;
    }
    return {};
}

RequestGovernor::Permit::Permit(std::shared_ptr<RequestGovernor> governor)
    : m_governor(std::move(governor))
{
}

RequestGovernor::Permit::~Permit()
{
    m_governor->release();
}

RequestGovernor::RequestGovernor(int maxRequests, CircuitBreaker::Options breaker)
    : m_places(std::max(1, maxRequests))
    , m_free(m_places)
    , m_breaker(breaker)
{
    m_clock.start();
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { dispatch(); });
}

RequestGovernor::~RequestGovernor() = default;

QCoro::Task<Result<RequestGovernor::PermitPtr>> RequestGovernor::acquire(std::shared_ptr<Cancellation> cancellation)
{
    return take(PermitPtr(), std::move(cancellation));
}

QCoro::Task<Result<RequestGovernor::PermitPtr>> RequestGovernor::acquireAgain(
    PermitPtr permit, std::shared_ptr<Cancellation> cancellation)
{
    return take(std::move(permit), std::move(cancellation));
}

QCoro::Task<Result<RequestGovernor::PermitPtr>> RequestGovernor::take(
    PermitPtr permit, std::shared_ptr<Cancellation> cancellation)
{
    const std::shared_ptr<RequestGovernor> self = shared_from_this();
    if (cancellation->isCanceled()) {
        co_return Cancellation::error();
    }
    const bool atOnce = m_waiters.empty() && (permit || m_free > 0) && !m_breaker.isOpen()
        && waitMilliseconds(m_clock.elapsed()) == 0;
    if (atOnce) {
        m_free -= permit ? 0 : 1;
        m_rate.take(m_clock.elapsed());
    } else {
        Waiter waiter;
        waiter.cancellation = cancellation.get();
        waiter.hasPlace = permit != nullptr;
        Turn turn{this, &waiter};
        co_await turn;
        if (waiter.hopeless) {
            co_return Error{.code = ErrorCode::Unreachable,
                .message
                = u"it has not answered for long, so nothing more is sent until it does (%1)"_s.arg(m_lastFailure)};
        }
        if (!waiter.granted) {
            co_return Cancellation::error();
        }
    }
    ++m_counts.requests;
    co_return permit ? permit : std::make_shared<Permit>(self);
}

qint64 RequestGovernor::waitMilliseconds(qint64 now) const
{
    return std::max({m_pausedUntil - now, m_breaker.waitFor(now), m_rate.waitFor(now), qint64(0)});
}

void RequestGovernor::dispatch()
{
    const qint64 now = m_clock.elapsed();
    while (!m_waiters.empty()) {
        Waiter* const waiter = m_waiters.front();
        if (m_breaker.isHopeless(now) && m_breaker.waitFor(now) > 0) {
            waiter->hopeless = true;
            m_waiters.pop_front();
            resumeLater(waiter);
            continue;
        }
        if (const qint64 wait = waitMilliseconds(now); wait > 0) {
            m_timer.start(int(std::min<qint64>(wait, 3'600'000)));
            return;
        }
        if ((!waiter->hasPlace && m_free == 0) || (m_breaker.isOpen() && m_isTrying)) {
            return; // release() or observe() comes by
        }
        m_waiters.pop_front();
        m_free -= waiter->hasPlace ? 0 : 1;
        waiter->granted = true;
        m_rate.take(now);
        m_isTrying = m_breaker.isOpen();
        resumeLater(waiter);
    }
}

void RequestGovernor::resumeLater(Waiter* waiter)
{
    // From the event loop: a permit is dropped deep inside other coroutines, whose stack must not grow with the queue.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(), [this, waiter] { goOn(waiter); }, Qt::QueuedConnection);
}

void RequestGovernor::goOn(Waiter* waiter)
{
    const bool paused = waiter->granted && m_pausedUntil > m_clock.elapsed();
    if (paused) {
        m_free += waiter->hasPlace ? 0 : 1;
        waiter->granted = false;
        if (!waiter->cancellation->isCanceled()) {
            m_waiters.push_front(waiter);
            dispatch();
            return;
        }
    }
    const std::coroutine_handle<> handle = waiter->handle;
    handle.resume();
}

void RequestGovernor::release()
{
    ++m_free;
    m_isTrying = false;
    if (!m_waiters.empty()) {
        dispatch();
    }
}

void RequestGovernor::pauseFor(std::chrono::milliseconds time, GovernorState::Wait why)
{
    const qint64 until = m_clock.elapsed() + time.count() + 1; // the clock may have cut off most of a millisecond
    if (until > m_pausedUntil) {
        m_pausedUntil = until;
        m_pausedBy = why;
    }
}

void RequestGovernor::observe(const HttpResponse& response)
{
    const qint64 now = m_clock.elapsed();
    const std::optional<std::chrono::milliseconds> asked = retryAfter(response, QDateTime::currentDateTimeUtc());
    const bool tooMany = saysTooMany(response);
    if (tooMany || (response.status == 503 && asked)) {
        ++m_counts.refused;
        if (tooMany) {
            m_rate.refused(now);
        }
        if (asked) {
            pauseFor(*asked);
        }
        m_breaker.answered(); // it lives
    } else if (response.status >= 500 && isTransient(response)) {
        ++m_counts.failed;
        m_lastFailure = ociErrorText(response);
        m_breaker.failed(now);
    } else {
        m_rate.accepted(now);
        m_breaker.answered();
    }
    observeQuota(response);
    m_isTrying = false;
    dispatch();
}

void RequestGovernor::observe(const Error& error)
{
    if (error.code == ErrorCode::Unreachable || error.code == ErrorCode::Timeout) {
        ++m_counts.failed;
        m_lastFailure = error.message;
        m_breaker.failed(m_clock.elapsed());
    }
    m_isTrying = false;
    dispatch();
}

void RequestGovernor::observeQuota(const HttpResponse& response)
{
    const std::optional<RateQuota> quota = rateQuota(response, QDateTime::currentDateTimeUtc());
    if (!quota) {
        return;
    }
    m_counts.quotaLeft = quota->left;
    if (!quota->renewedIn) {
        return;
    }
    if (quota->left == 0) {
        pauseFor(*quota->renewedIn, GovernorState::Wait::Quota);
    } else if (quota->limit > 0 && quota->left * 5 < quota->limit && quota->renewedIn->count() > 0) {
        m_rate.limitTo(double(quota->left) * 1000 / double(quota->renewedIn->count()), m_clock.elapsed());
    }
}

GovernorState RequestGovernor::state() const
{
    using Wait = GovernorState::Wait;
    const qint64 now = m_clock.elapsed();
    GovernorState state = m_counts;
    state.inFlight = m_places - m_free;
    state.waiting = int(m_waiters.size());
    state.limitPerSecond = m_rate.perSecond();
    state.acceptedPerSecond = m_rate.acceptedPerSecond(now);
    state.waitMilliseconds = waitMilliseconds(now);
    if (m_pausedUntil > now) {
        state.wait = m_pausedBy;
    } else if (m_breaker.isOpen()) {
        state.wait = Wait::NotAnswering;
    } else if (m_rate.waitFor(now) > 0) {
        state.wait = Wait::Rate;
    } else if (state.waiting > 0) {
        state.wait = Wait::Places;
    }
    return state;
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
