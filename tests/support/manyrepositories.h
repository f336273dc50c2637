// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QtGlobal>

namespace transship::testing {

/// Repositories many/r000000 and so on in state default on the free plan, in one statement: loading an inventory looks
/// at each of them.
inline void addManyRepositories(Connection& connection, int count)
{
    const bool isSqlite = connection.backend() == Backend::Sqlite;
    const auto run = [&connection](const QString& sql) {
        if (const auto done = connection.exec(sql); !done) {
            qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().toString()));
        }
    };
    run(QStringLiteral("INSERT INTO namespaces (id, path, root_id) VALUES (700, 'many', 700)"));
    run(QStringLiteral("INSERT INTO projects (id, namespace_id, path) VALUES (700, 700, '')"));
    const QString numbers = isSqlite ? QStringLiteral("(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n "
                                                      "WHERE i < %1) SELECT i FROM n) AS numbers")
                                     : QStringLiteral("generate_series(0, %1) AS numbers(i)");
    const QString name = QStringLiteral("'r' || substr(CAST(1000000 + i AS text), 2)");
    run(QStringLiteral("INSERT INTO container_repositories (project_id, name, path, root_namespace_id, created_at, "
                       "updated_at, migration_plan, tags_count) SELECT 700, %1, 'many/' || %1, 700, "
                       "'2022-01-01 00:00:00.000000', '2022-01-01 00:00:00.000000', 'free', 3 FROM ")
            .arg(name)
        + numbers.arg(count - 1));
    if (!isSqlite) {
        run(QStringLiteral("ANALYZE container_repositories"));
    }
}

} // namespace transship::testing
