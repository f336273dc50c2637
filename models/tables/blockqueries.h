// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/repositorystore.h"

#include <QString>
#include <QVariantList>

namespace transship {

/// What the table shows: which rows, in which order.
struct BlockQuery {
    Backend backend = Backend::Sqlite;
    QString filter; ///< SQL condition, may be empty
    RepositorySort sort = RepositorySort::Id;
    Qt::SortOrder order = Qt::AscendingOrder;
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

/// The statements of the table. Each is bounded by a LIMIT, and each that has an anchor starts at it by index
/// (keyset), whatever its row number. A null anchor: from the start.

/// One block of whole rows, `offset` rows after the anchor. The ids come from the index alone, then their rows: rows
/// that are stepped over are never read.
Statement blockStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 offset);
/// The anchor `distance` rows after this one: columns key, id.
Statement hopStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 distance);
/// How many rows there are from the anchor on, counted up to `limit`.
Statement countStatement(const BlockQuery& query, const BlockAnchor* anchor, qint64 limit);

} // namespace transship
