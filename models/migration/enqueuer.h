// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/clock.h"
#include "models/migration/engine.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QObject>

#include <memory>

namespace transship {

/// Which of the enqueuer's checks a run ended at; in the order of the checks.
enum class EnqueueStop {
    LeaseTaken, ///< another worker enqueues
    NotEnabled,
    NoRegistry, ///< no registry is configured here
    NoCapacity, ///< all slots taken (or capacity 0)
    WaitingTime, ///< the last step is too fresh
    NothingToDo, ///< no aborted and no ready repository
    Failed, ///< the database could not be asked
    Worked, ///< something was started, retried or skipped
};
QString toName(EnqueueStop stop);
Result<EnqueueStop> enqueueStopFromName(QStringView name);

/// One run of the enqueuer; also its JSON log line.
struct EnqueueReport {
    EnqueueStop stop = EnqueueStop::NothingToDo;
    QString explanation; ///< in words for people, with the values that decided
    qint64 repositoryId = 0; ///< 0: none was touched
    QString path;
    QString importType; ///< "next" or "retry"
    std::optional<MigrationState> stateAfter;
    qint64 inProcess = 0;
    int capacity = 0;
    std::optional<std::chrono::seconds> waitFor; ///< with WaitingTime
    std::optional<StartAnswer> answer; ///< of the registry, when it was asked to start something
    bool answeredBeforeStart = false; ///< to the question for the tags
    int failuresInARow = 0; ///< 5xx and answers that never came, this one included
    std::optional<Policy> policy; ///< the settings it was decided by; nothing when they were not read

    QJsonObject toJson() const;

    /// The answer says nothing about this repository but that the registry serves nobody now: gone, failing again and
    /// again, without a slot for long, not this API, or it no longer takes our credentials. Going on would burn every
    /// repository's retries, one after the other.
    bool registryUnavailable() const;
};

/// Finds the next repository and starts it: the checks of docs/domain.md section 3, in order, under a lease.
/// Thread: the one it lives in.
class Enqueuer : public QObject {
    Q_OBJECT
public:
    Enqueuer(
        StorageWorker& storage, MigrationEngine& engine, const Clock& clock, QString holder, QObject* parent = nullptr);

    ~Enqueuer() override;

    /// Of the lease that a run holds.
    static QString leaseName();

    /// Which check would stop a run now, and what it would take next; changes nothing.
    QCoro::Task<EnqueueReport> peek();

    /// One decision and what follows from it. `actor` for the history rows it writes.
    QCoro::Task<EnqueueReport> runOnce(Actor actor);

    /// Nothing new is begun while stopped; a run under way ends after what it is at.
    void setStopped(bool stopped);

    /// Again and again while there is capacity and work; every run is reported by `ran`. One at a time: a call during
    /// a run makes that run go round once more.
    QCoro::Task<EnqueueReport> runWhileWork(Actor actor);

Q_SIGNALS:
    void ran(const transship::EnqueueReport& report);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
