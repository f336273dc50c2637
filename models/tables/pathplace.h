// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "models/tables/blockqueries.h"

namespace transship {

/// Where a beginning of paths is in a table that is sorted by path.
struct PathSearch {
    BlockQuery query;
    QList<BlockAnchor> anchors; ///< anchors[n] is row (n + 1) * anchorDistance; of a query that is served
    QList<qint64> ids; ///< of the rows in order; of one that is not
    QString beginning;
};

/// The first row that begins so, or that would follow it. A job for a storage worker: counts from the anchor before it,
/// or halves the list some twenty times.
Result<qint64> rowOfPath(Stores& stores, const PathSearch& search);

} // namespace transship
