// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/storage/storageworker.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace transship {

class AppSettings;
class DesktopNotifier;

/// What happened in the last minute, in one message, when there is something to say and no window of ours is active.
/// Thread: GUI; borrows everything.
class NotificationDigest : public QObject {
    Q_OBJECT
public:
    NotificationDigest(std::shared_ptr<StorageWorker> reader, const Clock& clock, const AppSettings& settings,
        DesktopNotifier& notifier, const QString& title, QObject* parent = nullptr);

    void setInterval(std::chrono::milliseconds interval) { m_timer.start(interval); }

    struct Numbers {
        qint64 done = 0;
        qint64 failed = 0;
        qint64 skipped = 0;
    };
    /// Empty: nothing worth a message.
    static QString textOf(const Numbers& numbers);
    /// Of the minute before `now`.
    static Numbers lastMinute(const QList<ThroughputBucket>& buckets, const QDateTime& now);

private:
    void look();
    void tell(const QList<ThroughputBucket>& buckets);

    std::shared_ptr<StorageWorker> m_reader;
    const Clock& m_clock;
    const AppSettings& m_settings;
    DesktopNotifier& m_notifier;
    QString m_title;
    QTimer m_timer;
    bool m_reading = false;
};

} // namespace transship
