// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A report of the whole migration in each format, rows a second; against a query that only reads the same rows and
// columns, and another that makes the records of them that the rest of the program works with. Also how much memory the
// program has at most after each.
#include "models/storage/stores.h"
#include "reports/reportcolumns.h"
#include "reports/reportjob.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/pairedruns.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <cstdio>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr double csvTarget = 300'000; // rows/s
constexpr double memoryTarget = 100; // MiB

double mebibytesAtMost()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) {
        giveUp(status.errorString());
    }
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) {
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
        }
    }
    giveUp(QStringLiteral("the kernel does not say how much memory is used"));
}

double perSecond(qint64 rows, const QElapsedTimer& timer)
{
    return double(rows) * 1e9 / double(timer.nsecsElapsed());
}

/// Reads the columns of the report one by one, and does nothing with them.
double bareReading(const DatabaseUrl& url)
{
    const auto connection = openOrGiveUp(url, Access::ReadOnly);
    QStringList columns;
    for (const RepositoryColumn column : defaultReportColumns()) {
        columns << (column == RepositoryColumn::Since ? QStringLiteral("created_at") : columnName(column));
    }
    QElapsedTimer timer;
    timer.start();
    auto query = connection->exec(
        QStringLiteral("SELECT %1 FROM container_repositories ORDER BY path").arg(columns.join(QStringLiteral(", "))));
    qint64 rows = 0;
    qsizetype characters = 0;
    for (; query && query->next(); ++rows) {
        for (int i = 0; i < columns.size(); ++i) {
            characters += query->value(i).toString().size();
        }
    }
    if (characters == 0) {
        giveUp(QStringLiteral("nothing was read"));
    }
    return perSecond(rows, timer);
}

double records(const DatabaseUrl& url)
{
    const auto connection = openOrGiveUp(url, Access::ReadOnly);
    QElapsedTimer timer;
    timer.start();
    qint64 rows = 0;
    const auto read = RepositoryStore(*connection)
                          .forEach({}, RepositorySort::Path, false, 0, [&](const ContainerRepository&) -> Result<void> {
                              ++rows;
                              return {};
                          });
    if (!read) {
        giveUp(read.error().toString());
    }
    return perSecond(rows, timer);
}

double report(const DatabaseUrl& url, ReportFormat format, double& memory)
{
    const auto connection = openOrGiveUp(url, Access::ReadOnly);
    Stores stores(*connection);
    const QTemporaryDir folder;
    ReportRequest request;
    request.format = format;
    request.time = QDateTime::currentDateTimeUtc();
    ReportProgress progress;
    QElapsedTimer timer;
    timer.start();
    const auto summary = writeReport(stores, request, folder.filePath(QStringLiteral("report")), progress);
    if (!summary) {
        giveUp(summary.error().toString());
    }
    const double speed = perSecond(summary->rows, timer);
    memory = mebibytesAtMost();
    return speed;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Settings settings = readSettings(QCoreApplication::arguments());
    DataSets sets(settings);
    bool met = true;
    for (const QString& backend : settings.backends) {
        for (const qint64 rows : settings.rows) {
            const DatabaseUrl url = sets.shared(backend, rows, Mix::Middle);
            PairedRuns runs(settings, 15, QStringLiteral("Reports of %L1 rows, %2").arg(rows).arg(backend),
                QStringLiteral("rows/s"));
            double csvMemory = 0;
            double xlsxMemory = 0;
            double ignored = 0;
            // In this order: memory at most only grows.
            runs.add(QStringLiteral("reading alone"), [&] { return bareReading(url); });
            runs.add(QStringLiteral("CSV"), [&] { return report(url, ReportFormat::Csv, csvMemory); });
            runs.add(QStringLiteral("JSON"), [&] { return report(url, ReportFormat::Json, ignored); });
            runs.add(QStringLiteral("XLSX"), [&] { return report(url, ReportFormat::Xlsx, xlsxMemory); });
            runs.add(QStringLiteral("records of the program"), [&] { return records(url); });
            runs.run();
            runs.print();
            QElapsedTimer timer;
            timer.start();
            report(url, ReportFormat::Pdf, ignored);
            std::printf("\nPDF with charts and the first rows: %lld ms; memory at most: CSV %.0f MiB, XLSX %.0f MiB\n",
                static_cast<long long>(timer.elapsed()), csvMemory, xlsxMemory);
            met = judgeValue(QStringLiteral("CSV of a million rows"), 1e6 / runs.spread(QStringLiteral("CSV")).median,
                      1e6 / csvTarget, QStringLiteral("s"))
                && met;
            met = judgeValue(QStringLiteral("memory at most"), xlsxMemory, memoryTarget, QStringLiteral("MiB")) && met;
        }
    }
    std::printf("\nrow 15: %s\n", met ? "every target met" : "some targets NOT met");
    return 0;
}
