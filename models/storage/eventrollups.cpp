// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/eventrollups.h"

#include "models/domain/enumnames.h"
#include "models/storage/criterionsql.h"

#include <array>

namespace transship {
namespace {

constexpr std::array kinds{
    EnumName<RollupKind>{RollupKind::ImportDone, "import_done"},
    EnumName<RollupKind>{RollupKind::ImportAborted, "import_aborted"},
    EnumName<RollupKind>{RollupKind::ImportSkipped, "import_skipped"},
    EnumName<RollupKind>{RollupKind::PreImportTime, "pre_import_ms"},
    EnumName<RollupKind>{RollupKind::ImportTime, "import_ms"},
};
constexpr std::array levels{10, 300, 3600};

bool isSqlite(Backend backend)
{
    return backend == Backend::Sqlite;
}

/// Seconds since 1970 of the step of `width` that the event is in. Without the fraction: strftime would round it.
QString stepSql(Backend backend, int width)
{
    return (isSqlite(backend) ? QStringLiteral("CAST(strftime('%s', substr(e.created_at, 1, 19)) AS integer) / %1 * %1")
                              : QStringLiteral("CAST(floor(extract(epoch FROM e.created_at)) AS bigint) / %1 * %1"))
        .arg(width);
}

/// When the repository entered the state that the event takes it out of; NULL when history does not say.
QString enteredSql()
{
    return QStringLiteral("(SELECT CASE WHEN p.to_state = e.from_state THEN p.created_at END FROM migration_events p "
                          "WHERE p.container_repository_id = e.container_repository_id AND p.id < e.id "
                          "ORDER BY p.id DESC LIMIT 1)");
}

QString secondsBetweenSql(Backend backend)
{
    return isSqlite(backend) ? QStringLiteral("round((julianday(created_at) - julianday(entered)) * 86400.0, 3)")
                             : QStringLiteral("CAST(extract(epoch FROM created_at - entered) AS double precision)");
}

/// Rounded to steps that grow with the value: few enough to count, and fine enough for a median.
QString roundedMillisecondsSql()
{
    const QString to = QStringLiteral("WHEN s < %1 THEN round(s / %2) * %2 ");
    return QStringLiteral("CAST(round(1000 * CASE ") + to.arg(5).arg(0.5) + to.arg(20).arg(1) + to.arg(60).arg(4)
        + to.arg(200).arg(10) + to.arg(600).arg(30) + to.arg(2000).arg(100) + to.arg(7200).arg(300)
        + QStringLiteral("ELSE round(s / 1200) * 1200 END) AS bigint)");
}

/// (step, kind, key, n) of the events for which the condition on `e` holds.
QString countedSql(Backend backend, int width, const QString& condition)
{
    const QString step = stepSql(backend, width);
    // The condition is a range of ids. SQLite, without statistics, may prefer an index of all times.
    const QString events
        = isSqlite(backend) ? QStringLiteral("migration_events e NOT INDEXED") : QStringLiteral("migration_events e");
    const QString ends
        = QStringLiteral("SELECT %1 AS step, e.to_state AS kind, CASE WHEN e.to_state = 'import_done' THEN '' "
                         "WHEN e.reason = '' THEN 'unknown' ELSE lower(substr(e.reason, 1, 80)) END AS key, "
                         "count(*) AS n FROM %2 WHERE %3 AND e.to_state IN "
                         "('import_done', 'import_aborted', 'import_skipped') GROUP BY 1, 2, 3")
              .arg(step, events, condition);
    const QString times
        = QStringLiteral("SELECT step, kind, CAST(%1 AS text) AS key, count(*) AS n FROM (SELECT step, kind, %2 AS s "
                         "FROM (SELECT %3 AS step, CASE e.from_state WHEN 'importing' THEN 'import_ms' "
                         "ELSE 'pre_import_ms' END AS kind, e.created_at AS created_at, %4 AS entered FROM %5 WHERE %6 "
                         "AND ((e.from_state = 'pre_importing' AND e.to_state = 'pre_import_done') OR "
                         "(e.from_state = 'importing' AND e.to_state = 'import_done'))) AS steps) AS lengths "
                         "WHERE s >= 0 GROUP BY 1, 2, 3")
              .arg(roundedMillisecondsSql(), secondsBetweenSql(backend), step, enteredSql(), events, condition);
    return ends + QStringLiteral(" UNION ALL ") + times;
}

QString levelsSql()
{
    QStringList selects;
    for (const int level : levels) {
        selects << QStringLiteral("SELECT %1 AS width").arg(level);
    }
    return u'(' + selects.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(") AS levels");
}

Result<qint64> numberOf(Connection& connection, const QString& sql)
{
    Result<QSqlQuery> query = connection.exec(sql);
    if (!query) {
        return query.error();
    }
    const qint64 number = query->next() ? query->value(0).toLongLong() : -1;
    query->finish();
    return number;
}

const QString cursorSql = QStringLiteral("SELECT last_event_id FROM event_rollup_cursor");

int levelFor(int width)
{
    int level = levels.front();
    for (const int candidate : levels) {
        level = width % candidate == 0 ? candidate : level;
    }
    return level;
}

} // namespace

EventRollups::EventRollups(Connection& connection)
    : m_connection(connection)
{
}

Result<int> EventRollups::fold(const QDateTime& now)
{
    return m_connection.transaction([&] { return foldNext(now); });
}

Result<int> EventRollups::foldNext(const QDateTime& now)
{
    const Backend backend = m_connection.backend();
    const Result<qint64> cursor = numberOf(
        m_connection, cursorSql + (isSqlite(backend) ? QString() : QStringLiteral(" FOR UPDATE SKIP LOCKED")));
    if (!cursor || *cursor < 0) {
        return cursor ? Result<int>(0) : cursor.error();
    }
    const Result<qint64> last = numberOf(m_connection,
        QStringLiteral("SELECT COALESCE(max(id), 0) FROM (SELECT id, created_at FROM migration_events WHERE id > %1 "
                       "ORDER BY id LIMIT %2) AS next WHERE created_at < %3")
            .arg(*cursor)
            .arg(foldAtOnce)
            .arg(timeLiteral(now.addSecs(-settleSeconds), backend)));
    if (!last || *last <= *cursor) {
        return last ? Result<int>(0) : last.error();
    }
    const QString range = QStringLiteral("e.id > %1 AND e.id <= %2").arg(*cursor).arg(*last);
    const Result<qint64> events
        = numberOf(m_connection, QStringLiteral("SELECT count(*) FROM migration_events e WHERE ") + range);
    if (!events) {
        return events.error();
    }
    const QStringList statements{// "WHERE true": else SQLite takes ON CONFLICT for the condition of a join.
        QStringLiteral("INSERT INTO event_rollups (width, starts_at, kind, key, event_count) "
                       "SELECT width, step / width * width, kind, key, sum(n) FROM (%1) AS counted, %2 WHERE true "
                       "GROUP BY 1, 2, 3, 4 ON CONFLICT (width, starts_at, kind, key) "
                       "DO UPDATE SET event_count = event_rollups.event_count + excluded.event_count")
            .arg(countedSql(backend, levels.front(), range), levelsSql()),
        QStringLiteral("UPDATE event_rollup_cursor SET last_event_id = %1").arg(*last),
        QStringLiteral("DELETE FROM event_rollups WHERE width = %1 AND starts_at < %2")
            .arg(levels[0])
            .arg(now.toSecsSinceEpoch() - tenSecondsKept),
        QStringLiteral("DELETE FROM event_rollups WHERE width = %1 AND starts_at < %2")
            .arg(levels[1])
            .arg(now.toSecsSinceEpoch() - fiveMinutesKept)};
    for (const QString& statement : statements) {
        if (const Result<QSqlQuery> done = m_connection.exec(statement); !done) {
            return done.error();
        }
    }
    return static_cast<int>(*events);
}

int EventRollups::possibleWidth(int wanted, const QDateTime& from, const QDateTime& now)
{
    const qint64 age = from.secsTo(now);
    const int finest = age > fiveMinutesKept ? levels[2] : age > tenSecondsKept ? levels[1] : levels[0];
    // A multiple of the next level where it is above that, so that it is read from there.
    int unit = finest;
    for (const int level : levels) {
        unit = level > unit && wanted >= level ? level : unit;
    }
    return qMax(1, (wanted + unit - 1) / unit) * unit;
}

Result<QList<RollupCell>> EventRollups::cells(const QDateTime& from, const QDateTime& until, int width)
{
    Q_ASSERT(width > 0 && width % levels.front() == 0);
    Result<QList<RollupCell>> cells = QList<RollupCell>();
    // A fold between the question for the cursor and the one for the sums would have its events counted twice. The
    // cursor as a sub-select would not: but PostgreSQL could not tell then that few events are behind it.
    for (qint64 before = -1, after = -2; cells && before != after;) {
        const Result<qint64> cursor = numberOf(m_connection, cursorSql);
        if (!cursor) {
            return cursor.error();
        }
        before = *cursor;
        cells = cellsBehind(before, from, until, width);
        const Result<qint64> again = numberOf(m_connection, cursorSql);
        if (!again) {
            return again.error();
        }
        after = *again;
    }
    return cells;
}

Result<QList<RollupCell>> EventRollups::cellsBehind(
    qint64 cursor, const QDateTime& from, const QDateTime& until, int width)
{
    const Backend backend = m_connection.backend();
    const qint64 first = from.toSecsSinceEpoch() / width * width;
    const QString unfolded
        = QStringLiteral("e.id > %1 AND e.created_at >= %2 AND e.created_at < %3")
              .arg(QString::number(cursor), timeLiteral(QDateTime::fromSecsSinceEpoch(first, Qt::UTC), backend),
                  timeLiteral(until, backend));
    const QString sql
        = QStringLiteral("SELECT step, kind, key, sum(n) FROM (SELECT starts_at / %1 * %1 AS step, kind, key, "
                         "event_count AS n FROM event_rollups WHERE width = %2 AND starts_at >= %3 AND starts_at < %4 "
                         "UNION ALL %5) AS counted GROUP BY 1, 2, 3")
              .arg(width)
              .arg(levelFor(width))
              .arg(first)
              .arg(until.toSecsSinceEpoch() + (until.time().msec() > 0))
              .arg(countedSql(backend, width, unfolded));
    Result<QSqlQuery> query = m_connection.exec(sql);
    if (!query) {
        return query.error();
    }
    QList<RollupCell> cells;
    while (query->next()) {
        const auto kind = valueOf(kinds, query->value(1).toString());
        if (!kind) {
            return Error{ErrorCode::DatabaseFailed,
                QStringLiteral("event_rollups counts \"%1\", which this program does not know")
                    .arg(query->value(1).toString())};
        }
        cells << RollupCell{QDateTime::fromSecsSinceEpoch(query->value(0).toLongLong(), Qt::UTC), *kind,
            query->value(2).toString(), query->value(3).toLongLong()};
    }
    return cells;
}

} // namespace transship
