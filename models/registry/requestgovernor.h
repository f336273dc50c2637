// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/adaptiverate.h"
#include "models/registry/cancellation.h"
#include "models/registry/circuitbreaker.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <coroutine>
#include <deque>
#include <memory>
#include <optional>

namespace transship {

struct HttpResponse;

/// What a governor is doing, for status lines, logs and metrics.
struct GovernorState {
    enum class Wait {
        None,
        RetryAfter, ///< the registry asked for a pause
        Quota, ///< its quota is used up until it is renewed
        Rate, ///< requests are spread to stay under its limit
        NotAnswering, ///< it fails; one request at a time tries whether it is back
        Places, ///< as many requests as are allowed are under way
    };
    Wait wait = Wait::None;
    qint64 waitMilliseconds = 0; ///< until the next request may go
    int inFlight = 0;
    int waiting = 0;
    double limitPerSecond = 0; ///< learned; 0: none
    double acceptedPerSecond = 0;
    std::optional<qint64> quotaLeft{}; ///< as the registry says it
    qint64 requests = 0;
    qint64 refused = 0; ///< 429 and the like
    qint64 failed = 0; ///< no answer, or a 5xx
};

/// "none", "retry_after", …: for logs and metrics.
QString toName(GovernorState::Wait wait);

/// Limits what all imports together do to one registry: so many requests at once; none while the registry asked for a
/// pause; no more a second than it was seen to accept; hardly any while it does not answer. Learns from the answers
/// that observe() is shown. Thread: one, with an event loop. Shared by pointer.
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
    using PermitPtr = std::shared_ptr<Permit>;

    explicit RequestGovernor(int maxRequests, CircuitBreaker::Options breaker = CircuitBreaker::Options());
    ~RequestGovernor();
    Q_DISABLE_COPY_MOVE(RequestGovernor)

    /// First come, first served. Canceled, or Unreachable when the registry has not answered for long.
    QCoro::Task<Result<PermitPtr>> acquire(std::shared_ptr<Cancellation> cancellation);
    /// As acquire() for one who kept the place of a request that broke off.
    QCoro::Task<Result<PermitPtr>> acquireAgain(PermitPtr permit, std::shared_ptr<Cancellation> cancellation);

    /// What a request came to.
    void observe(const HttpResponse& response);
    void observe(const Error& error);

    void pauseFor(std::chrono::milliseconds time, GovernorState::Wait why = GovernorState::Wait::RetryAfter);
    GovernorState state() const;

private:
    struct Waiter;
    struct Turn;
    void release();
    void dispatch();
    /// Whoever was granted a turn goes on, unless the registry asked for a pause since.
    void resumeLater(Waiter* waiter);
    void goOn(Waiter* waiter);
    qint64 waitMilliseconds(qint64 now) const;
    void observeQuota(const HttpResponse& response);
    QCoro::Task<Result<PermitPtr>> take(PermitPtr permit, std::shared_ptr<Cancellation> cancellation);

    const int m_places;
    int m_free;
    qint64 m_pausedUntil = 0; ///< by m_clock
    GovernorState::Wait m_pausedBy = GovernorState::Wait::None;
    AdaptiveRate m_rate;
    CircuitBreaker m_breaker;
    std::deque<Waiter*> m_waiters;
    QElapsedTimer m_clock;
    QTimer m_timer;
    QString m_lastFailure; ///< in words
    bool m_isTrying = false; ///< the one request that goes while the breaker is open
    GovernorState m_counts;
};

/// Waits; returns early when canceled.
QCoro::Task<> pause(std::chrono::milliseconds time, std::shared_ptr<Cancellation> cancellation);

} // namespace transship
