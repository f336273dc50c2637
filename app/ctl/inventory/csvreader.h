// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>
#include <QString>

namespace transship::ctl {

/// One record of a CSV file, or why it is none.
struct CsvRecord {
    qint64 line = 0; ///< where it begins, 1-based
    QList<QByteArray> fields;
    QString problem; ///< empty: fine
};

/// Lines of a text file with their numbers; CRLF and LF, a byte order mark dropped.
class LineReader {
public:
    explicit LineReader(QIODevice& device);

    /// False at the end. A line longer than the limit, or with bytes that are no UTF-8 text, is a problem.
    bool next(QByteArray& line, QString& problem);
    qint64 number() const { return m_number; } ///< of the line read last

private:
    QIODevice& m_device;
    qint64 m_number = 0;
};

/// CSV as RFC 4180 has it: commas, fields in double quotes may hold commas, doubled quotes and line ends. Empty lines
/// are passed over. One record in memory at a time.
class CsvReader {
public:
    explicit CsvReader(LineReader& lines);

    bool next(CsvRecord& record); ///< false at the end

private:
    LineReader& m_lines;
};

} // namespace transship::ctl
