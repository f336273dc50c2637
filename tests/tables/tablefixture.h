// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "tests/support/testdatabases.h"

#include <QTest>

namespace transship::testing {

/// A database whose rows the test knows by number, and a connection to change it behind the models' backs.
///
/// Repository `id` of `rows` has the path "g/p/r<1000000 + rows - id>", so that the order of paths is the reverse of
/// ids, and an updated_at that it shares with 99 neighbours and that differs from the next by a microsecond, so that a
/// reader that drops microseconds or forgets the tie-breaker is caught.
class TableFixture {
public:
    enum Contents { Empty, Existing };

    explicit TableFixture(const DatabaseUrl& databaseUrl, Contents contents = Empty)
        : url(databaseUrl)
        , connection(TestDatabases::open(url))
        , stores(*connection)
    {
        if (contents == Existing) {
            return;
        }
        run(QStringLiteral("INSERT INTO namespaces (id, path, root_id) VALUES (1, 'g', 1)"));
        run(QStringLiteral("INSERT INTO projects (id, namespace_id, path) VALUES (1, 1, 'p')"));
    }

    /// Rows with the ids 1 to `rows`, all in `default`.
    void fill(int rows)
    {
        if (rows > 0) {
            insert(1, rows, QStringLiteral("1000000 + %1 - i").arg(rows));
        }
    }

    /// More rows, at the end of both the ids and the paths.
    void append(int first, int last) { insert(first, last, QStringLiteral("8000000 + i")); }

    bool fire(qint64 id, MigrationEvent event)
    {
        TransitionRequest request;
        request.repositoryId = id;
        request.event = event;
        request.context.now = QDateTime::currentDateTimeUtc();
        request.actor = QStringLiteral("tester");
        const auto fired = stores.repositories.fire(request);
        if (!fired) {
            qWarning("%s", qPrintable(fired.error().toString()));
        }
        return fired.ok();
    }

    void run(const QString& sql)
    {
        if (const auto done = connection->exec(sql); !done) {
            qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().toString()));
        }
    }

    DatabaseUrl url;
    std::unique_ptr<Connection> connection;
    Stores stores;

private:
    void insert(int first, int last, const QString& pathNumber)
    {
        const bool isSqlite = url.backend() == Backend::Sqlite;
        const QString numbers = isSqlite
            ? QStringLiteral("(WITH RECURSIVE n(i) AS (SELECT %1 UNION ALL SELECT i + 1 FROM n WHERE i < %2) "
                             "SELECT i FROM n) AS numbers")
            : QStringLiteral("generate_series(%1, %2) AS numbers(i)");
        const QString time = QStringLiteral("'2024-01-01 00:00:00.' || substr(CAST(1000000 + i / 100 AS text), 2)");
        const QString updated = isSqlite ? time : QStringLiteral("CAST(%1 AS timestamp)").arg(time);
        run(QStringLiteral("INSERT INTO container_repositories (id, project_id, name, path, root_namespace_id, "
                           "created_at, updated_at) SELECT i, 1, 'r' || CAST(%1 AS text), "
                           "'g/p/r' || CAST(%1 AS text), 1, '2024-01-01 00:00:00.000000', %2 FROM ")
                .arg(pathNumber, updated)
            + numbers.arg(first).arg(last));
        if (!isSqlite) {
            run(QStringLiteral("ANALYZE container_repositories"));
        }
    }
};

} // namespace transship::testing
