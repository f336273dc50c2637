// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repository.h"
#include "models/storage/connection.h"

#include <QList>

namespace transship {

/// One bar of a throughput chart: how many repositories entered each final state in [start, start + width).
struct ThroughputBucket {
    QDateTime start;
    qint64 done = 0;
    qint64 aborted = 0;
    qint64 skipped = 0;
};

struct LocatedEvent {
    MigrationEventRow event;
    QString path;
};

/// Reads the append-only history `migration_events`; rows are written by RepositoryStore::fire alone.
class EventStore {
public:
    explicit EventStore(Connection& connection);

    /// Oldest first.
    Result<QList<MigrationEventRow>> history(qint64 repositoryId);
    /// Events with an id above `afterId`, ascending, at most `limit`.
    Result<QList<MigrationEventRow>> since(qint64 afterId, int limit);
    /// Newest first.
    Result<QList<MigrationEventRow>> latest(int limit);
    /// As latest, those with an id above `afterId`, each with the path of its repository ("": it is gone).
    Result<QList<LocatedEvent>> latestLocated(int limit, qint64 afterId);
    /// How many entered one of the final states (import_done, import_aborted, import_skipped) since then.
    Result<qint64> countEntered(MigrationState finalState, const QDateTime& since);
    Result<qint64> lastId(); ///< 0: none yet
    /// Buckets of `width` from `from` until now, empty ones included, aligned to the epoch.
    Result<QList<ThroughputBucket>> throughput(const QDateTime& from, const QDateTime& until, int widthSeconds);

private:
    Connection& m_connection;
};

} // namespace transship
