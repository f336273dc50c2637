// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/connection.h"

namespace transship {

/// BEGIN, COMMIT and the like. SQLite keeps them prepared; PostgreSQL prepares no such statements.
Result<void> Connection::control(const QString& statement, const QString& what)
{
    if (m_backend == Backend::Sqlite) {
        Result<QSqlQuery*> query = runPrepared(statement, {});
        if (query) {
            (*query)->finish();
            return {};
        }
        Error error = query.error();
        error.message.replace(QStringLiteral("a database statement failed"), what);
        return error;
    }
    if (m_trace) {
        m_trace(statement, {});
    }
    QSqlQuery query(database());
    return query.exec(statement) ? Result<void>() : errorFrom(query.lastError(), what);
}

Result<void> Connection::begin()
{
    Q_ASSERT(!m_inTransaction);
    const Result<void> begun
        = control(m_backend == Backend::Sqlite ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN"),
            QStringLiteral("cannot begin a transaction"));
    m_inTransaction = begun.ok();
    ++m_transactionNumber;
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
    const Result<void> committed
        = control(QStringLiteral("COMMIT"), QStringLiteral("cannot commit, nothing was changed"));
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
