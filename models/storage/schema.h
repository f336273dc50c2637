// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"

#include <QList>

/// Numbered steps in resources/sql/{sqlite,postgresql}/NNN_name.sql, applied in order, each in one transaction,
/// recorded in `schema_migrations`. Run before any model opens.
namespace transship::schema {

/// The newest step this program knows.
int latestVersion(Backend backend);

/// 0 for an empty database.
Result<int> version(Connection& connection);

/// Creates or upgrades; the steps applied. Two programs at once: the second waits, then finds nothing to do.
/// A database newer than this program is DatabaseTooNew and stays untouched.
Result<QList<int>> upgrade(Connection& connection);

/// Whether parts of paths are found by index. False only on PostgreSQL, where the extension pg_trgm is missing or may
/// not be created: they are found all the same, by reading all paths. upgrade() tries again each time.
Result<bool> findsPartsByIndex(Connection& connection);

/// DatabaseOutdated (says `transshipctl db upgrade`), DatabaseTooNew, or fine.
Result<void> check(Connection& connection);

} // namespace transship::schema
