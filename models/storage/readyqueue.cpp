// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/readyqueue.h"

#include <algorithm>
#include <limits>

namespace transship {

QString indexedBy(Backend backend, const char* index)
{
    return backend == Backend::Sqlite
        ? QStringLiteral(" INDEXED BY container_repositories_") + QString::fromLatin1(index)
        : QString();
}

QList<ReadyQueue> readyQueues(const Policy& policy)
{
    switch (policy.tierFilter) {
    case TierFilter::None:
        return {ReadyQueue{}};
    case TierFilter::GitlabOrgOnly:
        return {ReadyQueue{"ready_namespace", nullptr, QStringLiteral("root_namespace_id"),
            QStringLiteral("(SELECT id FROM namespaces WHERE path = 'gitlab-org' AND COALESCE(parent_id, 0) = 0)"),
            {}}};
    case TierFilter::PlanGroup:
        break;
    }
    // One queue for each plan: `plan IN (…) ORDER BY created_at` would sort a whole tier or read what is left of all.
    QList<ReadyQueue> queues;
    for (const QString& plan : policy.plans) {
        queues << ReadyQueue{"ready_plan", "ready_plan_namespace", QStringLiteral("migration_plan"),
            QStringLiteral("?"), {QVariant(plan)}};
    }
    return queues;
}

/// Bounds instead of an equation, and the column in the ORDER BY: for an equation
/// PostgreSQL may choose the index of all rows, oldest first, and then reads all that are left when the plan is used
/// up.
QString rowsOf(const ReadyQueue& queue, const Policy& policy)
{
    const bool limited = policy.createdBefore.isValid();
    if (queue.column.isEmpty()) {
        return limited ? QStringLiteral(" AND created_at < ?") : QString();
    }
    const QString from = QStringLiteral(" AND %1 >= %2").arg(queue.column, queue.value);
    return limited ? from + QStringLiteral(" AND (%1, created_at) < (%2, ?)").arg(queue.column, queue.value)
                   : from + QStringLiteral(" AND %1 <= %2").arg(queue.column, queue.value);
}

QVariantList valuesOf(const ReadyQueue& queue, const Policy& policy, const Connection& connection)
{
    QVariantList values = queue.values + queue.values;
    if (policy.createdBefore.isValid()) {
        values << connection.toStored(policy.createdBefore);
    }
    return values;
}

QString headOf(const ReadyQueue& queue, const Policy& policy, Backend backend, int length)
{
    return QStringLiteral("SELECT id, created_at, root_namespace_id FROM container_repositories%1 "
                          "WHERE migration_state = 'default'%2 ORDER BY %3created_at, id LIMIT %4")
        .arg(indexedBy(backend, queue.index), rowsOf(queue, policy),
            queue.column.isEmpty() ? QString() : queue.column + QStringLiteral(", "))
        .arg(length);
}

/// The deny list is a correlated NOT EXISTS: a join would be planned from the far end.
QString notDenied(const QString& table)
{
    return QStringLiteral("NOT EXISTS (SELECT 1 FROM feature_gates WHERE feature_key = "
                          "'container_registry_phase_2_deny_list' AND key = 'actors' "
                          "AND value = 'Group:' || %1.root_namespace_id)")
        .arg(table);
}

QString probeOf(const ReadyQueue& queue, const Policy& policy, Backend backend)
{
    return QStringLiteral("SELECT * FROM (SELECT id, created_at FROM (%1) head "
                          "WHERE %2 ORDER BY created_at, id LIMIT 1) probe")
        .arg(headOf(queue, policy, backend), notDenied(QStringLiteral("head")));
}

QString gapsBetween(QList<qint64> denied)
{
    std::sort(denied.begin(), denied.end());
    denied << std::numeric_limits<qint64>::max();
    QStringList gaps;
    qint64 low = 0;
    for (const qint64 high : denied) {
        if (high - low > 1) {
            gaps << QStringLiteral("(CAST(%1 AS bigint), CAST(%2 AS bigint))").arg(low).arg(high);
        }
        low = high;
    }
    return gaps.join(QStringLiteral(", "));
}

QString firstInGap(const QString& columns, const ReadyQueue& queue, const Policy& policy, Backend backend)
{
    const bool byColumn = !queue.column.isEmpty();
    // Not as pairs, (column, root_namespace_id) > (value, edge): both databases take of these only the first column as
    // the place in the index, and read on from there.
    const auto bound = [&](const char* comparison, const char* edge) {
        const QString part = QStringLiteral("root_namespace_id %1 gap.%2")
                                 .arg(QString::fromLatin1(comparison), QString::fromLatin1(edge));
        return byColumn ? QStringLiteral("%1 = %2 AND %3").arg(queue.column, queue.value, part) : part;
    };
    // The index is for rows with a root namespace, and must be recognised as the one to take.
    const QString between = QStringLiteral("root_namespace_id > 0 AND ") + bound(">", "column1")
        + QStringLiteral(" AND ") + bound("<", "column2");
    return QStringLiteral("SELECT %1 FROM container_repositories%2 WHERE migration_state = 'default' AND %3%4 "
                          "ORDER BY %5root_namespace_id, created_at, id LIMIT 1")
        .arg(columns, indexedBy(backend, queue.namespaceIndex), between,
            policy.createdBefore.isValid() ? QStringLiteral(" AND created_at < ?") : QString(),
            byColumn ? queue.column + QStringLiteral(", ") : QString());
}

} // namespace transship
