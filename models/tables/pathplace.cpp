// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/tables/pathplace.h"

#include "models/storage/criterionsql.h"
#include "models/tables/blockreader.h"

#include <algorithm>

namespace transship {
namespace {

/// While the anchors are still being sampled there may be more rows to count; beyond these it is not worth the time.
constexpr qint64 mostCounted = 1'000'000;

class Finder {
public:
    Finder(Stores& stores, const PathSearch& search)
        : m_stores(stores)
        , m_search(search)
        , m_descending(search.query.order == Qt::DescendingOrder)
        , m_bound(m_descending ? prefixEnd(search.beginning) : search.beginning)
    {
    }

    Result<qint64> run() { return m_search.query.isServed() ? byCounting() : byHalving(); }

private:
    /// Whether the row is above what is looked for. Byte by byte, as both databases sort paths.
    bool isBefore(const QString& path) const
    {
        const QByteArray bytes = path.toUtf8();
        return m_descending ? bytes >= m_bound.toUtf8() : bytes < m_bound.toUtf8();
    }

    Result<qint64> byCounting()
    {
        const QList<BlockAnchor>& anchors = m_search.anchors;
        const auto first = std::partition_point(anchors.begin(), anchors.end(),
            [this](const BlockAnchor& anchor) { return isBefore(anchor.key.toString()); });
        const qint64 passed = first - anchors.begin();
        BlockQuery rest = m_search.query;
        if (m_descending) {
            rest.plan.lower << QStringLiteral("path >= ") + sqlLiteral(m_bound);
        } else {
            rest.plan.upper << QStringLiteral("path < ") + sqlLiteral(m_bound);
        }
        const Statement statement = countStatement(rest, passed > 0 ? &anchors.at(passed - 1) : nullptr, mostCounted);
        Result<QSqlQuery> rows = m_stores.connection.exec(statement.sql, statement.values);
        if (!rows) {
            return rows.error();
        }
        return passed * anchorDistance + (rows->next() ? rows->value(0).toLongLong() : 0);
    }

    Result<qint64> byHalving()
    {
        qint64 low = 0;
        qint64 high = m_search.ids.size();
        while (low < high) {
            const qint64 middle = (low + high) / 2;
            const Result<ContainerRepository> row = m_stores.repositories.find(m_search.ids.at(middle));
            if (!row && row.error().code != ErrorCode::NotFound) {
                return row.error();
            }
            if (row && isBefore(row->path)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    Stores& m_stores;
    const PathSearch& m_search;
    bool m_descending;
    QString m_bound;
};

} // namespace

Result<qint64> rowOfPath(Stores& stores, const PathSearch& search)
{
    return search.beginning.isEmpty() ? Result<qint64>(0) : Finder(stores, search).run();
}

} // namespace transship
