// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backgroundmigration.h"
#include "models/domain/repository.h"
#include "models/storage/connection.h"

#include <QList>
#include <QSet>

#include <chrono>
#include <limits>
#include <optional>

namespace transship {

/// What one sub-batch, or a slice of it, came to.
struct SubBatchResult {
    BackgroundMigration migration; ///< as it stands after it
    qint64 doneCount = 0; ///< rows of it
    qint64 changedCount = 0;
    bool subBatchEnded = false;
    bool batchEnded = false;
};

/// `background_migrations`, and the rows that they change. A sub-batch's rows, their history and the progress are one
/// transaction, and the progress is a compare-and-set on worker, status and cursor: whatever is killed when, nothing is
/// lost or done twice, also when two workers take each other for dead. Thread: the connection's.
class BackgroundMigrationStore {
public:
    explicit BackgroundMigrationStore(Connection& connection);

    /// Queued for the next worker; finished at once when nothing matches. Busy: one of this kind is running or paused.
    Result<BackgroundMigration> create(BackgroundKind kind, const BackgroundOptions& options, const QString& actor,
        const QString& correlationId, const QDateTime& now);
    Result<BackgroundMigration> find(qint64 id); ///< NotFound
    Result<QList<BackgroundMigration>> list(); ///< newest first

    /// Operator's wishes, each a compare-and-set on the status; Refused where it makes no sense. A worker under way
    /// notices before its next sub-batch.
    Result<BackgroundMigration> pause(qint64 id, const QDateTime& now);
    Result<BackgroundMigration> resume(qint64 id, const QDateTime& now); ///< paused or failed; at once, pause or not
    Result<BackgroundMigration> cancel(qint64 id, const QDateTime& now);

    /// The oldest that is running, due, and nobody's (or of somebody silent for `silence`); it is `worker`'s then.
    Result<std::optional<BackgroundMigration>> claimDue(
        const QString& worker, const QDateTime& now, std::chrono::seconds silence);
    /// False: it is not running any more, or not this worker's.
    Result<bool> heartbeat(qint64 id, const QString& worker, const QDateTime& now);
    Result<void> release(qint64 id, const QString& worker);
    Result<void> fail(qint64 id, const QString& worker, const QString& why, const QDateTime& now);

    /// The next sub-batch of reset_skipped, or the next rows of it, `most` of them, so that nobody waits long for the
    /// file. Conflict: it was paused, canceled or taken over; nothing was changed.
    Result<SubBatchResult> resetSkipped(
        const BackgroundMigration& migration, const QDateTime& now, int most = std::numeric_limits<int>::max());
    /// SQLite: another number whenever another connection has written. PostgreSQL: always 0.
    Result<qint64> othersVersion();
    /// The rows behind `afterId` that it has to look at, in the order of their ids.
    Result<QList<ContainerRepository>> candidates(BackgroundKind kind, qint64 afterId, qint64 lastId, int limit);
    /// Ends a sub-batch of reset_status: `rows` were looked at, and those in `withTags` lose their status, unless it
    /// was changed meanwhile. `updated_at` stays, since no migration is touched. Conflict as above.
    Result<SubBatchResult> resetStatus(const BackgroundMigration& migration, const QList<ContainerRepository>& rows,
        const QSet<qint64>& withTags, const QDateTime& now);

    /// How many rows match now.
    Result<qint64> countCandidates(BackgroundKind kind);

private:
    Result<BackgroundMigration> setStatus(
        qint64 id, const QString& wish, const QList<BackgroundStatus>& from, BackgroundStatus to, const QDateTime& now);
    Result<SubBatchResult> advance(const BackgroundMigration& before, qint64 upTo, qint64 done, qint64 changed,
        bool exhausted, const QDateTime& now);
    Result<QList<BackgroundMigration>> read(const QString& condition, const QVariantList& values);

    Connection& m_connection;
};

/// How many rows the next sub-batch, or what is left of it, may hold at most: its batch ends exactly where it should.
int nextSubBatchSize(const BackgroundMigration& migration);

} // namespace transship
