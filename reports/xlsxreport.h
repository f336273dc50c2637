// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reports/reportcolumns.h"
#include "reports/reportwriter.h"

#include <memory>

namespace transship {

/// A workbook: a sheet that says what the report is, and the rows, on further sheets where one is full. Numbers are
/// numbers, times are dates in UTC. Written row by row, in constant memory, with its temporary files beside the target.
class XlsxReport final : public ReportWriter {
public:
    static constexpr qint64 sheetRows = 1'048'576;

    /// `rowsPerSheet` with the header.
    explicit XlsxReport(const QString& file, qint64 rowsPerSheet = sheetRows);
    ~XlsxReport() override;

    Result<void> begin(const ReportHead& head) override;
    Result<void> row(const QList<QByteArrayView>& fields) override;
    Result<void> end() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
