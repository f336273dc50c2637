// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reports/reportcolumns.h"
#include "reports/reportwriter.h"

namespace transship {

/// RFC 4180: UTF-8, lines end with CR LF, fields with commas, quotes or line ends in quotes. A text that a spreadsheet
/// would take for a formula (it begins with = + - @, a tab or CR) gets an apostrophe before it. NULL and the empty text
/// are both empty. Before the header, unless the request says no: lines that begin with "#".
class CsvReport final : public ReportWriter {
public:
    explicit CsvReport(QIODevice& device);

    Result<void> begin(const ReportHead& head) override;
    Result<void> row(const QList<QByteArrayView>& fields) override;
    Result<void> end() override;

private:
    QIODevice& m_device;
    QList<ReportValue> m_values;
    QByteArray m_buffer;
};

} // namespace transship
