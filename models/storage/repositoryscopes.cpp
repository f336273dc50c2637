// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/readyqueue.h"
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

} // namespace

Connection::Question RepositoryStore::inProcessQuestion(qint64& into) const
{
    return numberQuestion(QStringLiteral("SELECT count(*) FROM container_repositories%1 WHERE %2")
                              .arg(indexedBy(m_connection.backend(), "in_process"), inProcessCondition),
        {}, into);
}

Result<qint64> RepositoryStore::countInProcess()
{
    qint64 count = 0;
    const Result<void> read = m_connection.readAll({inProcessQuestion(count)});
    return read ? Result<qint64>(count) : read.error();
}

Connection::Question RepositoryStore::numberQuestion(const QString& sql, const QVariantList& values, qint64& into)
{
    return {sql, values, [&into](const Row& row) -> Result<void> {
                into = row.value(0).toLongLong();
                return {};
            }};
}

Result<qint64> RepositoryStore::number(const QString& sql, const QVariantList& values)
{
    qint64 found = 0;
    const Result<void> read = m_connection.readAll({numberQuestion(sql, values, found)});
    return read ? Result<qint64>(found) : read.error();
}

Result<QList<ContainerRepository>> RepositoryStore::inProcess(int limit)
{
    return all(QStringLiteral("SELECT %1 FROM container_repositories%2 WHERE %3 ORDER BY id LIMIT ?")
                   .arg(repositoryColumns(), indexedBy(m_connection.backend(), "in_process"), inProcessCondition),
        {limit});
}

Connection::Question RepositoryStore::latestStepQuestion(QDateTime& into) const
{
    const QString expression = latestStepExpression(m_connection.backend());
    // IS NOT NULL, not NULLS LAST: the latter loses the index. Without it a row with no time at all would win.
    const QString sql
        = QStringLiteral("SELECT CAST(%1 AS text) FROM container_repositories%3 WHERE %2 AND %1 IS NOT NULL "
                         "ORDER BY %1 DESC LIMIT 1")
              .arg(expression, stepDoneCondition, indexedBy(m_connection.backend(), "latest_step"));
    return {sql, {}, [&into](const Row& row) -> Result<void> {
                into = Connection::fromStored(row.value(0));
                return {};
            }};
}

/// Not one whose step the guard has just canceled: its retry would meet the import that is still being taken down. Nor
/// one the registry has just failed for: at once it would fail again, until no retry is left.
Connection::Question RepositoryStore::nextAbortedQuestion(
    std::optional<ContainerRepository>& into, const QDateTime& now) const
{
    const QString sql
        = QStringLiteral("SELECT %1 FROM container_repositories%2 WHERE migration_state = 'import_aborted' "
                         "AND NOT EXISTS (SELECT 1 FROM migration_events WHERE container_repository_id = "
                         "container_repositories.id AND event = 'abort_import' AND reason IN ('%3', '%4', '%5') "
                         "AND migration_events.created_at > ?) "
                         "ORDER BY migration_aborted_at NULLS FIRST, id LIMIT 1");
    return firstRow(sql.arg(repositoryColumns(), indexedBy(m_connection.backend(), "aborted"), canceledStepReason(),
                        failedStartReason(), tagsNotCountedReason()),
        {m_connection.toStored(now - restAfterFailure)}, into);
}

Result<QDateTime> RepositoryStore::latestStepAt()
{
    QDateTime latest;
    const Result<void> read = m_connection.readAll({latestStepQuestion(latest)});
    return read ? Result<QDateTime>(latest) : read.error();
}

Result<std::optional<ContainerRepository>> RepositoryStore::nextAborted(const QDateTime& now)
{
    std::optional<ContainerRepository> row;
    const Result<void> read = m_connection.readAll({nextAbortedQuestion(row, now)});
    return read ? Result<std::optional<ContainerRepository>>(std::move(row)) : read.error();
}

Result<qint64> RepositoryStore::countReadyBefore(const Policy& policy, const ContainerRepository& row, int limit)
{
    const bool isPostgres = m_connection.backend() == Backend::PostgreSql;
    qint64 before = 0;
    for (const ReadyQueue& queue : readyQueues(policy)) {
        const QString sql
            = QStringLiteral("SELECT count(*) FROM (SELECT id FROM container_repositories AS candidate%1 "
                             "WHERE migration_state = 'default'%2 AND %3 AND (created_at, id) < (%4, ?) LIMIT ?) "
                             "ahead")
                  .arg(indexedBy(m_connection.backend(), queue.index), rowsOf(queue, policy),
                      notDenied(QStringLiteral("candidate")),
                      isPostgres ? QStringLiteral("CAST(? AS timestamp)") : QStringLiteral("?"));
        const QVariantList values = valuesOf(queue, policy, m_connection)
            << m_connection.toStored(row.createdAt) << row.id << limit;
        const Result<qint64> ahead = number(sql, values);
        if (!ahead) {
            return ahead;
        }
        before += *ahead;
        if (before >= limit) {
            return limit;
        }
    }
    return before;
}

Result<qint64> RepositoryStore::countAbortedBefore(const ContainerRepository& row, int limit)
{
    return number(
        QStringLiteral("SELECT count(*) FROM (SELECT id FROM container_repositories%1 WHERE migration_state = "
                       "'import_aborted' AND (migration_aborted_at IS NULL OR migration_aborted_at < ? "
                       "OR (migration_aborted_at = ? AND id < ?)) LIMIT ?) ahead")
            .arg(indexedBy(m_connection.backend(), "aborted")),
        {m_connection.toStored(row.abortedAt), m_connection.toStored(row.abortedAt), row.id, limit});
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
    return all(
        QStringLiteral("SELECT %1 FROM container_repositories%4 WHERE %2 AND ((%3) IS NULL OR (%3) < ?) "
                       "ORDER BY (%3) NULLS FIRST, id LIMIT ?")
            .arg(repositoryColumns(), inProcessCondition, since, indexedBy(m_connection.backend(), "in_process")),
        {m_connection.toStored(before), limit});
}

} // namespace transship
