// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/filtervalues.h"

#include "models/storage/criterionsql.h"
#include "models/storage/repositorysort.h"
#include "models/storage/storageworker.h"
#include "models/tables/answer.h"

namespace transship {
namespace {

/// `from … ` with the column between the beginning and the first text behind all that begin so.
QString valuesSql(const QString& column, const QString& table, const QString& condition, const QString& beginning)
{
    QString sql = QStringLiteral("SELECT %1 FROM %2 WHERE %1 >= %3").arg(column, table, sqlLiteral(beginning));
    if (const QString end = prefixEnd(beginning); !beginning.isEmpty() && !end.isEmpty()) {
        sql += QStringLiteral(" AND %1 < %2").arg(column, sqlLiteral(end));
    }
    return sql + condition + QStringLiteral(" ORDER BY %1 LIMIT %2").arg(column).arg(FilterValues::maxValues);
}

Result<QStringList> texts(Stores& stores, const QString& sql)
{
    Result<QSqlQuery> rows = stores.connection.exec(sql);
    if (!rows) {
        return rows.error();
    }
    QStringList found;
    while (rows->next()) {
        found << rows->value(0).toString();
    }
    return found;
}

/// From plan to plan in the index: there are few, with millions of rows each.
Result<QStringList> plans(Stores& stores, const QString& beginning)
{
    const QString key = sortKey(RepositorySort::Plan, stores.connection.backend());
    QStringList found;
    QString last;
    while (found.size() < FilterValues::maxValues) {
        const Result<QStringList> next = texts(stores,
            QStringLiteral("SELECT %1 FROM container_repositories WHERE %1 > %2 ORDER BY %1 LIMIT 1")
                .arg(key, sqlLiteral(last)));
        if (!next) {
            return next;
        }
        if (next->isEmpty()) {
            break;
        }
        last = next->first();
        if (last.startsWith(beginning)) {
            found << last;
        }
    }
    return found;
}

Result<QStringList> valuesOf(Stores& stores, FilterField field, const QString& beginning)
{
    if (!beginning.isValidUtf16() || beginning.contains(QChar::Null)) {
        return QStringList();
    }
    switch (field) {
    case FilterField::Plan:
        return plans(stores, beginning);
    case FilterField::Namespace:
        return texts(stores,
            valuesSql(QStringLiteral("path"), QStringLiteral("namespaces"),
                QStringLiteral(" AND COALESCE(parent_id, 0) = 0"), beginning));
    default:
        return texts(
            stores, valuesSql(QStringLiteral("path"), QStringLiteral("container_repositories"), {}, beginning));
    }
}

} // namespace

FilterValues::FilterValues(const DatabaseUrl& url, QObject* parent)
    : QObject(parent)
    , m_url(url)
{
}

FilterValues::~FilterValues()
{
    endInBackground(m_worker);
}

bool FilterValues::knows(FilterField field)
{
    return field == FilterField::Plan || field == FilterField::Namespace || field == FilterField::Path;
}

void FilterValues::find(FilterField field, const QString& beginning)
{
    if (!m_worker) {
        m_worker = std::make_shared<StorageWorker>(m_url, Access::ReadOnly, QStringLiteral("completion"));
    }
    const auto answer
        = m_worker->run([field, beginning](Stores& stores) { return valuesOf(stores, field, beginning); });
    whenAnswered(answer, this, [this, field, beginning, asked = ++m_asked](const Result<QStringList>& values) {
        if (asked == m_asked && values) {
            Q_EMIT found(field, beginning, *values);
        }
    });
}

} // namespace transship
