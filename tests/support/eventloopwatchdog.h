// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace transship::testing {

/// Measures how long the event loop of its thread did not come round: a tick every five milliseconds, and the longest
/// time between two of them. For reports; a loaded machine makes every limit fail now and then.
class EventLoopWatchdog {
public:
    EventLoopWatchdog()
    {
        m_ticks.setTimerType(Qt::PreciseTimer);
        QObject::connect(
            &m_ticks, &QTimer::timeout, &m_ticks, [this] { m_longest = qMax(m_longest, m_sinceTick.restart()); });
        restart();
    }

    void restart()
    {
        m_longest = 0;
        m_sinceTick.start();
        m_ticks.start(std::chrono::milliseconds(5));
    }
    std::chrono::milliseconds longestGap() const
    {
        return std::chrono::milliseconds(qMax(m_longest, m_sinceTick.elapsed()));
    }

private:
    QTimer m_ticks;
    QElapsedTimer m_sinceTick;
    qint64 m_longest = 0;
};

} // namespace transship::testing
