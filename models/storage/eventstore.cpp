// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/eventstore.h"

#include <algorithm>

namespace transship {
namespace {

constexpr qint64 maxBuckets = 100'000;

const QString columns
    = QStringLiteral("id, container_repository_id, event, from_state, to_state, actor, origin, reason, "
                     "detail, CAST(created_at AS text)");

Result<MigrationEventRow> eventFromRow(const QSqlQuery& query)
{
    MigrationEventRow row;
    row.id = query.value(0).toLongLong();
    row.repositoryId = query.value(1).toLongLong();
    const Result<MigrationEvent> event = migrationEventFromName(query.value(2).toString());
    const Result<MigrationState> from = migrationStateFromName(query.value(3).toString());
    const Result<MigrationState> to = migrationStateFromName(query.value(4).toString());
    const Result<Origin> origin = originFromName(query.value(6).toString());
    for (const Error* error : {event ? nullptr : &event.error(), from ? nullptr : &from.error(),
             to ? nullptr : &to.error(), origin ? nullptr : &origin.error()}) {
        if (error) {
            return Error{ErrorCode::DatabaseFailed,
                QStringLiteral("row %1 of migration_events cannot be read: %2").arg(row.id).arg(error->message)};
        }
    }
    row.event = *event;
    row.from = *from;
    row.to = *to;
    row.actor = query.value(5).toString();
    row.origin = *origin;
    row.reason = query.value(7).toString();
    row.detail = query.value(8).toString();
    row.createdAt = Connection::fromStored(query.value(9));
    return row;
}

Result<QList<MigrationEventRow>> read(Connection& connection, const QString& condition, const QVariantList& values)
{
    Result<QSqlQuery> query = connection.exec(
        QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM migration_events ") + condition, values);
    if (!query) {
        return query.error();
    }
    QList<MigrationEventRow> rows;
    while (query->next()) {
        const Result<MigrationEventRow> row = eventFromRow(*query);
        if (!row) {
            return row.error();
        }
        rows << *row;
    }
    return rows;
}

QString qualified(const QString& table)
{
    QStringList names;
    for (const QString& column : columns.split(QStringLiteral(", "))) {
        names << (column.startsWith(u"CAST(") ? QStringLiteral("CAST(%1.%2").arg(table, column.mid(5))
                                              : QStringLiteral("%1.%2").arg(table, column));
    }
    return names.join(QStringLiteral(", "));
}

QList<ThroughputBucket> emptyBuckets(qint64 first, qint64 end, qint64 width)
{
    QList<ThroughputBucket> buckets;
    for (qint64 start = first; start < end; start += width) {
        buckets << ThroughputBucket{QDateTime::fromSecsSinceEpoch(start, Qt::UTC)};
    }
    return buckets;
}

void add(ThroughputBucket& bucket, const QString& state, qint64 count)
{
    if (state == u"import_done") {
        bucket.done += count;
    } else if (state == u"import_aborted") {
        bucket.aborted += count;
    } else {
        bucket.skipped += count;
    }
}

} // namespace

EventStore::EventStore(Connection& connection)
    : m_connection(connection)
{
}

Result<QList<MigrationEventRow>> EventStore::history(qint64 repositoryId)
{
    return read(m_connection, QStringLiteral("WHERE container_repository_id = ? ORDER BY id"), {repositoryId});
}

Result<QList<MigrationEventRow>> EventStore::since(qint64 afterId, int limit)
{
    return read(m_connection, QStringLiteral("WHERE id > ? ORDER BY id LIMIT ?"), {afterId, limit});
}

Result<QList<MigrationEventRow>> EventStore::latest(int limit)
{
    return read(m_connection, QStringLiteral("ORDER BY id DESC LIMIT ?"), {limit});
}

Result<QList<LocatedEvent>> EventStore::latestLocated(int limit, qint64 afterId)
{
    Result<QSqlQuery> query = m_connection.exec(
        QStringLiteral("SELECT %1, COALESCE(r.path, '') FROM migration_events e LEFT JOIN container_repositories r "
                       "ON r.id = e.container_repository_id WHERE e.id > ? ORDER BY e.id DESC LIMIT ?")
            .arg(qualified(QStringLiteral("e"))),
        {afterId, limit});
    if (!query) {
        return query.error();
    }
    QList<LocatedEvent> rows;
    while (query->next()) {
        const Result<MigrationEventRow> row = eventFromRow(*query);
        if (!row) {
            return row.error();
        }
        rows << LocatedEvent{*row, query->value(10).toString()};
    }
    return rows;
}

Result<qint64> EventStore::countEntered(MigrationState finalState, const QDateTime& since)
{
    // Word for word the condition of the partial index.
    Result<QSqlQuery> query
        = m_connection.exec(QStringLiteral("SELECT count(*) FROM migration_events WHERE created_at >= ? AND "
                                           "to_state IN ('import_done', 'import_aborted', 'import_skipped') "
                                           "AND to_state = ?"),
            {m_connection.toStored(since), toName(finalState)});
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<qint64> EventStore::lastId()
{
    Result<QSqlQuery> query = m_connection.exec(QStringLiteral("SELECT COALESCE(max(id), 0) FROM migration_events"));
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<QList<ThroughputBucket>> EventStore::throughput(const QDateTime& from, const QDateTime& until, int widthSeconds)
{
    if (widthSeconds <= 0 || !from.isValid() || !until.isValid()
        || from.secsTo(until) / qMax(widthSeconds, 1) > maxBuckets) {
        return Error{ErrorCode::InvalidArgument,
            QStringLiteral("throughput is asked for a span with at most %1 buckets of at least a second")
                .arg(maxBuckets)};
    }
    const qint64 first = from.toSecsSinceEpoch() / widthSeconds * widthSeconds;
    QList<ThroughputBucket> buckets
        = emptyBuckets(first, until.toSecsSinceEpoch() + (until.time().msec() > 0), widthSeconds);
    // Without the fraction: strftime would round it to the next second.
    const QString seconds = m_connection.backend() == Backend::Sqlite
        ? QStringLiteral("CAST(strftime('%s', substr(created_at, 1, 19)) AS integer)")
        : QStringLiteral("CAST(floor(extract(epoch FROM created_at)) AS bigint)");
    // The span begins with its first bucket, so that the first bar is whole.
    Result<QSqlQuery> query
        = m_connection.exec(QStringLiteral("SELECT (%1 - %2) / %3 AS bucket, to_state, count(*) FROM migration_events "
                                           "WHERE to_state IN ('import_done', 'import_aborted', 'import_skipped') "
                                           "AND created_at >= ? AND created_at < ? GROUP BY 1, 2")
                                .arg(seconds)
                                .arg(first)
                                .arg(widthSeconds),
            {m_connection.toStored(QDateTime::fromSecsSinceEpoch(first, Qt::UTC)), m_connection.toStored(until)});
    if (!query) {
        return query.error();
    }
    while (query->next()) {
        const qsizetype index = query->value(0).toLongLong();
        if (index >= 0 && index < buckets.size()) {
            add(buckets[index], query->value(1).toString(), query->value(2).toLongLong());
        }
    }
    return buckets;
}

} // namespace transship
