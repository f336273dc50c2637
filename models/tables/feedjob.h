// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/databasefile.h"
#include "models/storage/stores.h"

#include <QDeadlineTimer>
#include <QMap>
#include <QSet>

#include <optional>

namespace transship {

/// What one look at the database has to remember for the next one.
struct FeedState {
    qint64 dataVersion = -1; ///< SQLite's, as of this connection; -1: not looked yet
    std::optional<DatabaseFile> file; ///< as it was first
    qint64 lastId = -1; ///< the newest history row seen; -1: not looked yet
    /// PostgreSQL: ids below lastId that were not there. They are given out in order but committed in any, so each is
    /// looked for until its deadline.
    QMap<qint64, QDeadlineTimer> missing;
    QDeadlineTimer countsDue{0};
    qint64 total = -1; ///< rows in all, as last counted
};

struct FeedAnswer {
    QSet<qint64> repositoryIds;
    std::optional<StateCounts> counts;
    bool rowsCameOrWent = false;
    bool more = false; ///< there is more to read at once
};

/// One look. Run by a storage worker; `state` belongs to it meanwhile.
Result<FeedAnswer> lookForChanges(Stores& stores, const DatabaseUrl& url, FeedState& state);

} // namespace transship
