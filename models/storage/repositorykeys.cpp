// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositorykeys.h"

#include "models/storage/databaseerror.h"
#include "models/storage/repositorysort.h"
#include "models/storage/stores.h"

namespace transship {
namespace {

constexpr qsizetype idsAtOnce = 500;

QString select(const QString& columns, const QString& condition)
{
    return QStringLiteral("SELECT ") + columns + QStringLiteral(" FROM container_repositories")
        + (condition.isEmpty() ? QString() : QStringLiteral(" WHERE ") + condition);
}

QString idIn(const QList<qint64>& ids)
{
    QStringList literals;
    for (const qint64 id : ids) {
        literals << QString::number(id);
    }
    return QStringLiteral("id IN (%1)").arg(literals.join(QStringLiteral(", ")));
}

// As text: PostgreSQL's driver takes a timestamp for local time.
const QString keyColumns = QStringLiteral("id, migration_state, CAST(updated_at AS text)");

Result<void> visitKeys(Connection& connection, const QString& sql, const KeyVisitor& visit)
{
    Result<QSqlQuery> query = connection.exec(sql);
    if (!query) {
        return query.error();
    }
    while (query->next()) {
        const Result<MigrationState> state = migrationStateFromName(query->value(1).toString());
        if (!state) {
            return state.error();
        }
        const RepositoryKey key{query->value(0).toLongLong(), *state, Connection::fromStored(query->value(2))};
        if (const Result<void> visited = visit(key); !visited) {
            return visited;
        }
    }
    // A connection that is lost while rows are read looks like their end.
    if (query->lastError().isValid()) {
        return databaseError(connection.backend(), query->lastError(),
            QStringLiteral("the selected repositories could not be read to the end"));
    }
    return {};
}

/// A row that was written since may stand elsewhere now.
Result<void> checkUnchanged(Connection& connection, const ContainerRepository& row)
{
    bool same = false;
    const auto compare = [&same, &row](const RepositoryKey& key) -> Result<void> {
        same = key.updatedAt == row.updatedAt;
        return {};
    };
    const Result<void> read = visitKeys(connection, select(keyColumns, idIn({row.id})), compare);
    if (!read || same) {
        return read;
    }
    return Error{ErrorCode::Conflict,
        QStringLiteral("%1, at an end of the selected range, has changed since it was shown, and may stand elsewhere "
                       "now; select again")
            .arg(row.path)};
}

} // namespace

KeySource keysMatching(const RepositoryFilter& filter)
{
    return [filter](Stores& stores, const KeyVisitor& visit) {
        const QString condition = whereClause(filter, stores.connection.backend());
        return visitKeys(stores.connection, select(keyColumns, condition), visit);
    };
}

KeySource keysBetween(const RepositoryFilter& filter, RepositorySort sort, const ContainerRepository& lowest,
    const ContainerRepository& highest)
{
    return [=](Stores& stores, const KeyVisitor& visit) -> Result<void> {
        for (const ContainerRepository& end : {lowest, highest}) {
            if (const Result<void> same = checkUnchanged(stores.connection, end); !same) {
                return same;
            }
        }
        const QString matching = whereClause(filter, stores.connection.backend());
        // Key and id, so that the order is total.
        const QString place = sortKey(sort, stores.connection.backend()) + QStringLiteral(", id");
        const auto placeOf = [&place](qint64 id) {
            return QStringLiteral("(SELECT %1 FROM container_repositories WHERE id = %2)").arg(place).arg(id);
        };
        QString condition
            = QStringLiteral("(%1) >= %2 AND (%1) <= %3").arg(place, placeOf(lowest.id), placeOf(highest.id));
        if (!matching.isEmpty()) {
            condition += QStringLiteral(" AND (%1)").arg(matching);
        }
        return visitKeys(stores.connection, select(keyColumns, condition), visit);
    };
}

KeySource keysOfAll(const QList<KeySource>& sources)
{
    return [sources](Stores& stores, const KeyVisitor& visit) -> Result<void> {
        for (const KeySource& source : sources) {
            if (const Result<void> visited = source(stores, visit); !visited) {
                return visited;
            }
        }
        return {};
    };
}

KeySource keysOf(const QList<qint64>& ids)
{
    return [ids](Stores& stores, const KeyVisitor& visit) -> Result<void> {
        for (qsizetype from = 0; from < ids.size(); from += idsAtOnce) {
            const QString sql = select(keyColumns, idIn(ids.mid(from, idsAtOnce)));
            if (const Result<void> visited = visitKeys(stores.connection, sql, visit); !visited) {
                return visited;
            }
        }
        return {};
    };
}

Result<QList<ContainerRepository>> rowsOf(Connection& connection, const QList<qint64>& ids)
{
    QList<ContainerRepository> rows;
    if (ids.isEmpty()) {
        return rows;
    }
    Result<QSqlQuery> query = connection.exec(select(repositoryColumns(), idIn(ids)));
    if (!query) {
        return query.error();
    }
    rows.reserve(ids.size());
    while (query->next()) {
        Result<ContainerRepository> row = repositoryFromRow(*query);
        if (!row) {
            return row.error();
        }
        rows << *std::move(row);
    }
    return rows;
}

} // namespace transship
