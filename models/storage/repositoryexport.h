// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/repositorystore.h"

#include <QByteArrayView>

namespace transship {

/// Rows for a file: as texts, without the values and dates in between that repositoryFromRow makes, which cost several
/// times as much as the reading. Thread: the connection's.
class RepositoryExport {
public:
    explicit RepositoryExport(Connection& connection);

    /// UTF-8; a null view is NULL. Enums by name; times as the database writes them, UTC: "2026-01-31
    /// 12:00:00.123456", the fraction shorter or left out where it ends in zeros. Valid during the call only.
    using Visitor = std::function<Result<void>(const QList<QByteArrayView>& fields)>;

    /// `columns`: of `container_repositories`, or "since" (when the row entered its state). Stops when `visit` returns
    /// an error; it must not ask the database. Memory does not grow with the rows. limit <= 0: all.
    Result<void> forEach(const QStringList& columns, const RepositoryFilter& filter, RepositorySort sort,
        bool descending, qint64 limit, const Visitor& visit);
    /// How many match, in each state.
    Result<StateCounts> countByState(const RepositoryFilter& filter);

private:
    Result<void> forEachAsOne(const QStringList& columns, const QString& rest, const Visitor& visit);

    Connection& m_connection;
};

} // namespace transship
