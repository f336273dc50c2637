// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reports/reportcolumns.h"
#include "reports/reportwriter.h"

namespace transship {

/// One document: "report" (what it says of itself) and "repositories", one a line, with the columns' names. Numbers are
/// numbers, times ISO 8601 in UTC, NULL null.
class JsonReport final : public ReportWriter {
public:
    explicit JsonReport(QIODevice& device);

    Result<void> begin(const ReportHead& head) override;
    Result<void> row(const QList<QByteArrayView>& fields) override;
    Result<void> end() override;

private:
    Result<void> flush();

    QIODevice& m_device;
    QList<ReportValue> m_values;
    QList<QByteArray> m_names; ///< with quotes and colon
    QByteArray m_buffer;
    bool m_first = true;
};

} // namespace transship
