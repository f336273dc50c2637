// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/inventorystore.h"

#include "models/domain/repositorypath.h"

#include <QHash>

namespace transship {
namespace {

struct NamespaceId {
    qint64 id = 0;
    qint64 rootId = 0;
};

/// Writes entries one after the other and remembers the namespaces and projects it has met.
class Loader {
public:
    Loader(Connection& connection, const QDateTime& now)
        : m_connection(connection)
        , m_now(now)
    {
    }

    /// True: added; false: it was there.
    Result<bool> add(const InventoryEntry& entry)
    {
        const Result<PathParts> parts = splitRepositoryPath(entry.path);
        if (!parts) {
            return parts.error();
        }
        const Result<qint64> present
            = idOf(QStringLiteral("SELECT id FROM container_repositories WHERE path = ?"), {entry.path});
        if (!present) {
            return present.error();
        }
        if (*present != 0) {
            return false;
        }
        const Result<NamespaceId> parent = namespaceOf(parts->namespaces);
        if (!parent) {
            return parent.error();
        }
        const Result<qint64> project = projectOf(parent->id, parts->project);
        if (!project) {
            return project.error();
        }
        return insert(entry, *parts, *project, parent->rootId);
    }

private:
    /// The first value of the first row; 0 when there is none.
    Result<qint64> idOf(const QString& sql, const QVariantList& values)
    {
        Result<QSqlQuery> query = m_connection.exec(sql, values);
        if (!query) {
            return query.error();
        }
        const qint64 id = query->next() ? query->value(0).toLongLong() : 0;
        query->finish();
        return id;
    }

    Result<bool> insert(const InventoryEntry& entry, const PathParts& parts, qint64 projectId, qint64 rootId)
    {
        const QDateTime created = entry.createdAt.isValid() ? entry.createdAt : m_now;
        // Two programs loading at once: the second finds the row of the first.
        const Result<int> added = m_connection.execCount(
            QStringLiteral("INSERT INTO container_repositories (project_id, name, path, root_namespace_id, created_at, "
                           "updated_at, migration_plan, tags_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                           "ON CONFLICT DO NOTHING"),
            {projectId, parts.name, entry.path, rootId, m_connection.toStored(created), m_connection.toStored(m_now),
                entry.plan.isEmpty() ? QVariant() : QVariant(entry.plan),
                entry.tags ? QVariant(*entry.tags) : QVariant()});
        if (!added) {
            return added.error();
        }
        return *added == 1;
    }

    Result<NamespaceId> namespaceOf(const QStringList& segments)
    {
        NamespaceId parent;
        QString path;
        for (const QString& segment : segments) {
            path += u'/' + segment;
            if (const auto known = m_namespaces.constFind(path); known != m_namespaces.constEnd()) {
                parent = *known;
                continue;
            }
            const Result<NamespaceId> found = findOrCreateNamespace(parent, segment);
            if (!found) {
                return found;
            }
            parent = *found;
            m_namespaces.insert(path, parent);
        }
        return parent;
    }

    Result<NamespaceId> findOrCreateNamespace(const NamespaceId& parent, const QString& segment)
    {
        const QString find = QStringLiteral("SELECT id FROM namespaces WHERE COALESCE(parent_id, 0) = ? AND path = ?");
        Result<qint64> id = idOf(find, {parent.id, segment});
        if (id && *id == 0) {
            const Result<int> created
                = m_connection.execCount(QStringLiteral("INSERT INTO namespaces (path, parent_id, root_id) "
                                                        "VALUES (?, ?, ?) ON CONFLICT DO NOTHING"),
                    {segment, orNull(parent.id), orNull(parent.rootId)});
            if (!created) {
                return created.error();
            }
            id = idOf(find, {parent.id, segment});
        }
        if (!id) {
            return id.error();
        }
        if (parent.id != 0) {
            return NamespaceId{*id, parent.rootId};
        }
        const Result<int> rooted = m_connection.execCount(
            QStringLiteral("UPDATE namespaces SET root_id = id WHERE id = ? AND root_id IS NULL"), {*id});
        return rooted ? Result<NamespaceId>(NamespaceId{*id, *id}) : rooted.error();
    }

    Result<qint64> projectOf(qint64 namespaceId, const QString& path)
    {
        const auto key = std::pair(namespaceId, path);
        if (const auto known = m_projects.constFind(key); known != m_projects.constEnd()) {
            return *known;
        }
        const QString find = QStringLiteral("SELECT id FROM projects WHERE namespace_id = ? AND path = ?");
        Result<qint64> id = idOf(find, {namespaceId, path});
        if (id && *id == 0) {
            const Result<int> created = m_connection.execCount(
                QStringLiteral("INSERT INTO projects (namespace_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING"),
                {namespaceId, path});
            if (!created) {
                return created.error();
            }
            id = idOf(find, {namespaceId, path});
        }
        if (id) {
            m_projects.insert(key, *id);
        }
        return id;
    }

    static QVariant orNull(qint64 id) { return id == 0 ? QVariant() : QVariant(id); }

    Connection& m_connection;
    QDateTime m_now;
    QHash<QString, NamespaceId> m_namespaces;
    QHash<std::pair<qint64, QString>, qint64> m_projects;
};

} // namespace

InventoryStore::InventoryStore(Connection& connection)
    : m_connection(connection)
{
}

Result<InventoryResult> InventoryStore::add(const QList<InventoryEntry>& entries, const QDateTime& now)
{
    const auto addAll = [&]() -> Result<InventoryResult> {
        Loader loader(m_connection, now);
        InventoryResult result;
        for (const InventoryEntry& entry : entries) {
            const Result<bool> added = loader.add(entry);
            if (!added) {
                return added.error();
            }
            ++(*added ? result.added : result.alreadyThere);
        }
        return result;
    };
    return m_connection.inTransaction() ? addAll() : m_connection.transaction(addAll);
}

Result<QSet<QString>> InventoryStore::present(const QList<InventoryEntry>& entries)
{
    constexpr qsizetype atOnce = 500; // values of one statement
    QSet<QString> found;
    for (qsizetype first = 0; first < entries.size(); first += atOnce) {
        QVariantList values;
        for (qsizetype i = first; i < std::min(first + atOnce, entries.size()); ++i) {
            values << entries[i].path;
        }
        const QString marks = QStringList(values.size(), QStringLiteral("?")).join(u',');
        Result<QSqlQuery> query = m_connection.exec(
            QStringLiteral("SELECT path FROM container_repositories WHERE path IN (%1)").arg(marks), values);
        if (!query) {
            return query.error();
        }
        while (query->next()) {
            found << query->value(0).toString();
        }
    }
    return found;
}

} // namespace transship
