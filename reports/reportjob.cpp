// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/reportjob.h"

#include "models/storage/readsnapshot.h"
#include "models/storage/repositoryexport.h"
#include "reports/csvreport.h"
#include "reports/jsonreport.h"
#include "reports/pdfreport.h"
#include "reports/reportfile.h"
#include "reports/xlsxreport.h"

#include <QDir>
#include <QTemporaryDir>

namespace transship {
namespace {

constexpr qint64 tellEvery = 512; ///< rows
constexpr int chartSamples = 400;

Error canceled()
{
    return {ErrorCode::Canceled, QStringLiteral("the report was canceled; nothing was written")};
}

ReportRequest completed(ReportRequest request)
{
    request.filter = request.filter.at(request.time);
    if (request.columns.isEmpty()) {
        request.columns = defaultReportColumns();
    }
    return request;
}

Result<ReportCharts> readCharts(Stores& stores, const QDateTime& now)
{
    Result<EventCharts> events = readEventCharts(stores, {}, now);
    if (!events) {
        return events.error();
    }
    Result<QList<StateSample>> samples
        = stores.samples.between(QDateTime::fromSecsSinceEpoch(0, Qt::UTC), now, chartSamples);
    if (!samples) {
        return samples.error();
    }
    return ReportCharts{*std::move(samples), *std::move(events)};
}

Result<std::unique_ptr<ReportWriter>> writerFor(Stores& stores, const ReportRequest& request, QIODevice& device)
{
    switch (request.format) {
    case ReportFormat::Csv:
        return std::unique_ptr<ReportWriter>(std::make_unique<CsvReport>(device));
    case ReportFormat::Json:
        return std::unique_ptr<ReportWriter>(std::make_unique<JsonReport>(device));
    case ReportFormat::Pdf:
        if (Result<ReportCharts> charts = readCharts(stores, request.time)) {
            return std::unique_ptr<ReportWriter>(std::make_unique<PdfReport>(device, *std::move(charts)));
        } else {
            return charts.error();
        }
    case ReportFormat::Xlsx:
        break; // it wants the name of a file
    }
    Q_UNREACHABLE();
    return canceled();
}

Result<ReportSummary> writeRows(Stores& stores, const ReportRequest& request, const StateCounts& counts,
    ReportWriter& writer, ReportProgress& progress)
{
    const qint64 total = counts.total();
    progress.total = writer.maxRows() > 0 ? std::min(total, writer.maxRows()) : total;
    if (const Result<void> begun = writer.begin({request, counts, QStringLiteral(TRANSSHIP_VERSION)}); !begun) {
        return begun.error();
    }
    QStringList columns;
    for (const RepositoryColumn column : request.columns) {
        columns << reportName(column);
    }
    qint64 rows = 0;
    const Result<void> read = RepositoryExport(stores.connection)
                                  .forEach(columns, request.filter, request.sort, request.descending, writer.maxRows(),
                                      [&](const QList<QByteArrayView>& fields) -> Result<void> {
                                          if (++rows % tellEvery == 0) {
                                              progress.done = rows;
                                              if (progress.canceled) {
                                                  return canceled();
                                              }
                                          }
                                          return writer.row(fields);
                                      });
    const Result<void> ended = read ? writer.end() : read;
    if (!ended) {
        return ended.error();
    }
    progress.done = rows;
    if (progress.canceled) {
        return canceled();
    }
    return ReportSummary{rows, total, {}};
}

/// What is read, and which writer it goes to, in one snapshot.
template <typename MakeWriter>
Result<ReportSummary> write(
    Stores& stores, const ReportRequest& request, ReportProgress& progress, const MakeWriter& makeWriter)
{
    const Result<ReadSnapshot> snapshot = ReadSnapshot::take(stores.connection);
    if (!snapshot) {
        return snapshot.error();
    }
    const Result<StateCounts> counts = RepositoryExport(stores.connection).countByState(request.filter);
    if (!counts) {
        return counts.error();
    }
    const Result<std::unique_ptr<ReportWriter>> writer = makeWriter();
    return writer ? writeRows(stores, request, *counts, **writer, progress) : writer.error();
}

Result<ReportSummary> writeBook(
    Stores& stores, const ReportRequest& request, const QString& file, ReportProgress& progress)
{
    return write(stores, request, progress, [&]() -> Result<std::unique_ptr<ReportWriter>> {
        return std::unique_ptr<ReportWriter>(std::make_unique<XlsxReport>(file));
    });
}

Result<void> copyTo(QIODevice& stream, const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Io, QStringLiteral("cannot read %1: %2").arg(file, source.errorString())};
    }
    constexpr qint64 piece = 1 << 20;
    for (QByteArray bytes = source.read(piece); !bytes.isEmpty(); bytes = source.read(piece)) {
        if (const Result<void> written = writeAll(stream, bytes); !written) {
            return written;
        }
    }
    return {};
}

} // namespace

Result<ReportSummary> writeReport(
    Stores& stores, const ReportRequest& asked, const QString& target, ReportProgress& progress)
{
    const ReportRequest request = completed(asked);
    ReportFile file(target);
    if (const Result<void> opened = file.open(); !opened) {
        return opened.error();
    }
    Result<ReportSummary> summary = request.format == ReportFormat::Xlsx
        ? writeBook(stores, request, file.temporaryName(), progress)
        : write(stores, request, progress, [&] { return writerFor(stores, request, file.device()); });
    if (!summary) {
        // People know the file by the name they gave it.
        Error error = summary.error();
        error.message.replace(file.temporaryName(), target);
        return error;
    }
    if (const Result<void> committed = file.commit(); !committed) {
        return committed.error();
    }
    summary->file = target;
    return summary;
}

Result<ReportSummary> writeReport(
    Stores& stores, const ReportRequest& asked, QIODevice& stream, ReportProgress& progress)
{
    const ReportRequest request = completed(asked);
    if (request.format != ReportFormat::Xlsx) {
        return write(stores, request, progress, [&] { return writerFor(stores, request, stream); });
    }
    const QTemporaryDir folder;
    if (!folder.isValid()) {
        return Error{ErrorCode::Io,
            QStringLiteral("a workbook is put together in %1, which cannot be written: %2; set TMPDIR")
                .arg(QDir::tempPath(), folder.errorString())};
    }
    const QString file = folder.filePath(QStringLiteral("report.xlsx"));
    Result<ReportSummary> summary = writeBook(stores, request, file, progress);
    if (!summary) {
        return summary;
    }
    const Result<void> copied = copyTo(stream, file);
    return copied ? summary : copied.error();
}

} // namespace transship
