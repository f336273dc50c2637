// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reports/report.h"

#include <QByteArrayView>

class QIODevice;

namespace transship {

/// One format of file. begin, rows, end, each once in this order; after an error nothing more. What has been written
/// then is nobody's: see ReportFile. Thread: any one.
class ReportWriter {
public:
    ReportWriter() = default;
    ReportWriter(const ReportWriter&) = delete;
    ReportWriter& operator=(const ReportWriter&) = delete;
    virtual ~ReportWriter() = default;

    virtual Result<void> begin(const ReportHead& head) = 0;
    /// In the order of the request's columns; see RepositoryExport for what is in them.
    virtual Result<void> row(const QList<QByteArrayView>& fields) = 0;
    virtual Result<void> end() = 0;
    /// Rows beyond it are only counted; 0: none.
    virtual qint64 maxRows() const { return 0; }
};

/// "2026-01-31T12:00:00Z", with a fraction where there is one, appended to `text`.
void appendTime(QByteArray& text, QByteArrayView stored);
/// Writes everything or says why not, in words for people.
Result<void> writeAll(QIODevice& device, const QByteArray& bytes);
Error cannotWrite(const QString& name, const QString& why);

/// What a report says of itself: names and values, the same in every format.
QList<std::pair<QString, QString>> factsOf(const ReportHead& head);

} // namespace transship
