// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/storage/connection.h"
#include "tests/benchmarks/common/datasetsql.h"
#include "tests/benchmarks/common/settings.h"
#include "tests/support/postgrescluster.h"

#include <QTemporaryDir>

#include <memory>

namespace transship::bench {

QString nameOf(Mix mix);

/// Databases full of repositories, made once and kept in the data folder for the next program. PostgreSQL is a cluster
/// of our own with fsync on; SQLite files lie next to it. Thread: the one that made it.
class DataSets {
public:
    explicit DataSets(const Settings& settings);

    /// The data set itself: to be left as it is, or put back.
    DatabaseUrl shared(const QString& backend, qint64 rows, Mix mix);
    /// A copy that goes with this object.
    DatabaseUrl copy(const QString& backend, qint64 rows, Mix mix);

    testing::PostgresCluster& cluster();

private:
    DatabaseUrl sqlite(qint64 rows, Mix mix);
    DatabaseUrl postgres(qint64 rows, Mix mix);
    void executeOnServer(const QString& sql);

    QTemporaryDir m_temporary;
    QString m_folder;
    std::unique_ptr<testing::PostgresCluster> m_cluster;
    int m_copies = 0;
};

/// Opens or gives up.
std::unique_ptr<Connection> openOrGiveUp(const DatabaseUrl& url, Access access = Access::ReadWrite);
/// Runs or gives up.
void mustRun(Connection& connection, const QString& sql);

} // namespace transship::bench
