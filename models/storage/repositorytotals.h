// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/repositorystore.h"

#include <QList>

/// Numbers for overviews that may be a little old: asked now and then, on a connection that nothing urgent waits for.
namespace transship {

/// How many match, counted no further than `limit`.
Result<qint64> countUpTo(Connection& connection, const RepositoryFilter& filter, qint64 limit);

struct NamespaceTotals {
    QString rootNamespace;
    StateCounts counts;
};

/// Of every root namespace with repositories, the one with the most first. Reads the whole table once.
Result<QList<NamespaceTotals>> totalsByNamespace(Connection& connection);

} // namespace transship
