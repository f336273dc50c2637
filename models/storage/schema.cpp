// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/schema.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

// Outside of every namespace, as Q_INIT_RESOURCE wants it.
static void initSqlResource()
{
    Q_INIT_RESOURCE(sql);
}

namespace transship::schema {
namespace {

struct Step {
    int number = 0;
    QString name;
    QString file;
};

QList<Step> steps(Backend backend)
{
    initSqlResource();
    const QDir folder(backend == Backend::Sqlite ? QStringLiteral(":/sql/sqlite") : QStringLiteral(":/sql/postgresql"));
    QList<Step> list;
    for (const QString& file : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        list << Step{file.section(u'_', 0, 0).toInt(), file.section(u'.', 0, 0), folder.filePath(file)};
    }
    return list;
}

/// A statement ends with a semicolon followed by an empty line: triggers and functions hold semicolons of their own.
QStringList statementsOf(const QString& file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly)) {
        return {};
    }
    QStringList statements;
    for (const QString& part : QString::fromUtf8(source.readAll()).split(QStringLiteral(";\n\n"))) {
        if (const QString statement = part.trimmed(); !statement.isEmpty()) {
            statements << statement + (statement.endsWith(u';') ? QString() : QStringLiteral(";"));
        }
    }
    return statements;
}

Error tooNew(int found, int known)
{
    return {ErrorCode::DatabaseTooNew,
        QStringLiteral("the database has schema version %1, this program knows up to %2; use a newer Transship")
            .arg(found)
            .arg(known)};
}

Result<void> createRegister(Connection& connection)
{
    const QString type = connection.backend() == Backend::Sqlite ? QStringLiteral("text") //
                                                                 : QStringLiteral("timestamp(6)");
    const Result<QSqlQuery> created
        = connection.exec(QStringLiteral("CREATE TABLE schema_migrations (version integer PRIMARY KEY, "
                                         "name text NOT NULL, applied_at %1 NOT NULL)")
                              .arg(type));
    return created ? Result<void>() : created.error();
}

Result<void> applyStep(Connection& connection, const Step& step)
{
    for (const QString& statement : statementsOf(step.file)) {
        // Not prepared: PostgreSQL's PREPARE does not take definitions.
        if (const Result<QSqlQuery> done = connection.exec(statement); !done) {
            Error error = done.error();
            error.message = QStringLiteral("schema step %1: %2").arg(step.name, error.message);
            return error;
        }
    }
    const Result<int> noted = connection.execCount(
        QStringLiteral("INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)"),
        {step.number, step.name, connection.toStored(QDateTime::currentDateTimeUtc())});
    return noted ? Result<void>() : noted.error();
}

/// One transaction: takes the lock, looks again what is missing, applies the next step. The step's number; 0 = none.
Result<int> applyNext(Connection& connection)
{
    return connection.transaction([&]() -> Result<int> {
        if (connection.backend() == Backend::PostgreSql) {
            // Held until the transaction ends; SQLite's BEGIN IMMEDIATE is such a lock already.
            Result<QSqlQuery> lock = connection.exec(QStringLiteral("SELECT pg_advisory_xact_lock(7260112)"));
            if (!lock) {
                return lock.error();
            }
        }
        const Result<int> present = version(connection);
        if (!present) {
            return present;
        }
        if (const int known = latestVersion(connection.backend()); *present > known) {
            return tooNew(*present, known);
        }
        for (const Step& step : steps(connection.backend())) {
            if (step.number <= *present) {
                continue;
            }
            if (*present == 0) {
                if (const Result<void> created = createRegister(connection); !created) {
                    return created.error();
                }
            }
            const Result<void> applied = applyStep(connection, step);
            return applied ? Result<int>(step.number) : applied.error();
        }
        return 0;
    });
}

