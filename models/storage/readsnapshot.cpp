// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/readsnapshot.h"

namespace transship {

Result<ReadSnapshot> ReadSnapshot::take(Connection& connection)
{
    Q_ASSERT(!connection.inTransaction());
    // SQLite: a deferred transaction reads from one snapshot; it takes no lock that a writer would wait for.
    const Result<QSqlQuery> begun = connection.exec(connection.backend() == Backend::Sqlite
            ? QStringLiteral("BEGIN")
            : QStringLiteral("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    if (!begun) {
        return begun.error();
    }
    return ReadSnapshot(&connection);
}

ReadSnapshot::~ReadSnapshot()
{
    if (m_connection) {
        // What cannot be ended is a connection that is lost, and its snapshot with it.
        [[maybe_unused]] const Result<QSqlQuery> ended = m_connection->exec(QStringLiteral("ROLLBACK"));
    }
}

} // namespace transship
