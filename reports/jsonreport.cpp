// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reports/jsonreport.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace transship {
namespace {

constexpr qsizetype bufferSize = 256 * 1024;

void appendString(QByteArray& line, QByteArrayView text)
{
    line += '"';
    const bool plain = std::all_of(text.begin(), text.end(),
        [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; });
    if (plain) {
        line += text;
    } else {
        for (const char c : text) {
            if (static_cast<unsigned char>(c) < 0x20) {
                line += "\\u" + QByteArray::number(int(c), 16).rightJustified(4, '0');
            } else {
                line += c == '"' || c == '\\' ? "\\" : "";
                line += c;
            }
        }
    }
    line += '"';
}

QJsonObject headOf(const ReportHead& head)
{
    QJsonObject counts;
    for (const MigrationState state : allMigrationStates) {
        counts[toName(state)] = head.counts.of(state);
    }
    QJsonObject object;
    for (const auto& [name, value] : factsOf(head)) {
        if (!counts.contains(name)) {
            object[name] = value;
        }
    }
    object[QStringLiteral("repositories")] = head.counts.total();
    object[QStringLiteral("states")] = counts;
    return object;
}

} // namespace

JsonReport::JsonReport(QIODevice& device)
    : m_device(device)
{
    m_buffer.reserve(bufferSize + 64 * 1024);
}

Result<void> JsonReport::begin(const ReportHead& head)
{
    m_buffer += "{\"report\": " + QJsonDocument(headOf(head)).toJson(QJsonDocument::Compact) + ",\n\"repositories\": [";
    for (const RepositoryColumn column : head.request.columns) {
        m_names << QByteArray('"' + reportName(column).toUtf8() + "\": ");
        m_values << valueOf(column);
    }
    return {};
}

Result<void> JsonReport::row(const QList<QByteArrayView>& fields)
{
    m_buffer += std::exchange(m_first, false) ? "\n{" : ",\n{";
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (i > 0) {
            m_buffer += ", ";
        }
        m_buffer += m_names[i];
        const QByteArrayView field = fields[i];
        if (field.isNull()) {
            m_buffer += "null";
        } else if (m_values[i] == ReportValue::Number) {
            m_buffer += field;
        } else if (m_values[i] == ReportValue::Time) {
            m_buffer += '"';
            appendTime(m_buffer, field);
            m_buffer += '"';
        } else {
            appendString(m_buffer, field);
        }
    }
    m_buffer += '}';
    return m_buffer.size() < bufferSize ? Result<void>() : flush();
}

Result<void> JsonReport::end()
{
    m_buffer += m_first ? "]}\n" : "\n]}\n";
    return flush();
}

Result<void> JsonReport::flush()
{
    const Result<void> written = writeAll(m_device, m_buffer);
    m_buffer.resize(0); // keeps its room
    return written;
}

} // namespace transship
