// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorytotals.h"

#include <QHash>

#include <algorithm>

namespace transship {

Result<qint64> countUpTo(Connection& connection, const RepositoryFilter& filter, qint64 limit)
{
    const QString condition = whereClause(filter, connection.backend());
    qint64 count = 0;
    Result<QSqlQuery> query = connection.exec(
        QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM container_repositories%1 LIMIT %2) bounded")
            .arg(condition.isEmpty() ? QString() : QStringLiteral(" WHERE ") + condition)
            .arg(limit));
    if (!query) {
        return query.error();
    }
    if (query->next()) {
        count = query->value(0).toLongLong();
    }
    return count;
}

Result<QList<NamespaceTotals>> totalsByNamespace(Connection& connection)
{
    QHash<QString, StateCounts> byName;
    const QString sql
        = QStringLiteral("SELECT path, state, number FROM (SELECT root_namespace_id, migration_state AS state, "
                         "count(*) AS number FROM container_repositories GROUP BY root_namespace_id, migration_state) "
                         "counted JOIN namespaces ON namespaces.id = root_namespace_id");
    const Result<void> read = connection.read(sql, {}, [&byName](const Row& query) -> Result<void> {
        const Result<MigrationState> state = migrationStateFromName(query.value(1).toString());
        if (!state) {
            return state.error();
        }
        byName[query.value(0).toString()].counts[static_cast<std::size_t>(*state)] = query.value(2).toLongLong();
        return {};
    });
    if (!read) {
        return read.error();
    }
    QList<NamespaceTotals> totals;
    totals.reserve(byName.size());
    for (auto it = byName.cbegin(); it != byName.cend(); ++it) {
        totals << NamespaceTotals{it.key(), it.value()};
    }
    std::sort(totals.begin(), totals.end(), [](const NamespaceTotals& a, const NamespaceTotals& b) {
        const qint64 more = a.counts.total() - b.counts.total();
        return more != 0 ? more > 0 : a.rootNamespace < b.rootNamespace;
    });
    return totals;
}

} // namespace transship
