// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace transship::testing {

/// A PostgreSQL 15 of our own: in a temporary folder, on 127.0.0.1 and a free port, run by an unprivileged user,
/// without fsync. It ends with this object, and with this process whatever becomes of it. Thread: the one that made it.
class PostgresCluster {
public:
    PostgresCluster();
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;
    ~PostgresCluster();

    /// Empty when it runs; else why not, and what to install.
    QString problem() const { return m_problem; }

    /// postgresql://… of a new, empty database.
    QString createDatabase();
    QString user() const { return QStringLiteral("transship"); }
    quint16 port() const { return m_port; }

    bool start();
    /// Breaks every connection, as a server that goes down does.
    void stop();

private:
    bool initialise();
    bool execute(const QString& sql);

    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_server;
    QString m_problem;
    quint16 m_port = 0;
    int m_databases = 0;
};

} // namespace transship::testing
