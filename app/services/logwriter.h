// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QString>

namespace transship {

enum class LogFormat { Text, Json };
enum class Severity { Info, Warning, Error };

/// Log lines on a file descriptor (stderr), one write a line, so that lines of several writers never mix. The caller
/// sees to it that no secret gets in. Thread: any.
class LogWriter {
public:
    explicit LogWriter(LogFormat format, bool quiet = false, int fileDescriptor = 2);

    /// Quiet drops what is only information.
    void write(
        Severity severity, const QString& component, const QString& message, const QJsonObject& fields = {}) const;
    /// A line as a part of the worker reports it: "component" and, when there, "severity" and "message" are its own.
    void write(const QJsonObject& line) const;

    LogFormat format() const { return m_format; }

private:
    LogFormat m_format;
    bool m_quiet;
    int m_fd;
};

/// One line without its end; control characters in values are escaped, so that a value cannot forge a line.
QByteArray formatLogLine(LogFormat format, const QDateTime& time, Severity severity, const QString& component,
    const QString& message, const QJsonObject& fields);

} // namespace transship
