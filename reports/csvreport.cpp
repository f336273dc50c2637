// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/csvreport.h"

#include "models/domain/csv.h"

#include <QRegularExpression>

namespace transship {
namespace {

constexpr qsizetype bufferSize = 256 * 1024;

} // namespace

CsvReport::CsvReport(QIODevice& device)
    : m_device(device)
{
    m_buffer.reserve(bufferSize + 64 * 1024);
}

Result<void> CsvReport::begin(const ReportHead& head)
{
    if (head.request.preamble) {
        // A comma in a filter would begin a cell, and with it maybe a formula; else programs look for the "#".
        static const QRegularExpression formula(QStringLiteral(",\\s*[=+@-]"));
        for (const auto& [name, value] : factsOf(head)) {
            QString line = QStringLiteral("# %1: %2").arg(name, value);
            line.replace(u'\n', u' ').replace(u'\r', u' ');
            if (line.contains(formula)) {
                appendCsvField(m_buffer, line.toUtf8());
            } else {
                m_buffer += line.toUtf8();
            }
            m_buffer += "\r\n";
        }
    }
    const QList<RepositoryColumn>& columns = head.request.columns;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        m_buffer += i == 0 ? "" : ",";
        appendCsvField(m_buffer, reportName(columns[i]).toUtf8());
        m_values << valueOf(columns[i]);
    }
    m_buffer += "\r\n";
    return {};
}

Result<void> CsvReport::row(const QList<QByteArrayView>& fields)
{
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0) {
            m_buffer += ',';
        }
        const QByteArrayView field = fields[i];
        switch (m_values[i]) {
        case ReportValue::Number:
            m_buffer += field;
            break;
        case ReportValue::Time:
            if (!field.isNull()) {
                appendTime(m_buffer, field);
            }
            break;
        case ReportValue::Text:
            appendCsvField(m_buffer, field);
            break;
        }
    }
    m_buffer += "\r\n";
    return m_buffer.size() < bufferSize ? Result<void>() : end();
}

Result<void> CsvReport::end()
{
    const Result<void> written = writeAll(m_device, m_buffer);
    m_buffer.resize(0); // keeps its room
    return written;
}

} // namespace transship
