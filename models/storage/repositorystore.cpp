// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorystore.h"

#include <numeric>

namespace transship {
namespace {

QString selectFrom(const QString& columns, const RepositoryFilter& filter, Backend backend)
{
    const QString where = whereClause(filter, backend);
    return QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM container_repositories")
        + (where.isEmpty() ? QString() : QStringLiteral(" WHERE ") + where);
}

} // namespace

qint64 StateCounts::total() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

qint64 StateCounts::inProcess() const
{
    qint64 sum = 0;
    for (const MigrationState state : allMigrationStates) {
        sum += transship::isInProcess(state) ? of(state) : 0;
    }
    return sum;
}

RepositoryStore::RepositoryStore(Connection& connection)
    : m_connection(connection)
{
}

Result<QList<ContainerRepository>> RepositoryStore::all(const QString& sql, const QVariantList& values)
{
    QList<ContainerRepository> rows;
    const Result<void> read = m_connection.read(sql, values, [&](const Row& found) -> Result<void> {
        Result<ContainerRepository> row = repositoryFromRow(found);
        if (!row) {
            return row.error();
        }
        rows << std::move(*row);
        return {};
    });
    return read ? Result<QList<ContainerRepository>>(std::move(rows)) : read.error();
}

Result<std::optional<ContainerRepository>> RepositoryStore::first(const QString& sql, const QVariantList& values)
{
    std::optional<ContainerRepository> row;
    const Result<void> read = m_connection.readAll({firstRow(sql, values, row)});
    return read ? Result<std::optional<ContainerRepository>>(std::move(row)) : read.error();
}

Connection::Question RepositoryStore::firstRow(
    const QString& sql, const QVariantList& values, std::optional<ContainerRepository>& into)
{
    return {sql, values, [&into](const Row& found) -> Result<void> {
                if (into) {
                    return {};
                }
                Result<ContainerRepository> row = repositoryFromRow(found);
                if (!row) {
                    return row.error();
                }
                into = std::move(*row);
                return {};
            }};
}

Result<ContainerRepository> RepositoryStore::find(qint64 id)
{
    const auto row
        = first(QStringLiteral("SELECT %1 FROM container_repositories WHERE id = ?").arg(repositoryColumns()), {id});
    if (!row) {
        return row.error();
    }
    if (!*row) {
        return Error{ErrorCode::NotFound, QStringLiteral("there is no repository with id %1").arg(id)};
    }
    return **row;
}

Result<ContainerRepository> RepositoryStore::findByPath(const QString& path)
{
    const auto row = first(
        QStringLiteral("SELECT %1 FROM container_repositories WHERE path = ?").arg(repositoryColumns()), {path});
    if (!row) {
        return row.error();
    }
    if (!*row) {
        return Error{ErrorCode::NotFound, QStringLiteral("there is no repository with path \"%1\"").arg(path)};
    }
    return **row;
}

Result<StateCounts> RepositoryStore::countByState()
{
    // One statement, so that a fold between two reads cannot be seen half done.
    const QString sql = m_connection.backend() == Backend::Sqlite
        ? QStringLiteral("SELECT state, row_count FROM state_counts")
        : QStringLiteral("SELECT state, CAST(sum(row_count) AS bigint) FROM (SELECT state, row_count FROM state_counts "
                         "UNION ALL SELECT state, delta FROM state_count_deltas) counted GROUP BY state");
    Result<QSqlQuery> query = m_connection.exec(sql);
    if (!query) {
        return query.error();
    }
    StateCounts result;
    while (query->next()) {
        const Result<MigrationState> state = migrationStateFromName(query->value(0).toString());
        if (!state) {
            return Error{ErrorCode::DatabaseFailed, QStringLiteral("state_counts: ") + state.error().message};
        }
        result.counts[static_cast<std::size_t>(*state)] = query->value(1).toLongLong();
    }
    return result;
}

Result<int> RepositoryStore::foldStateCounts()
{
    if (m_connection.backend() == Backend::Sqlite) {
        return 0;
    }
    return m_connection.transaction([this]() -> Result<int> {
        Result<QSqlQuery> lock = m_connection.exec(QStringLiteral("SELECT pg_try_advisory_xact_lock(7260113)"));
        if (!lock) {
            return lock.error();
        }
        const bool mine = lock->next() && lock->value(0).toBool();
        lock->finish();
        if (!mine) {
            return 0;
        }
        Result<QSqlQuery> fold = m_connection.exec(
            QStringLiteral("WITH gone AS (DELETE FROM state_count_deltas RETURNING state, delta), "
                           "sums AS (SELECT state, sum(delta) AS change FROM gone GROUP BY state), "
                           "folded AS (UPDATE state_counts SET row_count = row_count + sums.change FROM sums "
                           "WHERE state_counts.state = sums.state RETURNING 1) "
                           "SELECT (SELECT count(*) FROM gone), (SELECT count(*) FROM folded)"));
        if (!fold) {
            return fold.error();
        }
        const int count = fold->next() ? fold->value(0).toInt() : 0;
        fold->finish();
        return count;
    });
}

Result<void> RepositoryStore::setTagsCount(qint64 id, qint64 tags)
{
    const Result<int> updated = m_connection.execCount(
        QStringLiteral("UPDATE container_repositories SET tags_count = ? WHERE id = ?"), {tags, id});
    if (!updated) {
        return updated.error();
    }
    if (*updated == 0) {
        return Error{ErrorCode::NotFound, QStringLiteral("there is no repository with id %1").arg(id)};
    }
    return {};
}

Result<void> RepositoryStore::forEach(const RepositoryFilter& filter, RepositorySort sort, bool descending, int limit,
    const std::function<Result<void>(const ContainerRepository&)>& visit)
{
    QString sql = selectFrom(repositoryColumns(), filter, m_connection.backend()) + QStringLiteral(" ORDER BY ")
        + orderBy(sort, descending, m_connection.backend());
    if (limit > 0) {
        sql += QStringLiteral(" LIMIT ") + QString::number(limit);
    }
    Result<QSqlQuery> query = m_connection.exec(sql);
    if (!query) {
        return query.error();
    }
    while (query->next()) {
        const Result<ContainerRepository> row = repositoryFromRow(*query);
        if (!row) {
            return row.error();
        }
        if (const Result<void> visited = visit(*row); !visited) {
            return visited;
        }
    }
    return m_connection.rowsEnded(*query);
}

Result<QList<ContainerRepository>> RepositoryStore::list(
    const RepositoryFilter& filter, RepositorySort sort, bool descending, int limit)
{
    QList<ContainerRepository> rows;
    const Result<void> read
        = forEach(filter, sort, descending, limit, [&rows](const ContainerRepository& row) -> Result<void> {
              rows << row;
              return {};
          });
    return read ? Result<QList<ContainerRepository>>(std::move(rows)) : read.error();
}

Result<QList<qint64>> RepositoryStore::ids(const RepositoryFilter& filter)
{
    Result<QSqlQuery> query = m_connection.exec(
        selectFrom(QStringLiteral("id"), filter, m_connection.backend()) + QStringLiteral(" ORDER BY id"));
    if (!query) {
        return query.error();
    }
    QList<qint64> ids;
    while (query->next()) {
        ids << query->value(0).toLongLong();
    }
    const Result<void> whole = m_connection.rowsEnded(*query);
    return whole ? Result<QList<qint64>>(ids) : whole.error();
}

Result<qint64> RepositoryStore::count(const RepositoryFilter& filter)
{
    Result<QSqlQuery> query = m_connection.exec(selectFrom(QStringLiteral("count(*)"), filter, m_connection.backend()));
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : 0;
}

} // namespace transship
