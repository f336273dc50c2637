// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/common/dataset.h"

#include "models/storage/schema.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>

#include <cstdio>

namespace transship::bench {
namespace {

struct Definition {
    QString name;
    QString sql;
};

QList<Definition> definitions(Connection& connection, const QString& sql)
{
    Result<QSqlQuery> query = connection.exec(sql);
    if (!query) {
        giveUp(query.error().toString());
    }
    QList<Definition> list;
    while (query->next()) {
        list << Definition{query->value(0).toString(), query->value(1).toString()};
    }
    query->finish();
    return list;
}

/// Filling first and indexing afterwards is many times faster than the other way round.
void fill(Connection& connection, qint64 rows, Mix mix)
{
    const bool isSqlite = connection.backend() == Backend::Sqlite;
    const QList<Definition> indexes = definitions(connection,
        isSqlite ? QStringLiteral("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
                                  "AND tbl_name = 'container_repositories'")
                 : QStringLiteral("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = "
                                  "'container_repositories' AND indexname <> 'container_repositories_pkey'"));
    const QList<Definition> triggers = isSqlite ? definitions(connection,
                                           QStringLiteral("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' "
                                                          "AND tbl_name = 'container_repositories'"))
                                                : QList<Definition>();
    for (const Definition& index : indexes) {
        mustRun(connection, QStringLiteral("DROP INDEX ") + index.name);
    }
    for (const Definition& trigger : triggers) {
        mustRun(connection, QStringLiteral("DROP TRIGGER ") + trigger.name);
    }
    if (!isSqlite) {
        // Foreign keys are triggers of the server's own; the rows are right by construction.
        mustRun(connection, QStringLiteral("SET session_replication_role = replica"));
    }
    if (!isSqlite) {
        mustRun(connection, QStringLiteral("DROP INDEX repository_paths_trigrams"));
    }
    for (const QString& statement : fillingStatements(connection.backend(), rows, mix)) {
        mustRun(connection, statement);
    }
    for (const Definition& index : indexes) {
        mustRun(connection, index.sql);
    }
    // What triggers keep beside the rows.
    mustRun(connection,
        isSqlite
            ? QStringLiteral("INSERT INTO repository_paths (repository_paths) VALUES ('rebuild')")
            : QStringLiteral("INSERT INTO repository_paths (id, path) SELECT id, path FROM container_repositories"));
    if (!isSqlite) {
        mustRun(connection,
            QStringLiteral("CREATE INDEX repository_paths_trigrams ON repository_paths USING gin (path gin_trgm_ops)"));
    }
    for (const Definition& trigger : triggers) {
        mustRun(connection, trigger.sql);
    }
}

void afterFilling(Connection& connection)
{
    for (const char* table : {"container_repositories", "namespaces", "projects"}) {
        mustRun(connection,
            QStringLiteral("SELECT setval(pg_get_serial_sequence('%1', 'id'), (SELECT max(id) FROM %1))")
                .arg(QString::fromLatin1(table)));
    }
    mustRun(connection, QStringLiteral("VACUUM (ANALYZE)"));
    mustRun(connection, QStringLiteral("CHECKPOINT"));
}

QString label(qint64 rows, Mix mix)
{
    return QStringLiteral("set%1_%2_%3").arg(schema::latestVersion(Backend::Sqlite)).arg(rows).arg(nameOf(mix));
}

class Announcement {
public:
    explicit Announcement(const QString& what)
    {
        std::printf("making %s … ", qPrintable(what));
        std::fflush(stdout);
        m_timer.start();
    }
    ~Announcement()
    {
        std::printf("%.1f s\n", static_cast<double>(m_timer.elapsed()) / 1000);
        std::fflush(stdout);
    }
    Announcement(const Announcement&) = delete;
    Announcement& operator=(const Announcement&) = delete;

private:
    QElapsedTimer m_timer;
};

} // namespace

QString nameOf(Mix mix)
{
    switch (mix) {
    case Mix::Beginning:
        return QStringLiteral("beginning");
    case Mix::Middle:
        return QStringLiteral("middle");
    case Mix::End:
        return QStringLiteral("end");
    }
    Q_UNREACHABLE();
    return {};
}

std::unique_ptr<Connection> openOrGiveUp(const DatabaseUrl& url, Access access)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(url, access, QStringLiteral("bench"));
    if (!connection) {
        giveUp(connection.error().toString());
    }
    return std::move(*connection);
}

void mustRun(Connection& connection, const QString& sql)
{
    Result<QSqlQuery> query = connection.exec(sql);
    if (!query) {
        giveUp(query.error().toString() + QStringLiteral(" in ") + sql.left(200));
    }
    query->finish();
}

