// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorystore.h"

namespace transship {
namespace {

// SQLite serves a query from a partial index only when the index's condition stands in the query word for word: these
// are the conditions of resources/sql/*/003_indexes.sql.
const QString inProcessCondition
    = QStringLiteral("migration_state IN ('pre_importing', 'pre_import_done', 'importing')");
const QString stepDoneCondition
    = QStringLiteral("migration_state IN ('pre_import_done', 'import_done', 'import_aborted', 'import_skipped')");

QString latestStepExpression(Backend backend)
{
    return backend == Backend::Sqlite
        ? QStringLiteral("max(COALESCE(migration_pre_import_done_at, ''), COALESCE(migration_import_done_at, ''), "
                         "COALESCE(migration_aborted_at, ''), COALESCE(migration_skipped_at, ''))")
        : QStringLiteral("GREATEST(migration_pre_import_done_at, migration_import_done_at, migration_aborted_at, "
                         "migration_skipped_at)");
}

/// The candidates that also meet `condition`. The deny list is a correlated NOT EXISTS: a join would be planned from
/// the far end.
QString readyRows(const QString& condition, bool limitCreatedAt)
{
    QString sql = QStringLiteral("SELECT id, created_at FROM container_repositories candidate "
                                 "WHERE migration_state = 'default'");
    if (!condition.isEmpty()) {
        sql += QStringLiteral(" AND ") + condition;
    }
    if (limitCreatedAt) {
        sql += QStringLiteral(" AND created_at < ?");
    }
    return sql
        + QStringLiteral(" AND NOT EXISTS (SELECT 1 FROM feature_gates WHERE feature_key = "
                         "'container_registry_phase_2_deny_list' AND key = 'actors' "
                         "AND value = 'Group:' || candidate.root_namespace_id)");
}

/// One part for each plan: `plan IN (…) ORDER BY created_at` would sort a whole tier or read what is left of all.
QStringList readyParts(const Policy& policy, QVariantList& values)
{
    const QVariantList limit = policy.createdBefore.isValid() ? QVariantList{values.takeFirst()} : QVariantList();
    switch (policy.tierFilter) {
    case TierFilter::None:
        values = limit;
        return {readyRows({}, !limit.isEmpty())};
    case TierFilter::GitlabOrgOnly:
        values = limit;
        return {readyRows(QStringLiteral("root_namespace_id = (SELECT id FROM namespaces WHERE path = 'gitlab-org' "
                                         "AND COALESCE(parent_id, 0) = 0)"),
            !limit.isEmpty())};
    case TierFilter::PlanGroup:
        break;
    }
    QStringList parts;
    values.clear();
    for (const QString& plan : policy.plans) {
        parts << readyRows(QStringLiteral("migration_plan = ?"), !limit.isEmpty());
        values << plan << limit;
    }
    return parts;
}

} // namespace

Result<qint64> RepositoryStore::countInProcess()
{
    Result<QSqlQuery> query
        = m_connection.exec(QStringLiteral("SELECT count(*) FROM container_repositories WHERE ") + inProcessCondition);
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<QList<ContainerRepository>> RepositoryStore::inProcess(int limit)
{
    return all(QStringLiteral("SELECT ") + repositoryColumns()
            + QStringLiteral(" FROM container_repositories WHERE ")
            // The plus keeps SQLite from walking the whole table by its row ids; the few rows are sorted in no time.
            + inProcessCondition + QStringLiteral(" ORDER BY +id LIMIT ?"),
        {limit});
}

Result<QDateTime> RepositoryStore::latestStepAt()
{
    const QString expression = latestStepExpression(m_connection.backend());
    // IS NOT NULL, not NULLS LAST: the latter loses the index. Without it a row with no time at all would win.
    const QString sql
        = QStringLiteral("SELECT CAST(%1 AS text) FROM container_repositories WHERE %2 AND %1 IS NOT NULL "
                         "ORDER BY %1 DESC LIMIT 1")
              .arg(expression, stepDoneCondition);
    Result<QSqlQuery> query = m_connection.exec(sql);
    if (!query) {
        return query.error();
    }
    return query->next() ? Connection::fromStored(query->value(0)) : QDateTime();
}

Result<std::optional<ContainerRepository>> RepositoryStore::nextAborted()
{
    return first(QStringLiteral("SELECT ") + repositoryColumns()
            + QStringLiteral(" FROM container_repositories WHERE migration_state = 'import_aborted' "
                             "ORDER BY migration_aborted_at NULLS FIRST, id LIMIT 1"),
        {});
}

Result<std::optional<ContainerRepository>> RepositoryStore::nextReady(const Policy& policy)
{
    QVariantList values{m_connection.toStored(policy.createdBefore)};
    QStringList probes = readyParts(policy, values);
    if (probes.isEmpty()) {
        return std::optional<ContainerRepository>();
    }
    for (QString& probe : probes) {
        probe = QStringLiteral("SELECT * FROM (") + probe + QStringLiteral(" ORDER BY created_at, id LIMIT 1) probe");
    }
    const QString sql = QStringLiteral("SELECT ") + repositoryColumns()
        + QStringLiteral(" FROM container_repositories WHERE id = (SELECT id FROM (")
        + probes.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(") candidates ORDER BY created_at, id LIMIT 1)");
    return first(sql, values);
}

Result<qint64> RepositoryStore::countReadyBefore(const Policy& policy, const ContainerRepository& row, int limit)
{
    QVariantList values{m_connection.toStored(policy.createdBefore)};
    const QStringList parts = readyParts(policy, values);
    qint64 before = 0;
    const qsizetype valuesOfPart = parts.isEmpty() ? 0 : values.size() / parts.size();
    for (qsizetype part = 0; part < parts.size() && before < limit; ++part) {
        const QString created = m_connection.backend() == Backend::PostgreSql ? QStringLiteral("CAST(? AS timestamp)")
                                                                              : QStringLiteral("?");
        const QVariantList own = values.mid(part * valuesOfPart, valuesOfPart)
            << m_connection.toStored(row.createdAt) << row.id << limit;
        Result<QSqlQuery> query = m_connection.exec(QStringLiteral("SELECT count(*) FROM (") + parts[part]
                + QStringLiteral(" AND (created_at, id) < (%1, ?) LIMIT ?) ahead").arg(created),
            own);
        if (!query) {
            return query.error();
        }
        before += query->next() ? query->value(0).toLongLong() : 0;
    }
    return std::min<qint64>(before, limit);
}

Result<qint64> RepositoryStore::countAbortedBefore(const ContainerRepository& row, int limit)
{
    Result<QSqlQuery> query = m_connection.exec(
        QStringLiteral("SELECT count(*) FROM (SELECT id FROM container_repositories WHERE migration_state = "
                       "'import_aborted' AND (migration_aborted_at IS NULL OR migration_aborted_at < ? "
                       "OR (migration_aborted_at = ? AND id < ?)) LIMIT ?) ahead"),
        {m_connection.toStored(row.abortedAt), m_connection.toStored(row.abortedAt), row.id, limit});
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<RepositoryFacts> RepositoryStore::factsOf(const ContainerRepository& row)
{
    Result<QSqlQuery> query = m_connection.exec(
        QStringLiteral(
            "SELECT path, EXISTS (SELECT 1 FROM feature_gates WHERE feature_key = "
            "'container_registry_phase_2_deny_list' AND key = 'actors' AND value = 'Group:' || namespaces.id) "
            "FROM namespaces WHERE id = ?"),
        {row.rootNamespaceId});
    if (!query) {
        return query.error();
    }
    return query->next() ? RepositoryFacts{query->value(0).toString(), query->value(1).toBool()} : RepositoryFacts{};
}

Result<QList<ContainerRepository>> RepositoryStore::stepsOlderThan(const QDateTime& before, int limit)
{
    // A step without a time (a damaged row) counts as old: it must not be stranded for ever.
    const QString since
        = QStringLiteral("CASE migration_state WHEN 'pre_importing' THEN migration_pre_import_started_at "
                         "WHEN 'pre_import_done' THEN migration_pre_import_done_at "
                         "ELSE migration_import_started_at END");
    return all(QStringLiteral("SELECT %1 FROM container_repositories WHERE %2 AND ((%3) IS NULL OR (%3) < ?) "
                              "ORDER BY (%3) NULLS FIRST, id LIMIT ?")
                   .arg(repositoryColumns(), inProcessCondition, since),
        {m_connection.toStored(before), limit});
}

} // namespace transship
