// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "reports/report.h"

class QIODevice;

namespace transship {

/// Writes a report to a file, which appears complete or not at all; all of one moment of the database. Canceled when
/// progress says so, Io when it cannot be written. Long: on a thread of its own (ReportRunner).
Result<ReportSummary> writeReport(
    Stores& stores, const ReportRequest& request, const QString& file, ReportProgress& progress);
/// The same to a stream; what fails leaves half of it there.
Result<ReportSummary> writeReport(
    Stores& stores, const ReportRequest& request, QIODevice& stream, ReportProgress& progress);

} // namespace transship
