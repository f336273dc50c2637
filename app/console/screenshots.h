// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

class QWidget;

namespace transship {

/// Writes a picture of the window into a file: at an interval, on SIGUSR1, and when told to. One a process; GUI thread.
class Screenshots : public QObject {
    Q_OBJECT
public:
    /// `window` is asked each time; it may give none. An interval of 0: only when told to and on the signal.
    Screenshots(const QString& file, std::chrono::seconds interval, std::function<QWidget*()> window,
        QObject* parent = nullptr);

public Q_SLOTS:
    void take();

private:
    void watchUserSignal();

    QString m_file;
    std::function<QWidget*()> m_window;
    std::unique_ptr<QSocketNotifier> m_userSignal;
    QTimer m_timer;
};

} // namespace transship
