// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>

namespace transship::testing {

/// A real registry (Debian's package docker-registry, distribution 2.8) in a process of its own, on 127.0.0.1 and a
/// free port, with its data in a temporary folder. Deleting is allowed. The destructor ends it; a test that crashes
/// leaves none behind. Thread: the creating one, which must live as long as the registry does.
class DockerRegistry {
public:
    struct Options {
        QString user{}; ///< empty: no authentication
        QString password{};
        QString tokenCertificate{}; ///< a file; not empty: who shows a token signed with its key gets in, nobody else
        QString tokenIssuer{};
        QString tokenService{};
        QString tokenRealm = QStringLiteral("http://127.0.0.1/token"); ///< where it sends those without one
        bool foreignLayers = false; ///< takes manifests with layers that live elsewhere
    };
    DockerRegistry();
    explicit DockerRegistry(Options options);
    ~DockerRegistry();
    Q_DISABLE_COPY_MOVE(DockerRegistry)

    /// Blocks until it answers on /v2/. Empty: it runs; else what is wrong, for example that the package is missing.
    /// `QVERIFY2(problem.isEmpty(), qPrintable(problem))`
    QString start();
    /// SIGKILL, in the middle of whatever it does; start() brings it back.
    void kill();
    /// Ends it; its data stays, and start() brings it back on the same port.
    void stop();

    /// No file of it can grow beyond that from now on (-1: any size), so that its writes fail in the kernel as they do
    /// when a disk is full. False: the system does not let us.
    bool limitFiles(qint64 bytes);

    QUrl url() const; ///< http://127.0.0.1:port
    QString dataFolder() const; ///< the storage driver's root, to break things in
    QString logFile() const; ///< with a line for every request answered
    qint64 processId() const;

private:
    QString writeConfiguration();
    QString writePasswords(const QString& file) const;
    bool answers() const;

    Options m_options;
    QTemporaryDir m_folder;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
};

} // namespace transship::testing
