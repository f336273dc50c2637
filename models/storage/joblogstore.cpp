// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/joblogstore.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace transship {

JobLogStore::JobLogStore(Connection& connection)
    : m_connection(connection)
{
}

/// One statement for any number of lines, always the same text.
Result<void> JobLogStore::append(qint64 migrationId, const QStringList& lines)
{
    if (lines.isEmpty()) {
        return {};
    }
    const QString array
        = QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(lines)).toJson(QJsonDocument::Compact));
    const bool sqlite = m_connection.backend() == Backend::Sqlite;
    const QString insert = QStringLiteral("INSERT INTO background_migration_lines (background_migration_id, line) ");
    const Result<int> written = m_connection.execCount(insert
            + (sqlite ? QStringLiteral("SELECT ?, value FROM json_each(?) ORDER BY key")
                      : QStringLiteral("SELECT CAST(? AS bigint), value FROM json_array_elements_text(CAST(? AS json)) "
                                       "WITH ORDINALITY AS l (value, place) ORDER BY place")),
        {migrationId, array});
    return written ? Result<void>() : written.error();
}

Result<QList<JobLogLine>> JobLogStore::lines(qint64 migrationId, qint64 afterId, int limit)
{
    return read(QStringLiteral("WHERE background_migration_id = ? AND id > ? ORDER BY id LIMIT ?"),
        {migrationId, afterId, limit});
}

Result<QList<JobLogLine>> JobLogStore::lastLines(qint64 migrationId, int limit)
{
    Result<QList<JobLogLine>> newestFirst
        = read(QStringLiteral("WHERE background_migration_id = ? ORDER BY id DESC LIMIT ?"), {migrationId, limit});
    if (newestFirst) {
        std::reverse(newestFirst->begin(), newestFirst->end());
    }
    return newestFirst;
}

Result<QList<JobLogLine>> JobLogStore::read(const QString& rest, const QVariantList& values)
{
    Result<QSqlQuery> query
        = m_connection.exec(QStringLiteral("SELECT id, line FROM background_migration_lines ") + rest, values);
    if (!query) {
        return query.error();
    }
    QList<JobLogLine> found;
    while (query->next()) {
        found << JobLogLine{query->value(0).toLongLong(), query->value(1).toString()};
    }
    return found;
}

} // namespace transship
