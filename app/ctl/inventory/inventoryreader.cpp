// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/inventory/inventoryreader.h"

#include "models/domain/repositorypath.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace transship::ctl {
namespace {

constexpr qint64 sniffedBytes = 4096;
constexpr double maxTags = 1e12;

const QStringList& knownColumns()
{
    static const QStringList columns{
        QStringLiteral("path"), QStringLiteral("plan"), QStringLiteral("created_at"), QStringLiteral("tags")};
    return columns;
}

Error unreadable(const QString& why)
{
    return {ErrorCode::Io, why};
}

/// Empty, or why the field cannot be taken; fills the entry.
QString setPath(InventoryEntry& entry, const QString& text)
{
    const Result<QString> path = validateRepositoryPath(text);
    if (!path) {
        return path.error().message;
    }
    entry.path = *path;
    return {};
}

QString setCreatedAt(InventoryEntry& entry, const QString& text)
{
    if (text.isEmpty()) {
        return {};
    }
    QString iso = text;
    if (iso.endsWith(QStringLiteral(" UTC"))) { // as PostgreSQL and Rails print it
        iso = iso.chopped(4) + u'Z';
    }
    QDateTime time = QDateTime::fromString(iso, Qt::ISODateWithMs);
    if (!time.isValid()) {
        return QStringLiteral("created_at \"%1\" is not a time such as 2022-01-23T00:00:00Z").arg(text);
    }
    if (time.timeSpec() == Qt::LocalTime) {
        time.setTimeSpec(Qt::UTC); // no zone given: UTC, wherever this runs
    }
    entry.createdAt = time.toUTC();
    return {};
}

QString setTags(InventoryEntry& entry, const QString& text)
{
    if (text.isEmpty()) {
        return {};
    }
    bool ok = false;
    const qint64 tags = text.toLongLong(&ok);
    if (!ok || tags < 0) {
        return QStringLiteral("tags \"%1\" is not a whole number").arg(text);
    }
    entry.tags = tags;
    return {};
}

QString setField(InventoryEntry& entry, const QString& column, const QString& text)
{
    if (column == u"path") {
        return setPath(entry, text);
    }
    if (column == u"plan") {
        entry.plan = text;
        return {};
    }
    if (column == u"created_at") {
        return setCreatedAt(entry, text);
    }
    return column == u"tags" ? setTags(entry, text) : QString();
}

QString setJsonField(InventoryEntry& entry, const QString& column, const QJsonValue& value)
{
    if (value.isNull()) {
        return column == u"path" ? QStringLiteral("path is null") : QString();
    }
    if (column == u"tags" && value.isDouble()) {
        const double number = value.toDouble();
        if (number < 0 || number > maxTags || std::floor(number) != number) {
            return QStringLiteral("tags is not a whole number");
        }
        entry.tags = static_cast<qint64>(number);
        return {};
    }
    if (!value.isString()) {
        return column == u"tags" ? QStringLiteral("tags is not a number")
                                 : QStringLiteral("%1 is not a text in quotes").arg(column);
    }
    return setField(entry, column, value.toString().trimmed());
}

QString headerAdvice(const QStringList& columns)
{
    const QString first = columns.value(0);
    if (columns.size() == 1 && (first.contains(u';') || first.contains(u'\t'))) {
        return QStringLiteral("line 1: columns must be separated by commas");
    }
    return QStringLiteral("line 1 must be a header that names the columns, at least \"path\" (known: %1)")
        .arg(knownColumns().join(QStringLiteral(", ")));
}

} // namespace

InventoryReader::InventoryReader(QIODevice& device)
    : m_device(device)
    , m_lines(device)
    , m_csv(m_lines)
{
}

Result<void> InventoryReader::begin()
{
    QByteArray head = m_device.peek(sniffedBytes);
    if (head.startsWith("\xef\xbb\xbf")) {
        head.remove(0, 3);
    }
    if (head.startsWith("\x1f\x8b") || head.startsWith("PK\x03\x04") || head.startsWith("\xfd\x37zXZ")) {
        return unreadable(QStringLiteral("it is compressed or a spreadsheet; give the text itself (CSV or NDJSON)"));
    }
    if (head.contains('\0')) {
        return unreadable(QStringLiteral("it is not a text file; CSV with a header or NDJSON is wanted"));
    }
    const QByteArray text = head.trimmed();
    if (text.isEmpty()) {
        return unreadable(QStringLiteral("it is empty; CSV with a header or NDJSON is wanted"));
    }
    if (text.startsWith('[')) {
        return unreadable(
            QStringLiteral("it is a JSON array; NDJSON has one object on each line, as `jq -c .[]` prints"));
    }
    m_isJson = text.startsWith('{');
    return m_isJson ? Result<void>() : readHeader();
}

Result<void> InventoryReader::readHeader()
{
    CsvRecord header;
    if (!m_csv.next(header) || !header.problem.isEmpty()) {
        return unreadable(QStringLiteral("line %1: %2").arg(header.line).arg(header.problem));
    }
    for (const QByteArray& field : header.fields) {
        const QString column = QString::fromUtf8(field).trimmed().toLower();
        if (knownColumns().contains(column) && m_columns.contains(column)) {
            return unreadable(QStringLiteral("line 1 names the column \"%1\" twice").arg(column));
        }
        m_columns << column;
        if (!knownColumns().contains(column)) {
            m_ignored << column;
        }
    }
    if (!m_columns.contains(QStringLiteral("path"))) {
        return unreadable(headerAdvice(m_columns));
    }
    return {};
}

bool InventoryReader::next(InventoryLine& line)
{
    line.entry = {};
    line.problem.clear();
    return m_isJson ? nextJson(line) : nextCsv(line);
}

bool InventoryReader::nextCsv(InventoryLine& line)
{
    CsvRecord record;
    if (!m_csv.next(record)) {
        return false;
    }
    line.number = record.line;
    line.problem = record.problem;
    if (line.problem.isEmpty() && record.fields.size() != m_columns.size()) {
        line.problem
            = QStringLiteral("it has %1 fields, the header has %2").arg(record.fields.size()).arg(m_columns.size());
    }
    for (qsizetype i = 0; i < m_columns.size() && line.problem.isEmpty(); ++i) {
        line.problem = setField(line.entry, m_columns[i], QString::fromUtf8(record.fields[i]).trimmed());
    }
    return true;
}

bool InventoryReader::nextJson(InventoryLine& line)
{
    QByteArray text;
    do {
        if (!m_lines.next(text, line.problem)) {
            return false;
        }
    } while (line.problem.isEmpty() && text.trimmed().isEmpty());
    line.number = m_lines.number();
    if (!line.problem.isEmpty()) {
        return true;
    }
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parsed);
    if (parsed.error != QJsonParseError::NoError || !document.isObject()) {
        line.problem = document.isNull()
            ? QStringLiteral("it is not JSON (%1, at byte %2)").arg(parsed.errorString()).arg(parsed.offset)
            : QStringLiteral("it is not a JSON object");
        return true;
    }
    const QJsonObject object = document.object();
    if (!object.contains(QStringLiteral("path"))) {
        line.problem = QStringLiteral("it has no \"path\"");
    }
    for (auto field = object.begin(); field != object.end() && line.problem.isEmpty(); ++field) {
        if (knownColumns().contains(field.key())) {
            line.problem = setJsonField(line.entry, field.key(), field.value());
        } else if (!m_ignored.contains(field.key())) {
            m_ignored << field.key();
        }
    }
    return true;
}

} // namespace transship::ctl
