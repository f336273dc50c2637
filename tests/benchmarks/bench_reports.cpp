// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reports of everything, as the console writes them: rows a second, memory, and what the window's event loop feels of
// it; beside the bare tools: SQLite's C API and psql's \copy for CSV, libxlsxwriter alone for XLSX.
#include "reports/reportcolumns.h"
#include "reports/reportrunner.h"
#include "tests/benchmarks/common/dataset.h"
#include "tests/benchmarks/common/pairedruns.h"
#include "tests/benchmarks/common/probe.h"
#include "tests/support/eventloopwatchdog.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <sqlite3.h>
#include <xlsxwriter.h>

using namespace transship;
using namespace transship::bench;

namespace {

constexpr double mostCsvMicroseconds = 3.33; ///< 300,000 rows a second
constexpr double mostMemory = 150; ///< MB: constant means the same for any number of rows
constexpr double longestGap = 50; ///< ms

QString text(const char* words)
{
    return QString::fromLatin1(words);
}

QString columnsSql()
{
    QStringList names;
    for (const RepositoryColumn column : defaultReportColumns()) {
        names << (column == RepositoryColumn::Since ? text("updated_at") : reportName(column));
    }
    return names.join(text(", "));
}

/// The report, by the console's own runner.
QJsonObject report(const QString& format, const QString& url, const QString& file)
{
    ReportRunner runner(*DatabaseUrl::parse(url));
    ReportRequest request;
    request.format = *reportFormatFromName(format);
    request.time = QDateTime::currentDateTimeUtc();
    request.columns = defaultReportColumns();
    testing::EventLoopWatchdog watchdog;
    QElapsedTimer timer;
    timer.start();
    QJsonObject figures;
    QObject::connect(&runner, &ReportRunner::finished, &runner, [&](const Result<ReportSummary>& summary) {
        if (!summary) {
            giveUp(summary.error().toString());
        }
        figures = {{text("seconds"), double(timer.nsecsElapsed()) / 1e9}, {text("rows"), summary->rows},
            {text("gap"), double(watchdog.longestGap().count())}, {text("memory"), memoryPeak()}};
        QCoreApplication::quit();
    });
    runner.start(request, file);
    QCoreApplication::exec();
    return figures;
}

/// What has to be done at least: the same columns of every row, in the same order, with commas between them.
QJsonObject bareSqlite(const QString& url, const QString& file)
{
    QElapsedTimer timer;
    timer.start();
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    std::FILE* out = std::fopen(qPrintable(file), "wb");
    const QByteArray sql = "SELECT " + columnsSql().toUtf8() + " FROM container_repositories ORDER BY path, id";
    if (!out || sqlite3_open_v2(qPrintable(DatabaseUrl::parse(url)->name()), &database, SQLITE_OPEN_READONLY, nullptr)
        || sqlite3_prepare_v2(database, sql.constData(), -1, &statement, nullptr)) {
        giveUp(text("SQLite: ") + QString::fromUtf8(sqlite3_errmsg(database)));
    }
    qint64 rows = 0;
    const int columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < columns; ++i) {
            if (const auto* value = sqlite3_column_text(statement, i)) {
                std::fwrite(value, 1, std::size_t(sqlite3_column_bytes(statement, i)), out);
            }
            std::fputs(i + 1 == columns ? "\r\n" : ",", out);
        }
        ++rows;
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    std::fclose(out);
    return {
        {text("seconds"), double(timer.nsecsElapsed()) / 1e9}, {text("rows"), rows}, {text("memory"), memoryPeak()}};
}

QJsonObject barePostgres(const QString& url, const QString& file)
{
    QElapsedTimer timer;
    timer.start();
    QProcess psql;
    psql.start(text("/usr/lib/postgresql/15/bin/psql"),
        {text("-X"), text("-d"), url, text("-c"),
            QStringLiteral("\\copy (SELECT %1 FROM container_repositories ORDER BY path, id) TO '%2' WITH CSV")
                .arg(columnsSql(), file)});
    if (!psql.waitForFinished(1'800'000) || psql.exitCode() != 0) {
        giveUp(text("psql: ") + QString::fromUtf8(psql.readAllStandardError()));
    }
    const QByteArray said = psql.readAllStandardOutput().trimmed(); // COPY 1000000
    return {{text("seconds"), double(timer.nsecsElapsed()) / 1e9}, {text("rows"), said.mid(5).toLongLong()}};
}

