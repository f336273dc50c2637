// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/queryrow.h"
#include "models/storage/repositorystore.h"

namespace transship {
namespace {

/// Reads the columns of repositoryColumns() one after the other and keeps the first thing that is wrong.
class RowReader {
public:
    RowReader(const Row& row, int firstColumn)
        : m_row(row)
        , m_column(firstColumn)
        , m_id(row.value(firstColumn).toLongLong())
    {
    }

    QVariant next() { return m_row.value(m_column++); }
    qint64 number() { return next().toLongLong(); }
    QString text() { return next().toString(); }
    QDateTime time()
    {
        const QVariant value = next();
        QDateTime time = Connection::fromStored(value);
        if (!time.isValid() && !value.isNull()) {
            fail(QStringLiteral("\"%1\" is not a time").arg(value.toString()));
        }
        return time;
    }
    std::optional<qint64> optionalNumber()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : std::optional(value.toLongLong());
    }
    template <typename T> std::optional<T> checked(const Result<T>& parsed)
    {
        if (!parsed) {
            fail(parsed.error().message);
            return std::nullopt;
        }
        return *parsed;
    }
    std::optional<MigrationState> optionalState()
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : checked(migrationStateFromName(value.toString()));
    }
    template <typename T> std::optional<T> optionalEnum(Result<T> (*fromNumber)(int))
    {
        const QVariant value = next();
        return value.isNull() ? std::nullopt : checked(fromNumber(value.toInt()));
    }

    const std::optional<Error>& error() const { return m_error; }

private:
    void fail(const QString& why)
    {
        if (!m_error) {
            m_error = Error{ErrorCode::DatabaseFailed,
                QStringLiteral("row %1 of container_repositories cannot be read: %2; mend it in the database")
                    .arg(m_id)
                    .arg(why)};
        }
    }

    const Row& m_row;
    int m_column;
    qint64 m_id;
    std::optional<Error> m_error;
};

} // namespace

QString repositoryColumns()
{
    static const QString columns = [] {
        QStringList list;
        for (const char* column :
            {"id", "project_id", "name", "path", "root_namespace_id", "created_at@", "updated_at@", "status",
                "migration_state", "migration_pre_import_started_at@", "migration_pre_import_done_at@",
                "migration_import_started_at@", "migration_import_done_at@", "migration_aborted_at@",
                "migration_skipped_at@", "migration_retries_count", "migration_skipped_reason",
                "migration_aborted_in_state", "migration_step_accepted_at@", "migration_plan", "tags_count"}) {
            QString name = QString::fromLatin1(column);
            if (name.endsWith(u'@')) {
                name.chop(1);
                // Times as text: PostgreSQL's driver would take a timestamp for local time. Under another name, or its
                // ORDER BY would mean the text and leave the index alone.
                name = QStringLiteral("CAST(%1 AS text) AS %1_text").arg(name);
            }
            list << name;
        }
        return list.join(QStringLiteral(", "));
    }();
    return columns;
}

Result<ContainerRepository> repositoryFromRow(const QSqlQuery& query, int firstColumn)
{
    return repositoryFromRow(QueryRow(query), firstColumn);
}

Result<ContainerRepository> repositoryFromRow(const Row& visited, int firstColumn)
{
    RowReader row(visited, firstColumn);
    ContainerRepository repository;
    repository.id = row.number();
    repository.projectId = row.number();
    repository.name = row.text();
    repository.path = row.text();
    repository.rootNamespaceId = row.number();
    repository.createdAt = row.time();
    repository.updatedAt = row.time();
    repository.status = row.optionalEnum(repositoryStatusFromNumber);
    repository.state = row.checked(migrationStateFromName(row.text())).value_or(MigrationState::Default);
    repository.preImportStartedAt = row.time();
    repository.preImportDoneAt = row.time();
    repository.importStartedAt = row.time();
    repository.importDoneAt = row.time();
    repository.abortedAt = row.time();
    repository.skippedAt = row.time();
    repository.retriesCount = static_cast<int>(row.number());
    repository.skippedReason = row.optionalEnum(skippedReasonFromNumber);
    repository.abortedInState = row.optionalState();
    repository.stepAcceptedAt = row.time();
    repository.plan = row.text();
    repository.tagsCount = row.optionalNumber();
    if (row.error()) {
        return *row.error();
    }
    return repository;
}

} // namespace transship
