// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/storage/eventstore.h"
#include "models/storage/storageworker.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

namespace transship {

/// How far the migration is and how fast it moves. Thread: its own, with an event loop.
class MigrationProgress : public QObject {
    Q_OBJECT

public:
    MigrationProgress(std::shared_ptr<StorageWorker> reader, const Clock& clock, QObject* parent = nullptr);

    qint64 total() const { return m_counts.total(); }
    qint64 done() const { return m_counts.of(MigrationState::ImportDone); }
    qint64 skipped() const { return m_counts.of(MigrationState::ImportSkipped); }
    qint64 aborted() const { return m_counts.of(MigrationState::ImportAborted); }
    qint64 inFlight() const { return m_counts.inProcess(); }
    /// Neither done nor skipped yet.
    qint64 remaining() const { return total() - done() - skipped(); }
    /// Repositories that reached import_done, per minute of the last ten minutes in which the migration was at work:
    /// pauses do not count. Nothing: not enough has happened to tell.
    std::optional<double> ratePerMinute() const { return m_rate; }
    /// True when something was finished lately; else the rate is of earlier work.
    bool isMoving() const { return m_moving; }
    /// Time left at the present rate of done and skipped; nothing while it does not move or nothing is left.
    std::optional<std::chrono::seconds> timeLeft() const { return m_timeLeft; }

public Q_SLOTS:
    void setCounts(const transship::StateCounts& counts);
    /// Reads the history behind the rate.
    void refresh();

Q_SIGNALS:
    void changed();
    void failed(const transship::Error& error);

private:
    void update();

    std::shared_ptr<StorageWorker> m_reader;
    const Clock& m_clock;
    StateCounts m_counts;
    QList<ThroughputBucket> m_buckets;
    std::optional<double> m_rate;
    std::optional<std::chrono::seconds> m_timeLeft;
    bool m_moving = false;
    bool m_reading = false;
    bool m_again = false;
};

/// What a list of buckets says about the speed.
struct ActiveRate {
    double donePerMinute = 0;
    double finishedPerMinute = 0; ///< done and skipped
    std::chrono::seconds activeTime{0};
    QDateTime lastActiveAt; ///< end of the last bucket in which something ended (now, when that one is not over)
};

/// Over the newest `window` of active time: buckets in which something ended, and the holes between them up to
/// `idleAfter` (a slow migration is not a paused one). Nothing when no bucket holds anything.
std::optional<ActiveRate> activeRate(const QList<ThroughputBucket>& buckets, int widthSeconds, const QDateTime& now,
    std::chrono::seconds window, std::chrono::seconds idleAfter);

} // namespace transship
