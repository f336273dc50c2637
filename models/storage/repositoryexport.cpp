// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/storage/repositoryexport.h"

#include "models/storage/criterionsql.h"

#include <QUtf8StringView>

namespace transship {
namespace {

// Control characters that no path holds. PostgreSQL's driver takes as long for a column as for a long text, so all are
// one.
constexpr QLatin1Char separator('\x1F');
constexpr QLatin1Char nullMark('\x1E');

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
        return QStringLiteral("replace(replace(migration_plan, '%1', ' '), '%2', ' ')")
            .arg(QString(separator), QString(nullMark));
    }
    return column == u"since" ? stateSinceSql() : column;
}

QString columnsSql(const QStringList& columns)
{
    QStringList texts;
    for (const QString& column : columns) {
        texts << textSql(column);
    }
    return texts.join(QStringLiteral(", "));
}

QString rowSql(const QStringList& columns)
{
    QStringList texts;
    for (const QString& column : columns) {
        texts << QStringLiteral("COALESCE(CAST(%1 AS text), '%2')").arg(textSql(column), QString(nullMark));
    }
    return texts.join(QStringLiteral(" || '%1' || ").arg(QChar(separator)));
}

bool split(const QByteArray& row, QList<QByteArrayView>& fields)
{
    qsizetype from = 0;
    const QByteArrayView all(row);
    for (QByteArrayView& field : fields) {
        if (from > row.size()) {
            return false;
        }
        const qsizetype found = all.indexOf(separator.toLatin1(), from);
        const qsizetype end = found < 0 ? row.size() : found;
        field = all.sliced(from, end - from);
        if (field.size() == 1 && field.front() == nullMark.toLatin1()) {
            field = QByteArrayView();
        }
        from = end + 1;
    }
    return from == row.size() + 1;
}

/// SQLite takes any bytes for a text; a file is to be UTF-8. `mended` holds what was not.
void mendTexts(QList<QByteArrayView>& fields, QByteArrayList& mended)
{
    mended.clear();
    for (QByteArrayView& field : fields) {
        if (!QUtf8StringView(field).isValidUtf8()) {
            mended << QString::fromUtf8(field).toUtf8();
            field = mended.last();
        }
    }
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
    QString rest = fromAndWhere(filter, m_connection.backend()) + QStringLiteral(" ORDER BY ")
        + orderBy(sort, descending, m_connection.backend());
    if (limit > 0) {
        rest += QStringLiteral(" LIMIT %1").arg(limit);
    }
    if (m_connection.backend() == Backend::PostgreSql) {
        return forEachAsOne(columns, rest, visit);
    }
    QByteArrayList mended;
    return m_connection.readTexts(
        QStringLiteral("SELECT ") + columnsSql(columns) + rest, [&](QList<QByteArrayView>& fields) -> Result<void> {
            mendTexts(fields, mended);
            return visit(fields);
        });
}

Result<void> RepositoryExport::forEachAsOne(const QStringList& columns, const QString& rest, const Visitor& visit)
{
    Result<QSqlQuery> query = m_connection.exec(QStringLiteral("SELECT ") + rowSql(columns) + rest);
    if (!query) {
        return query.error();
    }
    QList<QByteArrayView> fields(columns.size());
    while (query->next()) {
        const QByteArray row = query->value(0).toString().toUtf8();
        if (!split(row, fields)) {
            return Error{ErrorCode::DatabaseFailed,
                QStringLiteral("a row of container_repositories cannot be exported: \"%1\"; mend it in the database")
                    .arg(QString::fromUtf8(row).left(200).replace(QChar(separator), u' '))};
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
