// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"
#include "models/storage/schema.h"
#include "tests/support/postgrescluster.h"

#include <QDir>
#include <QStorageInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace transship::testing {

/// Databases for data-driven tests, so that one body runs on both backends:
///
///     void initTestCase() { QVERIFY2(m_databases.problem().isEmpty(), qPrintable(m_databases.problem())); }
///     void something_data() { TestDatabases::addRows(); }
///     void something() { const DatabaseUrl url = m_databases.createForRow(); … }
///
/// Header only, so that the support library does not depend on storage; include it from programs that link that.
class TestDatabases {
public:
    TestDatabases()
        : m_cluster(std::make_unique<PostgresCluster>())
    {
    }

    /// Empty when both backends can be used; else what to install.
    QString problem() const { return m_cluster->problem(); }
    PostgresCluster& cluster() { return *m_cluster; }

    /// The column "backend" and the rows "sqlite" and "postgresql".
    static void addRows()
    {
        QTest::addColumn<QString>("backend");
        QTest::newRow("sqlite") << QStringLiteral("sqlite");
        QTest::newRow("postgresql") << QStringLiteral("postgresql");
    }

    /// A new database without tables.
    DatabaseUrl createEmpty(const QString& backend)
    {
        if (backend == u"sqlite") {
            return DatabaseUrl::sqlite(m_folder.filePath(QStringLiteral("test%1.sqlite").arg(++m_files)));
        }
        const Result<DatabaseUrl> url = DatabaseUrl::parse(m_cluster->createDatabase());
        if (!url) {
            qFatal("cannot create a PostgreSQL database: %s", qPrintable(url.error().toString()));
        }
        return *url;
    }

    /// A new database with the newest schema.
    DatabaseUrl create(const QString& backend)
    {
        const DatabaseUrl url = createEmpty(backend);
        const auto connection = open(url);
        if (const auto upgraded = schema::upgrade(*connection); !upgraded) {
            qFatal("cannot create the schema: %s", qPrintable(upgraded.error().toString()));
        }
        return url;
    }

    /// The backend of the present data row.
    static QString backend() { return *static_cast<QString*>(QTest::qData("backend", QMetaType::QString)); }
    DatabaseUrl createForRow() { return create(backend()); }

    static std::unique_ptr<Connection> open(const DatabaseUrl& url, Access access = Access::ReadWrite)
    {
        auto connection = Connection::open(url, access, QStringLiteral("test"));
        if (!connection) {
            qFatal("cannot open %s: %s", qPrintable(url.toDisplayString()), qPrintable(connection.error().toString()));
        }
        return std::move(*connection);
    }

    /// As if time had passed: leases run out by the database's own clock.
    static void runOutLeases(const DatabaseUrl& url)
    {
        const auto done = open(url)->execCount(QStringLiteral("UPDATE leases SET expires_at = '2000-01-01 00:00:00'"));
        if (!done) {
            qFatal("cannot run out the leases: %s", qPrintable(done.error().toString()));
        }
    }

private:
    /// In memory where there is room: SQLite waits for the disk at every commit, and no test turns the power off.
    static QString folderTemplate()
    {
        const QStorageInfo memory(QStringLiteral("/dev/shm"));
        const bool roomy = memory.isValid() && !memory.isReadOnly() && memory.bytesAvailable() > (qint64(1) << 29);
        return (roomy ? memory.rootPath() : QDir::tempPath()) + QStringLiteral("/transship-test-XXXXXX");
    }

    QTemporaryDir m_folder{folderTemplate()};
    std::unique_ptr<PostgresCluster> m_cluster;
    int m_files = 0;
};

} // namespace transship::testing
