// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/feedjob.h"

namespace transship {
namespace {

using namespace std::chrono_literals;

constexpr int maxRows = 5000;
constexpr int maxMissing = 1000;
/// A transition is a short transaction: what has not appeared by then was rolled back.
constexpr auto missingTime = 30s;
/// Counts that may have changed without history are read this often where nothing tells that something changed.
constexpr auto countsPause = 2s;

/// Another file is another history: what was seen of the one before says nothing about it.
Result<void> checkFile(const DatabaseUrl& url, FeedState& state)
{
    const Result<DatabaseFile> file = DatabaseFile::of(url);
    if (!file) {
        return file.error();
    }
    if (state.file && *state.file != *file) {
        return Error{ErrorCode::DatabaseUnavailable,
            QStringLiteral("the database file %1 was replaced; it is opened again").arg(url.name()), {}, true};
    }
    state.file = *file;
    return {};
}

Result<qint64> readDataVersion(Connection& connection)
{
    Result<QSqlQuery> query = connection.exec(QStringLiteral("PRAGMA data_version"));
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : qint64(0);
}

void rememberMissing(FeedState& state, qint64 id)
{
    for (qint64 missing = state.lastId + 1; missing < id && state.missing.size() < maxMissing; ++missing) {
        state.missing.insert(missing, QDeadlineTimer(missingTime));
    }
}

Result<void> readNew(Connection& connection, FeedState& state, FeedAnswer& answer)
{
    Result<QSqlQuery> rows = connection.exec(
        QStringLiteral("SELECT id, container_repository_id FROM migration_events WHERE id > ? ORDER BY id LIMIT ?"),
        {state.lastId, maxRows});
    if (!rows) {
        return rows.error();
    }
    int count = 0;
    for (; rows->next(); ++count) {
        const qint64 id = rows->value(0).toLongLong();
        if (connection.backend() == Backend::PostgreSql) {
            rememberMissing(state, id);
        }
        state.lastId = id;
        answer.repositoryIds << rows->value(1).toLongLong();
    }
    answer.more = count == maxRows;
    return {};
}

Result<void> readMissing(Connection& connection, FeedState& state, FeedAnswer& answer)
{
    if (state.missing.isEmpty()) {
        return {};
    }
    QStringList ids;
    for (auto missing = state.missing.keyBegin(); missing != state.missing.keyEnd(); ++missing) {
        ids << QString::number(*missing);
    }
    Result<QSqlQuery> rows = connection.exec(
        QStringLiteral("SELECT id, container_repository_id FROM migration_events WHERE id IN (%1) LIMIT %2")
            .arg(ids.join(QStringLiteral(", ")))
            .arg(ids.size()));
    if (!rows) {
        return rows.error();
    }
    while (rows->next()) {
        state.missing.remove(rows->value(0).toLongLong());
        answer.repositoryIds << rows->value(1).toLongLong();
    }
    state.missing.removeIf([](const auto& missing) { return missing.value().hasExpired(); });
    return {};
}

Result<void> readCounts(Stores& stores, FeedState& state, FeedAnswer& answer)
{
    const Result<StateCounts> counts = stores.repositories.countByState();
    if (!counts) {
        return counts.error();
    }
    answer.rowsCameOrWent = state.total >= 0 && state.total != counts->total();
    answer.counts = *counts;
    state.total = counts->total();
    state.countsDue = QDeadlineTimer(countsPause);
    return {};
}

Result<void> readChanges(Stores& stores, FeedState& state, FeedAnswer& answer)
{
    if (state.lastId < 0) {
        const Result<qint64> last = stores.events.lastId();
        if (!last) {
            return last.error();
        }
        state.lastId = *last;
        return {};
    }
    // What was missing is looked for first: it must not be what this very look finds missing.
    if (const Result<void> read = readMissing(stores.connection, state, answer); !read) {
        return read;
    }
    return readNew(stores.connection, state, answer);
}

} // namespace

Result<FeedAnswer> lookForChanges(Stores& stores, const DatabaseUrl& url, FeedState& state)
{
    FeedAnswer answer;
    const bool isSqlite = url.backend() == Backend::Sqlite;
    qint64 version = -1;
    if (isSqlite) {
        if (const Result<void> file = checkFile(url, state); !file) {
            return file.error();
        }
        // Before the rows: what is committed in between raises it again for the next look.
        const Result<qint64> current = readDataVersion(stores.connection);
        if (!current) {
            return current.error();
        }
        version = *current;
        if (version == state.dataVersion) {
            return answer;
        }
    }
    if (const Result<void> read = readChanges(stores, state, answer); !read) {
        return read.error();
    }
    if (isSqlite || state.total < 0 || !answer.repositoryIds.isEmpty() || state.countsDue.hasExpired()) {
        if (const Result<void> read = readCounts(stores, state, answer); !read) {
            return read.error();
        }
    }
    state.dataVersion = answer.more ? -1 : version;
    return answer;
}

} // namespace transship
