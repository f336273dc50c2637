// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/connection.h"

#include "models/storage/sqlitestatement.h"

namespace transship {

/// BEGIN, COMMIT and the like. SQLite keeps them prepared; PostgreSQL prepares no such statements.
Result<void> Connection::control(const QString& statement, const QString& what)
{
    Result<void> ran;
    if (m_backend == Backend::Sqlite) {
        const Result<SqliteStatement*> prepared = runPrepared(statement, {});
        if (prepared) {
            (*prepared)->finish();
        } else {
            ran = prepared.error();
        }
    } else {
        QList<Part> parts;
        appendPart(parts, statement, {});
        ran = send(parts);
    }
    if (ran) {
        return ran;
    }
    Error error = ran.error();
    error.message.replace(statementFailed(), what);
    return error;
}

Result<void> Connection::begin()
{
    Q_ASSERT(!m_inTransaction);
    Result<void> begun;
    if (m_backend == Backend::Sqlite) {
        begun = control(QStringLiteral("BEGIN IMMEDIATE"), QStringLiteral("cannot begin a transaction"));
    } else {
        m_beginIsDue = true;
    }
    m_inTransaction = begun.ok();
    ++m_transactionNumber;
    m_depth = 1;
    m_broken = false;
    m_wrote = false;
    return begun;
}

Result<void> Connection::commit()
{
    Q_ASSERT(m_inTransaction);
    if (m_broken) {
        // PostgreSQL's COMMIT would roll back and call that a success.
        rollback();
        return brokenTransaction();
    }
    m_before.clear();
    Result<void> committed;
    if (!std::exchange(m_beginIsDue, false)) {
        committed = control(QStringLiteral("COMMIT"), cannotCommit());
    }
    // SQLite keeps the transaction when its COMMIT is refused, PostgreSQL has rolled back.
    if (!committed && m_backend == Backend::Sqlite) {
        rollback();
    }
    m_inTransaction = false;
    m_broken = false;
    return committed;
}

void Connection::rollback()
{
    if (!m_inTransaction) {
        return;
    }
    m_inTransaction = false;
    m_broken = false;
    m_before.clear();
    if (std::exchange(m_beginIsDue, false)) {
        return;
    }
    QSqlQuery query(database());
    // SQLite has rolled back by itself after some errors (disk full), and says so by failing here.
    if (!query.exec(QStringLiteral("ROLLBACK")) && m_backend == Backend::PostgreSql) {
        m_lost = true;
    }
}

Error Connection::brokenTransaction()
{
    return {
        ErrorCode::DatabaseFailed, QStringLiteral("cannot commit after a statement that failed, nothing was changed")};
}

} // namespace transship
