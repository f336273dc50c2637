// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/filterplan.h"
#include "models/storage/repositorystore.h"

#include <QString>
#include <QVariantList>

namespace transship {

/// What the table shows: which rows, in which order, and how to get at them.
struct BlockQuery {
    Backend backend = Backend::Sqlite;
    FilterPlan plan;
    RepositorySort sort = RepositorySort::Id;
    Qt::SortOrder order = Qt::AscendingOrder;

    /// The index holds these rows and no others, so that any place in it is a place in the table.
    bool isServed() const { return plan.rest.isEmpty(); }
};

/// The place of a row in the order, to read on from without counting from the start.
struct BlockAnchor {
    QVariant key; ///< the sort key as the database writes it; unused when sorted by id
    qint64 id = 0;
};

struct Statement {
    QString sql;
    QVariantList values;
};

/// The statements of the table. Each is bounded by a LIMIT, also in what it looks at, and each that has an anchor
/// starts at it by index (keyset), whatever its row number. A null anchor: from the start.

/// One block of whole rows, `offset` rows after the anchor, of a query that is served. The ids come from the index
/// alone, then their rows: rows that are stepped over are never read.
Statement blockStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 offset);
/// The anchor `distance` rows of the index after this one: columns key, id.
Statement hopStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 distance);
/// How many rows of the index there are from the anchor on, counted up to `limit`.
Statement countStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 limit);

/// Which of the next `distance` rows of the index match: their ids, in order.
Statement matchesStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 distance);
/// How many rows these few are, counted up to `limit`.
Statement fewCountStatement(const FewRows& few, qint64 limit);
/// The ids of all that match, in order, when they are all among these few. Reads and sorts each of the few.
Statement fewStatement(const BlockQuery& query, const FewRows& few);
/// The rows with these ids, in any order.
Statement rowsStatement(const QList<qint64>& ids);

} // namespace transship
