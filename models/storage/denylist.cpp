// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/settingdefinitions.h"
#include "models/storage/settingseventstore.h"
#include "models/storage/settingsstore.h"

namespace transship {
namespace {

const QString isDenied = QStringLiteral("EXISTS (SELECT 1 FROM feature_gates WHERE feature_key = ? AND key = 'actors' "
                                        "AND value = 'Group:' || namespaces.id)");
const QString isRoot = QStringLiteral("COALESCE(parent_id, 0) = 0");

Result<qint64> rootNamespaceId(Connection& connection, const QString& path)
{
    Result<QSqlQuery> query
        = connection.exec(QStringLiteral("SELECT id FROM namespaces WHERE path = ? AND ") + isRoot, {path});
    if (!query) {
        return query.error();
    }
    if (!query->next()) {
        return Error{ErrorCode::NotFound,
            QStringLiteral("there is no root namespace \"%1\"; a root namespace is the first part of a path")
                .arg(path)};
    }
    return query->value(0).toLongLong();
}

/// From the index of those that are ready, limited to one namespace.
Result<qint64> countWaiting(Connection& connection, qint64 rootNamespaceId)
{
    Result<QSqlQuery> query = connection.exec(QStringLiteral("SELECT count(*) FROM container_repositories WHERE "
                                                             "migration_state = 'default' AND root_namespace_id = ?"),
        {rootNamespaceId});
    if (!query) {
        return query.error();
    }
    return query->next() ? query->value(0).toLongLong() : 0;
}

Result<QStringList> paths(Connection& connection, const QString& rest, const QVariantList& values)
{
    Result<QSqlQuery> query = connection.exec(QStringLiteral("SELECT path FROM namespaces WHERE ") + rest, values);
    if (!query) {
        return query.error();
    }
    QStringList found;
    while (query->next()) {
        found << query->value(0).toString();
    }
    return found;
}

} // namespace

Result<QStringList> SettingsStore::denyList()
{
    return paths(m_connection, isDenied + QStringLiteral(" ORDER BY path"), {flags::denyList});
}

Result<void> SettingsStore::deny(const QString& rootNamespace, const ChangeAuthor& author)
{
    return changeDenyList(rootNamespace, true, author);
}

Result<void> SettingsStore::allow(const QString& rootNamespace, const ChangeAuthor& author)
{
    return changeDenyList(rootNamespace, false, author);
}

Result<void> SettingsStore::changeDenyList(const QString& rootNamespace, bool denied, const ChangeAuthor& author)
{
    return m_connection.transaction([&]() -> Result<void> {
        lockChanges();
        const Result<qint64> id = rootNamespaceId(m_connection, rootNamespace);
        if (!id) {
            return id.error();
        }
        const QVariantList values{flags::denyList, QStringLiteral("Group:%1").arg(*id)};
        const Result<int> changed = denied
            ? m_connection.execCount(QStringLiteral("INSERT INTO feature_gates (feature_key, key, value) "
                                                    "VALUES (?, 'actors', ?) ON CONFLICT DO NOTHING"),
                values)
            : m_connection.execCount(
                QStringLiteral("DELETE FROM feature_gates WHERE feature_key = ? AND key = 'actors' AND value = ?"),
                values);
        if (!changed || *changed == 0) {
            return changed ? Result<void>() : changed.error();
        }
        const auto word = [](bool yes) { return yes ? QStringLiteral("true") : QStringLiteral("false"); };
        return SettingsEventStore(m_connection)
            .record({0, SettingsEventKind::Deny, rootNamespace, word(!denied), word(denied), author.actor,
                author.origin, {}});
    });
}

Result<QList<RootNamespace>> SettingsStore::denied()
{
    const Result<QStringList> listed = denyList();
    if (!listed) {
        return listed.error();
    }
    QList<RootNamespace> namespaces;
    for (const QString& path : *listed) {
        const Result<RootNamespace> one = rootNamespace(path);
        if (!one) {
            return one.error();
        }
        namespaces << *one;
    }
    return namespaces;
}

Result<RootNamespace> SettingsStore::rootNamespace(const QString& path)
{
    const Result<qint64> id = rootNamespaceId(m_connection, path);
    if (!id) {
        return id.error();
    }
    const Result<qint64> waiting = countWaiting(m_connection, *id);
    return waiting ? Result<RootNamespace>(RootNamespace{path, *waiting}) : waiting.error();
}

Result<QStringList> SettingsStore::rootNamespaces(const QString& prefix, int limit)
{
    // A range, which the index of names serves in both databases; their collation is that of bytes.
    QString end = prefix;
    QString condition = isRoot;
    QVariantList values;
    if (!prefix.isEmpty()) {
        end.back() = QChar(char16_t(end.back().unicode() + 1));
        condition += QStringLiteral(" AND path >= ? AND path < ?");
        values << prefix << end;
    }
    values << limit;
    return paths(m_connection, condition + QStringLiteral(" ORDER BY path LIMIT ?"), values);
}

} // namespace transship
