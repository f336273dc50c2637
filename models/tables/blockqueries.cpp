// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockqueries.h"

#include "models/tables/repositoryblock.h"

namespace transship {
namespace {

/// Rows that share their key: SQLite sorts them when an expression is named that it knows to be the same.
QString orderById(const BlockQuery& query)
{
    return QStringLiteral(" ORDER BY ")
        + orderBy(RepositorySort::Id, query.order == Qt::DescendingOrder, query.backend);
}

QString orderOf(const BlockQuery& query)
{
    return query.plan.hasOneKey
        ? orderById(query)
        : QStringLiteral(" ORDER BY ") + orderBy(query.sort, query.order == Qt::DescendingOrder, query.backend);
}

bool hasTimeText(const BlockQuery& query)
{
    return query.backend == Backend::PostgreSql && infoOf(query.sort).isTime;
}

/// PostgreSQL's times go through text: as a QDateTime they would lose their microseconds, and with them their place.
QString keyColumn(const BlockQuery& query)
{
    const QString key = sortKey(query.sort, query.backend);
    return hasTimeText(query) ? QStringLiteral("CAST(%1 AS text)").arg(key) : key;
}

/// `SELECT columns FROM the table WHERE`: what the index keeps to, besides the anchor, which is the narrower bound of
/// its side: given both, SQLite may start at the wrong one.
QString selection(const QString& columns, const BlockQuery& query, bool isAnchored, const QStringList& more)
{
    const bool descending = query.order == Qt::DescendingOrder;
    QStringList conditions = query.plan.within;
    if (!isAnchored || descending) {
        conditions << query.plan.lower;
    }
    if (!isAnchored || !descending) {
        conditions << query.plan.upper;
    }
    conditions << more;
    QString sql
        = QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM container_repositories") + query.plan.index;
    if (!conditions.isEmpty()) {
        sql += QStringLiteral(" WHERE (") + conditions.join(QStringLiteral(") AND (")) + u')';
    }
    return sql;
}

/// SQLite uses no more of `(key, id) >= (?, ?)` than the key, and nothing of it when the key is an expression: where a
/// million rows share a key, it would read them all. So: those of the anchor's key, then those of other keys.
Statement walkInParts(
    const QString& columns, const BlockQuery& query, const BlockAnchor& anchor, qint64 limit, qint64 offset)
{
    const bool descending = query.order == Qt::DescendingOrder;
    const QString key = sortKey(query.sort, query.backend);
    const QString most = QStringLiteral(" LIMIT %1").arg(offset + limit);
    Statement statement;
    statement.sql = QStringLiteral("SELECT * FROM (")
        + selection(columns, query, true,
            {key + QStringLiteral(" = ?"), descending ? QStringLiteral("id <= ?") : QStringLiteral("id >= ?")})
        + orderById(query) + most + u')';
    statement.values << anchor.key << anchor.id;
    if (!query.plan.hasOneKey) {
        statement.sql += QStringLiteral(" UNION ALL SELECT * FROM (")
            + selection(columns, query, true, {key + (descending ? QStringLiteral(" < ?") : QStringLiteral(" > ?"))})
            + orderOf(query) + most + u')';
        statement.values << anchor.key;
    }
    statement.sql += QStringLiteral(" LIMIT %1 OFFSET %2").arg(limit).arg(offset);
    return statement;
}

/// So many rows of the index from the anchor on, in order.
Statement walk(const QString& columns, const BlockQuery& query, const BlockAnchor* anchor, qint64 limit, qint64 offset)
{
    const bool isTotal = infoOf(query.sort).isTotal;
    if (anchor && !isTotal && query.backend == Backend::Sqlite) {
        return walkInParts(columns, query, *anchor, limit, offset);
    }
    Statement statement;
    QStringList conditions;
    if (anchor) {
        const QString key = sortKey(query.sort, query.backend);
        const QString compare = query.order == Qt::DescendingOrder ? QStringLiteral("<=") : QStringLiteral(">=");
        const QString value = hasTimeText(query) ? QStringLiteral("CAST(? AS timestamp)") : QStringLiteral("?");
        conditions << (isTotal ? QStringLiteral("%1 %2 ?").arg(key, compare)
                               : QStringLiteral("(%1, id) %2 (%3, ?)").arg(key, compare, value));
        if (query.sort != RepositorySort::Id) {
            statement.values << anchor->key;
        }
        if (query.sort == RepositorySort::Id || !isTotal) {
            statement.values << anchor->id;
        }
    }
    statement.sql = selection(columns, query, anchor != nullptr, conditions) + orderOf(query)
        + QStringLiteral(" LIMIT %1 OFFSET %2").arg(limit).arg(offset);
    return statement;
}

} // namespace

Statement blockStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 offset)
{
    Statement ids = walk(QStringLiteral("id AS block_id"), query, anchor, blockRows, offset);
    // A cross join, since SQLite keeps the order of one: ids first, then each row by its id.
    ids.sql = QStringLiteral("SELECT ") + repositoryColumns() + QStringLiteral(" FROM (") + ids.sql
        + QStringLiteral(") block CROSS JOIN container_repositories WHERE id = block_id") + orderOf(query);
    return ids;
}

Statement hopStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 distance)
{
    return walk(keyColumn(query) + QStringLiteral(", id"), query, anchor, 1, distance);
}

Statement countStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 limit)
{
    Statement statement = walk(QStringLiteral("id"), query, anchor, limit, 0);
    statement.sql = QStringLiteral("SELECT count(*) FROM (") + statement.sql + QStringLiteral(") bounded");
    return statement;
}

Statement matchesStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 distance)
{
    // Under the table's own name, which the condition may use.
    const QStringList columns = QStringList{QStringLiteral("id")} + query.plan.columns;
    Statement statement
        = walk(query.plan.columns.contains(u"*") ? QStringLiteral("*") : columns.join(QStringLiteral(", ")), query,
            anchor, distance, 0);
    statement.sql = QStringLiteral("SELECT id FROM (") + statement.sql
        + QStringLiteral(") container_repositories WHERE ") + query.plan.rest + orderOf(query);
    return statement;
}

Statement fewCountStatement(const FewRows& few, qint64 limit)
{
    return {QStringLiteral("SELECT count(*) FROM (") + few.ids + QStringLiteral(" LIMIT %1) bounded").arg(limit), {}};
}

Statement fewStatement(const BlockQuery& query, const FewRows& few)
{
    if (query.backend == Backend::PostgreSql) {
        // As an array: without statistics PostgreSQL may join by comparing each row with each.
        return {QStringLiteral("SELECT id FROM container_repositories WHERE id = ANY (ARRAY(") + few.ids
                + QStringLiteral(")) AND (") + query.plan.condition + u')' + orderOf(query),
            {}};
    }
    return {QStringLiteral("SELECT id FROM (") + few.ids
            + QStringLiteral(") few CROSS JOIN container_repositories WHERE id = few_id AND (") + query.plan.condition
            + u')' + orderOf(query),
        {}};
}

Statement rowsStatement(const QList<qint64>& ids)
{
    QStringList numbers;
    for (const qint64 id : ids) {
        numbers << QString::number(id);
    }
    return {QStringLiteral("SELECT ") + repositoryColumns()
            + QStringLiteral(" FROM container_repositories WHERE id IN (%1)").arg(numbers.join(u',')),
        {}};
}

} // namespace transship
