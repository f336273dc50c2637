// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repositoryfilter.h"
#include "models/storage/repositorystore.h"
#include "models/tables/repositorycolumns.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <atomic>

namespace transship {

enum class ReportFormat { Csv, Json, Xlsx, Pdf };

QString toName(ReportFormat format); ///< "csv"; also what a file's name ends with
Result<ReportFormat> reportFormatFromName(QStringView name);

/// What a report is asked for. A plain value: any thread.
struct ReportRequest {
    ReportFormat format = ReportFormat::Csv;
    RepositoryFilter filter; ///< empty: the whole migration
    RepositorySort sort = RepositorySort::Path;
    bool descending = false;
    QList<RepositoryColumn> columns; ///< empty: defaultReportColumns()
    QString source; ///< database or profile, for people; no secrets in it
    QDateTime time; ///< now
    /// CSV: lines before the header, each beginning with "#", that say what every report says of itself.
    bool preamble = true;
};

/// What every report says of itself.
struct ReportHead {
    ReportRequest request;
    StateCounts counts; ///< of the rows in it
    QString version; ///< of this program
};

struct ReportSummary {
    qint64 rows = 0; ///< in the file
    qint64 matching = 0; ///< that the filter matches; more than rows only in a PDF
    QString file;
};

/// Shared by the thread that writes and the one that watches.
struct ReportProgress {
    std::atomic<qint64> done{0};
    std::atomic<qint64> total{-1}; ///< not known yet
    std::atomic<bool> canceled{false};
};

} // namespace transship
