// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/error.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace transship::ctl {

/// Rows under headings, columns padded to their widest cell.
class TextTable {
public:
    /// A heading that starts with ">" makes its column right-aligned.
    explicit TextTable(QStringList headings);
    void addRow(const QStringList& cells);
    QString toString() const;

private:
    QStringList m_headings;
    QList<bool> m_right;
    QList<QStringList> m_rows;
};

/// The two streams of a command: results on stdout, everything else on stderr. Thread: the main one.
class Output {
public:
    Output(bool json, bool quiet);

    bool json() const { return m_json; }
    /// Results for people; dropped with --json.
    void text(const QString& text) const;
    void table(const TextTable& table) const { text(table.toString()); }
    /// The one document of a command; dropped without --json.
    void document(const QJsonObject& document) const;
    /// One object of a stream, on a line of its own; dropped without --json.
    void line(const QJsonObject& object) const;

    /// Remarks on stderr; dropped with --quiet.
    void note(const QString& text) const;
    /// A counter that overwrites itself, only on a terminal and not with --quiet; an empty text clears it.
    void progress(const QString& text) const;
    void error(const QString& text) const;
    void error(const Error& error) const;

    /// False when stdout could not take everything (disk full, pipe closed).
    static bool flush();

private:
    bool m_json;
    bool m_quiet;
};

bool isTerminal(int fileDescriptor);

/// With control characters (which could move the terminal's cursor) replaced by blanks.
QString printable(const QString& text);

/// "1 repository", "2 repositories".
QString counted(qint64 number, const QString& one, const QString& many);

} // namespace transship::ctl
