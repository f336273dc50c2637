// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/repositorystore.h"

#include <QList>

#include <functional>

namespace transship {

class Connection;
struct Stores;

/// As much of a row as tells it from what it was before: each write of a row moves updated_at on.
struct RepositoryKey {
    qint64 id = 0;
    MigrationState state = MigrationState::Default;
    QDateTime updatedAt;
};

/// Stops the reading by returning an error; must not ask the database.
using KeyVisitor = std::function<Result<void>(const RepositoryKey& key)>;

/// Which repositories are meant, as a question: a job of a storage worker reads the keys of all of them, one by one, in
/// any order, in no more memory than a few rows take. Any thread.
using KeySource = std::function<Result<void>(Stores& stores, const KeyVisitor& visit)>;

/// All that match, at the filter's moment.
KeySource keysMatching(const RepositoryFilter& filter);
/// All that match from the first of these rows to the second in ascending order of the sort. Conflict: one of them was
/// written since it was read, so that the range may be another one now. By index, however many there are.
KeySource keysBetween(const RepositoryFilter& filter, RepositorySort sort, const ContainerRepository& lowest,
    const ContainerRepository& highest);
/// Those of them that exist.
KeySource keysOf(const QList<qint64>& ids);

/// All that each of them gives; what two of them give comes twice.
KeySource keysOfAll(const QList<KeySource>& sources);

/// Whole rows, those that exist, in no particular order. For a few hundred ids at a time.
Result<QList<ContainerRepository>> rowsOf(Connection& connection, const QList<qint64>& ids);

} // namespace transship
