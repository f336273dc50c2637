// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace transship {

/// A token bucket whose rate is learned: none until the other side complains, then under what it accepted of late and
/// since it complained last (it may count by the minute), and from there slowly up again. Times are milliseconds of one
/// monotonic clock. Thread: any one.
class AdaptiveRate {
public:
    /// Milliseconds until the next request may go; 0: now.
    qint64 waitFor(qint64 now) const;
    /// One request goes.
    void take(qint64 now);
    /// One was answered, and not with a complaint.
    void accepted(qint64 now);
    /// One was refused as too many. Several refusals within a second are one event.
    void refused(qint64 now);
    /// The other side said what it allows; never raises the rate.
    void limitTo(double perSecond, qint64 now);

    double perSecond() const { return m_rate; } ///< 0: not limited
    double acceptedPerSecond(qint64 now) const; ///< over the last seconds

private:
    static constexpr int windowSeconds = 5;
    struct Second {
        qint64 number = -1;
        qint64 count = 0;
    };
    double tokensAt(qint64 now) const;
    void setRate(double perSecond, qint64 now);
    double tolerable(qint64 now) const;

    std::array<Second, windowSeconds + 1> m_accepted{};
    double m_rate = 0;
    double m_ceiling = 0; ///< what was accepted when it last complained
    double m_tokens = 0;
    qint64 m_filledAt = 0;
    qint64 m_raisedAt = 0;
    qint64 m_refusedAt = -1;
    qint64 m_firstAt = -1; ///< of the run of requests that is measured
    qint64 m_acceptedSince = 0; ///< the last complaint
};

} // namespace transship
