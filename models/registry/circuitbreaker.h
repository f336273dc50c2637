// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace transship {

/// Keeps requests from a server that does not answer: after some failures in a row they wait, and one alone tries
/// whether it is back. Times are milliseconds of one monotonic clock. Thread: any one.
class CircuitBreaker {
public:
    struct Options {
        int failures = 5; ///< in a row
        qint64 firstPause = 500; ///< ms until the first try; doubled each time
        qint64 longestPause = 30'000;
        qint64 giveUpAfter = 180'000; ///< ms without any answer until waiting has no point
    };
    CircuitBreaker() = default;
    explicit CircuitBreaker(Options options)
        : m_options(options)
    {
    }

    void answered()
    {
        m_inARow = 0;
        m_openedAt = -1;
    }
    void failed(qint64 now);

    bool isOpen() const { return m_openedAt >= 0; }
    /// Until the next try; 0: not open, or it is time for one.
    qint64 waitFor(qint64 now) const { return isOpen() ? qMax<qint64>(0, m_nextTry - now) : 0; }
    bool isHopeless(qint64 now) const { return isOpen() && now - m_openedAt >= m_options.giveUpAfter; }

private:
    Options m_options{};
    int m_inARow = 0;
    qint64 m_openedAt = -1;
    qint64 m_nextTry = 0;
    qint64 m_pause = 0;
};

} // namespace transship
