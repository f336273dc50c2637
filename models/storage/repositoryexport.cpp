// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositoryexport.h"

#include "models/storage/criterionsql.h"

namespace transship {
namespace {

// Control characters that no path holds; one column of text a row is what makes an export fast.
constexpr QChar separator(0x1F);
constexpr QChar nullMark(0x1E);

template <typename Values> QString namesSql(const QString& column, const Values& values)
{
    QString cases;
    for (const auto value : values) {
        cases += QStringLiteral(" WHEN %1 THEN ").arg(static_cast<int>(value)) + sqlLiteral(toName(value));
    }
    return QStringLiteral("CASE ") + column + cases + QStringLiteral(" END");
}

QString textSql(const QString& column)
{
    if (column == u"status") {
        return namesSql(column, allRepositoryStatuses);
    }
    if (column == u"migration_skipped_reason") {
        return namesSql(column, allSkippedReasons);
    }
    if (column == u"migration_plan") {
        // Whatever an inventory called it.
        return QStringLiteral("replace(replace(migration_plan, '%1', ' '), '%2', ' ')").arg(separator, nullMark);
    }
    return column == u"since" ? stateSinceSql() : column;
}

QString rowSql(const QStringList& columns)
{
    QStringList texts;
    for (const QString& column : columns) {
        texts << QStringLiteral("COALESCE(CAST(%1 AS text), '%2')").arg(textSql(column), QString(nullMark));
    }
    return texts.join(QStringLiteral(" || '%1' || ").arg(separator));
}

bool split(const QString& row, QList<QStringView>& fields)
{
    qsizetype from = 0;
    const QStringView all(row);
    for (QStringView& field : fields) {
        if (from > row.size()) {
            return false;
        }
        const qsizetype found = all.indexOf(separator, from);
        const qsizetype end = found < 0 ? row.size() : found;
        field = all.mid(from, end - from);
        if (field.size() == 1 && field.front() == nullMark) {
            field = QStringView();
        }
        from = end + 1;
    }
    return from == row.size() + 1;
}

QString fromAndWhere(const RepositoryFilter& filter, Backend backend)
{
    const QString where = whereClause(filter, backend);
    return QStringLiteral(" FROM container_repositories")
        + (where.isEmpty() ? QString() : QStringLiteral(" WHERE ") + where);
}

} // namespace

RepositoryExport::RepositoryExport(Connection& connection)
    : m_connection(connection)
{
}

Result<void> RepositoryExport::forEach(const QStringList& columns, const RepositoryFilter& filter, RepositorySort sort,
    bool descending, qint64 limit, const Visitor& visit)
{
    QString sql = QStringLiteral("SELECT ") + rowSql(columns) + fromAndWhere(filter, m_connection.backend())
        + QStringLiteral(" ORDER BY ") + orderBy(sort, descending, m_connection.backend());
    if (limit > 0) {
        sql += QStringLiteral(" LIMIT %1").arg(limit);
    }
    Result<QSqlQuery> query = m_connection.exec(sql);
    if (!query) {
        return query.error();
    }
    QList<QStringView> fields(columns.size());
    while (query->next()) {
        const QString row = query->value(0).toString();
        if (!split(row, fields)) {
            return Error{ErrorCode::DatabaseFailed,
                QStringLiteral("a row of container_repositories cannot be exported: \"%1\"; mend it in the database")
                    .arg(row.left(200).replace(separator, u' '))};
        }
        if (const Result<void> visited = visit(fields); !visited) {
            return visited;
        }
    }
    return m_connection.rowsEnded(*query);
}

Result<StateCounts> RepositoryExport::countByState(const RepositoryFilter& filter)
{
    if (filter.isEmpty()) {
        return RepositoryStore(m_connection).countByState();
    }
    Result<QSqlQuery> query = m_connection.exec(QStringLiteral("SELECT migration_state, count(*)")
        + fromAndWhere(filter, m_connection.backend()) + QStringLiteral(" GROUP BY 1"));
    if (!query) {
        return query.error();
    }
    StateCounts counts;
    while (query->next()) {
        const Result<MigrationState> state = migrationStateFromName(query->value(0).toString());
        if (!state) {
            return state.error();
        }
        counts.counts[static_cast<std::size_t>(*state)] = query->value(1).toLongLong();
    }
    return counts;
}

} // namespace transship
