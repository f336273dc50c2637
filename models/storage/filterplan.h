// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/repositoryfilter.h"
#include "models/storage/repositorysort.h"

#include <QStringList>

/// How to read what a filter lets through in an order, without ever sorting or reading more than is wanted.
namespace transship {

/// Rows that may be few, found by an index of their own: a superset of what the filter lets through.
struct FewRows {
    QString ids; ///< SELECT id AS few_id FROM …
    bool byPart = false; ///< needs schema::findsPartsByIndex
};

/// Two ways: along the order's index, looking at each row between its bounds; or, when one of `few` is few indeed, all
/// of those at once. Conditions are SQL with literals, on columns of `container_repositories`.
struct FilterPlan {
    QString index; ///< " INDEXED BY …", or nothing
    QStringList within; ///< what the index itself keeps to, besides the two that follow
    bool hasOneKey = false; ///< so that all its rows have the same key
    QStringList lower; ///< the order's key from below
    QStringList upper; ///< and from above
    QString rest; ///< what is left to look at in each row; empty: the index says it all
    QStringList columns; ///< that `rest` and the order's key read
    QString condition; ///< all of the filter
    QList<FewRows> few;
};

/// Asked at the filter's moment. Any thread; asks no database.
FilterPlan planOf(const RepositoryFilter& filter, RepositorySort sort, Backend backend);
/// For a condition that somebody wrote: nothing is known about it.
FilterPlan planOf(const QString& condition, RepositorySort sort, Backend backend);

} // namespace transship
