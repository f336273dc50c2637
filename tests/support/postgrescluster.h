// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace transship::testing {

/// A PostgreSQL 15 of our own: on 127.0.0.1 and a free port, run by an unprivileged user. It ends with this object, and
/// with this process whatever becomes of it. Thread: the one that made it.
class PostgresCluster {
public:
    enum class Durability {
        None, ///< no fsync and little memory: quick to start, for tests
        Full, ///< as an installed server: what is committed is on the disk
    };

    /// In a temporary folder that goes with this object.
    explicit PostgresCluster(Durability durability = Durability::None);
    /// In a folder that stays; a cluster that is there already is started again.
    PostgresCluster(Durability durability, const QString& folder);
    PostgresCluster(const PostgresCluster&) = delete;
    PostgresCluster& operator=(const PostgresCluster&) = delete;
    ~PostgresCluster();

    /// Empty when it runs; else why not, and what to install.
    QString problem() const { return m_problem; }

    /// postgresql://… of a new, empty database.
    QString createDatabase();
    /// postgresql://… of a database of this name, whether or not it exists.
    QString url(const QString& database) const;
    QString user() const { return QStringLiteral("transship"); }
    quint16 port() const { return m_port; }

    /// Starts again, offering TLS with this certificate and key (PEM).
    bool useTls(const QString& certificateFile, const QString& keyFile);
    bool start();
    /// Breaks every connection, as a server that goes down does.
    void stop();

private:
    void launch();
    bool initialise();
    bool execute(const QString& sql);

    Durability m_durability;
    std::unique_ptr<QTemporaryDir> m_temporary; ///< null: the folder is somebody else's
    QDir m_folder;
    std::unique_ptr<QProcess> m_server;
    QString m_problem;
    quint16 m_port = 0;
    bool m_tls = false;
    int m_databases = 0;
};

} // namespace transship::testing
