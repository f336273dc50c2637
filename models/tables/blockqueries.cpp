// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/blockqueries.h"

#include "models/tables/repositoryblock.h"

namespace transship {
namespace {

/// Paths are unique, so they need no id behind them to make the order total.
QString orderBy(const BlockQuery& query)
{
    const QString direction = query.order == Qt::DescendingOrder ? QStringLiteral(" DESC") : QString();
    switch (query.sort) {
    case RepositorySort::Id:
        return QStringLiteral(" ORDER BY id") + direction;
    case RepositorySort::Path:
        return QStringLiteral(" ORDER BY path") + direction;
    case RepositorySort::UpdatedAt:
        break;
    }
    return QStringLiteral(" ORDER BY updated_at%1, id%1").arg(direction);
}

QString fromAnchor(const BlockQuery& query, const BlockAnchor& anchor, QVariantList& values)
{
    const QString compare = query.order == Qt::DescendingOrder ? QStringLiteral("<=") : QStringLiteral(">=");
    switch (query.sort) {
    case RepositorySort::Id:
        values << anchor.id;
        return QStringLiteral("id %1 ?").arg(compare);
    case RepositorySort::Path:
        values << anchor.key;
        return QStringLiteral("path %1 ?").arg(compare);
    case RepositorySort::UpdatedAt:
        break;
    }
    values << anchor.key << anchor.id;
    const QString key
        = query.backend == Backend::PostgreSql ? QStringLiteral("CAST(? AS timestamp)") : QStringLiteral("?");
    return QStringLiteral("(updated_at, id) %1 (%2, ?)").arg(compare, key);
}

/// PostgreSQL's times go through text: as a QDateTime they would lose their microseconds, and with them their place.
QString keyColumn(const BlockQuery& query)
{
    switch (query.sort) {
    case RepositorySort::Id:
        return QStringLiteral("id");
    case RepositorySort::Path:
        return QStringLiteral("path");
    case RepositorySort::UpdatedAt:
        break;
    }
    return query.backend == Backend::PostgreSql ? QStringLiteral("CAST(updated_at AS text)")
                                                : QStringLiteral("updated_at");
}

/// `SELECT columns FROM the table` from the anchor on, in order, without the LIMIT.
Statement selection(const QString& columns, const BlockQuery& query, const BlockAnchor* anchor)
{
    Statement statement;
    QStringList conditions;
    if (!query.filter.isEmpty()) {
        conditions << u'(' + query.filter + u')';
    }
    if (anchor) {
        conditions << fromAnchor(query, *anchor, statement.values);
    }
    statement.sql = QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM container_repositories");
    if (!conditions.isEmpty()) {
        statement.sql += QStringLiteral(" WHERE ") + conditions.join(QStringLiteral(" AND "));
    }
    statement.sql += orderBy(query);
    return statement;
}

} // namespace

Statement blockStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 offset)
{
    Statement ids = selection(QStringLiteral("id AS block_id"), query, anchor);
    // A cross join, since SQLite keeps the order of one: ids first, then each row by its id.
    ids.sql = QStringLiteral("SELECT ") + repositoryColumns() + QStringLiteral(" FROM (") + ids.sql
        + QStringLiteral(" LIMIT %1 OFFSET %2) block CROSS JOIN container_repositories WHERE id = block_id")
              .arg(blockRows)
              .arg(offset)
        + orderBy(query);
    return ids;
}

Statement hopStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 distance)
{
    Statement statement = selection(keyColumn(query) + QStringLiteral(", id"), query, anchor);
    statement.sql += QStringLiteral(" LIMIT 1 OFFSET %1").arg(distance);
    return statement;
}

Statement countStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 limit)
{
    Statement statement = selection(QStringLiteral("id"), query, anchor);
    statement.sql
        = QStringLiteral("SELECT count(*) FROM (") + statement.sql + QStringLiteral(" LIMIT %1) bounded").arg(limit);
    return statement;
}

} // namespace transship
