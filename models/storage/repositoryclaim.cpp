// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/readyqueue.h"
#include "models/storage/repositorystore.h"

#include <vector>

namespace transship {

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

/// When all heads are denied: the next one that is not, no longer the oldest.
Result<std::optional<ContainerRepository>> RepositoryStore::nextReadyBeyondDenied(const Policy& policy, Taking taking)
{
    const Backend backend = m_connection.backend();
    const QList<ReadyQueue> queues = readyQueues(policy);
    QList<qint64> denied;
    std::vector<qint64> heads(static_cast<std::size_t>(queues.size()));
    QList<Connection::Question> questions{deniedQuestion(denied)};
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const ReadyQueue& queue = queues[static_cast<qsizetype>(i)];
        questions << numberQuestion(
            QStringLiteral("SELECT count(*) FROM (%1) head").arg(headOf(queue, policy, backend)),
            valuesOf(queue, policy, m_connection), heads[i]);
    }
    if (const Result<void> read = m_connection.readAll(questions); !read) {
        return read.error();
    }
    const QString gaps = gapsBetween(denied);
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const ReadyQueue& queue = queues[static_cast<qsizetype>(i)];
        if (heads[i] < headLength || !queue.namespaceIndex) {
            continue;
        }
        const QVariantList values = valuesOf(queue, policy, m_connection);
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

Connection::Question RepositoryStore::deniedQuestion(QList<qint64>& into)
{
    return {QStringLiteral("SELECT value FROM feature_gates WHERE feature_key = "
                           "'container_registry_phase_2_deny_list' AND key = 'actors'"),
        {}, [&into](const Row& row) -> Result<void> {
            const QString actor = row.value(0).toString();
            if (const qint64 id = actor.section(u':', 1).toLongLong(); id > 0 && actor.startsWith(u"Group:")) {
                into << id;
            }
            return {};
        }};
}

/// PostgreSQL: the first of the heads that nobody else has locked.
Result<RepositoryStore::Held> RepositoryStore::lockHead(const Policy& policy, int length, bool limited)
{
    QStringList heads;
    QVariantList values;
    const QList<ReadyQueue> queues = readyQueues(policy);
    for (const ReadyQueue& queue : queues) {
        heads << QStringLiteral("SELECT head.id FROM (%1) head WHERE %2")
                     .arg(headOf(queue, policy, m_connection.backend(), length), notDenied(QStringLiteral("head")));
        values << valuesOf(queue, policy, m_connection);
    }
    Held held;
    if (heads.isEmpty()) {
        return held;
    }
    const QString sql
        = QStringLiteral("SELECT %1 FROM container_repositories WHERE migration_state = 'default' AND id IN (%2) "
                         "ORDER BY container_repositories.created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED");
    QList<Connection::Question> questions{
        firstRow(sql.arg(repositoryColumns(), heads.join(QStringLiteral(" UNION ALL "))), values, held.row)};
    if (limited) {
        questions << inProcessQuestion(held.inProcess);
    }
    const Result<void> read = m_connection.readAll(questions);
    return read ? Result<Held>(std::move(held)) : read.error();
}

/// Locked for the rest of the transaction (SQLite: BEGIN IMMEDIATE did that). PostgreSQL passes over rows that another
/// claimant has locked, and looks at the row again as it is when it is locked: the whole head may have been taken since
/// it was read, so it is read again as long as there is one. Whatever is left being in others' hands counts as nothing.
Result<RepositoryStore::Held> RepositoryStore::lockNextReady(const Policy& policy, bool limited)
{
    const auto withCount = [&](Result<std::optional<ContainerRepository>> row) -> Result<Held> {
        Held held;
        if (!row) {
            return row.error();
        }
        held.row = std::move(*row);
        const Result<void> counted
            = limited && held.row ? m_connection.readAll({inProcessQuestion(held.inProcess)}) : Result<void>();
        return counted ? Result<Held>(std::move(held)) : counted.error();
    };
    if (m_connection.backend() == Backend::Sqlite) {
        return withCount(nextReady(policy));
    }
    // Mostly one of the very first is free, and a long head is work.
    constexpr int quickHead = 20;
    Result<Held> quick = lockHead(policy, quickHead, limited);
    if (!quick || quick->row) {
        return quick;
    }
    constexpr int attempts = 20;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        Result<Held> locked = lockHead(policy, headLength, limited);
        if (!locked || locked->row) {
            return locked;
        }
        Result<std::optional<ContainerRepository>> beyond = nextReadyBeyondDenied(policy, Taking::Lock);
        if (!beyond || *beyond) {
            return withCount(std::move(beyond));
        }
        const Result<std::optional<ContainerRepository>> left = nextReady(policy);
        if (!left) {
            return left.error();
        }
        if (!*left) {
            break;
        }
    }
    return Held{};
}

Result<std::optional<TransitionResult>> RepositoryStore::claimNextReady(const Policy& policy, TransitionRequest request)
{
    using Claim = std::optional<TransitionResult>;
    request.expected = MigrationState::Default;
    request.expectedUpdatedAt = {};
    return m_connection.transaction([&]() -> Result<Claim> {
        const Result<Held> next = lockNextReady(policy, queueEntry(request));
        if (!next) {
            return next.error();
        }
        if (!next->row) {
            return Claim();
        }
        request.repositoryId = next->row->id;
        Result<TransitionResult> taken = write(request, *next);
        if (!taken) {
            return taken.error();
        }
        return Claim(std::move(*taken));
    });
}

} // namespace transship
