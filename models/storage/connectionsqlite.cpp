// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// SQLite: statements that stay prepared, run without Qt's driver.
#include "models/storage/connection.h"

#include "models/storage/databaseerror.h"
#include "models/storage/patience.h"
#include "models/storage/sqlitestatement.h"

#include <QSqlDriver>

#include <sqlite3.h>

namespace transship {
namespace {

constexpr std::size_t maxPreparedStatements = 64;

} // namespace

/// Two copies of SQLite on one file in one process lose each other's locks, and one's handle means nothing to the
/// other.
Result<void> Connection::shareHandle()
{
    const QVariant handle = database().driver()->handle();
    QSqlQuery query(database());
    const bool known = qstrcmp(handle.typeName(), "sqlite3*") == 0
        && query.exec(QStringLiteral("SELECT sqlite_source_id()")) && query.next();
    if (!known || query.value(0).toString() != QLatin1StringView(sqlite3_sourceid())) {
        return Error{ErrorCode::DatabaseUnavailable,
            QStringLiteral("Qt's driver for SQLite uses another SQLite than this program; install the packages "
                           "libqt6sql6-sqlite and libsqlite3-0 of one distribution")};
    }
    m_sqlite = *static_cast<sqlite3* const*>(handle.constData());
    return {};
}

Result<SqliteStatement*> Connection::runPrepared(const QString& sql, const QVariantList& values)
{
    Q_ASSERT(QThread::currentThread() == m_thread);
    if (m_trace) {
        m_trace(sql, values);
    }
    auto found = m_prepared.find(sql);
    if (found == m_prepared.end()) {
        if (m_prepared.size() >= maxPreparedStatements) {
            m_prepared.clear();
        }
        auto statement = std::make_unique<SqliteStatement>(m_sqlite);
        if (!attemptPatiently(m_backend, *statement, [&] { return statement->prepare(sql); })) {
            return errorFrom(statement->lastError(), statementFailed());
        }
        found = m_prepared.emplace(sql, std::move(statement)).first;
    }
    SqliteStatement& statement = *found->second;
    if (!attemptPatiently(m_backend, statement, [&] { return statement.run(values); })) {
        return errorFrom(statement.lastError(), statementFailed());
    }
    return &statement;
}

Result<void> Connection::readPrepared(const Question& question)
{
    const Result<SqliteStatement*> statement = runPrepared(question.sql, question.values);
    if (!statement) {
        return statement.error();
    }
    Result<void> visited;
    while (visited && (*statement)->next()) {
        visited = question.row(**statement);
    }
    // Rows can fail to come after the first ones came: a damaged file.
    if (visited && (*statement)->lastError().isValid()) {
        visited = errorFrom((*statement)->lastError(), statementFailed());
    }
    (*statement)->finish();
    return visited;
}

Result<void> Connection::readTexts(const QString& sql, const TextVisitor& row)
{
    Q_ASSERT(m_backend == Backend::Sqlite);
    QList<QByteArrayView> fields;
    return readPrepared({sql, {}, [&](const Row& read) -> Result<void> {
                             const auto& statement = static_cast<const SqliteStatement&>(read);
                             fields.resize(statement.columnCount());
                             for (int i = 0; i < fields.size(); ++i) {
                                 fields[i] = statement.text(i);
                             }
                             return row(fields);
                         }});
}

} // namespace transship
