// SPDX-FileCopyrightText: 2026 Transship contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/result.h"
#include "models/registry/registrycredentials.h"
#include "models/storage/databaseurl.h"

#include <QCoroTask>
#include <QHostAddress>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <memory>

namespace transship {

/// One of the two registries an importer copies between.
struct ImporterRegistry {
    QUrl url; ///< http or https, no path, no user info
    RegistryCredentials credentials;
};

struct ImporterOptions {
    ImporterRegistry source;
    ImporterRegistry target;
    DatabaseUrl database; ///< the importer's own; an SQLite file is fine, its tables are called importer_…
    QHostAddress listenAddress = QHostAddress(QHostAddress::LocalHost);
    quint16 listenPort = 0; ///< 0: any free one, see port()
    QByteArray bearerToken; ///< what callers must present; empty = anybody, and then only on a loopback address
    int maxConcurrentImports = 5; ///< one more is answered 429
    int requestsPerImport = 6; ///< in flight at each registry for one import
    int requestsPerRegistry = 24; ///< in flight at each registry over all imports
    std::chrono::milliseconds preImportTimeout = std::chrono::hours(2);
    std::chrono::milliseconds importTimeout = std::chrono::minutes(10);
    std::chrono::milliseconds notReadyAfterCancel = std::chrono::seconds(5);
    QString notificationUrl; ///< `{path}` in it is replaced; empty = no notifications
    QByteArray notificationSecret; ///< the whole Authorization header of a notification
    bool copiesForeignLayers = false; ///< where the target insists on having them
    QString freezeHook; ///< a program (FreezeHook); empty: the source stays writable during a final import
    std::chrono::milliseconds freezeHookTimeout = std::chrono::seconds(30); ///< of each call
    bool verifiesImports = false; ///< everything a final import brought is asked for, before it counts as complete
    std::chrono::milliseconds heartbeat = std::chrono::seconds(2); ///< renews claims, notices what others canceled
    std::chrono::seconds lease = std::chrono::seconds(30); ///< a silent importer's claims may be taken over after it
};

/// The import API of docs/registry-api.md §1, served for any pair of OCI registries: a pre import copies manifests and
/// blobs, a final import brings the tags and what changed. Statuses are in the database before they are answered;
/// listen() resumes what was in progress when the last process ended, whatever ended it. Several services may share a
/// PostgreSQL: a repository is imported by one of them at a time, and what a dead one left is taken over by another.
/// Thread: the one it lives in, which needs an event loop; everything it owns lives there too. Destroying it stops all
/// imports without changing their status, so that the next one resumes them.
class ImportService : public QObject {
    Q_OBJECT
public:
    explicit ImportService(ImporterOptions options, QObject* parent = nullptr);
    ~ImportService() override;

    /// Opens the database, brings its tables up to date, binds, resumes. Refuses (InvalidArgument) bad URLs and an
    /// address other than loopback without a bearer token.
    Result<void> listen();
    /// 0 before listen().
    quint16 port() const;
    /// Where the API answers, for example http://127.0.0.1:8080/.
    QUrl url() const;

    int runningImports() const;

    /// For SIGTERM: refuses new imports (503), stops the running ones within seconds and keeps them resumable.
    QCoro::Task<> drain();

Q_SIGNALS:
    /// One line for the log: time, level, event, message and what it is about (path, status, detail…); no secrets.
    void logged(const QJsonObject& line);
    /// An import or pre import ended, with its final status by name.
    void importEnded(const QString& path, const QString& status, const QString& detail);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace transship
