// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/tagliststore.h"

namespace transship {

TagListStore::TagListStore(Connection& connection)
    : m_connection(connection)
{
}

Result<void> TagListStore::keep(qint64 repositoryId, const QStringList& names, const QDateTime& now)
{
    // A tag's name holds no white space, so lines keep them apart.
    const Result<int> kept = m_connection.execCount(
        QStringLiteral("INSERT INTO tag_lists (container_repository_id, listed_at, names) VALUES (?, ?, ?) "
                       "ON CONFLICT (container_repository_id) DO UPDATE "
                       "SET listed_at = excluded.listed_at, names = excluded.names"),
        {repositoryId, m_connection.toStored(now), names.join(u'\n')});
    return kept ? Result<void>() : kept.error();
}

Result<std::optional<QStringList>> TagListStore::find(qint64 repositoryId)
{
    Result<QSqlQuery> query = m_connection.exec(
        QStringLiteral("SELECT names FROM tag_lists WHERE container_repository_id = ?"), {repositoryId});
    if (!query) {
        return query.error();
    }
    if (!query->next()) {
        return std::optional<QStringList>();
    }
    return std::optional(query->value(0).toString().split(u'\n', Qt::SkipEmptyParts));
}

Result<void> TagListStore::remove(qint64 repositoryId)
{
    const Result<int> removed = m_connection.execCount(
        QStringLiteral("DELETE FROM tag_lists WHERE container_repository_id = ?"), {repositoryId});
    return removed ? Result<void>() : removed.error();
}

} // namespace transship
