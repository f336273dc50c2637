// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/backgroundmigrationstore.h"

#include "models/storage/databaseerror.h"

namespace transship {
namespace {

const QString columns = QStringLiteral(
    "id, name, status, batch_size, sub_batch_size, pause_seconds, actor, correlation_id, cursor_id, last_id, "
    "total_count, done_count, changed_count, batches_count, sub_batches_count, batch_done_count, "
    "CAST(next_batch_at AS text), worker, COALESCE(error, ''), CAST(started_at AS text), CAST(updated_at AS text), "
    "CAST(finished_at AS text), CAST(measured_from AS text), measured_from_count");

Result<BackgroundMigration> fromRow(const QSqlQuery& query)
{
    int column = 0;
    const auto number = [&] { return query.value(column++).toLongLong(); };
    const auto text = [&] { return query.value(column++).toString(); };
    const auto time = [&] { return Connection::fromStored(query.value(column++)); };
    BackgroundMigration migration;
    migration.id = number();
    const Result<BackgroundKind> kind = backgroundKindFromName(text());
    const Result<BackgroundStatus> status = backgroundStatusFromName(text());
    if (!kind || !status) {
        return Error{ErrorCode::DatabaseFailed,
            QStringLiteral("row %1 of background_migrations cannot be read: %2")
                .arg(migration.id)
                .arg(kind ? status.error().message : kind.error().message)};
    }
    migration.kind = *kind;
    migration.status = *status;
    migration.options.batchSize = static_cast<int>(number());
    migration.options.subBatchSize = static_cast<int>(number());
    migration.options.pause = std::chrono::seconds(number());
    migration.actor = text();
    migration.correlationId = text();
    migration.cursorId = number();
    migration.lastId = number();
    migration.totalCount = number();
    migration.doneCount = number();
    migration.changedCount = number();
    migration.batchesCount = number();
    migration.subBatchesCount = number();
    migration.batchDoneCount = static_cast<int>(number());
    migration.nextBatchAt = time();
    migration.worker = text();
    migration.error = text();
    migration.startedAt = time();
    migration.updatedAt = time();
    migration.finishedAt = time();
    migration.measuredFrom = time();
    migration.measuredFromCount = number();
    return migration;
}

Error notThere(qint64 id)
{
    return {ErrorCode::NotFound, QStringLiteral("there is no background migration %1").arg(id)};
}

} // namespace

BackgroundMigrationStore::BackgroundMigrationStore(Connection& connection)
    : m_connection(connection)
{
}

Result<QList<BackgroundMigration>> BackgroundMigrationStore::read(const QString& condition, const QVariantList& values)
{
    Result<QSqlQuery> query = m_connection.exec(
        QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM background_migrations ") + condition, values);
    if (!query) {
        return query.error();
    }
    QList<BackgroundMigration> rows;
    while (query->next()) {
        const Result<BackgroundMigration> row = fromRow(*query);
        if (!row) {
            return row.error();
        }
        rows << *row;
    }
    return rows;
}

Result<BackgroundMigration> BackgroundMigrationStore::find(qint64 id)
{
    const Result<QList<BackgroundMigration>> rows = read(QStringLiteral("WHERE id = ?"), {id});
    if (!rows) {
        return rows.error();
    }
    return rows->isEmpty() ? Result<BackgroundMigration>(notThere(id)) : rows->first();
}

Result<QList<BackgroundMigration>> BackgroundMigrationStore::list()
{
    return read(QStringLiteral("ORDER BY id DESC"), {});
}

Result<BackgroundMigration> BackgroundMigrationStore::setStatus(
    qint64 id, const QString& wish, const QList<BackgroundStatus>& from, BackgroundStatus to, const QDateTime& now)
{
    const Result<BackgroundMigration> before = find(id);
    if (!before) {
        return before;
    }
    if (!from.contains(before->status)) {
        return Error{ErrorCode::Refused,
            QStringLiteral("background migration %1 is %2 and cannot be %3").arg(id).arg(toName(before->status), wish)};
    }
    const bool resumed = to == BackgroundStatus::Running;
    const bool ended = to == BackgroundStatus::Canceled;
    // Time spent paused says nothing about the rate.
    const Result<int> changed = m_connection.execCount(
        QStringLiteral("UPDATE background_migrations SET status = ?, updated_at = ?, worker = '', error = NULL, "
                       "next_batch_at = NULL, finished_at = ?, measured_from = COALESCE(?, measured_from), "
                       "measured_from_count = CASE WHEN ? = 1 THEN done_count ELSE measured_from_count END "
                       "WHERE id = ? AND status = ?"),
        {toName(to), m_connection.toStored(now), ended ? m_connection.toStored(now) : QVariant(),
            resumed ? m_connection.toStored(now) : QVariant(), resumed ? 1 : 0, id, toName(before->status)});
    if (!changed) {
        return changed.error();
    }
    if (*changed == 0) {
        return Error{ErrorCode::Conflict,
            QStringLiteral("background migration %1 was changed by someone else meanwhile; look again").arg(id)};
    }
    return find(id);
}

Result<BackgroundMigration> BackgroundMigrationStore::pause(qint64 id, const QDateTime& now)
{
    return setStatus(id, QStringLiteral("paused"), {BackgroundStatus::Running}, BackgroundStatus::Paused, now);
}

Result<BackgroundMigration> BackgroundMigrationStore::resume(qint64 id, const QDateTime& now)
{
    Result<BackgroundMigration> resumed = setStatus(id, QStringLiteral("resumed"),
        {BackgroundStatus::Paused, BackgroundStatus::Failed}, BackgroundStatus::Running, now);
    if (!resumed && isUniqueViolation(resumed.error())) {
        return Error{ErrorCode::Busy,
            QStringLiteral("background migration %1 cannot be resumed while another one of its kind is under way")
                .arg(id),
            resumed.error().detail};
    }
    return resumed;
}

Result<BackgroundMigration> BackgroundMigrationStore::cancel(qint64 id, const QDateTime& now)
{
    return setStatus(id, QStringLiteral("canceled"),
        {BackgroundStatus::Running, BackgroundStatus::Paused, BackgroundStatus::Failed}, BackgroundStatus::Canceled,
        now);
}

Result<std::optional<BackgroundMigration>> BackgroundMigrationStore::claimDue(
    const QString& worker, const QDateTime& now, std::chrono::seconds silence)
{
    const QVariant stamp = m_connection.toStored(now);
    const QVariant silentSince = m_connection.toStored(now.addSecs(-silence.count()));
    const QString due = QStringLiteral("status = 'running' AND (next_batch_at IS NULL OR next_batch_at <= ?) "
                                       "AND (worker = '' OR worker = ? OR heartbeat_at <= ?)");
    const Result<QList<BackgroundMigration>> candidates
        = read(QStringLiteral("WHERE ") + due + QStringLiteral(" ORDER BY id LIMIT 1"), {stamp, worker, silentSince});
    if (!candidates) {
        return candidates.error();
    }
    if (candidates->isEmpty()) {
        return std::optional<BackgroundMigration>();
    }
    const qint64 id = candidates->first().id;
    const Result<int> claimed = m_connection.execCount(
        QStringLiteral("UPDATE background_migrations SET worker = ?, heartbeat_at = ?, next_batch_at = NULL "
                       "WHERE id = ? AND ")
            + due,
        {worker, stamp, id, stamp, worker, silentSince});
    if (!claimed) {
        return claimed.error();
    }
    if (*claimed == 0) {
        return std::optional<BackgroundMigration>();
    }
    const Result<BackgroundMigration> mine = find(id);
    return mine ? Result<std::optional<BackgroundMigration>>(std::optional(*mine)) : mine.error();
}

Result<bool> BackgroundMigrationStore::heartbeat(qint64 id, const QString& worker, const QDateTime& now)
{
    const Result<int> changed
        = m_connection.execCount(QStringLiteral("UPDATE background_migrations SET heartbeat_at = ? "
                                                "WHERE id = ? AND worker = ? AND status = 'running'"),
            {m_connection.toStored(now), id, worker});
    return changed ? Result<bool>(*changed == 1) : changed.error();
}

Result<void> BackgroundMigrationStore::release(qint64 id, const QString& worker)
{
    const Result<int> changed = m_connection.execCount(
        QStringLiteral("UPDATE background_migrations SET worker = '' WHERE id = ? AND worker = ?"), {id, worker});
    return changed ? Result<void>() : changed.error();
}

Result<void> BackgroundMigrationStore::fail(qint64 id, const QString& worker, const QString& why, const QDateTime& now)
{
    const Result<int> changed = m_connection.execCount(
        QStringLiteral("UPDATE background_migrations SET status = 'failed', error = ?, worker = '', updated_at = ? "
                       "WHERE id = ? AND worker = ? AND status = 'running'"),
        {why, m_connection.toStored(now), id, worker});
    return changed ? Result<void>() : changed.error();
}

} // namespace transship
