// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "reports/reportcolumns.h"
#include "reports/reportjob.h"
#include "tests/support/testdatabases.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>

namespace transship::testing {

const QDateTime reportTime(QDate(2026, 3, 29), QTime(12, 0), Qt::UTC);

/// A database with repositories whose texts are hard on a file format.
struct ReportFixture {
    explicit ReportFixture(const DatabaseUrl& databaseUrl)
        : url(databaseUrl)
        , connection(TestDatabases::open(url))
        , stores(*connection)
    {
    }

    void add(const QString& path, const QString& plan, std::optional<qint64> tags = {})
    {
        const auto added = stores.inventory.add({InventoryEntry{path, plan, reportTime.addDays(-9), tags}}, reportTime);
        if (!added) {
            qFatal("%s", qPrintable(added.error().toString()));
        }
    }

    void addHardOnes()
    {
        add(QStringLiteral("a/plain"), QStringLiteral("free"), 12);
        add(QStringLiteral("b/formula"), QStringLiteral("=1+1"));
        add(QStringLiteral("c/quotes"), QStringLiteral("say \"hi\", twice"));
        add(QStringLiteral("d/lines"), QStringLiteral("one\r\ntwo"));
        add(QStringLiteral("e/words"), QStringLiteral("größe ✓"));
        add(QStringLiteral("f/minus"), QStringLiteral("-5"));
        add(QStringLiteral("g/none"), {});
        run(QStringLiteral("UPDATE container_repositories SET migration_state = 'import_skipped', "
                           "migration_skipped_reason = 2, migration_skipped_at = '2026-03-29 10:11:12.250000' "
                           "WHERE path = 'c/quotes'"));
    }

    void addMany(int count)
    {
        add(QStringLiteral("many/root"), QStringLiteral("free"));
        run(QStringLiteral("INSERT INTO container_repositories (project_id, name, path, root_namespace_id, created_at, "
                           "updated_at) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) "
                           "SELECT project_id, 'n' || i, path || '/n' || i, root_namespace_id, created_at, updated_at "
                           "FROM n, container_repositories WHERE path = 'many/root'")
                .arg(count - 1));
    }

    void run(const QString& sql)
    {
        if (const auto done = connection->exec(sql); !done) {
            qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().toString()));
        }
    }

    static ReportRequest request(ReportFormat format)
    {
        ReportRequest request;
        request.format = format;
        request.source = QStringLiteral("sqlite:test");
        request.time = reportTime;
        request.columns = *parseReportColumns(
            QStringLiteral("id,path,migration_plan,tags_count,migration_state,since,migration_skipped_reason"));
        return request;
    }

    Result<ReportSummary> write(const ReportRequest& request)
    {
        ReportProgress progress;
        return writeReport(stores, request, file(), progress);
    }

    QString file() const { return folder.filePath(QStringLiteral("report")); }
    QStringList filesInFolder() const
    {
        return QDir(folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }
    QByteArray content() const
    {
        QFile report(file());
        return report.open(QIODevice::ReadOnly) ? report.readAll() : QByteArray();
    }

    DatabaseUrl url;
    std::unique_ptr<Connection> connection;
    Stores stores;
    QTemporaryDir folder;
};

/// What a program prints; its own words when it fails.
inline QByteArray outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
        qWarning("%s: %s", qPrintable(program), process.readAllStandardError().constData());
        return {};
    }
    return process.readAllStandardOutput();
}

} // namespace transship::testing
