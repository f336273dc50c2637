// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/lifecycle.h"

#include "models/storage/storageworker.h"
#include "tests/benchmarks/common/dataset.h"

#include <QElapsedTimer>
#include <QMutex>
#include <QWaitCondition>

#include <deque>

namespace transship::bench {
namespace {

/// What a slot has in flight.
struct Slot {
    qint64 id = 0;
    int step = 0;
    QFuture<Result<TransitionResult>> answer;
};

/// Slots whose answer is there, in the order of the answers.
class Arrivals {
public:
    void add(Slot* slot)
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_slots.push_back(slot);
        }
        m_wake.wakeOne();
    }
    Slot* take()
    {
        const QMutexLocker lock(&m_mutex);
        while (m_slots.empty()) {
            m_wake.wait(&m_mutex);
        }
        Slot* slot = m_slots.front();
        m_slots.pop_front();
        return slot;
    }

private:
    QMutex m_mutex;
    QWaitCondition m_wake;
    std::deque<Slot*> m_slots;
};

void fire(StorageWorker& worker, Slot& slot, Arrivals& arrivals)
{
    TransitionRequest request;
    request.repositoryId = slot.id;
    request.event = lifecycle[static_cast<std::size_t>(slot.step)].event;
    request.expected = lifecycle[static_cast<std::size_t>(slot.step)].from;
    request.actor = QStringLiteral("bench@localhost");
    request.origin = Origin::Notification;
    request.context.now = QDateTime::currentDateTimeUtc();
    slot.answer = worker.runGrouped([request](Stores& stores) mutable -> Result<TransitionResult> {
        const Result<Policy> policy = stores.settings.policy();
        if (!policy) {
            return policy.error();
        }
        return stores.repositories.fire(request);
    });
    slot.answer.then([&arrivals, &slot](const QFuture<Result<TransitionResult>>&) { arrivals.add(&slot); });
}

} // namespace

void startOver(Connection& connection)
{
    mustRun(connection,
        QStringLiteral(
            "UPDATE container_repositories SET migration_state = 'default', "
            "migration_pre_import_started_at = NULL, migration_pre_import_done_at = NULL, "
            "migration_import_started_at = NULL, migration_import_done_at = NULL, "
            "migration_skipped_at = NULL, migration_skipped_reason = NULL WHERE migration_state <> 'default'"));
    mustRun(connection,
        connection.backend() == Backend::Sqlite ? QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")
                                                : QStringLiteral("VACUUM (ANALYZE)"));
}

LifecycleRun runLifecycles(const DatabaseUrl& url, qint64 firstId, int inFlight, int seconds)
{
    StorageWorker worker(url, Access::ReadWrite, QStringLiteral("bench"));
    worker.run([](Stores& stores) { return stores.repositories.countInProcess(); }).waitForFinished();
    std::vector<Slot> all(static_cast<std::size_t>(inFlight));
    Arrivals arrivals;
    LifecycleRun run;
    qint64 nextId = firstId;
    QElapsedTimer timer;
    timer.start();
    for (Slot& slot : all) {
        slot.id = nextId++;
        fire(worker, slot, arrivals);
    }
    int busy = inFlight;
    while (busy > 0) {
        Slot* slot = arrivals.take();
        const auto answer = slot->answer.result();
        if (!answer) {
            giveUp(answer.error().toString());
        }
        ++run.transitions;
        slot->step = (slot->step + 1) % steps;
        if (slot->step == 0) {
            slot->id = nextId++;
        }
        if (timer.elapsed() < seconds * 1000) {
            fire(worker, *slot, arrivals);
        } else {
            --busy;
        }
    }
    run.perSecond = static_cast<double>(run.transitions) * 1e9 / static_cast<double>(timer.nsecsElapsed());
    return run;
}

TransitionSql transitionSql(Backend backend)
{
    QString select = QStringLiteral("SELECT %1 FROM container_repositories WHERE id = ?").arg(repositoryColumns());
    if (backend == Backend::PostgreSql) {
        select += QStringLiteral(" FOR UPDATE");
    }
    return {select,
        QStringLiteral("UPDATE container_repositories SET migration_state = ?, updated_at = ?, "
                       "migration_pre_import_started_at = ?, migration_pre_import_done_at = ?, "
                       "migration_import_started_at = ?, migration_import_done_at = ?, migration_aborted_at = ?, "
                       "migration_skipped_at = ?, migration_retries_count = ?, migration_skipped_reason = ?, "
                       "migration_aborted_in_state = ?, migration_step_accepted_at = ? "
                       "WHERE id = ? AND migration_state = ?"),
        QStringLiteral("INSERT INTO migration_events (container_repository_id, event, from_state, to_state, actor, "
                       "origin, reason, detail, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")};
}

} // namespace transship::bench
