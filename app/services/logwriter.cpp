// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/services/logwriter.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <cerrno>
#include <unistd.h>

namespace transship {
namespace {

const QString timeKey = QStringLiteral("time");
const QString severityKey = QStringLiteral("severity");
const QString componentKey = QStringLiteral("component");
const QString messageKey = QStringLiteral("message");

QString nameOf(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        return QStringLiteral("INFO");
    case Severity::Warning:
        return QStringLiteral("WARN");
    case Severity::Error:
        return QStringLiteral("ERROR");
    }
    Q_UNREACHABLE();
    return {};
}

Severity severityOf(const QString& name)
{
    if (name == u"ERROR") {
        return Severity::Error;
    }
    return name == u"WARN" ? Severity::Warning : Severity::Info;
}

QByteArray compact(const QJsonValue& value)
{
    if (value.isObject()) {
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    }
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

/// Bare where it is plain, quoted as JSON where it holds blanks, quotes or control characters.
QByteArray textValue(const QJsonValue& value)
{
    if (!value.isString()) {
        return compact(value);
    }
    const QString text = value.toString();
    const bool plain = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isPrint() && !c.isSpace() && c != u'"' && c != u'=';
    });
    return plain ? text.toUtf8() : compact(value);
}

QByteArray withoutControls(const QString& text)
{
    QString clean = text;
    for (QChar& c : clean) {
        if (c.category() == QChar::Other_Control) {
            c = u' ';
        }
    }
    return clean.toUtf8();
}

} // namespace

QByteArray formatLogLine(LogFormat format, const QDateTime& time, Severity severity, const QString& component,
    const QString& message, const QJsonObject& fields)
{
    const QString stamp = time.toUTC().toString(Qt::ISODateWithMs);
    if (format == LogFormat::Json) {
        QJsonObject line = fields;
        line[timeKey] = stamp;
        line[severityKey] = nameOf(severity);
        if (!component.isEmpty()) {
            line[componentKey] = component;
        }
        if (!message.isEmpty()) {
            line[messageKey] = message;
        }
        return compact(line);
    }
    QByteArray line = stamp.toLatin1() + ' ' + nameOf(severity).toLatin1();
    if (!component.isEmpty()) {
        line += ' ' + component.toUtf8();
    }
    if (!message.isEmpty()) {
        line += ": " + withoutControls(message);
    }
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        line += ' ' + field.key().toUtf8() + '=' + textValue(field.value());
    }
    return line;
}

LogWriter::LogWriter(LogFormat format, bool quiet, int fileDescriptor)
    : m_format(format)
    , m_quiet(quiet)
    , m_fd(fileDescriptor)
{
}

void LogWriter::write(
    Severity severity, const QString& component, const QString& message, const QJsonObject& fields) const
{
    if (m_quiet && severity == Severity::Info) {
        return;
    }
    const QByteArray line
        = formatLogLine(m_format, QDateTime::currentDateTimeUtc(), severity, component, message, fields) + '\n';
    while (::write(m_fd, line.constData(), static_cast<size_t>(line.size())) < 0 && errno == EINTR) { }
}

void LogWriter::write(const QJsonObject& line) const
{
    QJsonObject fields = line;
    const QString component = fields.take(componentKey).toString(QStringLiteral("worker"));
    const QString message = fields.take(messageKey).toString();
    const Severity severity = severityOf(fields.take(severityKey).toString());
    fields.remove(timeKey);
    write(severity, component, message, fields);
}

} // namespace transship
