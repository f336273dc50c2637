// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/connection.h"

namespace transship {

/// BEGIN, COMMIT and the like. SQLite keeps them prepared; PostgreSQL prepares no such statements.
Result<void> Connection::control(const QString& statement, const QString& what)
{
    if (m_trace) {
        m_trace(statement, {});
    }
    if (m_backend == Backend::Sqlite) {
        Result<QSqlQuery*> query = runKept(statement, {});
        if (query) {
            (*query)->finish();
            return {};
        }
        Error error = query.error();
        error.message.replace(QStringLiteral("a database statement failed"), what);
        return error;
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
    m_nesting = 0;
    m_savepointLeft = false;
    return begun;
}

Result<void> Connection::commit()
{
    Q_ASSERT(m_inTransaction);
    if (m_broken) {
        // PostgreSQL's COMMIT would roll back and call that a success.
        rollback();
        return Error{ErrorCode::DatabaseFailed,
            QStringLiteral("cannot commit after a statement that failed, nothing was changed")};
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

Result<void> Connection::beginNested()
{
    const QString what = QStringLiteral("cannot begin a transaction inside another");
    const QString release = QStringLiteral("RELEASE SAVEPOINT nested");
    QString savepoint = QStringLiteral("SAVEPOINT nested");
    if (m_savepointLeft && m_backend == Backend::PostgreSql) {
        // One round trip for both.
        savepoint.prepend(release + QStringLiteral("; "));
    } else if (m_savepointLeft) {
        if (const Result<void> released = control(release, what); !released) {
            return released;
        }
    }
    m_savepointLeft = false;
    const Result<void> begun = control(savepoint, what);
    m_nesting += begun ? 1 : 0;
    return begun;
}

Result<void> Connection::commitNested()
{
    --m_nesting;
    if (m_broken) {
        return Error{ErrorCode::DatabaseFailed,
            QStringLiteral("cannot go on after a statement that failed, nothing was changed")};
    }
    if (m_nesting > 0) {
        return control(QStringLiteral("RELEASE SAVEPOINT nested"), QStringLiteral("cannot keep what was changed"));
    }
    // The next savepoint or COMMIT releases it, which saves a round trip.
    m_savepointLeft = true;
    return {};
}

void Connection::rollbackNested()
{
    --m_nesting;
    const Result<void> rolledBack
        = control(QStringLiteral("ROLLBACK TO SAVEPOINT nested"), QStringLiteral("cannot take back what was changed"));
    // SQLite may have rolled everything back by itself: then nothing of the transaction may be committed any more.
    m_broken = !rolledBack;
    if (!rolledBack) {
        return;
    }
    if (m_nesting == 0) {
        m_savepointLeft = true;
        return;
    }
    m_broken = !control(QStringLiteral("RELEASE SAVEPOINT nested"), QStringLiteral("cannot go on")).ok();
}

} // namespace transship