/// libxlsxwriter in constant memory, as many cells of like content, from nowhere.
QJsonObject bareXlsx(qint64 rows, const QString& file)
{
    QElapsedTimer timer;
    timer.start();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    lxw_workbook* book = workbook_new_opt(qPrintable(file), &options);
    const auto columns = defaultReportColumns();
    lxw_worksheet* sheet = nullptr;
    for (qint64 row = 0; row < rows; ++row) {
        const auto line = lxw_row_t(row % (LXW_ROW_MAX - 1));
        if (line == 0) {
            sheet = workbook_add_worksheet(book, nullptr);
        }
        for (qsizetype i = 0; i < columns.size(); ++i) {
            if (valueOf(columns[i]) == ReportValue::Text) {
                worksheet_write_string(sheet, line, lxw_col_t(i), "namespace/project/image", nullptr);
            } else {
                worksheet_write_number(sheet, line, lxw_col_t(i), double(row), nullptr);
            }
        }
    }
    workbook_close(book);
    return {
        {text("seconds"), double(timer.nsecsElapsed()) / 1e9}, {text("rows"), rows}, {text("memory"), memoryPeak()}};
}

QJsonObject runProbe(const QStringList& arguments)
{
    const QString& what = arguments.at(0);
    if (what == u"bare-csv") {
        return DatabaseUrl::parse(arguments.at(1))->backend() == Backend::Sqlite
            ? bareSqlite(arguments.at(1), arguments.at(2))
            : barePostgres(arguments.at(1), arguments.at(2));
    }
    return what == u"bare-xlsx" ? bareXlsx(arguments.at(1).toLongLong(), arguments.at(2))
                                : report(what, arguments.at(1), arguments.at(2));
}

bool measure(DataSets& sets, const Settings& settings, const QString& backend, qint64 rows)
{
    const DatabaseUrl database = sets.shared(backend, rows, Mix::Middle);
    const QString url = database.backend() == Backend::Sqlite ? text("sqlite:") + database.name()
                                                              : sets.cluster().url(database.name());
    const QTemporaryDir folder(
        settings.dataFolder.isEmpty() ? QString() : settings.dataFolder + text("/reports-XXXXXX"));
    const auto file = [&folder](const QString& name) { return folder.filePath(name); };
    PairedRuns runs(settings, 15, QStringLiteral("%1, %L2 repositories").arg(backend).arg(rows), text("rows/s"));
    double memory = 0;
    double gap = 0;
    const auto contender = [&](const QStringList& arguments) {
        return [&, arguments] {
            const QJsonObject figures = probe(arguments);
            QFile::remove(arguments.last());
            memory = std::max(memory, figures.value(text("memory")).toDouble());
            gap = std::max(gap, figures.value(text("gap")).toDouble());
            return figures.value(text("rows")).toDouble() / figures.value(text("seconds")).toDouble();
        };
    };
    runs.add(backend == u"sqlite" ? text("SQLite's C API, commas between") : text("psql \\copy"),
        contender({text("bare-csv"), url, file(text("bare.csv"))}));
    runs.add(text("CSV"), contender({text("csv"), url, file(text("report.csv"))}));
    runs.add(text("JSON"), contender({text("json"), url, file(text("report.json"))}));
    runs.add(
        text("libxlsxwriter alone"), contender({text("bare-xlsx"), QString::number(rows), file(text("bare.xlsx"))}));
    runs.add(text("XLSX"), contender({text("xlsx"), url, file(text("report.xlsx"))}));
    runs.add(text("PDF"), contender({text("pdf"), url, file(text("report.pdf"))}));
    runs.run();
    runs.print();
    bool met = judgeValue(
        text("CSV"), 1e6 / runs.spread(text("CSV")).median, mostCsvMicroseconds, QStringLiteral("µs a row"));
    met = judgeValue(text("memory"), memory, mostMemory, text("MB")) && met;
    return judgeValue(text("gap of the event loop"), gap, longestGap, text("ms")) && met;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--probe") {
        printFigures(runProbe(arguments.mid(2)));
        return 0;
    }
    const Settings settings = readSettings(arguments);
    DataSets sets(settings);
    bool met = true;
    for (const QString& backend : settings.backends) {
        for (const qint64 rows : settings.rows) {
            met = measure(sets, settings, backend, rows) && met;
        }
    }
    std::printf("\nrow 15: %s\n", met ? "every target met" : "some targets NOT met");
    return 0;
}
