// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/output.h"

#include <QJsonDocument>

#include <cstdio>
#include <unistd.h>

namespace transship::ctl {
namespace {

void put(FILE* stream, const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
}

QString padded(const QString& cell, qsizetype width, bool right)
{
    return right ? cell.rightJustified(width) : cell.leftJustified(width);
}

} // namespace

TextTable::TextTable(QStringList headings)
{
    for (QString& heading : headings) {
        m_right << heading.startsWith(u'>');
        m_headings << (m_right.last() ? heading.mid(1) : heading);
    }
}

void TextTable::addRow(const QStringList& cells)
{
    QStringList row;
    for (const QString& cell : cells) {
        row << printable(cell);
    }
    m_rows << row;
}

QString TextTable::toString() const
{
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < m_headings.size(); ++column) {
        qsizetype width = m_headings[column].size();
        for (const QStringList& row : m_rows) {
            width = std::max(width, row.value(column).size());
        }
        widths << width;
    }
    QString text;
    const auto append = [&](const QStringList& row) {
        QStringList cells;
        for (qsizetype column = 0; column < m_headings.size(); ++column) {
            cells << padded(row.value(column), widths[column], m_right[column]);
        }
        QString line = cells.join(QStringLiteral("  "));
        while (line.endsWith(u' ')) {
            line.chop(1);
        }
        text += line + u'\n';
    };
    append(m_headings);
    for (const QStringList& row : m_rows) {
        append(row);
    }
    return text;
}

Output::Output(bool json, bool quiet)
    : m_json(json)
    , m_quiet(quiet)
{
}

void Output::text(const QString& text) const
{
    if (!m_json) {
        put(stdout, text.toUtf8() + (text.endsWith(u'\n') ? QByteArray() : QByteArrayLiteral("\n")));
    }
}

void Output::document(const QJsonObject& document) const
{
    if (m_json) {
        put(stdout, QJsonDocument(document).toJson(QJsonDocument::Indented));
    }
}

void Output::line(const QJsonObject& object) const
{
    if (m_json) {
        put(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
        std::fflush(stdout);
    }
}

void Output::note(const QString& text) const
{
    if (!m_quiet) {
        put(stderr, printable(text).toUtf8() + '\n');
    }
}

void Output::progress(const QString& text) const
{
    if (!m_quiet && isTerminal(STDERR_FILENO)) {
        put(stderr, "\r\x1b[K" + printable(text).toUtf8());
        std::fflush(stderr);
    }
}

void Output::error(const QString& text) const
{
    std::fflush(stdout);
    put(stderr, "transshipctl: " + printable(text).toUtf8() + '\n');
}

void Output::error(const Error& error) const
{
    this->error(error.toString());
}

bool Output::flush()
{
    return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

bool isTerminal(int fileDescriptor)
{
    return isatty(fileDescriptor) == 1;
}

QString printable(const QString& text)
{
    QString clean = text;
    for (QChar& c : clean) {
        if (c.category() == QChar::Other_Control) {
            c = u' ';
        }
    }
    return clean;
}

QString counted(qint64 number, const QString& one, const QString& many)
{
    return QStringLiteral("%1 %2").arg(number).arg(number == 1 ? one : many);
}

} // namespace transship::ctl
