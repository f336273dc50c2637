// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorystore.h"

#include <algorithm>
#include <limits>

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

/// SQLite has no statistics here, and without them takes any index that begins with the state: half a second where the
/// right one needs a tenth of a millisecond. PostgreSQL finds it by itself.
QString indexedBy(Backend backend, const char* index)
{
    return backend == Backend::Sqlite
        ? QStringLiteral(" INDEXED BY container_repositories_") + QString::fromLatin1(index)
        : QString();
}

/// One queue of ready repositories: all of them, those of a plan, or those of one root namespace.
struct ReadyQueue {
    const char* index = "ready"; ///< oldest first
    const char* namespaceIndex = "ready_namespace"; ///< by root namespace; null: there is only one
    QString column; ///< what its rows have in common; empty: nothing
    QString value; ///< of that column, as SQL
    QVariantList values; ///< for the question marks in `value`
};

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

/// The rows of a queue, as a condition. Bounds instead of an equation, and the column in the ORDER BY: for an equation
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

/// The head of a queue: its oldest hundred. More are not looked at one by one: a denied namespace may own the first
/// hundred thousand.
constexpr int headLength = 100;

QString headOf(const ReadyQueue& queue, const Policy& policy, Backend backend)
{
    return QStringLiteral("SELECT id, created_at, root_namespace_id FROM container_repositories%1 "
                          "WHERE migration_state = 'default'%2 ORDER BY %3created_at, id LIMIT %4")
        .arg(indexedBy(backend, queue.index), rowsOf(queue, policy),
            queue.column.isEmpty() ? QString() : queue.column + QStringLiteral(", "))
        .arg(headLength);
}

/// The deny list is a correlated NOT EXISTS: a join would be planned from the far end.
QString notDenied(const QString& table)
{
    return QStringLiteral("NOT EXISTS (SELECT 1 FROM feature_gates WHERE feature_key = "
                          "'container_registry_phase_2_deny_list' AND key = 'actors' "
                          "AND value = 'Group:' || %1.root_namespace_id)")
        .arg(table);
}

/// The oldest of a queue's head that is not denied.
QString probeOf(const ReadyQueue& queue, const Policy& policy, Backend backend)
{
    return QStringLiteral("SELECT * FROM (SELECT id, created_at FROM (%1) head "
                          "WHERE %2 ORDER BY created_at, id LIMIT 1) probe")
        .arg(headOf(queue, policy, backend), notDenied(QStringLiteral("head")));
}

/// The root namespaces between the denied ones, as rows (after, before); those without a place between are left out.
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

/// The first that is ready in the namespaces of a row `gap`: a few steps in the index, however many are denied.
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

} // namespace

Result<qint64> RepositoryStore::countInProcess()
{
    return number(QStringLiteral("SELECT count(*) FROM container_repositories%1 WHERE %2")
                      .arg(indexedBy(m_connection.backend(), "in_process"), inProcessCondition),
        {});
}

Result<qint64> RepositoryStore::number(const QString& sql, const QVariantList& values)
{
    qint64 found = 0;
    const Result<void> read = m_connection.read(sql, values, [&found](const QSqlQuery& query) -> Result<void> {
        found = query.value(0).toLongLong();
        return {};
    });
    return read ? Result<qint64>(found) : read.error();
}

Result<QList<ContainerRepository>> RepositoryStore::inProcess(int limit)
{
    return all(QStringLiteral("SELECT %1 FROM container_repositories%2 WHERE %3 ORDER BY id LIMIT ?")
                   .arg(repositoryColumns(), indexedBy(m_connection.backend(), "in_process"), inProcessCondition),
        {limit});
}

Result<QDateTime> RepositoryStore::latestStepAt()
{
    const QString expression = latestStepExpression(m_connection.backend());
    // IS NOT NULL, not NULLS LAST: the latter loses the index. Without it a row with no time at all would win.
    const QString sql
        = QStringLiteral("SELECT CAST(%1 AS text) FROM container_repositories%3 WHERE %2 AND %1 IS NOT NULL "
                         "ORDER BY %1 DESC LIMIT 1")
              .arg(expression, stepDoneCondition, indexedBy(m_connection.backend(), "latest_step"));
    QDateTime latest;
    const Result<void> read = m_connection.read(sql, {}, [&latest](const QSqlQuery& query) -> Result<void> {
        latest = Connection::fromStored(query.value(0));
        return {};
    });
    return read ? Result<QDateTime>(latest) : read.error();
}

Result<std::optional<ContainerRepository>> RepositoryStore::nextAborted()
{
    return first(QStringLiteral("SELECT %1 FROM container_repositories%2 WHERE migration_state = 'import_aborted' "
                                "ORDER BY migration_aborted_at NULLS FIRST, id LIMIT 1")
                     .arg(repositoryColumns(), indexedBy(m_connection.backend(), "aborted")),
        {});
}