/// PostgreSQL: what the step of the same name could not know it may do. What is refused is refused inside the block, so
/// that the transaction goes on.
Result<void> indexPartsOfPaths(Connection& connection)
{
    const Result<bool> present = findsPartsByIndex(connection);
    if (!present || *present) {
        return present ? Result<void>() : present.error();
    }
    return connection.transaction([&connection]() -> Result<void> {
        for (const char* statement : {"SELECT pg_advisory_xact_lock(7260112)", // another upgrade does it at this moment
                 "SET LOCAL client_min_messages = warning",
                 "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; "
                 "CREATE INDEX IF NOT EXISTS repository_paths_trigrams ON repository_paths USING gin (path "
                 "gin_trgm_ops); "
                 "EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object "
                 "OR unique_violation THEN NULL; END $$",
                 "ANALYZE repository_paths"}) {
            Result<QSqlQuery> done = connection.exec(QString::fromLatin1(statement));
            if (!done) {
                return done.error();
            }
            done->finish();
        }
        return {};
    });
}

/// SQLite; as Connection says else.
Result<void> keepTemporaries(Connection& connection, const char* where)
{
    if (connection.backend() == Backend::PostgreSql) {
        return {};
    }
    const Result<QSqlQuery> done = connection.exec(QStringLiteral("PRAGMA temp_store = %1").arg(QLatin1String(where)));
    return done ? Result<void>() : done.error();
}

/// The numbers of the steps that were missing.
Result<QList<int>> applyAll(Connection& connection)
{
    QList<int> applied;
    for (;;) {
        const Result<int> step = applyNext(connection);
        if (!step) {
            return step.error();
        }
        if (*step == 0) {
            const Result<void> indexed = indexPartsOfPaths(connection);
            return indexed ? Result<QList<int>>(applied) : indexed.error();
        }
        applied << *step;
    }
}

} // namespace

Result<bool> findsPartsByIndex(Connection& connection)
{
    if (connection.backend() == Backend::Sqlite) {
        return true;
    }
    bool found = false;
    const Result<void> read
        = connection.read(QStringLiteral("SELECT to_regclass('repository_paths_trigrams') IS NOT NULL"), {},
            [&found](const Row& query) -> Result<void> {
                found = query.value(0).toBool();
                return {};
            });
    return read ? Result<bool>(found) : read.error();
}

int latestVersion(Backend backend)
{
    const QList<Step> known = steps(backend);
    Q_ASSERT(!known.isEmpty());
    return known.isEmpty() ? 0 : known.last().number;
}

Result<int> version(Connection& connection)
{
    const QString exists = connection.backend() == Backend::Sqlite
        ? QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'")
        : QStringLiteral("SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_migrations')");
    Result<QSqlQuery> query = connection.exec(exists);
    if (!query) {
        return query.error();
    }
    const bool found = query->next() && query->value(0).toInt() > 0;
    query->finish();
    if (!found) {
        return 0;
    }
    Result<QSqlQuery> newest
        = connection.exec(QStringLiteral("SELECT COALESCE(max(version), 0) FROM schema_migrations"));
    if (!newest) {
        return newest.error();
    }
    return newest->next() ? newest->value(0).toInt() : 0;
}

Result<QList<int>> upgrade(Connection& connection)
{
    const Result<int> present = version(connection);
    if (!present) {
        return present.error();
    }
    const int known = latestVersion(connection.backend());
    if (*present > known) {
        return tooNew(*present, known);
    }
    if (*present == known && connection.backend() == Backend::Sqlite) {
        return QList<int>(); // also while somebody writes, of whom there can be one
    }
    // Building an index sorts all its rows, which need not fit into memory.
    if (const Result<void> files = keepTemporaries(connection, "FILE"); !files) {
        return files.error();
    }
    const Result<QList<int>> applied = applyAll(connection);
    const Result<void> memory = keepTemporaries(connection, "MEMORY");
    return applied && !memory ? memory.error() : applied;
}

Result<void> check(Connection& connection)
{
    const Result<int> present = version(connection);
    if (!present) {
        return present.error();
    }
    const int known = latestVersion(connection.backend());
    if (*present > known) {
        return tooNew(*present, known);
    }
    if (*present < known) {
        return Error{ErrorCode::DatabaseOutdated,
            QStringLiteral("the database has schema version %1, this program needs %2; run `transshipctl db upgrade`")
                .arg(*present)
                .arg(known)};
    }
    return {};
}

} // namespace transship::schema
