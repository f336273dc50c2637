// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace transship {

/// Something that is asked of the database again and again may cost at most a twentieth of the time: after an answer
/// that took a second the next question waits for twenty. Thread: its own, with an event loop.
class BackgroundRefresh : public QObject {
    Q_OBJECT
public:
    /// `ask` begins; call done() when the answer is there. Not more often than every `interval`.
    BackgroundRefresh(std::function<void()> ask, std::chrono::milliseconds interval, QObject* parent = nullptr);

    /// Now, or as soon as it may; any number of wishes is one.
    void want();
    void done();

private:
    void askIfWanted();

    std::function<void()> m_ask;
    std::chrono::milliseconds m_interval;
    QElapsedTimer m_took;
    QTimer m_pause;
    bool m_wanted = false;
    bool m_asking = false;
};

} // namespace transship