Result<std::optional<ContainerRepository>> RepositoryStore::nextReady(const Policy& policy)
{
    QStringList probes;
    QVariantList values;
    const QList<ReadyQueue> queues = readyQueues(policy);
    for (const ReadyQueue& queue : queues) {
        probes << probeOf(queue, policy, m_connection.backend());
        values << valuesOf(queue, policy, m_connection);
    }
    if (probes.isEmpty()) {
        return std::optional<ContainerRepository>();
    }
    const QString sql = QStringLiteral("SELECT ") + repositoryColumns()
        + QStringLiteral(" FROM container_repositories WHERE id = (SELECT id FROM (")
        + probes.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(") candidates ORDER BY created_at, id LIMIT 1)");
    Result<std::optional<ContainerRepository>> found = first(sql, values);
    return found && !*found ? nextReadyBeyondDenied(policy, Taking::Look) : found;
}

/// Locked for the rest of the transaction (SQLite: BEGIN IMMEDIATE did that). PostgreSQL passes over rows that another
/// claimant has locked, and looks at the row again as it is when it is locked: the whole head may have been taken since
/// it was read, so it is read again as long as there is one. Whatever is left being in others' hands counts as nothing.
Result<std::optional<ContainerRepository>> RepositoryStore::lockNextReady(const Policy& policy)
{
    if (m_connection.backend() == Backend::Sqlite) {
        return nextReady(policy);
    }
    constexpr int attempts = 20;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        Result<std::optional<ContainerRepository>> locked = lockHead(policy);
        if (!locked || *locked) {
            return locked;
        }
        locked = nextReadyBeyondDenied(policy, Taking::Lock);
        if (!locked || *locked) {
            return locked;
        }
        const Result<std::optional<ContainerRepository>> left = nextReady(policy);
        if (!left || !*left) {
            return left;
        }
    }
    return std::optional<ContainerRepository>();
}

Result<std::optional<ContainerRepository>> RepositoryStore::lockHead(const Policy& policy)
{
    QStringList heads;
    QVariantList values;
    const QList<ReadyQueue> queues = readyQueues(policy);
    for (const ReadyQueue& queue : queues) {
        heads << QStringLiteral("SELECT head.id FROM (%1) head WHERE %2")
                     .arg(headOf(queue, policy, m_connection.backend()), notDenied(QStringLiteral("head")));
        values << valuesOf(queue, policy, m_connection);
    }
    if (heads.isEmpty()) {
        return std::optional<ContainerRepository>();
    }
    const QString sql
        = QStringLiteral("SELECT %1 FROM container_repositories WHERE migration_state = 'default' AND id IN (%2) "
                         "ORDER BY container_repositories.created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED");
    return first(sql.arg(repositoryColumns(), heads.join(QStringLiteral(" UNION ALL "))), values);
}

/// When all heads are denied: the next one that is not, no longer the oldest.
Result<std::optional<ContainerRepository>> RepositoryStore::nextReadyBeyondDenied(const Policy& policy, Taking taking)
{
    const Backend backend = m_connection.backend();
    for (const ReadyQueue& queue : readyQueues(policy)) {
        const QVariantList values = valuesOf(queue, policy, m_connection);
        const Result<qint64> head
            = number(QStringLiteral("SELECT count(*) FROM (%1) head").arg(headOf(queue, policy, backend)), values);
        if (!head) {
            return head.error();
        }
        if (*head < headLength || !queue.namespaceIndex) {
            continue;
        }
        const Result<QList<qint64>> denied = deniedNamespaces();
        if (!denied) {
            return denied.error();
        }
        const QString gaps = gapsBetween(*denied);
        Result<std::optional<ContainerRepository>> found = std::optional<ContainerRepository>();
        if (taking == Taking::Lock) {
            const QString sql
                = QStringLiteral("SELECT found.* FROM (VALUES %1) gap, LATERAL (%2 FOR UPDATE SKIP LOCKED) "
                                 "found LIMIT 1");
            found = first(sql.arg(gaps, firstInGap(repositoryColumns(), queue, policy, backend)), values);
        } else {
            const QString sql
                = QStringLiteral("SELECT %1 FROM container_repositories WHERE id = (SELECT id FROM (SELECT "
                                 "(%2) AS id FROM (VALUES %3) gap) found WHERE id IS NOT NULL LIMIT 1)");
            found = first(
                sql.arg(repositoryColumns(), firstInGap(QStringLiteral("id"), queue, policy, backend), gaps), values);
        }
        if (!found || *found) {
            return found;
        }
    }
    return std::optional<ContainerRepository>();
}

Result<QList<qint64>> RepositoryStore::deniedNamespaces()
{
    QList<qint64> ids;
    const QString sql = QStringLiteral("SELECT value FROM feature_gates WHERE feature_key = "
                                       "'container_registry_phase_2_deny_list' AND key = 'actors'");
    const Result<void> read = m_connection.read(sql, {}, [&ids](const QSqlQuery& query) -> Result<void> {
        const QString actor = query.value(0).toString();
        if (const qint64 id = actor.section(u':', 1).toLongLong(); id > 0 && actor.startsWith(u"Group:")) {
            ids << id;
        }
        return {};
    });
    return read ? Result<QList<qint64>>(std::move(ids)) : read.error();
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
