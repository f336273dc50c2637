// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/stores.h"
#include "tests/support/fakeregistry.h"
#include "tests/support/testdatabases.h"

#include <QStringList>

namespace transship::testing {

/// Settings under which nobody waits longer than he must, and nobody gives up.
struct ChaosSettings {
    int capacity = 25;
    int maxRetries = 1'000;
    int pollInterval = 1; ///< seconds
};

/// The repositories that were asked to start, once for each time.
QStringList startedPaths(const QList<FakeRequest>& requests);

/// A second pair of eyes on a database that others work on: own connection, no part of the engine.
/// Thread: the one it is made in.
class ChaosDatabase {
public:
    explicit ChaosDatabase(const DatabaseUrl& url);

    /// `count` repositories, known to the registry too, and the rollout switched on.
    void prepare(FakeRegistry& registry, int count, const ChaosSettings& settings);

    StateCounts counts();
    bool everythingHasEnded(); ///< import_done or import_skipped
    QString summary();
    QList<qint64> ids();

    /// What does not hold after whatever has happened, in words; each empty when all is well.
    /// The history of each repository leads, step by step, from default to the state its row is in.
    QStringList historyProblems();
    /// Repositories that were started more often than history says that somebody took them into an active state.
    QStringList moreStartsThanHistory(const QStringList& startedPaths);
    /// Repositories that an enqueuer took into process when all slots were taken.
    QStringList entriesAboveCapacity(int capacity);

    Connection& connection() { return *m_connection; }

private:
    QList<MigrationEventRow> events();

    std::unique_ptr<Connection> m_connection;
    Stores m_stores;
};

} // namespace transship::testing
