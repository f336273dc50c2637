// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importer/importschema.h"

#include <QVariant>

using namespace Qt::StringLiterals;

namespace transship::importschema {

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
        // Who works on it and until when; how far it is; how often somebody died over it.
        {u"ALTER TABLE importer_repositories ADD COLUMN owner text NOT NULL DEFAULT ''"_s,
            u"ALTER TABLE importer_repositories ADD COLUMN lease_until timestamp"_s,
            u"ALTER TABLE importer_repositories ADD COLUMN deaths integer NOT NULL DEFAULT 0"_s,
            u"ALTER TABLE importer_repositories ADD COLUMN reached integer NOT NULL DEFAULT 0"_s,
            u"ALTER TABLE importer_repositories ADD COLUMN progress text NOT NULL DEFAULT ''"_s,
            u"CREATE TABLE importer_verifications (path text NOT NULL, started_at timestamp NOT NULL, "
            "ended_at timestamp NOT NULL, outcome text NOT NULL, source text NOT NULL, target text NOT NULL, "
            "tags integer NOT NULL, manifests integer NOT NULL, blobs integer NOT NULL, referrers integer NOT NULL, "
            "rehashed integer NOT NULL, findings integer NOT NULL, detail text NOT NULL DEFAULT '', "
            "PRIMARY KEY (path, started_at))"_s,
            u"CREATE TABLE importer_evidence (path text NOT NULL, tag text NOT NULL, source_digest text NOT NULL, "
            "target_digest text NOT NULL, PRIMARY KEY (path, tag))"_s,
            u"CREATE TABLE importer_findings (path text NOT NULL, number integer NOT NULL, kind text NOT NULL, "
            "tag text NOT NULL, digest text NOT NULL, detail text NOT NULL, PRIMARY KEY (path, number))"_s},
        // Repositories of the source that may be closed for writing, and who is to open them again.
        {u"CREATE TABLE importer_windows (path text NOT NULL PRIMARY KEY, owner text NOT NULL, "
         "lease_until timestamp NOT NULL)"_s},
    };
    return all;
}

Result<void> run(Connection& connection, const QString& sql, const QVariantList& values = {})
{
    const Result<QSqlQuery> done = connection.exec(sql, values);
    return done ? Result<void>() : Result<void>(done.error());
}

Result<int> numberOf(Connection& connection, const QString& question)
{
    Result<QSqlQuery> query = connection.exec(question);
    if (!query) {
        return query.error();
    }
    const int number = query->next() ? query->value(0).toInt() : 0;
    query->finish();
    return number;
}

/// Without IF NOT EXISTS, which PostgreSQL comments on each time.
Result<void> createSchemaTable(Connection& connection)
{
    const Result<int> exists = numberOf(connection,
        connection.backend() == Backend::Sqlite
            ? u"SELECT count(*) FROM sqlite_master WHERE name = 'importer_schema'"_s
            : u"SELECT count(*) FROM pg_class WHERE oid = to_regclass('importer_schema')"_s);
    if (!exists || *exists > 0) {
        return exists ? Result<void>() : Result<void>(exists.error());
    }
    return run(connection, u"CREATE TABLE importer_schema (version integer NOT NULL PRIMARY KEY)"_s);
}

Result<void> apply(Connection& connection, int step)
{
    for (const QString& statement : steps().at(step)) {
        Result<void> done = run(connection, statement);
        if (!done) {
            return done;
        }
    }
    return run(connection, u"INSERT INTO importer_schema (version) VALUES (?)"_s, {step + 1});
}

} // namespace

Result<void> upgrade(Connection& connection)
{
    return connection.transaction([&connection]() -> Result<void> {
        if (connection.backend() == Backend::PostgreSql) {
            // Importers that are started together would create the same table twice.
            Result<void> locked = run(connection, u"SELECT pg_advisory_xact_lock(7260113)"_s);
            if (!locked) {
                return locked;
            }
        }
        Result<void> there = createSchemaTable(connection);
        if (!there) {
            return there;
        }
        const Result<int> version = numberOf(connection, u"SELECT COALESCE(MAX(version), 0) FROM importer_schema"_s);
        if (!version) {
            return version.error();
        }
        if (*version > steps().size()) {
            return Error{.code = ErrorCode::DatabaseTooNew,
                .message = u"The importer's tables have version %1, this program knows %2: use a newer transshipctl"_s
                               .arg(*version)
                               .arg(steps().size())};
        }
        for (int step = *version; step < steps().size(); ++step) {
            Result<void> applied = apply(connection, step);
            if (!applied) {
                return applied;
            }
        }
        return {};
    });
}

} // namespace transship::importschema
