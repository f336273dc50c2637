// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/backgroundmigrationstore.h"
#include "models/storage/databaseerror.h"
#include "models/storage/historyinsert.h"
#include "models/storage/repositorystore.h"

namespace transship {
namespace {

// Word for word the conditions of the partial indexes, see repositoryscopes.cpp.
QString conditionOf(BackgroundKind kind)
{
    return kind == BackgroundKind::ResetSkipped
        ? QStringLiteral("migration_state = 'import_skipped' AND migration_skipped_reason = 2")
        : QStringLiteral("status = 0");
}

/// SQLite has no statistics unless somebody asked for them, and would rather walk the table by its row ids.
QString tableOf(BackgroundKind kind, Backend backend)
{
    if (backend == Backend::PostgreSql) {
        return QStringLiteral("container_repositories");
    }
    return QStringLiteral("container_repositories INDEXED BY ")
        + (kind == BackgroundKind::ResetSkipped ? QStringLiteral("container_repositories_skipped_tags")
                                                : QStringLiteral("container_repositories_delete_scheduled"));
}

/// Number and largest id of some rows.
struct Span {
    qint64 count = 0;
    qint64 lastId = 0;
};

Result<Span> spanOf(Connection& connection, const QString& rows, const QVariantList& values)
{
    Result<QSqlQuery> query = connection.exec(
        QStringLiteral("SELECT count(*), COALESCE(max(id), 0) FROM (") + rows + QStringLiteral(") span"), values);
    if (!query) {
        return query.error();
    }
    if (!query->next()) {
        return Span{};
    }
    const Span span{query->value(0).toLongLong(), query->value(1).toLongLong()};
    query->finish();
    return span;
}

Result<Span> allOf(Connection& connection, BackgroundKind kind)
{
    return spanOf(connection,
        QStringLiteral("SELECT id FROM %1 WHERE %2").arg(tableOf(kind, connection.backend()), conditionOf(kind)), {});
}

constexpr auto historyValues = "id, 'reset', 'import_skipped', 'default', ?, 'background', 'reset_skipped', ?, ?";
// PostgreSQL takes no guess at the type of a value in a select list.
constexpr auto typedHistoryValues = "id, 'reset', 'import_skipped', 'default', CAST(? AS text), 'background', "
                                    "'reset_skipped', CAST(? AS text), CAST(? AS timestamp)";

/// As RepositoryStore::fire: each write moves updated_at on, also when the clock was set back, so that whoever read the
/// row before it gets a conflict.
QString resetRows(Backend backend)
{
    const QString moved = backend == Backend::Sqlite
        ? QStringLiteral("CASE WHEN updated_at < ? THEN ? "
                         "ELSE strftime('%Y-%m-%d %H:%M:%f', updated_at, '+0.001 seconds') || '000' END")
        : QStringLiteral("GREATEST(CAST(? AS timestamp), updated_at + interval '1 millisecond')");
    return QStringLiteral("UPDATE %1 SET migration_state = 'default', migration_skipped_reason = NULL, "
                          "updated_at = %2 WHERE %3 AND id > ? AND id <= ?")
        .arg(tableOf(BackgroundKind::ResetSkipped, backend), moved, conditionOf(BackgroundKind::ResetSkipped));
}

/// One statement, so that exactly the rows it changed get their history row: others may write at the same time.
Result<int> resetOnPostgres(Connection& connection, const QVariantList& update, const QVariantList& history)
{
    const QString sql = QStringLiteral("WITH changed AS (%1 RETURNING id) %2SELECT %3 FROM changed ORDER BY id")
                            .arg(resetRows(Backend::PostgreSql), insertHistory, QLatin1StringView(typedHistoryValues));
    return connection.execCount(sql, update + history);
}

/// Two statements with nobody between them: the transaction began as the only writer.
Result<int> resetOnSqlite(
    Connection& connection, const QVariantList& update, const QVariantList& history, const QVariantList& range)
{
    const QString insert = insertHistory
        + QStringLiteral("SELECT %1 FROM %2 WHERE %3 AND id > ? AND id <= ? ORDER BY id")
              .arg(QLatin1StringView(historyValues), tableOf(BackgroundKind::ResetSkipped, Backend::Sqlite),
                  conditionOf(BackgroundKind::ResetSkipped));
    const Result<int> written = connection.execCount(insert, history + range);
    if (!written) {
        return written;
    }
    return connection.execCount(resetRows(Backend::Sqlite), update);
}

Error underWay(BackgroundKind kind, const QString& how)
{
    return {ErrorCode::Busy, QStringLiteral("%1 is already %2; let it end or cancel it").arg(toName(kind), how)};
}

} // namespace

int nextSubBatchSize(const BackgroundMigration& migration)
{
    const int size = migration.options.subBatchSize;
    return std::min(size - migration.batchDoneCount % size, migration.options.batchSize - migration.batchDoneCount);
}

Result<BackgroundMigration> BackgroundMigrationStore::create(BackgroundKind kind, const BackgroundOptions& options,
    const QString& actor, const QString& correlationId, const QDateTime& now)
{
    if (const Result<void> legal = validate(options); !legal) {
        return legal.error();
    }
    return m_connection.transaction([&]() -> Result<BackgroundMigration> {
        const Result<QList<BackgroundMigration>> others
            = read(QStringLiteral("WHERE name = ? AND status IN ('running', 'paused')"), {toName(kind)});
        if (!others) {
            return others.error();
        }
        if (!others->isEmpty()) {
            return underWay(kind,
                QStringLiteral("%1 as background migration %2")
                    .arg(toName(others->first().status))
                    .arg(others->first().id));
        }
        const Result<Span> span = allOf(m_connection, kind);
        if (!span) {
            return span.error();
        }
        const bool nothing = span->count == 0;
        const QVariant stamp = m_connection.toStored(now);
        const Result<int> inserted = m_connection.execCount(
            QStringLiteral("INSERT INTO background_migrations (name, status, batch_size, sub_batch_size, "
                           "pause_seconds, last_id, total_count, started_at, updated_at, finished_at, actor, "
                           "correlation_id, measured_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
            {toName(kind), toName(nothing ? BackgroundStatus::Finished : BackgroundStatus::Running), options.batchSize,
                options.subBatchSize, static_cast<qint64>(options.pause.count()), span->lastId, span->count, stamp,
                stamp, nothing ? stamp : QVariant(), actor, correlationId, stamp});
        if (!inserted) {
            return isUniqueViolation(inserted.error()) ? underWay(kind, QStringLiteral("being started by someone else"))
                                                       : inserted.error();
        }
        const Result<QList<BackgroundMigration>> made
            = read(QStringLiteral("WHERE correlation_id = ? ORDER BY id DESC LIMIT 1"), {correlationId});
        return made ? Result<BackgroundMigration>(made->first()) : made.error();
    });
}

Result<qint64> BackgroundMigrationStore::countCandidates(BackgroundKind kind)
{
    const Result<Span> span = allOf(m_connection, kind);
    return span ? Result<qint64>(span->count) : span.error();
}

Result<QList<ContainerRepository>> BackgroundMigrationStore::candidates(
    BackgroundKind kind, qint64 afterId, qint64 lastId, int limit)
{
    Result<QSqlQuery> query
        = m_connection.exec(QStringLiteral("SELECT %1 FROM %2 WHERE %3 AND id > ? AND id <= ? ORDER BY id LIMIT ?")
                                .arg(repositoryColumns(), tableOf(kind, m_connection.backend()), conditionOf(kind)),
            {afterId, lastId, limit});
    if (!query) {
        return query.error();
    }
    QList<ContainerRepository> rows;
    while (query->next()) {
        const Result<ContainerRepository> row = repositoryFromRow(*query);
        if (!row) {
            return row.error();
        }
        rows << *row;
    }
    return rows;
}

Result<SubBatchResult> BackgroundMigrationStore::resetSkipped(
    const BackgroundMigration& migration, const QDateTime& now, int most)
{
    return m_connection.transaction([&]() -> Result<SubBatchResult> {
        const Backend backend = m_connection.backend();
        const int size = std::min(nextSubBatchSize(migration), most);
        const Result<Span> span = spanOf(m_connection,
            QStringLiteral("SELECT id FROM %1 WHERE %2 AND id > ? AND id <= ? ORDER BY id LIMIT ?")
                .arg(tableOf(BackgroundKind::ResetSkipped, backend), conditionOf(BackgroundKind::ResetSkipped)),
            {migration.cursorId, migration.lastId, size});
        if (!span) {
            return span.error();
        }
        const bool exhausted = span->count < size || span->lastId >= migration.lastId;
        if (span->count == 0) {
            return advance(migration, migration.lastId, 0, 0, true, now);
        }
        const QVariant stamp = m_connection.toStored(now);
        const QVariantList range{migration.cursorId, span->lastId};
        const QVariantList history{migration.actor, QStringLiteral("background migration %1").arg(migration.id), stamp};
        const Result<int> changed = backend == Backend::Sqlite
            ? resetOnSqlite(m_connection, QVariantList{stamp, stamp} + range, history, range)
            : resetOnPostgres(m_connection, QVariantList{stamp} + range, history);
        if (!changed) {
            return changed.error();
        }
        return advance(migration, span->lastId, span->count, *changed, exhausted, now);
    });
}

Result<qint64> BackgroundMigrationStore::othersVersion()
{
    qint64 version = 0;
    if (m_connection.backend() == Backend::PostgreSql) {
        return version;
    }
    const Result<void> read
        = m_connection.read(QStringLiteral("PRAGMA data_version"), {}, [&version](const Row& row) -> Result<void> {
              version = row.value(0).toLongLong();
              return {};
          });
    return read ? Result<qint64>(version) : read.error();
}

Result<SubBatchResult> BackgroundMigrationStore::resetStatus(const BackgroundMigration& migration,
    const QList<ContainerRepository>& rows, const QSet<qint64>& withTags, const QDateTime& now)
{
    return m_connection.transaction([&]() -> Result<SubBatchResult> {
        QStringList ids;
        for (const qint64 id : withTags) {
            ids << QString::number(id);
        }
        qint64 changed = 0;
        if (!ids.isEmpty()) {
            Result<QSqlQuery> query = m_connection.exec(
                QStringLiteral("UPDATE container_repositories SET status = NULL WHERE status = 0 AND id IN (%1)")
                    .arg(ids.join(QStringLiteral(", "))));
            if (!query) {
                return query.error();
            }
            changed = query->numRowsAffected();
            query->finish();
        }
        const bool exhausted = rows.isEmpty() || rows.last().id >= migration.lastId;
        const qint64 upTo = rows.isEmpty() ? migration.lastId : rows.last().id;
        return advance(migration, upTo, rows.size(), changed, exhausted, now);
    });
}

Result<SubBatchResult> BackgroundMigrationStore::advance(
    const BackgroundMigration& before, qint64 upTo, qint64 done, qint64 changed, bool exhausted, const QDateTime& now)
{
    SubBatchResult result{before, done, changed, false, false};
    BackgroundMigration& after = result.migration;
    const int inBatch = before.batchDoneCount + static_cast<int>(done);
    result.batchEnded = (exhausted && inBatch > 0) || inBatch >= before.options.batchSize;
    const bool inSubBatch = done > 0 || before.batchDoneCount % before.options.subBatchSize > 0;
    result.subBatchEnded = inSubBatch && (result.batchEnded || inBatch % before.options.subBatchSize == 0);
    after.cursorId = exhausted ? before.lastId : upTo;
    after.doneCount += done;
    after.changedCount += changed;
    after.subBatchesCount += result.subBatchEnded ? 1 : 0;
    after.batchesCount += result.batchEnded ? 1 : 0;
    after.batchDoneCount = result.batchEnded ? 0 : inBatch;
    after.updatedAt = now;
    if (exhausted) {
        after.status = BackgroundStatus::Finished;
        after.finishedAt = now;
    } else if (result.batchEnded && before.options.pause.count() > 0) {
        after.nextBatchAt = now.addSecs(before.options.pause.count());
    }
    const bool letGo = exhausted || after.nextBatchAt.isValid();
    after.worker = letGo ? QString() : before.worker;
    const QVariant stamp = m_connection.toStored(now);
    const Result<int> noted = m_connection.execCount(
        QStringLiteral("UPDATE background_migrations SET cursor_id = ?, done_count = ?, changed_count = ?, "
                       "sub_batches_count = ?, batches_count = ?, batch_done_count = ?, status = ?, next_batch_at = ?, "
                       "finished_at = ?, worker = ?, updated_at = ?, heartbeat_at = ? "
                       "WHERE id = ? AND status = 'running' AND worker = ? AND cursor_id = ?"),
        {after.cursorId, after.doneCount, after.changedCount, after.subBatchesCount, after.batchesCount,
            after.batchDoneCount, toName(after.status), m_connection.toStored(after.nextBatchAt),
            m_connection.toStored(after.finishedAt), after.worker, stamp, stamp, before.id, before.worker,
            before.cursorId});
    if (!noted) {
        return noted.error();
    }
    if (*noted == 0) {
        return Error{ErrorCode::Conflict,
            QStringLiteral("background migration %1 was paused, canceled or taken over").arg(before.id)};
    }
    return result;
}

} // namespace transship
