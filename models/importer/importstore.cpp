// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importstore.h"

#include <QVariant>

using namespace Qt::StringLiterals;

namespace transship {

namespace {

/// Step n brings version n - 1 to version n. The same words for SQLite and PostgreSQL.
const QList<QStringList>& steps()
{
    static const QList<QStringList> all{
        {u"CREATE TABLE importer_repositories (path text NOT NULL PRIMARY KEY, status text NOT NULL, "
         "detail text NOT NULL DEFAULT '', pre_imported integer NOT NULL DEFAULT 0, started_at timestamp, "
         "updated_at timestamp, canceled_at timestamp)"_s,
            u"CREATE INDEX importer_repositories_status ON importer_repositories (status)"_s,
            u"CREATE TABLE importer_tags (path text NOT NULL, tag text NOT NULL, digest text NOT NULL, "
            "published integer NOT NULL DEFAULT 0, PRIMARY KEY (path, tag))"_s,
            u"CREATE TABLE importer_manifests (path text NOT NULL, digest text NOT NULL, "
            "PRIMARY KEY (path, digest))"_s},
        {u"CREATE TABLE importer_failures (path text NOT NULL, tag text NOT NULL, digest text NOT NULL, "
         "reason text NOT NULL, PRIMARY KEY (path, tag))"_s,
            u"ALTER TABLE importer_tags ADD COLUMN pass integer NOT NULL DEFAULT 0"_s},
    };
    return all;
}

QDateTime timeOf(const QVariant& value)
{
    return value.isNull() ? QDateTime() : Connection::fromStored(value);
}

} // namespace

ImportStore::ImportStore(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

Result<std::unique_ptr<ImportStore>> ImportStore::open(const DatabaseUrl& url)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(url, Access::ReadWrite, u"importer"_s);
    if (!connection) {
        return connection.error();
    }
    std::unique_ptr<ImportStore> store(new ImportStore(std::move(connection).value()));
    const Result<void> upgraded = store->upgrade();
    if (!upgraded) {
        return upgraded.error();
    }
    return store;
}

Result<void> ImportStore::upgrade()
{
    return m_connection->transaction([this]() -> Result<void> {
        Result<void> created
            = run(u"CREATE TABLE IF NOT EXISTS importer_schema (version integer NOT NULL PRIMARY KEY)"_s, {});
        if (!created) {
            return created;
        }
        int version = 0;
        {
            Result<QSqlQuery> query = m_connection->exec(u"SELECT COALESCE(MAX(version), 0) FROM importer_schema"_s);
            if (!query) {
                return query.error();
            }
            if (query->next()) {
                version = query->value(0).toInt();
            }
            query->finish();
        }
        if (version > steps().size()) {
            return Error{.code = ErrorCode::DatabaseTooNew,
                .message = u"The importer's tables have version %1, this program knows %2: use a newer transshipctl"_s
                               .arg(version)
                               .arg(steps().size())};
        }
        for (; version < steps().size(); ++version) {
            for (const QString& statement : steps().at(version)) {
                Result<void> done = run(statement, {});
                if (!done) {
                    return done;
                }
            }
            Result<void> noted = run(u"INSERT INTO importer_schema (version) VALUES (?)"_s, {version + 1});
            if (!noted) {
                return noted;
            }
        }
        return {};
    });
}

Result<void> ImportStore::run(const QString& sql, const QVariantList& values)
{
    const Result<int> count = m_connection->execCount(sql, values);
    if (!count) {
        return count.error();
    }
    return {};
}

Result<QList<ImportRecord>> ImportStore::select(const QString& where, const QVariantList& values)
{
    Result<QSqlQuery> query = m_connection->exec(
        u"SELECT path, status, detail, pre_imported, started_at, updated_at, canceled_at FROM importer_repositories "_s
            + where,
        values);
    if (!query) {
        return query.error();
    }
    QList<ImportRecord> records;
    while (query->next()) {
        const Result<ImportStatus> status = importStatusFromName(query->value(1).toString());
        if (!status) {
            return Error{.code = ErrorCode::DatabaseFailed,
                .message
                = u"importer_repositories, row %1: %2"_s.arg(query->value(0).toString(), status.error().message)};
        }
        records.append(ImportRecord{query->value(0).toString(), *status, query->value(2).toString(),
            query->value(3).toInt() != 0, timeOf(query->value(4)), timeOf(query->value(5)), timeOf(query->value(6))});
    }
    query->finish();
    return records;
}

Result<std::optional<ImportRecord>> ImportStore::find(const QString& path)
{
    const Result<QList<ImportRecord>> records = select(u"WHERE path = ?"_s, {path});
    if (!records) {
        return records.error();
    }
    return records->isEmpty() ? std::nullopt : std::optional<ImportRecord>(records->first());
}

Result<void> ImportStore::save(const ImportRecord& record)
{
    return run(
        u"INSERT INTO importer_repositories (path, status, detail, pre_imported, started_at, updated_at, canceled_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET status = excluded.status, "
        "detail = excluded.detail, pre_imported = excluded.pre_imported, started_at = excluded.started_at, "
        "updated_at = excluded.updated_at, canceled_at = excluded.canceled_at"_s,
        {record.path, toName(record.status), record.detail.isNull() ? u""_s : record.detail, record.preImported ? 1 : 0,
            m_connection->toStored(record.startedAt), m_connection->toStored(record.updatedAt),
            m_connection->toStored(record.canceledAt)});
}

Result<QList<ImportRecord>> ImportStore::inProgress()
{
    return select(u"WHERE status IN ('pre_import_in_progress', 'import_in_progress') ORDER BY started_at, path"_s, {});
}

Result<void> ImportStore::forgetContent(const QString& path)
{
    return m_connection->transaction([this, &path]() -> Result<void> {
        Result<void> manifests = forgetManifests(path);
        if (!manifests) {
            return manifests;
        }
        return run(u"DELETE FROM importer_tags WHERE path = ?"_s, {path});
    });
}

Result<void> ImportStore::recordTags(const QString& path, const QList<ImportedTag>& tags)
{
    return m_connection->transaction([this, &path, &tags]() -> Result<void> {
        for (const ImportedTag& tag : tags) {
            Result<void> done
                = run(u"INSERT INTO importer_tags (path, tag, digest, published, pass) VALUES (?, ?, ?, ?, ?) "
                      "ON CONFLICT (path, tag) DO UPDATE SET digest = excluded.digest, "
                      "published = excluded.published, pass = excluded.pass"_s,
                    {path, tag.tag, tag.digest, tag.published ? 1 : 0, tag.pass});
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

Result<QList<ImportedTag>> ImportStore::tags(const QString& path, const QStringList& names)
{
    QVariantList values{path};
    QStringList marks;
    for (const QString& name : names) {
        values.append(name);
        marks.append(u"?"_s);
    }
    Result<QSqlQuery> query = m_connection->exec(
        u"SELECT tag, digest, published, pass FROM importer_tags WHERE path = ? AND tag IN (%1)"_s.arg(
            marks.join(u',')),
        values);
    if (!query) {
        return query.error();
    }
    QList<ImportedTag> tags;
    while (query->next()) {
        tags.append(ImportedTag{query->value(0).toString(), query->value(1).toString(), query->value(2).toInt() != 0,
            query->value(3).toInt()});
    }
    query->finish();
    return tags;
}

Result<void> ImportStore::clearPublished(const QString& path)
{
    return run(
        u"UPDATE importer_tags SET published = 0, pass = 0 WHERE path = ? AND (published <> 0 OR pass <> 0)"_s, {path});
}

Result<void> ImportStore::recordManifests(const QString& path, const QStringList& digests)
{
    return m_connection->transaction([this, &path, &digests]() -> Result<void> {
        for (const QString& digest : digests) {
            Result<void> done
                = run(u"INSERT INTO importer_manifests (path, digest) VALUES (?, ?) ON CONFLICT DO NOTHING"_s,
                    {path, digest});
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

Result<bool> ImportStore::hasManifest(const QString& path, const QString& digest)
{
    Result<QSqlQuery> query
        = m_connection->exec(u"SELECT 1 FROM importer_manifests WHERE path = ? AND digest = ?"_s, {path, digest});
    if (!query) {
        return query.error();
    }
    const bool found = query->next();
    query->finish();
    return found;
}

Result<void> ImportStore::forgetManifests(const QString& path)
{
    return run(u"DELETE FROM importer_manifests WHERE path = ?"_s, {path});
}

Result<void> ImportStore::recordFailures(const QString& path, const QList<TagFailure>& failures)
{
    return m_connection->transaction([this, &path, &failures]() -> Result<void> {
        for (const TagFailure& failure : failures) {
            Result<void> done = run(u"INSERT INTO importer_failures (path, tag, digest, reason) VALUES (?, ?, ?, ?) "
                                    "ON CONFLICT (path, tag) DO UPDATE SET digest = excluded.digest, "
                                    "reason = excluded.reason"_s,
                {path, failure.tag, failure.digest.isNull() ? u""_s : failure.digest, failure.reason});
            if (!done) {
                return done;
            }
        }
        return {};
    });
}

Result<void> ImportStore::clearFailures(const QString& path)
{
    return run(u"DELETE FROM importer_failures WHERE path = ?"_s, {path});
}

Result<QList<TagFailure>> ImportStore::failures(const QString& path, const QString& after, int most)
{
    Result<QSqlQuery> query = m_connection->exec(
        u"SELECT tag, digest, reason FROM importer_failures WHERE path = ? AND tag > ? ORDER BY tag LIMIT ?"_s,
        {path, after.isNull() ? u""_s : after, most});
    if (!query) {
        return query.error();
    }
    QList<TagFailure> failures;
    while (query->next()) {
        failures.append(TagFailure{query->value(0).toString(), query->value(1).toString(), query->value(2).toString()});
    }
    query->finish();
    return failures;
}

} // namespace transship
