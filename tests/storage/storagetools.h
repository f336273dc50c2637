// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "tests/support/testdatabases.h"

#include <QTest>

/// Fails the test with the error's words unless the Result is fine.
#define VERIFY_OK(result)                                                                                              \
    do {                                                                                                               \
        const auto& checkedResult = (result);                                                                          \
        QVERIFY2(checkedResult.ok(), checkedResult.ok() ? "" : qPrintable(checkedResult.error().toString()));          \
    } while (false)

namespace transship::testing {

inline QDateTime at(const QString& time)
{
    return QDateTime::fromString(QStringLiteral("2026-03-29T") + time + u'Z', Qt::ISODateWithMs);
}

/// A fresh database with one connection and its stores.
struct Fixture {
    explicit Fixture(const DatabaseUrl& databaseUrl)
        : url(databaseUrl)
        , connection(TestDatabases::open(url))
        , stores(*connection)
    {
    }

    /// Adds a repository in `default`; its id.
    qint64 add(const QString& path, const QString& plan = {}, const QDateTime& createdAt = {})
    {
        const auto added
            = stores.inventory.add({InventoryEntry{path, plan, createdAt, {}}}, at(QStringLiteral("00:00:00.000")));
        Q_ASSERT(added.ok());
        const auto row = stores.repositories.findByPath(path);
        return row.ok() ? row->id : 0;
    }

    /// Writes columns behind the stores' back.
    bool set(qint64 id, const QString& assignments)
    {
        const auto done = connection->exec(
            QStringLiteral("UPDATE container_repositories SET %1 WHERE id = %2").arg(assignments).arg(id));
        return done.ok();
    }

    bool run(const QString& sql) { return connection->exec(sql).ok(); }

    qint64 number(const QString& sql)
    {
        auto query = connection->exec(sql);
        return query && query->next() ? query->value(0).toLongLong() : -1;
    }

    DatabaseUrl url;
    std::unique_ptr<Connection> connection;
    Stores stores;
};

inline TransitionRequest request(qint64 id, MigrationEvent event, const QDateTime& now)
{
    TransitionRequest request;
    request.repositoryId = id;
    request.event = event;
    request.context.now = now;
    request.actor = QStringLiteral("tester");
    request.origin = Origin::Ctl;
    return request;
}

} // namespace transship::testing