DataSets::DataSets(const Settings& settings)
    : m_folder(settings.dataFolder.isEmpty() ? m_temporary.path() : settings.dataFolder)
{
    QDir().mkpath(m_folder);
    // Run as root, PostgreSQL's server is another user, who must get through to its folder.
    QFile::setPermissions(m_folder, QFile::permissions(m_folder) | QFileDevice::ExeOther);
}

testing::PostgresCluster& DataSets::cluster()
{
    if (!m_cluster) {
        m_cluster = std::make_unique<testing::PostgresCluster>(
            testing::PostgresCluster::Durability::Full, m_folder + QStringLiteral("/postgresql"));
        if (!m_cluster->problem().isEmpty()) {
            giveUp(m_cluster->problem());
        }
    }
    return *m_cluster;
}

void DataSets::executeOnServer(const QString& sql)
{
    mustRun(*openOrGiveUp(*DatabaseUrl::parse(cluster().url(QStringLiteral("postgres")))), sql);
}

DatabaseUrl DataSets::shared(const QString& backend, qint64 rows, Mix mix)
{
    return backend == u"sqlite" ? sqlite(rows, mix) : postgres(rows, mix);
}

DatabaseUrl DataSets::sqlite(qint64 rows, Mix mix)
{
    const QString file = m_folder + u'/' + label(rows, mix) + QStringLiteral(".sqlite");
    if (QFileInfo::exists(file)) {
        return DatabaseUrl::sqlite(file);
    }
    const QString unfinished = file + QStringLiteral(".part");
    QFile::remove(unfinished);
    {
        const Announcement announcement(QFileInfo(file).fileName());
        const auto connection = openOrGiveUp(DatabaseUrl::sqlite(unfinished));
        if (const auto upgraded = schema::upgrade(*connection); !upgraded) {
            giveUp(upgraded.error().toString());
        }
        for (const char* setting : {"journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF",
                 "cache_size = -500000", "temp_store = MEMORY"}) {
            mustRun(*connection, QStringLiteral("PRAGMA ") + QString::fromLatin1(setting));
        }
        fill(*connection, rows, mix);
        mustRun(*connection, QStringLiteral("PRAGMA journal_mode = WAL"));
    }
    if (!QFile::rename(unfinished, file)) {
        giveUp(QStringLiteral("cannot write %1").arg(file));
    }
    return DatabaseUrl::sqlite(file);
}

DatabaseUrl DataSets::postgres(qint64 rows, Mix mix)
{
    const QString name = label(rows, mix);
    const auto server = openOrGiveUp(*DatabaseUrl::parse(cluster().url(QStringLiteral("postgres"))));
    Result<QSqlQuery> found = server->exec(QStringLiteral("SELECT 1 FROM pg_database WHERE datname = '%1'").arg(name));
    if (found && found->next()) {
        return *DatabaseUrl::parse(cluster().url(name));
    }
    found->finish();
    const Announcement announcement(name + QStringLiteral(" (PostgreSQL)"));
    const QString unfinished = name + QStringLiteral("_part");
    mustRun(*server, QStringLiteral("DROP DATABASE IF EXISTS ") + unfinished);
    mustRun(*server, QStringLiteral("CREATE DATABASE ") + unfinished);
    {
        const auto connection = openOrGiveUp(*DatabaseUrl::parse(cluster().url(unfinished)));
        if (const auto upgraded = schema::upgrade(*connection); !upgraded) {
            giveUp(upgraded.error().toString());
        }
        fill(*connection, rows, mix);
        afterFilling(*connection);
    }
    mustRun(*server, QStringLiteral("ALTER DATABASE %1 RENAME TO %2").arg(unfinished, name));
    return *DatabaseUrl::parse(cluster().url(name));
}

DatabaseUrl DataSets::copy(const QString& backend, qint64 rows, Mix mix)
{
    const DatabaseUrl source = shared(backend, rows, mix);
    ++m_copies;
    if (backend == u"sqlite") {
        const QString file = m_temporary.filePath(QStringLiteral("copy%1.sqlite").arg(m_copies));
        if (!QFile::copy(source.name(), file)) {
            giveUp(QStringLiteral("cannot copy %1").arg(source.name()));
        }
        return DatabaseUrl::sqlite(file);
    }
    const QString name = QStringLiteral("copy%1").arg(m_copies);
    executeOnServer(QStringLiteral("DROP DATABASE IF EXISTS ") + name);
    executeOnServer(QStringLiteral("CREATE DATABASE %1 TEMPLATE %2 STRATEGY file_copy").arg(name, source.name()));
    return *DatabaseUrl::parse(cluster().url(name));
}

} // namespace transship::bench
